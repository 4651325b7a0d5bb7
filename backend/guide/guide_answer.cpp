#include "guide/guide_answer.hpp"

#include <array>
#include <utility>

#include "lib/base/text.hpp"

namespace wufei::contract {
namespace {

std::string title_of(const GuideItem& item, const std::string& category_name) {
  return text(Text::guide_is, {{"item", item.name}, {"category", category_name}});
}

Block card_block(const GuideItem& item, const std::string& category_name) {
  Card answer;
  answer.title = title_of(item, category_name);
  answer.text = item.why;
  answer.icon = guide_category_icon(item.category);
  answer.category = item.category;
  Block block;
  block.kind = BlockKind::cards;
  block.text = answer.title;
  block.cards.push_back(std::move(answer));
  return block;
}

Block panel(const GuideItem& item, const std::string& category_name) {
  Block block = note_block(BlockTone::warning, title_of(item, category_name), item.how_to);
  Span first = span(text(Text::guide_first, {{"ask", item.ask}}));
  first.strong = true;
  block.spans.insert(block.spans.begin(), std::move(first));
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

std::vector<Block> guide_answer(const GuideItem& item, const std::string& category_name) {
  std::vector<Block> blocks = guide_urgent(item.urgent);
  blocks.push_back(item.category == kNoBin ? panel(item, category_name) : card_block(item, category_name));
  return blocks;
}

}  // namespace wufei::contract
