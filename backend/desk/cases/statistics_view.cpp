#include "desk/cases/statistics_view.hpp"

#include "desk/cases/inbox_address.hpp"
#include "desk/cases/statistics_page.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::Text;
using service::CaseGroup;
using service::CaseTally;
using storage::InboxFilter;
using storage::InboxState;

constexpr Text kColumns[] = {
    Text::server_work_received,      Text::server_work_handled,          Text::server_work_cases_due,
    Text::server_work_cases_on_time, Text::server_work_on_time_rate,     Text::server_work_overdue_now,
    Text::server_work_median_days,   Text::server_work_most_days,        Text::server_work_call_satisfied,
    Text::server_work_call_partly,   Text::server_work_call_unsatisfied, Text::server_work_stars};
constexpr Text kMeanings[] = {Text::server_work_counted_cases, Text::server_work_counted_on_time,
                              Text::server_work_counted_days, Text::server_work_counted_merged,
                              Text::server_work_counted_said};

// A number and the inbox that has just these cases; `state` nullopt: no inbox has it.
struct Figure {
  std::string text;
  std::optional<InboxState> state;
  contract::CallVerdict verdict = contract::CallVerdict::none;
};

std::string days_text(const CaseTally& tally, int percent) {
  const int days = service::percentile(tally.days, percent);
  return days < 0 ? std::string() : std::to_string(days);
}

// In the order of kColumns.
std::vector<Figure> figures_of(const CaseTally& tally) {
  const auto said = [](std::int64_t count, contract::CallVerdict verdict) {
    return Figure{std::to_string(count), InboxState::all, verdict};
  };
  return {{std::to_string(tally.received), InboxState::all},
          {std::to_string(tally.handled), InboxState::handled},
          {std::to_string(tally.due), InboxState::due},
          {std::to_string(tally.on_time), InboxState::on_time},
          {case_rate_text(tally), std::nullopt},
          {std::to_string(tally.overdue), InboxState::overdue},
          {days_text(tally, 50), std::nullopt},
          {days_text(tally, 90), std::nullopt},
          said(tally.satisfied, contract::CallVerdict::satisfied),
          said(tally.partly, contract::CallVerdict::partly),
          said(tally.unsatisfied, contract::CallVerdict::unsatisfied),
          {stars_words(tally.rated, tally.stars), std::nullopt}};
}

enum class By : std::uint8_t { topic, body, month };

// The cases of one row of a table.
InboxFilter filter_of_group(const service::CaseStatistics& statistics, By by, const CaseGroup* group) {
  InboxFilter filter;
  filter.from = service::first_of_month(statistics.year, 1);
  filter.to = service::last_of_month(statistics.year, 12);
  filter.with_merged = true;
  if (group == nullptr) return filter;
  if (by == By::topic) filter.topic = group->id;
  if (by == By::body) filter.body = group->id;
  if (by != By::month) return filter;
  const int month = std::stoi(group->id.substr(5));
  filter.from = service::first_of_month(statistics.year, month);
  filter.to = service::last_of_month(statistics.year, month);
  return filter;
}

std::string name_of(By by, const CaseGroup& group) {
  if (by == By::body && group.id.empty()) return words(Text::server_work_no_body);
  if (by != By::month) return group.name;
  return contract::text(Text::server_work_month, {{"month", std::to_string(std::stoi(group.id.substr(5)))}});
}

void write_figure(HtmlWriter& out, const StatisticsView& view, const Figure& figure, InboxFilter filter) {
  out.open("td", {{"class", "number"}});
  if (!figure.state || figure.text == "0" || !view.caller.may(Permission::view_cases)) {
    out.text(figure.text.empty() ? "–" : figure.text).close("td");
    return;
  }
  filter.state = *figure.state;
  filter.verdict = contract::verdict_name(figure.verdict);
  out.link(inbox_path({std::move(filter)}), figure.text).close("td");
}

void write_row(HtmlWriter& out, const StatisticsView& view, std::string_view name, const CaseTally& tally,
               const InboxFilter& filter) {
  out.open("tr").element("th", name, {{"scope", "row"}});
  for (const Figure& figure : figures_of(tally)) write_figure(out, view, figure, filter);
  out.close("tr");
}

void write_table(HtmlWriter& out, const StatisticsView& view, Text title, By by,
                 const std::vector<CaseGroup>& groups) {
  out.element("h2", contract::text(title))
      .open("div", {{"class", "scroll"},
                    {"tabindex", "0"},
                    {"role", "region"},
                    {"aria-label", contract::text(title)}});
  out.open("table", {{"class", "figures"}}).open("thead").open("tr");
  out.element("th", contract::text(title), {{"scope", "col"}});
  for (const Text column : kColumns)
    out.element("th", contract::text(column), {{"scope", "col"}, {"class", "number"}});
  out.close("tr").close("thead").open("tbody");
  for (const CaseGroup& group : groups)
    write_row(out, view, name_of(by, group), group.tally, filter_of_group(view.statistics, by, &group));
  write_row(out, view, contract::text(Text::server_work_together), view.statistics.all,
            filter_of_group(view.statistics, by, nullptr));
  out.close("tbody").close("table").close("div");
}

void write_fact_row(HtmlWriter& out, std::string_view label, std::string_view value) {
  out.open("div").element("dt", label).element("dd", value).close("div");
}

// Beside each other, not one in the place of the other.
void write_indicator(HtmlWriter& out, const StatisticsView& view) {
  const std::string rate = case_rate_text(view.statistics.all);
  out.element("h2", contract::text(Text::server_work_beside_indicator));
  out.open("dl", {{"class", "facts wide"}});
  write_fact_row(out,
                 contract::text(Text::server_work_own_rate, {{"year", std::to_string(view.statistics.year)}}),
                 rate.empty() ? words(Text::server_work_nothing_due) : rate);
  if (view.indicator) {
    const contract::Indicator& row = *view.indicator->row;
    write_fact_row(out, contract::text(Text::server_work_indicator_name), indicator_label(row));
    write_fact_row(out, contract::text(Text::server_work_indicator_target), cell_words(row.target_2025, row));
    write_fact_row(out, contract::text(Text::server_work_indicator_actual),
                   actual_words(view.indicator->actual()));
  }
  out.close("dl").element("p", contract::text(Text::server_work_indicator_apart), {{"class", "note"}});
}

void write_years(HtmlWriter& out, const StatisticsView& view) {
  FormParts parts(out, {});
  SelectField::Group years{{}, {}};
  for (int year = view.last_year; year >= view.first_year; --year)
    years.choices.push_back({std::to_string(year), year_words(year)});
  out.open("form", {{"class", "filters"}, {"method", "get"}, {"action", kCaseStatistics}});
  parts.select_field(
      {"year", words(Text::server_work_year), {}, std::to_string(view.statistics.year), {std::move(years)}});
  parts.button(contract::text(Text::server_work_show), {}, {}, "second");
  out.element("a", contract::text(Text::server_work_sheet_xlsx),
              {{"class", "second"},
               {"href", with_query(std::string(kCaseStatistics) + "/xlsx",
                                   {{"year", std::to_string(view.statistics.year)}})}});
  out.close("form");
}

std::vector<std::string> row_of_table(const std::string& name, const CaseTally& tally) {
  std::vector<std::string> row{name};
  for (const Figure& figure : figures_of(tally)) row.push_back(figure.text);
  return row;
}

service::ReportTable table_of(Text title, By by, const std::vector<CaseGroup>& groups, const CaseTally& all) {
  service::ReportTable table{words(title), {words(title)}, {}};
  for (const Text column : kColumns) table.header.push_back(words(column));
  for (const CaseGroup& group : groups) table.rows.push_back(row_of_table(name_of(by, group), group.tally));
  table.rows.push_back(row_of_table(words(Text::server_work_together), all));
  return table;
}

}  // namespace

std::string stars_words(std::int64_t rated, std::int64_t stars) {
  if (rated == 0) return "";
  const std::int64_t tenths = (20 * stars + rated) / (2 * rated);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string case_rate_text(const CaseTally& tally) {
  if (tally.due == 0) return "";
  contract::FeedbackStatistics counts;
  counts.due = tally.due;
  counts.on_time = tally.on_time;
  return std::to_string(contract::on_time_percent(counts)) + "%";
}

std::string statistics_html(const StatisticsView& view) {
  HtmlWriter out;
  out.open("div", {{"class", "bar"}});
  write_title(out, contract::text(Text::server_work_case_statistics));
  out.close("div");
  if (!view.caller.account.department.empty())
    out.element("p", contract::text(Text::server_work_of_department,
                                    {{"department", view.caller.account.department}}));
  write_years(out, view);
  write_table(out, view, Text::server_work_by_topic, By::topic, view.statistics.topics);
  write_table(out, view, Text::server_work_by_body, By::body, view.statistics.bodies);
  write_table(out, view, Text::server_work_by_month, By::month, view.statistics.months);
  out.element("h2", contract::text(Text::server_work_what_is_counted)).open("ul", {{"class", "said"}});
  for (const Text meaning : kMeanings) out.element("li", contract::text(meaning));
  out.close("ul");
  write_indicator(out, view);
  return out.take();
}

std::vector<service::ReportTable> statistics_tables(const service::CaseStatistics& statistics) {
  std::vector<service::ReportTable> tables{
      table_of(Text::server_work_by_topic, By::topic, statistics.topics, statistics.all),
      table_of(Text::server_work_by_body, By::body, statistics.bodies, statistics.all),
      table_of(Text::server_work_by_month, By::month, statistics.months, statistics.all)};
  service::ReportTable meanings{words(Text::server_work_what_is_counted),
                                {words(Text::server_work_what_is_counted)},
                                {{year_words(statistics.year)}}};
  for (const Text meaning : kMeanings) meanings.rows.push_back({words(meaning)});
  tables.push_back(std::move(meanings));
  return tables;
}

}  // namespace wufei::http
