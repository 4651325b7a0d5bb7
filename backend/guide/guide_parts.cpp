#include "guide/guide_parts.hpp"

#include <array>
#include <utility>

namespace wufei::http {

using contract::Block;
using contract::BlockKind;
using contract::Card;
using contract::Document;
using contract::Text;

Document guide_page(std::string title, std::string description, bool below) {
  Document document;
  document.title = std::move(title);
  document.description = std::move(description);
  document.section = "guide";
  if (below) document.crumbs.push_back({words(Text::server_page_guide), "/guide"});
  return document;
}

std::string guide_item_path(std::string_view id) {
  return "/guide/items/" + std::string(id);
}

std::string guide_category_path(std::string_view id) {
  return "/guide/categories/" + std::string(id);
}

std::string guide_category_icon(std::string_view id) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kIcons{
      {{"recyclable", "recycle"},
       {"hazardous", "warning"},
       {"kitchen", "leaf"},
       {"other", "trash"},
       {"bulky", "couch"},
       {"construction", "house"},
       {contract::kNoBin, "x-circle"}}};
  for (const auto& [category, icon] : kIcons)
    if (category == id) return std::string(icon);
  return {};
}

std::string guide_category_name(const contract::Guide& guide, std::string_view id) {
  const contract::GuideCategory* category = contract::find_guide_category(guide, id);
  return category ? category->name : std::string();
}

Card guide_item_card(const contract::Guide& guide, const contract::GuideItem& item) {
  Card card;
  card.title = item.name;
  card.href = guide_item_path(item.id);
  card.text = item.ask.empty() ? item.how_to : item.ask;
  card.badge = guide_category_name(guide, item.category);
  card.category = item.category;
  return card;
}

void add_urgent(Document& document, const std::vector<contract::GuideUrgent>& urgent) {
  if (urgent.empty()) return;
  Block block = contract::note_block(contract::BlockTone::error, words(Text::server_guide_urgent), {});
  block.spans.clear();
  for (const contract::GuideUrgent& one : urgent) {
    if (!block.spans.empty()) block.spans.push_back(contract::span(words(Text::server_guide_urgent_next)));
    block.spans.push_back(
        contract::span(contract::text(Text::server_guide_urgent_when, {{"when", one.when}}) + " "));
    block.spans.push_back(contract::link_span(one.number, "tel:" + one.number));
  }
  document.blocks.push_back(std::move(block));
}

Block no_bin_panel(const contract::Guide& guide, const contract::GuideItem& item) {
  Block panel = contract::note_block(
      contract::BlockTone::warning,
      contract::text(Text::server_guide_is,
                     {{"item", item.name}, {"category", guide_category_name(guide, item.category)}}),
      item.how_to);
  contract::Span first = contract::span(contract::text(Text::server_guide_ask, {{"ask", item.ask}}));
  first.strong = true;
  panel.spans.insert(panel.spans.begin(), std::move(first));
  return panel;
}

Block cards_block(std::string name, std::vector<Card> cards) {
  Block block;
  block.kind = BlockKind::cards;
  block.text = std::move(name);
  block.cards = std::move(cards);
  return block;
}

Block list_block(const std::vector<std::string>& lines, bool ordered) {
  Block block;
  block.kind = BlockKind::list;
  block.ordered = ordered;
  for (const std::string& line : lines) block.items.push_back({contract::span(line)});
  return block;
}

Block links_block(std::string name, std::vector<contract::Link> links) {
  Block block;
  block.kind = BlockKind::links;
  block.text = std::move(name);
  for (contract::Link& link : links)
    block.items.push_back({contract::link_span(std::move(link.title), std::move(link.href))});
  return block;
}

}  // namespace wufei::http
