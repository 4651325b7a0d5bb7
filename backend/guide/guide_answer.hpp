// The answer of the guide about one thing, as blocks: on the server's page of it and on the page that the
// client makes of what it has kept. Only builds blocks; decides nothing about where a thing goes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/guide.hpp"
#include "lib/document/document.hpp"

namespace wufei::contract {

std::string guide_category_icon(std::string_view category);
// A card that says where the thing goes and why; for what no bin takes a panel that says whom to ask first
// and what to do until then. Before it, where minutes count, whom to call, each number as a link.
std::vector<Block> guide_answer(const GuideItem& item, const std::string& category_name);
// Whom to call; no block when there is nobody.
std::vector<Block> guide_urgent(const std::vector<GuideUrgent>& urgent);

}  // namespace wufei::contract
