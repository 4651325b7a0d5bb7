#include "assessment/report_view.hpp"

#include "desk/cases/statistics_page.hpp"
#include "desk/desk_parts.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Text;

SelectField period_field(const char* name, Text label, int value) {
  return {name, words(label), {}, value == 0 ? std::string() : std::to_string(value), {{}}};
}

// All bodies, the plan's, the towns; of an account with a department its own alone.
SelectField body_field(const ReportChoice& choice) {
  SelectField field{"body", words(Text::server_plan_body), {}, {}, {{}, {}, {}}};
  if (choice.body != nullptr) field.value = choice.body->id;
  const bool own = !choice.caller.account.department.empty();
  if (!own) field.groups[0].choices.push_back({"", words(Text::server_report_all_bodies)});
  field.groups[1].label = words(Text::server_report_plan_bodies);
  field.groups[2].label = words(Text::server_report_towns);
  for (const service::ReportBody& body : choice.bodies)
    if (!own || &body == choice.body)
      field.groups[own ? 0 : body.is_area ? 2 : 1].choices.push_back({body.id, body.name});
  if (own) field.groups.resize(1);
  return field;
}

void write_choice(HtmlWriter& out, const ReportChoice& choice, bool file) {
  FormParts parts(out, {});
  SelectField years = period_field("year", Text::server_work_year, choice.period.year);
  for (int year = choice.last_year; year >= kFirstCaseYear; --year)
    years.groups.front().choices.push_back({std::to_string(year), year_words(year)});
  SelectField months = period_field("month", Text::server_ledger_month, choice.period.month);
  months.groups.front().choices.push_back({"", words(Text::server_report_whole_year)});
  for (int month = 1; month <= 12; ++month)
    months.groups.front().choices.push_back(
        {std::to_string(month), contract::text(Text::server_work_month, {{"month", std::to_string(month)}})});
  out.open("form", {{"class", "filters"}, {"method", "get"}, {"action", kReport}});
  parts.select_field(years);
  parts.select_field(months);
  parts.select_field(body_field(choice));
  parts.button(contract::text(Text::server_work_show), {}, {}, "second");
  const std::string id = choice.body == nullptr ? std::string() : choice.body->id;
  if (file)
    out.element("a", contract::text(Text::server_ledger_xlsx),
                {{"class", "second"}, {"href", report_path(choice.period, id, "/xlsx")}});
  out.close("form");
}

void write_cell(HtmlWriter& out, const ReportCell& cell) {
  if (cell.href.empty())
    out.text(cell.text);
  else
    out.link(cell.href, cell.text);
}

void write_rows(HtmlWriter& out, const ReportBlock& block) {
  for (const auto& row : block.rows) {
    out.open("tr").open("th", {{"scope", "row"}});
    write_cell(out, row.front());
    out.close("th");
    for (std::size_t i = 1; i < row.size(); ++i) {
      out.open("td", {{"class", block.columns[i].number ? "number" : kNoAttribute}});
      write_cell(out, row[i]);
      out.close("td");
    }
    out.close("tr");
  }
}

void write_sources(HtmlWriter& out, const ReportBlock& block) {
  out.open("p", {{"class", "quiet"}}).element("strong", contract::text(Text::server_report_source));
  for (const ReportCell& source : block.sources) {
    out.text(" ");
    write_cell(out, source);
  }
  out.close("p");
}

void write_block(HtmlWriter& out, const ReportBlock& block) {
  out.element("h2", block.title);
  if (block.rows.empty()) {
    out.element("p", block.nothing, {{"class", "empty"}});
  } else {
    out.open("div",
             {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", block.title}});
    out.open("table", {{"class", "sheet"}}).open("thead").open("tr");
    for (const ReportColumn& column : block.columns)
      out.element("th", column.title, {{"scope", "col"}, {"class", column.number ? "number" : kNoAttribute}});
    out.close("tr").close("thead").open("tbody");
    write_rows(out, block);
    out.close("tbody").close("table").close("div");
  }
  write_sources(out, block);
}

// Who stands for it on paper.
void write_signatures(HtmlWriter& out) {
  out.open("p", {{"class", "sign"}});
  for (const Text line : {Text::server_report_filled_by, Text::server_report_checked_by,
                          Text::server_report_sealed_by, Text::server_report_signed_on})
    out.element("span", contract::text(line));
  out.close("p");
}

}  // namespace

std::string report_html(const ReportChoice& choice, const ReportView& view) {
  HtmlWriter out;
  out.open("div", {{"class", "report"}}).open("div", {{"class", "bar sheet-head"}});
  write_title(out, report_title(view));
  out.element("strong", report_body_name(view)).close("div");
  out.element("p", report_state_words(view.figures));
  write_choice(out, choice, true);
  for (const ReportBlock& block : report_blocks(view)) write_block(out, block);
  write_signatures(out);
  out.close("div");
  return out.take();
}

std::string refused_html(const ReportChoice& choice, std::string_view why) {
  HtmlWriter out;
  write_title(out, contract::text(Text::server_report_title));
  write_choice(out, choice, false);
  out.element("p", why, {{"class", "note"}, {"role", "alert"}});
  return out.take();
}

std::vector<service::ReportTable> report_tables(const ReportView& view) {
  std::vector<service::ReportTable> tables;
  for (ReportBlock& block : report_blocks(view)) {
    service::ReportTable table{block.title, {}, {}};
    table.head = {report_title(view) + " " + report_body_name(view) + " " + block.title,
                  report_state_words(view.figures)};
    for (const ReportCell& source : block.sources)  // a page's name says nothing on paper
      if (source.href.empty()) table.head.push_back(words(Text::server_report_source) + source.text);
    table.head.push_back(words(Text::server_report_signed_by));
    for (ReportColumn& column : block.columns) {
      table.header.push_back(std::move(column.title));
      table.widths.push_back(column.width);
    }
    for (const auto& row : block.rows) {
      table.rows.emplace_back();
      for (const ReportCell& cell : row) table.rows.back().push_back(cell.text);
    }
    if (table.rows.empty()) table.rows.push_back({block.nothing});
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace wufei::http
