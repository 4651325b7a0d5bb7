#include "plan/plan_page_parts.hpp"

#include <algorithm>

#include "indicator/indicator_content.hpp"
#include "lib/base/folding.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::http::parts {
namespace {

using contract::Block;
using contract::PortalShare;
using contract::Span;
using contract::Spans;
using contract::Text;
using NamedKeys = std::vector<std::pair<std::string_view, Text>>;

const NamedKeys& kind_names() {
  static const NamedKeys kNames{{"count", Text::server_plan_kind_count},
                                {"baseline_year", Text::server_plan_kind_baseline_year},
                                {"sum", Text::server_plan_kind_sum},
                                {"value", Text::server_plan_kind_value},
                                {"ref_year", Text::server_plan_kind_ref_year},
                                {"missing_in_table", Text::server_plan_kind_missing_in_table},
                                {"scope", Text::server_plan_kind_scope},
                                {"ambiguous", Text::server_plan_kind_ambiguous},
                                {"garbled", Text::server_plan_kind_garbled},
                                {"name", Text::server_plan_kind_name},
                                {"floor", Text::server_plan_kind_floor},
                                {"conflict", Text::server_plan_kind_conflict},
                                {"ge_vs_eq", Text::server_plan_kind_ge_vs_eq},
                                {"blank", Text::server_plan_kind_blank},
                                {"ocr", Text::server_plan_kind_ocr},
                                {"deadline", Text::server_plan_kind_deadline},
                                {"timing", Text::server_plan_kind_timing}};
  return kNames;
}

std::string name_in(const NamedKeys& names, std::string_view id) {
  for (const auto& [known, key] : names)
    if (known == id) return words(key);
  return std::string(id);
}

}  // namespace

const NamedKeys& task_fields() {
  static const NamedKeys kFields{{"industry", Text::server_plan_field_industry},
                                 {"agriculture", Text::server_plan_field_agriculture},
                                 {"household", Text::server_plan_field_household},
                                 {"construction", Text::server_plan_field_construction},
                                 {"hazardous", Text::server_plan_field_hazardous},
                                 {"renewable", Text::server_plan_field_renewable},
                                 {"cells", Text::server_plan_field_cells},
                                 {"platform", Text::server_plan_field_platform},
                                 {"market", Text::server_plan_field_market},
                                 {"technology", Text::server_plan_field_technology},
                                 {"publicity", Text::server_plan_field_publicity},
                                 {"organisation", Text::server_plan_field_organisation}};
  return kFields;
}

std::string field_name(std::string_view field) {
  return name_in(task_fields(), field);
}

std::string discrepancy_kind_name(std::string_view kind) {
  return name_in(kind_names(), kind);
}

std::string share_name(PortalShare share) {
  switch (share) {
    case PortalShare::serves:
      return words(Text::server_plan_share_serves);
    case PortalShare::partly:
      return words(Text::server_plan_share_partly);
    case PortalShare::not_yet:
      return words(Text::server_plan_share_not_yet);
    case PortalShare::elsewhere:
      break;
  }
  return words(Text::server_plan_share_elsewhere);
}

std::string cell_status_name(std::string_view status) {
  if (status == "recognised") return words(Text::server_cells_recognised);
  return words(status == "withdrawn" ? Text::server_cells_withdrawn : Text::server_cells_creating);
}

Span task_link(const contract::PlanTask& task) {
  return contract::link_span(task.id + " " + task.title, "/tasks/" + task.id);
}

Span target_link(const contract::PlanTarget& target) {
  return contract::link_span(target.id + " " + target.summary, "/targets/" + target.id);
}

Span discrepancy_link(const contract::Discrepancy& row) {
  return contract::link_span(row.id + " " + row.title, "/discrepancies/" + row.id);
}

// A name of a list: without what it counts up in brackets, and not endlessly long. The link leads to the
// whole.
std::string short_name(const std::string& name) {
  constexpr std::size_t kLongest = 20;  // code points
  std::string kept;
  std::size_t taken = 0;
  for (std::size_t at = 0; at < name.size(); ++taken) {
    const char32_t c = contract::next_code_point(name, at);
    if (c == U'\uFF08') break;  // opening bracket
    if (taken == kLongest) return kept + "\u2026";
    contract::append_utf8(kept, c);
  }
  return kept;
}

Span indicator_link(const service::ContentSet& content, int no) {
  const std::string number = std::to_string(no);
  const contract::Indicator* row = content.get<service::IndicatorContent>().find(no);
  const std::string name = row == nullptr ? "" : " " + short_name(row->name);
  return contract::link_span(contract::text(Text::server_plan_indicator_row, {{"no", number}}) + name,
                             "/indicators/" + number);
}

Span body_link(const contract::Plan& plan, const std::string& name) {
  const contract::PlanBody* body = contract::find_body(plan, name);
  return body == nullptr ? contract::span(name) : contract::link_span(name, "/tasks?body=" + body->id);
}

Spans indicator_links(const service::ContentSet& content, const std::vector<int>& numbers) {
  std::vector<Span> links;
  links.reserve(numbers.size());
  for (const int no : numbers) links.push_back(indicator_link(content, no));
  return joined(std::move(links), words(Text::server_plan_comma));
}

Spans body_links(const contract::Plan& plan, const std::vector<std::string>& names) {
  std::vector<Span> links;
  links.reserve(names.size());
  for (const std::string& name : names) links.push_back(body_link(plan, name));
  return joined(std::move(links), words(Text::server_plan_comma));
}

std::string target_value(const contract::PlanTarget& target) {
  if (target.value.empty()) return words(Text::server_plan_no_number);
  std::string value = target.value;
  std::replace(value.begin(), value.end(), ';', '/');
  if (target.unit == "%")
    value += "%";
  else if (!target.unit.empty())
    value += " " + target.unit;
  if (target.op == ">=") return contract::text(Text::server_plan_at_least, {{"value", value}});
  if (target.op == "<=") return contract::text(Text::server_plan_at_most, {{"value", value}});
  if (target.op == ">") return contract::text(Text::server_plan_more_than, {{"value", value}});
  if (target.op == "<") return contract::text(Text::server_plan_less_than, {{"value", value}});
  return value;
}

Block empty_block(Text what, const std::string& path, std::size_t all) {
  Block block = buttons_block(
      {card_to(path, contract::text(Text::server_plan_clear, {{"count", std::to_string(all)}}))});
  block.text = words(what);
  block.spans = {contract::span(words(Text::server_plan_none_about))};
  return block;
}

Block list_filters(std::string path, std::vector<contract::Filter> filters) {
  return filters_block(words(Text::server_plan_filters), std::move(path), std::move(filters));
}

contract::Filter select_filter(std::string name, Text label, std::string_view value,
                               std::vector<contract::Choice> choices) {
  choices.insert(choices.begin(), {"", words(Text::server_plan_all)});
  return {contract::FilterKind::select, std::move(name), words(label), std::string(value),
          std::move(choices)};
}

contract::Filter search_filter(std::string_view value) {
  return {contract::FilterKind::search, "q", words(Text::server_plan_search), std::string(value), {}};
}

bool matches(std::string_view text, std::string_view query) {
  const std::string haystack = contract::folded_text(text), wanted = contract::folded_text(query);
  std::string_view rest = wanted;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (haystack.find(rest.substr(0, end)) == std::string::npos) return false;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return true;
}

}  // namespace wufei::http::parts
