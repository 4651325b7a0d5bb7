#include "guide/guide_parts.hpp"
#include "lib/page/blocks.hpp"

#include <utility>

namespace wufei::http {

using contract::Block;
using contract::Card;
using contract::Document;
using contract::Text;

Document guide_page(std::string title, std::string description, bool below) {
  Document document;
  document.title = std::move(title);
  document.description = std::move(description);
  document.section = "guide";
  document.look = "of-guide";
  if (below) document.crumbs.push_back({words(Text::frame_guide), "/guide"});
  return document;
}

std::string guide_item_path(std::string_view id) {
  return "/guide/items/" + std::string(id);
}

std::string guide_category_path(std::string_view id) {
  return "/guide/categories/" + std::string(id);
}

Block guide_search_block(std::string_view query) {
  Block block = filters_block(words(Text::server_guide_search), "/guide");
  contract::Filter filter;
  filter.kind = contract::FilterKind::search;
  filter.name = "q";
  filter.label = words(Text::guide_label);
  filter.hint = words(Text::home_ask_hint);
  filter.value = query;
  block.filters.push_back(std::move(filter));
  return block;
}

std::string guide_category_name(const contract::Guide& guide, std::string_view id) {
  const contract::GuideCategory* category = contract::find_guide_category(guide, id);
  return category ? category->name : std::string();
}

Card guide_item_card(const contract::Guide& guide, const contract::GuideItem& item) {
  Card card = card_to(guide_item_path(item.id), item.name, {}, item.ask.empty() ? item.how_to : item.ask);
  card.badge = guide_category_name(guide, item.category);
  card.category = item.category;
  return card;
}

void append(Document& document, std::vector<Block> blocks) {
  for (Block& block : blocks) document.blocks.push_back(std::move(block));
}

contract::Block hotline_link(const std::string& number) {
  return links_block({},
                     {{contract::text(Text::server_guide_no_bin_call, {{"line", number}}), "tel:" + number}});
}

}  // namespace wufei::http
