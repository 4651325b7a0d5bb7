// Pieces that the sorting guide's pages share. Only builds blocks; decides nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/guide.hpp"
#include "lib/base/words.hpp"
#include "lib/document/document.hpp"
#include "lib/page/blocks.hpp"

namespace wufei::http {

// An empty page of the guide; pages below /guide get a crumb back to it.
contract::Document guide_page(std::string title, std::string description, bool below = true);
std::string guide_item_path(std::string_view id);
std::string guide_category_path(std::string_view id);
// The field that asks the guide, with what was asked.
contract::Block guide_search_block(std::string_view query);
// The category's name, or "" when there is none.
std::string guide_category_name(const contract::Guide& guide, std::string_view id);
// A card that leads to the item, with its category's name and colour.
contract::Card guide_item_card(const contract::Guide& guide, const contract::GuideItem& item);
void append(contract::Document& document, std::vector<contract::Block> blocks);

// A link that calls the number.
contract::Block hotline_link(const std::string& number);

}  // namespace wufei::http
