#include "guide/guide_parts.hpp"

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
  if (below) document.crumbs.push_back({words(Text::frame_guide), "/guide"});
  return document;
}

std::string guide_item_path(std::string_view id) {
  return "/guide/items/" + std::string(id);
}

std::string guide_category_path(std::string_view id) {
  return "/guide/categories/" + std::string(id);
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

Block cards_block(std::string name, std::vector<Card> cards) {
  Block block;
  block.kind = BlockKind::cards;
  block.text = std::move(name);
  block.cards = std::move(cards);
  return block;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts)
    out += (out.empty() ? std::string() : words(contract::Text::server_separator)) + text;
  return out;
}

Block list_block(const std::vector<std::string>& lines, bool ordered) {
  Block block;
  block.kind = BlockKind::list;
  block.ordered = ordered;
  for (const std::string& line : lines) block.items.push_back({contract::span(line)});
  return block;
}

void append(Document& document, std::vector<Block> blocks) {
  for (Block& block : blocks) document.blocks.push_back(std::move(block));
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
