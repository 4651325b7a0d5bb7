#include "indicator/indicator_list.hpp"

#include <algorithm>
#include <array>

#include "county/county_content.hpp"
#include "indicator/indicator_content.hpp"
#include "indicator/indicator_measure.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/base/find.hpp"
#include "lib/base/folding.hpp"
#include "lib/base/utf8.hpp"
#include "lib/page/blocks.hpp"

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

bool has_status(const IndicatorStanding& standing, std::string_view wanted) {
  if (wanted.empty()) return true;
  if (wanted == "unpublished") return standing.actual() == nullptr;
  return wanted == service::verdict_name(standing.judgement.verdict);
}

bool fits(const IndicatorStanding& standing, const PageCall& call, const std::vector<std::string>& terms) {
  const Indicator& row = *standing.row;
  const auto wanted = [&](const char* name) { return call.value(name); };
  const auto& bodies = row.responsible;
  return (wanted("group").empty() || wanted("group") == row.level1) &&
         (wanted("body").empty() || contract::is_among(bodies, wanted("body"))) &&
         (wanted("star").empty() || has_star(row, wanted("star"))) &&
         (wanted("issues").empty() || (wanted("issues") == "1" && !row.discrepancies.empty())) &&
         has_status(standing, wanted("status")) && contains_all(row, terms);
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

// What is asked most, a press away, each with the number of its rows.
void add_chips(Block& block, const IndicatorBoard& board, const PageCall& call) {
  const bool free = std::all_of(call.query.begin(), call.query.end(), [](const auto& asked) {
    return asked.second.empty() || asked.first == "sort";
  });
  const auto add = [&](Text label, const std::string& name, const std::string& value, auto fits) {
    const auto count = std::count_if(board.rows.begin(), board.rows.end(), fits);
    contract::Span chip =
        contract::link_span(contract::text(label, {{"count", std::to_string(count)}}),
                            "/indicators" + (name.empty() ? name : "?" + name + "=" + value));
    chip.strong = name.empty() ? free : call.value(name) == value;
    block.items.push_back({std::move(chip)});
  };
  add(Text::server_indicator_chip_all, "", "", [](const auto&) { return true; });
  add(Text::server_indicator_chip_required, "star", "required",
      [](const IndicatorStanding& row) { return row.row->required; });
  add(Text::server_indicator_chip_unpublished, "status", "unpublished",
      [](const IndicatorStanding& row) { return row.actual() == nullptr; });
  add(Text::server_indicator_chip_issues, "issues", "1",
      [](const IndicatorStanding& row) { return !row.row->discrepancies.empty(); });
}

Block filters(const IndicatorBoard& board, const PageCall& call) {
  Block block = filters_block(words(Text::server_indicator_filters), "/indicators");
  const auto add = [&](const char* name, Text label, const std::vector<Choice>& list) {
    block.filters.push_back(choices(name, label, call.value(name), list));
  };
  block.filters.push_back({FilterKind::search,
                           "q",
                           words(Text::server_indicator_filter_q),
                           std::string(call.value("q")),
                           {},
                           words(Text::server_indicator_hint)});
  add("group", Text::server_indicator_filter_group, distinct(board, false));
  add("body", Text::server_indicator_filter_body, distinct(board, true));
  add("star", Text::server_indicator_filter_star,
      {{"required", words(Text::server_indicator_required)},
       {"ordinary", words(Text::server_indicator_ordinary)},
       {"special", words(Text::server_indicator_special)}});
  add("status", Text::server_indicator_filter_status,
      {{"met", words(Text::server_indicator_met)},
       {"not_met", words(Text::server_indicator_not_met)},
       {"unknown", words(Text::server_indicator_unknown)},
       {"unpublished", words(Text::server_indicator_unpublished)}});
  add("issues", Text::server_indicator_filter_issues, {{"1", words(Text::server_indicator_with_issues)}});
  add("sort", Text::server_indicator_filter_sort,
      {{"name", words(Text::server_indicator_sort_name)},
       {"body", words(Text::server_indicator_sort_body)},
       {"status", words(Text::server_indicator_sort_status)}});
  block.filters.back().choices.front().label = words(Text::server_indicator_sort_plan);
  add_chips(block, board, call);
  return block;
}

// In the plan's order by its groups; in another order all in one.
Block measures_block(const Found& found, bool grouped) {
  Block block;
  block.kind = BlockKind::measures;
  block.text = words(Text::server_indicator_list_title);
  for (const Text title : {Text::server_indicator_column_no, Text::server_indicator_column_name,
                           Text::server_indicator_unit, Text::server_indicator_column_base,
                           Text::server_indicator_column_to_2023, Text::server_indicator_column_to_2025,
                           Text::server_indicator_column_track, Text::server_indicator_column_actual})
    block.columns.push_back({words(title)});
  for (const Text sign : {Text::server_indicator_legend_base, Text::server_indicator_legend_target,
                          Text::server_indicator_legend_above})
    block.items.push_back({contract::span(words(sign))});
  for (const IndicatorStanding* standing : found) {
    const std::string name = grouped ? standing->row->level1 : std::string();
    if (block.groups.empty() || block.groups.back().name != name) block.groups.push_back({name, {}, {}});
    block.groups.back().rows.push_back(measure_of(*standing));
  }
  for (contract::MeasureGroup& group : block.groups)
    group.note =
        contract::text(Text::server_indicator_group_count, {{"count", std::to_string(group.rows.size())}});
  return block;
}

Block empty_block(const IndicatorBoard& board, const PageCall& call) {
  Block block;
  block.kind = BlockKind::buttons;
  block.text = words(Text::server_indicator_empty);
  const std::string_view status = call.value("status");
  const bool published = std::any_of(board.rows.begin(), board.rows.end(),
                                     [](const IndicatorStanding& row) { return row.actual() != nullptr; });
  if (!published && (status == "met" || status == "not_met"))
    block.spans = {contract::span(contract::text(
        Text::server_indicator_empty_status,
        {{"status", words(status == "met" ? Text::server_indicator_met : Text::server_indicator_not_met)}}))};
  else
    block.spans = {contract::span(words(Text::server_indicator_empty_why))};
  contract::Card all;
  all.title = contract::text(Text::server_indicator_clear, {{"count", std::to_string(board.rows.size())}});
  all.href = "/indicators";
  block.cards = {std::move(all)};
  return block;
}

struct Counts {
  std::size_t starred = 0, special = 0, published = 0;
};
Counts counts_of(const IndicatorBoard& board) {
  Counts counts;
  for (const IndicatorStanding& standing : board.rows) {
    counts.starred += standing.row->required ? 1 : 0;
    counts.special += standing.row->special ? 1 : 0;
    counts.published += standing.actual() ? 1 : 0;
  }
  return counts;
}

std::string counts_words(const IndicatorBoard& board, Text key) {
  const Counts counts = counts_of(board);
  const auto& table = board.content->get<service::IndicatorContent>();
  return contract::text(key,
                        {{"declared", std::to_string(table.declared)},
                         {"listed", std::to_string(board.rows.size())},
                         {"starred", std::to_string(counts.starred)},
                         {"declared_starred", std::to_string(table.declared_required)},
                         {"ordinary", std::to_string(board.rows.size() - counts.starred - counts.special)},
                         {"special", std::to_string(counts.special)},
                         {"published", std::to_string(counts.published)}});
}

// Pressed beside the title: the whole list as a file.
Block downloads() {
  Block block = buttons_block({}, contract::BlockTone::info);
  for (const auto& [title, href] :
       {std::pair{"CSV", "/open-data/indicators.csv"}, std::pair{"XLSX", "/open-data/indicators.xlsx"}}) {
    contract::Card file;
    file.title = title;
    file.href = href;
    file.icon = "download-simple";
    block.cards.push_back(std::move(file));
  }
  return block;
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
  document.crumbs = {{words(Text::frame_disclosure), "/disclosure"}};
  document.blocks.push_back(contract::paragraph_block(contract::Spans{
      contract::span(counts_words(board, Text::server_indicator_counts_short)),
      contract::link_span(words(Text::server_indicator_method_title), "/indicators/method")}));
  document.blocks.push_back(filters(board, call));
  const Found found = found_in(board, call);
  document.blocks.push_back(contract::paragraph_block(
      contract::text(Text::server_indicator_found, {{"count", std::to_string(found.size())}})));
  document.blocks.push_back(found.empty() ? empty_block(board, call)
                                          : measures_block(found, call.value("sort").empty()));
  document.blocks.push_back(downloads());
  return document;
}

Document indicator_method_document(const IndicatorBoard& board) {
  Document document;
  document.title = words(Text::server_indicator_method_title);
  document.description = words(Text::server_indicator_method_description);
  document.section = "disclosure";
  document.crumbs = {{words(Text::frame_disclosure), "/disclosure"},
                     {words(Text::server_indicator_list_title), "/indicators"}};
  const auto heading = [&](Text key) { document.blocks.push_back(contract::heading_block(2, words(key))); };
  const auto paragraphs = [&](std::initializer_list<Text> keys) {
    for (const Text key : keys) document.blocks.push_back(contract::paragraph_block(words(key)));
  };
  const auto list = [&](bool ordered, std::initializer_list<Text> keys) {
    Block block = list_block();
    block.ordered = ordered;
    for (const Text key : keys) block.items.push_back({contract::span(words(key))});
    document.blocks.push_back(std::move(block));
  };
  document.blocks.push_back(contract::paragraph_block(counts_words(board, Text::server_indicator_counts)));
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
  Block links = links_block({});
  links.items = {
      {contract::link_span(words(Text::server_indicator_chain_link), "/api/v1/indicator-revisions")}};
  document.blocks.push_back(std::move(links));
  return document;
}

}  // namespace wufei::http
