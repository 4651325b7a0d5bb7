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
// Whom to call where minutes count, each number as a link; then the panel: which kind of waste, where to,
// what to do, and the way to book it when it can be booked.
std::vector<Block> guide_answer(const GuideItem& item, const GuideCategory& category);
// Whom to call; no block when there is nobody.
std::vector<Block> guide_urgent(const std::vector<GuideUrgent>& urgent);
// Where it goes in a few words: whom to ask, or what its kind says; "" for what has places of its own.
std::string guide_where(const GuideItem& item, const GuideCategory& category);

}  // namespace wufei::contract
