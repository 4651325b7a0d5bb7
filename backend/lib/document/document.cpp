#include "lib/document/document.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 15> kKinds{"heading", "paragraph", "list",    "table",    "facts",
                                                  "cards",   "chart",     "filters", "links",    "image",
                                                  "code",    "cells",     "answer",  "measures", "buttons"};
constexpr int kLargestImage = 10000;  // a side, in CSS pixels
constexpr std::array<std::string_view, 6> kTones{"normal", "info", "success", "warning", "error", "pending"};

void put(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}

void put_tone(Json& json, const char* name, BlockTone tone) {
  if (tone != BlockTone::normal) json[name] = tone_name(tone);
}

Json spans_to_json(const Spans& spans) {
  Json array = Json::array();
  for (const Span& span : spans) {
    Json json = {{"text", span.text}};
    put(json, "href", span.href);
    if (span.strong) json["strong"] = true;
    if (span.code) json["code"] = true;
    array.push_back(std::move(json));
  }
  return array;
}

Spans spans_from_json(const Json& array) {
  Spans spans;
  for (const Json& row : array)
    spans.push_back({text_or_empty(row, "text"), text_or_empty(row, "href"), flag_or(row, "strong", false),
                     flag_or(row, "code", false)});
  return spans;
}

Json card_to_json(const Card& card) {
  Json json = {{"title", card.title}};
  put(json, "href", card.href);
  put(json, "text", card.text);
  put(json, "icon", card.icon);
  put(json, "badge", card.badge);
  put_tone(json, "badge_tone", card.badge_tone);
  put(json, "category", card.category);
  return json;
}

Card card_from_json(const Json& row) {
  return {text_or_empty(row, "title"),
          text_or_empty(row, "href"),
          text_or_empty(row, "text"),
          text_or_empty(row, "icon"),
          text_or_empty(row, "badge"),
          enum_named<BlockTone>(kTones, text_or_empty(row, "badge_tone")).value_or(BlockTone{}),
          text_or_empty(row, "category")};
}

Json filter_to_json(const Filter& filter) {
  Json json = {{"kind", filter.kind == FilterKind::search ? "search" : "select"},
               {"name", filter.name},
               {"label", filter.label},
               {"value", filter.value}};
  put(json, "hint", filter.hint);
  if (filter.choices.empty()) return json;
  Json choices = Json::array();
  for (const Choice& choice : filter.choices)
    choices.push_back({{"value", choice.value}, {"label", choice.label}});
  json["choices"] = std::move(choices);
  return json;
}

Filter filter_from_json(const Json& row) {
  Filter filter{text_or_empty(row, "kind") == "search" ? FilterKind::search : FilterKind::select,
                text_or_empty(row, "name"),
                text_or_empty(row, "label"),
                text_or_empty(row, "value"),
                {},
                text_or_empty(row, "hint")};
  for (const Json& choice : array_or_empty(row, "choices"))
    filter.choices.push_back({text_or_empty(choice, "value"), text_or_empty(choice, "label")});
  return filter;
}

void put_table(Json& json, const Block& block) {
  Json columns = Json::array(), rows = Json::array();
  for (const TableColumn& column : block.columns) {
    Json head = {{"title", column.title}};
    if (column.number) head["number"] = true;
    if (column.buttons) head["buttons"] = true;
    columns.push_back(std::move(head));
  }
  for (const auto& row : block.rows) {
    Json cells = Json::array();
    for (const Spans& cell : row) cells.push_back(spans_to_json(cell));
    rows.push_back(std::move(cells));
  }
  json["columns"] = std::move(columns);
  json["rows"] = std::move(rows);
}

Json tally_to_json(const Tally& tally) {
  return {{"name", tally.name}, {"total", tally.total}, {"filled", tally.filled}};
}

void put_lists(Json& json, const Block& block) {
  const auto fill = [&json](const char* name, const auto& rows, auto convert) {
    if (rows.empty()) return;
    Json array = Json::array();
    for (const auto& row : rows) array.push_back(convert(row));
    json[name] = std::move(array);
  };
  fill("items", block.items, spans_to_json);
  fill("cards", block.cards, card_to_json);
  fill("filters", block.filters, filter_to_json);
  fill("facts", block.facts, [](const Fact& fact) {
    return Json{{"label", fact.label}, {"value", spans_to_json(fact.value)}};
  });
  fill("tallies", block.tallies, tally_to_json);
}

void put_fold(Json& json, const Block& block) {
  if (block.aside) json["aside"] = true;
  if (block.fold.empty()) return;
  json["fold"] = block.fold;
  put(json, "fold_note", block.fold_note);
  if (block.fold_look == FoldLook::line) json["fold_look"] = "line";
}

void put_measures(Json& json, const Block& block) {
  put_table(json, block);
  json.erase("rows");
  json["groups"] = measure_groups_to_json(block.groups);
}

Json block_to_json(const Block& block) {
  Json json = {{"kind", kKinds[static_cast<std::size_t>(block.kind)]}};
  if (block.kind == BlockKind::heading) json["level"] = block.level;
  if (block.ordered) json["ordered"] = true;
  put_tone(json, "tone", block.tone);
  put(json, "text", block.text);
  put(json, "anchor", block.anchor);
  put(json, "href", block.href);
  put(json, "box", block.box);
  if (block.width > 0) json["width"] = block.width;
  if (block.height > 0) json["height"] = block.height;
  if (!block.spans.empty()) json["spans"] = spans_to_json(block.spans);
  put_lists(json, block);
  if (block.kind == BlockKind::table) put_table(json, block);
  if (block.kind == BlockKind::measures) put_measures(json, block);
  put_fold(json, block);
  if (block.kind == BlockKind::chart) json["chart"] = chart_to_json(block.chart);
  return json;
}

void read_table(const Json& json, Block& block) {
  for (const Json& column : array_or_empty(json, "columns"))
    block.columns.push_back({text_or_empty(column, "title"), flag_or(column, "number", false),
                             flag_or(column, "buttons", false)});
  for (const Json& row : array_or_empty(json, "rows")) {
    std::vector<Spans> cells;
    for (const Json& cell : row) cells.push_back(spans_from_json(cell));
    cells.resize(block.columns.size());  // an uneven row never reaches a drawer
    block.rows.push_back(std::move(cells));
  }
}

void read_measures(const Json& json, Block& block) {
  read_table(json, block);
  block.columns.resize(kMeasureColumns);
  block.groups = measure_groups_from_json(array_or_empty(json, "groups"));
}

int bounded(const Json& json, const char* name, int fallback, int least, int most) {
  return static_cast<int>(std::clamp<std::int64_t>(number_or(json, name, fallback), least, most));
}

std::vector<Tally> tallies_from_json(const Json& object) {
  constexpr int kMostCells = 1000;
  std::vector<Tally> tallies;
  for (const Json& row : array_or_empty(object, "tallies"))
    tallies.push_back({text_or_empty(row, "name"), bounded(row, "total", 0, 0, kMostCells),
                       bounded(row, "filled", 0, 0, kMostCells)});
  return tallies;
}

std::vector<Card> cards_from_json(const Json& array) {
  std::vector<Card> cards;
  for (const Json& card : array) cards.push_back(card_from_json(card));
  return cards;
}

Block block_from_json(const Json& json) {
  Block block;
  block.kind = enum_named<BlockKind>(kKinds, text_or_empty(json, "kind")).value_or(BlockKind{});
  block.level = bounded(json, "level", 2, 2, 4);
  block.ordered = flag_or(json, "ordered", false);
  block.tone = enum_named<BlockTone>(kTones, text_or_empty(json, "tone")).value_or(BlockTone{});
  block.text = text_or_empty(json, "text");
  block.anchor = text_or_empty(json, "anchor");
  block.href = text_or_empty(json, "href");
  block.width = bounded(json, "width", 0, 0, kLargestImage);
  block.height = bounded(json, "height", 0, 0, kLargestImage);
  block.spans = spans_from_json(array_or_empty(json, "spans"));
  for (const Json& item : array_or_empty(json, "items")) block.items.push_back(spans_from_json(item));
  block.cards = cards_from_json(array_or_empty(json, "cards"));
  for (const Json& row : array_or_empty(json, "filters")) block.filters.push_back(filter_from_json(row));
  for (const Json& row : array_or_empty(json, "facts"))
    block.facts.push_back({text_or_empty(row, "label"), spans_from_json(array_or_empty(row, "value"))});
  block.tallies = tallies_from_json(json);
  block.box = text_or_empty(json, "box");
  block.fold = text_or_empty(json, "fold");
  block.fold_note = text_or_empty(json, "fold_note");
  if (text_or_empty(json, "fold_look") == "line") block.fold_look = FoldLook::line;
  block.aside = flag_or(json, "aside", false);
  if (block.kind == BlockKind::answer) block.cards.resize(1);  // a drawer finds one
  if (block.kind == BlockKind::table) read_table(json, block);
  if (block.kind == BlockKind::measures) read_measures(json, block);
  if (block.kind == BlockKind::chart) block.chart = chart_from_json(object_or_empty(json, "chart"));
  return block;
}

Excerpt::Note note_from_json(const Json& row) {
  return {enum_named<BlockTone>(kTones, text_or_empty(row, "tone")).value_or(BlockTone{}),
          spans_from_json(array_or_empty(row, "spans"))};
}

bool known_kind(const Json& block) {
  const std::string kind = text_or_empty(block, "kind");
  for (const std::string_view name : kKinds)
    if (name == kind) return true;
  return false;
}

}  // namespace

std::string_view tone_name(BlockTone tone) {
  return kTones[static_cast<std::size_t>(tone)];
}

std::string_view canonical_path(const Document& document) {
  if (!document.same_as.empty()) return document.same_as;
  return document.indexed ? std::string_view(document.path) : std::string_view();
}

Json document_to_json(const Document& document) {
  Json crumbs = Json::array(), blocks = Json::array();
  for (const Link& link : document.crumbs) crumbs.push_back({{"title", link.title}, {"href", link.href}});
  for (const Block& block : document.blocks)
    if (block.kind != BlockKind::form) blocks.push_back(block_to_json(block));
  Json json = {
      {"path", document.path},       {"title", document.title},     {"description", document.description},
      {"section", document.section}, {"updated", document.updated}, {"indexed", document.indexed},
      {"crumbs", std::move(crumbs)}, {"blocks", std::move(blocks)}};
  if (!document.same_as.empty()) json["same_as"] = document.same_as;
  return json;
}

Document document_from_json(const Json& json) {
  Document document;
  document.path = text_or_empty(json, "path");
  document.title = text_or_empty(json, "title");
  document.description = text_or_empty(json, "description");
  document.section = text_or_empty(json, "section");
  document.updated = text_or_empty(json, "updated");
  document.indexed = flag_or(json, "indexed", true);
  document.same_as = text_or_empty(json, "same_as");
  for (const Json& link : array_or_empty(json, "crumbs"))
    document.crumbs.push_back({text_or_empty(link, "title"), text_or_empty(link, "href")});
  for (const Json& block : array_or_empty(json, "blocks"))
    if (known_kind(block)) document.blocks.push_back(block_from_json(block));
  return document;
}

Json excerpt_to_json(const Document& document) {
  Json notes = Json::array(), tiles = Json::array(), tallies = Json::array();
  for (const Block& block : document.blocks) {
    for (const Tally& tally : block.tallies) tallies.push_back(tally_to_json(tally));
    if (block.box != kTiles) continue;
    if (block.tone != BlockTone::normal)
      notes.push_back({{"tone", tone_name(block.tone)}, {"spans", spans_to_json(block.spans)}});
    for (const Card& card : block.cards) tiles.push_back(card_to_json(card));
  }
  if (notes.empty() && tiles.empty() && tallies.empty()) return {};
  return {{"notes", std::move(notes)}, {"tiles", std::move(tiles)}, {"tallies", std::move(tallies)}};
}

Excerpt excerpt_from_json(const Json& object) {
  Excerpt excerpt{{}, cards_from_json(array_or_empty(object, "tiles")), tallies_from_json(object)};
  for (const Json& row : array_or_empty(object, "notes")) excerpt.notes.push_back(note_from_json(row));
  return excerpt;
}

Excerpt excerpt_of_page(const Json& document) {
  Excerpt excerpt;
  for (const Json& block : array_or_empty(document, "blocks")) {
    if (text_or_empty(block, "kind") == "cells") excerpt.tallies = tallies_from_json(block);
    if (text_or_empty(block, "box") != kTiles) continue;
    if (block.contains("tone"))
      excerpt.notes.push_back(note_from_json(block));
    else
      excerpt.tiles = cards_from_json(array_or_empty(block, "cards"));
  }
  return excerpt;
}

bool is_long(const Document& document) {
  constexpr std::size_t kMany = 24;
  std::size_t entries = 0;
  for (const Block& block : document.blocks) {
    entries += block.rows.size() + block.cards.size() + block.items.size();
    for (const MeasureGroup& group : block.groups) entries += group.rows.size();
  }
  return entries > kMany;
}

bool has_rail(const Document& document) {
  return std::any_of(document.blocks.begin(), document.blocks.end(),
                     [](const Block& block) { return block.aside; });
}

const Block* titled_answer(const Document& document) {
  const auto& blocks = document.blocks;
  const std::size_t at = !blocks.empty() && blocks.front().kind == BlockKind::filters ? 1 : 0;
  return at < blocks.size() && blocks[at].kind == BlockKind::answer ? &blocks[at] : nullptr;
}

bool begins_with_answer(const Document& document) {
  return titled_answer(document) != nullptr;
}

Span span(std::string text) {
  return {std::move(text), {}, false, false};
}

Span link_span(std::string text, std::string href) {
  return {std::move(text), std::move(href), false, false};
}

Block heading_block(int level, std::string text, std::string anchor) {
  Block block;
  block.kind = BlockKind::heading;
  block.level = level;
  block.text = std::move(text);
  block.anchor = std::move(anchor);
  return block;
}

Block paragraph_block(std::string text) {
  return paragraph_block(Spans{span(std::move(text))});
}

Block paragraph_block(Spans spans) {
  Block block;
  block.spans = std::move(spans);
  return block;
}

Block note_block(BlockTone tone, std::string title, std::string text) {
  Block block = paragraph_block(std::move(text));
  block.tone = tone;
  block.text = std::move(title);
  return block;
}

void fold_from(Document& document, std::size_t first, const std::string& name, const std::string& note,
               bool aside, FoldLook look) {
  for (std::size_t i = first; i < document.blocks.size(); ++i) {
    Block& block = document.blocks[i];
    block.fold = name;
    block.fold_note = note;
    block.fold_look = look;
    block.aside = aside;
  }
}

}  // namespace wufei::contract
