#include "indicator/indicator_list.hpp"

#include <algorithm>
#include <array>

#include "county/county_content.hpp"
#include "indicator/indicator_content.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/base/folding.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::Choice;
using contract::Document;
using contract::Filter;
using contract::FilterKind;
using contract::Indicator;
using contract::Text;
using service::IndicatorBoard;
using service::IndicatorStanding;

using Found = std::vector<const IndicatorStanding*>;

constexpr std::size_t kLongestSearch = 100;  // code points

std::vector<std::string> terms_of(std::string_view search) {
  std::vector<std::string> terms{{}};
  std::size_t taken = 0;
  const std::string text = contract::folded_text(search);
  for (std::size_t at = 0; at < text.size() && taken < kLongestSearch; ++taken) {
    const char32_t c = contract::next_code_point(text, at);
    if (c == U' ' || c == U'\t' || c == U'\n' || c == U'\r') {
      if (!terms.back().empty()) terms.emplace_back();
    } else {
      contract::append_utf8(terms.back(), c);
    }
  }
  if (terms.back().empty()) terms.pop_back();
  return terms;
}

bool contains_all(const Indicator& row, const std::vector<std::string>& terms) {
  std::string text = std::to_string(row.no) + " " + row.name + " " + row.level1 + " " + row.level2 + " " +
                     row.unit + " " + row.meaning;
  for (const std::string& body : row.responsible) text += " " + body;
  text = contract::folded_text(text);
  return std::all_of(terms.begin(), terms.end(),
                     [&](const std::string& term) { return text.find(term) != std::string::npos; });
}

bool has_star(const Indicator& row, std::string_view wanted) {
  if (wanted == "required") return row.required;
  if (wanted == "special") return row.special;
  return wanted == "ordinary" && !row.required && !row.special;
}

bool fits(const IndicatorStanding& standing, const PageCall& call, const std::vector<std::string>& terms) {
  const Indicator& row = *standing.row;
  const auto wanted = [&](const char* name) { return call.value(name); };
  const auto& bodies = row.responsible;
  return (wanted("group").empty() || wanted("group") == row.level1) &&
         (wanted("body").empty() ||
          std::find(bodies.begin(), bodies.end(), wanted("body")) != bodies.end()) &&
         (wanted("star").empty() || has_star(row, wanted("star"))) &&
         (wanted("status").empty() ||
          wanted("status") == service::verdict_name(standing.judgement.verdict)) &&
         contains_all(row, terms);
}

Found found_in(const IndicatorBoard& board, const PageCall& call) {
  const std::vector<std::string> terms = terms_of(call.value("q"));
  Found found;
  for (const IndicatorStanding& standing : board.rows)
    if (fits(standing, call, terms)) found.push_back(&standing);
  const std::string_view sort = call.value("sort");
  const auto by = [&](const auto& key) {
    std::stable_sort(found.begin(), found.end(),
                     [&](const auto* a, const auto* b) { return key(*a) < key(*b); });
  };
  if (sort == "name") by([](const IndicatorStanding& s) { return s.row->name; });
  if (sort == "status") by([](const IndicatorStanding& s) { return s.judgement.verdict; });
  if (sort == "body")
    by([](const IndicatorStanding& s) {
      return s.row->responsible.empty() ? std::string("\xEF\xBF\xBD") : s.row->responsible.front();
    });
  return found;
}

template <class Values>
Filter choices(const char* name, Text label, std::string_view value, const Values& values) {
  Filter filter{FilterKind::select, name, words(label), std::string(value), {}};
  filter.choices.push_back({"", words(Text::server_indicator_all)});
  for (const Choice& choice : values) filter.choices.push_back(choice);
  return filter;
}

std::vector<Choice> distinct(const IndicatorBoard& board, bool bodies) {
  std::vector<Choice> list;
  const auto add = [&](const std::string& value) {
    if (std::none_of(list.begin(), list.end(), [&](const Choice& c) { return c.value == value; }))
      list.push_back({value, value});
  };
  for (const IndicatorStanding& standing : board.rows) {
    if (!bodies) add(standing.row->level1);
    for (const std::string& body : standing.row->responsible)
      if (bodies) add(body);
  }
  return list;
}

Block filters(const IndicatorBoard& board, const PageCall& call) {
  Block block;
  block.kind = BlockKind::filters;
  block.text = words(Text::server_indicator_filters);
  block.href = "/indicators";
  const auto add = [&](const char* name, Text label, const std::vector<Choice>& list) {
    block.filters.push_back(choices(name, label, call.value(name), list));
  };
  block.filters.push_back(
      {FilterKind::search, "q", words(Text::server_indicator_filter_q), std::string(call.value("q")), {}});
  add("group", Text::server_indicator_filter_group, distinct(board, false));
  add("body", Text::server_indicator_filter_body, distinct(board, true));
  add("star", Text::server_indicator_filter_star,
      {{"required", words(Text::server_indicator_required)},
       {"ordinary", words(Text::server_indicator_ordinary)},
       {"special", words(Text::server_indicator_special)}});
  add("status", Text::server_indicator_filter_status,
      {{"met", words(Text::server_indicator_met)},
       {"not_met", words(Text::server_indicator_not_met)},
       {"unknown", words(Text::server_indicator_unknown)}});
  Filter sort{FilterKind::select,
              "sort",
              words(Text::server_indicator_filter_sort),
              std::string(call.value("sort")),
              {}};
  sort.choices = {{"", words(Text::server_indicator_sort_plan)},
                  {"name", words(Text::server_indicator_sort_name)},
                  {"body", words(Text::server_indicator_sort_body)},
                  {"status", words(Text::server_indicator_sort_status)}};
  Filter view{FilterKind::select,
              "view",
              words(Text::server_indicator_filter_view),
              std::string(call.value("view")),
              {}};
  view.choices = {{"", words(Text::server_indicator_view_cards)},
                  {"table", words(Text::server_indicator_view_table)}};
  block.filters.push_back(std::move(sort));
  block.filters.push_back(std::move(view));
  return block;
}

contract::Card card_of(const IndicatorStanding& standing) {
  const Indicator& row = *standing.row;
  contract::Card card;
  card.title = indicator_label(row);
  card.href = "/indicators/" + std::to_string(row.no);
  card.text = contract::text(Text::server_indicator_card, {{"baseline", cell_words(row.baseline, row)},
                                                           {"target_2023", cell_words(row.target_2023, row)},
                                                           {"target_2025", cell_words(row.target_2025, row)},
                                                           {"actual", actual_words(standing.actual())}});
  card.badge = verdict_words(standing.judgement);
  card.badge_tone = verdict_tone(standing.judgement.verdict);
  return card;
}

Block rows_block(const std::string& name, const Found& found, bool table) {
  Block block;
  block.kind = table ? BlockKind::table : BlockKind::cards;
  block.text = name;
  if (table)
    for (const Text title : {Text::server_indicator_column_name, Text::server_indicator_column_baseline,
                             Text::server_indicator_column_2023, Text::server_indicator_column_2025,
                             Text::server_indicator_column_actual, Text::server_indicator_column_verdict})
      block.columns.push_back({words(title), false});
  for (const IndicatorStanding* standing : found) {
    const Indicator& row = *standing->row;
    if (!table) {
      block.cards.push_back(card_of(*standing));
      continue;
    }
    using contract::span;
    block.rows.push_back(
        {{contract::link_span(indicator_label(row), "/indicators/" + std::to_string(row.no))},
         {span(cell_words(row.baseline, row))},
         {span(cell_words(row.target_2023, row))},
         {span(cell_words(row.target_2025, row))},
         {span(actual_words(standing->actual()))},
         {span(verdict_words(standing->judgement))}});
  }
  return block;
}

// By the two levels of the plan's table, each with a heading.
void add_groups(Document& document, const Found& found, bool table) {
  for (std::size_t i = 0; i < found.size();) {
    const Indicator& first = *found[i]->row;
    Found group;
    const bool new_level1 = i == 0 || found[i - 1]->row->level1 != first.level1;
    for (; i < found.size() && found[i]->row->level1 == first.level1 && found[i]->row->level2 == first.level2;
         ++i)
      group.push_back(found[i]);
    if (new_level1) document.blocks.push_back(contract::heading_block(2, first.level1));
    if (first.level2 != first.level1) document.blocks.push_back(contract::heading_block(3, first.level2));
    document.blocks.push_back(rows_block(first.level2, group, table));
  }
}

std::string counts_words(const IndicatorBoard& board) {
  std::size_t starred = 0, special = 0, published = 0;
  for (const IndicatorStanding& standing : board.rows) {
    starred += standing.row->required ? 1 : 0;
    special += standing.row->special ? 1 : 0;
    published += standing.actual() ? 1 : 0;
  }
  const auto& table = board.content->get<service::IndicatorContent>();
  return contract::text(Text::server_indicator_counts,
                        {{"declared", std::to_string(table.declared)},
                         {"listed", std::to_string(board.rows.size())},
                         {"starred", std::to_string(starred)},
                         {"declared_starred", std::to_string(table.declared_required)},
                         {"ordinary", std::to_string(board.rows.size() - starred - special)},
                         {"special", std::to_string(special)},
                         {"published", std::to_string(published)}});
}

bool is_filtered(const PageCall& call) {
  return std::any_of(call.query.begin(), call.query.end(),
                     [](const auto& entry) { return !entry.second.empty(); });
}

}  // namespace

Document indicator_list_document(const IndicatorBoard& board, const PageCall& call) {
  Document document;
  document.title = words(Text::server_indicator_list_title);
  document.description =
      contract::text(Text::server_indicator_list_description,
                     {{"county", board.content->get<service::CountyContent>().site.county_name}});
  document.section = "disclosure";
  document.indexed = !is_filtered(call);
  document.blocks.push_back(contract::paragraph_block(counts_words(board)));
  document.blocks.push_back(contract::paragraph_block(contract::Spans{
      contract::link_span(words(Text::server_indicator_method_title), "/indicators/method"),
      contract::span(words(Text::server_indicator_separator)),
      contract::link_span(words(Text::server_indicator_see_discrepancies), "/discrepancies")}));
  document.blocks.push_back(filters(board, call));
  const Found found = found_in(board, call);
  document.blocks.push_back(contract::paragraph_block(
      contract::text(Text::server_indicator_found, {{"count", std::to_string(found.size())}})));
  const bool table = call.value("view") == "table";
  if (call.value("sort").empty())
    add_groups(document, found, table);
  else if (!found.empty())
    document.blocks.push_back(rows_block(words(Text::server_indicator_list_title), found, table));
  return document;
}

Document indicator_method_document(const IndicatorBoard& board) {
  Document document;
  document.title = words(Text::server_indicator_method_title);
  document.description = words(Text::server_indicator_method_description);
  document.section = "disclosure";
  document.crumbs = {{words(Text::server_indicator_list_title), "/indicators"}};
  const auto heading = [&](Text key) { document.blocks.push_back(contract::heading_block(2, words(key))); };
  const auto paragraphs = [&](std::initializer_list<Text> keys) {
    for (const Text key : keys) document.blocks.push_back(contract::paragraph_block(words(key)));
  };
  const auto list = [&](bool ordered, std::initializer_list<Text> keys) {
    Block block;
    block.kind = BlockKind::list;
    block.ordered = ordered;
    for (const Text key : keys) block.items.push_back({contract::span(words(key))});
    document.blocks.push_back(std::move(block));
  };
  document.blocks.push_back(contract::paragraph_block(counts_words(board)));
  heading(Text::server_indicator_method_values);
  paragraphs({Text::server_indicator_method_values_1, Text::server_indicator_method_values_2});
  heading(Text::server_indicator_method_judging);
  paragraphs({Text::server_indicator_method_judging_1});
  list(true, {Text::server_indicator_method_step_1, Text::server_indicator_method_step_2,
              Text::server_indicator_method_step_3, Text::server_indicator_method_step_4,
              Text::server_indicator_method_step_5, Text::server_indicator_method_step_6,
              Text::server_indicator_method_step_7, Text::server_indicator_method_step_8,
              Text::server_indicator_method_step_9});
  heading(Text::server_indicator_method_charts);
  paragraphs({Text::server_indicator_method_charts_1});
  heading(Text::server_indicator_method_revisions);
  paragraphs({Text::server_indicator_method_revisions_1, Text::server_indicator_method_revisions_2});
  Block links;
  links.kind = BlockKind::links;
  links.items = {
      {contract::link_span(words(Text::server_indicator_chain_link), "/api/v1/indicator-revisions")}};
  document.blocks.push_back(std::move(links));
  return document;
}

}  // namespace wufei::http
