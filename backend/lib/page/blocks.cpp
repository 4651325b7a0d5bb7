#include "lib/page/blocks.hpp"

#include <utility>

#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::Card;

Block named_block(BlockKind kind, std::string name) {
  Block block;
  block.kind = kind;
  block.text = std::move(name);
  return block;
}

}  // namespace

Block facts_block(std::string name, std::vector<contract::Fact> facts) {
  Block block = named_block(BlockKind::facts, std::move(name));
  block.facts = std::move(facts);
  return block;
}

void add_fact(Block& facts, contract::Text label, const std::string& value) {
  if (!value.empty()) facts.facts.push_back({words(label), {contract::span(value)}});
}

Block table_block(std::string caption, std::vector<contract::TableColumn> columns,
                  std::vector<std::vector<contract::Spans>> rows) {
  Block block = named_block(BlockKind::table, std::move(caption));
  block.columns = std::move(columns);
  block.rows = std::move(rows);
  return block;
}

Block list_block(std::vector<contract::Spans> items, bool ordered) {
  Block block = named_block(BlockKind::list, {});
  block.ordered = ordered;
  block.items = std::move(items);
  return block;
}

Block lines_block(const std::vector<std::string>& lines, bool ordered) {
  Block block = list_block({}, ordered);
  for (const std::string& line : lines) block.items.push_back({contract::span(line)});
  return block;
}

Block lines_block(std::initializer_list<contract::Text> lines, bool ordered) {
  Block block = list_block({}, ordered);
  for (const contract::Text line : lines) block.items.push_back({contract::span(words(line))});
  return block;
}

Block links_block(std::string name, std::vector<contract::Link> links) {
  Block block = named_block(BlockKind::links, std::move(name));
  for (contract::Link& link : links)
    block.items.push_back({contract::link_span(std::move(link.title), std::move(link.href))});
  return block;
}

Block spans_block(std::string name, std::vector<contract::Span> links) {
  Block block = named_block(BlockKind::links, std::move(name));
  for (contract::Span& link : links) block.items.push_back({std::move(link)});
  return block;
}

Block cards_block(std::string name, std::vector<Card> cards) {
  Block block = named_block(BlockKind::cards, std::move(name));
  block.cards = std::move(cards);
  return block;
}

Block buttons_block(std::vector<Card> cards, contract::BlockTone tone) {
  Block block = named_block(BlockKind::buttons, {});
  block.tone = tone;
  block.cards = std::move(cards);
  return block;
}

Block filters_block(std::string name, std::string path, std::vector<contract::Filter> filters) {
  Block block = named_block(BlockKind::filters, std::move(name));
  block.href = std::move(path);
  block.filters = std::move(filters);
  return block;
}

contract::Spans joined(std::vector<contract::Span> parts, const std::string& between) {
  contract::Spans spans;
  for (contract::Span& part : parts) {
    if (!spans.empty()) spans.push_back(contract::span(between));
    spans.push_back(std::move(part));
  }
  return spans;
}

contract::Spans or_none(contract::Spans spans) {
  if (spans.empty()) spans.push_back(contract::span(words(contract::Text::server_none)));
  return spans;
}

contract::Spans text_or_none(const std::string& text) {
  return or_none(text.empty() ? contract::Spans{} : contract::Spans{contract::span(text)});
}

Card card_to(std::string href, std::string title, std::string icon, std::string text) {
  Card card;
  card.href = std::move(href);
  card.title = std::move(title);
  card.icon = std::move(icon);
  card.text = std::move(text);
  return card;
}

Card card_to(std::string href, contract::Text title, std::string icon) {
  return card_to(std::move(href), words(title), std::move(icon));
}

Card card_to(std::string href, contract::Text title, std::string icon, contract::Text text) {
  return card_to(std::move(href), words(title), std::move(icon), words(text));
}

}  // namespace wufei::http
