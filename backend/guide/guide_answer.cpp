#include "guide/guide_answer.hpp"

#include <array>
#include <utility>

#include "lib/base/text.hpp"

namespace wufei::contract {
namespace {

// What is drawn in the corner (lib/document/answer_figure.hpp).
std::string figure_of(std::string_view category) {
  if (category == kNoBin) return "barred";
  if (category == "bulky") return "bundle";
  return category == "construction" ? "bricks" : std::string();
}

Block panel(const GuideItem& item, const GuideCategory& category) {
  Card answer;
  answer.title = category.name;
  answer.badge = guide_where(item, category);
  answer.text = item.how_to;
  answer.icon = figure_of(item.category);
  answer.category = item.category;
  Block block;
  block.kind = BlockKind::answer;
  if (!item.pickup_category.empty()) {
    answer.href = "/pickup/new/what?category=" + item.pickup_category + "&item=" + item.pickup_item;
    block.text = text(Text::guide_book);
  }
  block.cards.push_back(std::move(answer));
  return block;
}

}  // namespace

std::string guide_category_icon(std::string_view category) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kIcons{{{"recyclable", "recycle"},
                                                                                 {"hazardous", "warning"},
                                                                                 {"kitchen", "leaf"},
                                                                                 {"other", "trash"},
                                                                                 {"bulky", "couch"},
                                                                                 {"construction", "house"},
                                                                                 {kNoBin, "x-circle"}}};
  for (const auto& [id, icon] : kIcons)
    if (id == category) return std::string(icon);
  return {};
}

std::vector<Block> guide_urgent(const std::vector<GuideUrgent>& urgent) {
  if (urgent.empty()) return {};
  Block block = note_block(BlockTone::error, std::string(text(Text::guide_urgent)), {});
  block.spans.clear();
  for (const GuideUrgent& one : urgent) {
    if (!block.spans.empty()) block.spans.push_back(span(std::string(text(Text::guide_urgent_next))));
    block.spans.push_back(span(text(Text::guide_urgent_when, {{"when", one.when}}) + " "));
    block.spans.push_back(link_span(one.number, "tel:" + one.number));
  }
  return {std::move(block)};
}

std::string guide_where(const GuideItem& item, const GuideCategory& category) {
  if (!item.ask.empty()) return item.ask;
  if (!item.town.empty()) return {};
  return item.pickup_category.empty() || category.where_booked.empty() ? category.where
                                                                       : category.where_booked;
}

std::vector<Block> guide_answer(const GuideItem& item, const GuideCategory& category) {
  std::vector<Block> blocks = guide_urgent(item.urgent);
  blocks.push_back(panel(item, category));
  return blocks;
}

}  // namespace wufei::contract
