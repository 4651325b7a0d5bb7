#include "ledger/desk/ledger_view.hpp"

#include "county/county_content.hpp"
#include "desk/desk_parts.hpp"
#include "ledger/ledger_text.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::Text;

std::vector<contract::Choice> all_and(std::vector<contract::Choice> choices) {
  choices.insert(choices.begin(), {"", words(Text::server_ledger_all)});
  return choices;
}

SelectField select(const char* name, Text label, std::string value, std::vector<contract::Choice> choices) {
  SelectField field{name, words(label), {}, std::move(value), {{}}};
  field.groups.front().choices = all_and(std::move(choices));
  return field;
}

void write_ledger_filters(HtmlWriter& out, const LedgerPageView& view) {
  std::vector<contract::Choice> months, areas, categories, crews;
  for (auto month = view.ledger.months.rbegin(); month != view.ledger.months.rend(); ++month) {
    const storage::LedgerFilter year = storage::ledger_year(*month / 100);
    if (months.empty() || *month / 100 != *std::prev(month) / 100)
      months.push_back({ledger_period(year), period_words(year)});
    months.push_back({contract::format_month(*month), service::month_words(*month)});
  }
  for (const contract::Area& area : view.content.get<service::CountyContent>().areas)
    areas.push_back({area.code, area.name});
  for (const contract::Category& one : view.content.get<service::PickupContent>().catalogue.categories)
    categories.push_back({one.id, one.name});
  for (const std::string& crew : view.ledger.crews) crews.push_back({crew, crew});
  const storage::LedgerFilter& filter = view.filter;
  FormParts parts(out, {});
  out.open("form", {{"class", "filters"},
                    {"method", "get"},
                    {"action", kLedger},
                    {"role", "search"},
                    {"aria-label", contract::text(Text::server_ledger_filters)}});
  parts.select_field(select("month", Text::server_ledger_month, ledger_period(filter), std::move(months)));
  parts.select_field(select("area", Text::server_ledger_area, filter.area, std::move(areas)));
  parts.select_field(
      select("category", Text::server_ledger_category, filter.category, std::move(categories)));
  parts.select_field(select("crew", Text::server_ledger_crew, filter.crew, std::move(crews)));
  parts.button(contract::text(Text::server_ledger_show), {}, {}, "second");
  out.element("a", contract::text(Text::server_ledger_xlsx),
              {{"class", "second"}, {"href", ledger_path(filter, "/xlsx")}});
  out.close("form");
}

void write_sum_line(HtmlWriter& out, const SumLine& line) {
  out.open("tr").element("th", line.name, {{"scope", "row"}});
  write_figure(out, std::to_string(line.stops));
  write_figure(out, std::to_string(line.pieces));
  write_figure(out, service::kilograms_of(line.grams));
  out.close("tr");
}

void write_sums(HtmlWriter& out, const LedgerPageView& view) {
  const SumLine whole = whole_sum(view.ledger.sums);
  out.open("div", {{"class", "sums"}});
  for (const SumTable& table : sum_tables(view.content, view.ledger.sums)) {
    open_figures(out, contract::text(table.title),
                 {{Text::server_ledger_what, false},
                  {Text::server_ledger_stops, true},
                  {Text::server_ledger_pieces, true},
                  {Text::server_ledger_kilograms, true}});
    for (const SumLine& line : table.lines) write_sum_line(out, line);
    write_sum_line(out, whole);
    close_figures(out);
  }
  out.close("div");
}

void write_entry(HtmlWriter& out, const LedgerPageView& view, const storage::ListedLedgerEntry& row) {
  const storage::LedgerEntry& entry = row.entry;
  out.open("tr").element("th", std::to_string(entry.sequence), {{"scope", "row"}});
  out.element("td", contract::format_date(entry.date));
  out.element("td", service::area_name(view.content, entry.area));
  out.open("td").text(item_words(view.content, entry));
  out.element("small", service::category_name(view.content, entry.category)).close("td");
  write_figure(out, std::to_string(entry.pieces));
  write_figure(out, service::kilograms_of(entry.grams));
  out.element("td", destination_words(entry)).element("td", entry.crew);
  out.open("td").text(entry.reference + " ");
  const std::string reversal = reversal_words(row);
  if (!reversal.empty()) write_tag(out, reversal, entry.reverses > 0 ? Tone::warn : Tone::quiet);
  if (contract::month_of(entry.date) != entry.month)
    write_tag(out, contract::text(Text::server_ledger_late, {{"month", service::month_words(entry.month)}}),
              Tone::quiet);
  out.close("td").close("tr");
}

void write_entries(HtmlWriter& out, const LedgerPageView& view) {
  open_figures(out, contract::text(Text::server_ledger_rows),
               {{Text::server_ledger_number, false},
                {Text::server_ledger_date, false},
                {Text::server_ledger_area, false},
                {Text::server_ledger_item, false},
                {Text::server_ledger_pieces, true},
                {Text::server_ledger_kilograms, true},
                {Text::server_ledger_destination, false},
                {Text::server_ledger_crew, false},
                {Text::server_ledger_reference, false}});
  for (const storage::ListedLedgerEntry& row : view.ledger.entries) write_entry(out, view, row);
  close_figures(out);
  if (view.ledger.more)
    out.open("p", {{"class", "noprint"}})
        .link(ledger_path(view.filter, {}, view.ledger.entries.back().entry.sequence),
              contract::text(Text::server_ledger_earlier))
        .close("p");
}

}  // namespace

std::string ledger_period(const storage::LedgerFilter& filter) {
  if (filter.month == 0) return {};
  const std::string month = contract::format_month(filter.month);
  return filter.until == 0 ? month : month.substr(0, 4);
}

std::string ledger_path(const storage::LedgerFilter& filter, std::string_view below, std::int64_t before) {
  const std::string month = ledger_period(filter);
  const std::string from = before > 0 ? std::to_string(before) : std::string();
  return with_query(std::string(kLedger).append(below), {{"month", month},
                                                         {"area", filter.area},
                                                         {"category", filter.category},
                                                         {"crew", filter.crew},
                                                         {"before", from}});
}

std::string ledger_html(const LedgerPageView& view) {
  HtmlWriter out;
  write_title(out, contract::text(Text::server_ledger_title));
  out.element("p", period_words(view.filter) + " " + scope_words(view.content, view.filter));
  write_ledger_filters(out, view);
  if (view.ledger.entries.empty()) {
    out.element("p", contract::text(Text::server_ledger_empty), {{"class", "empty"}});
    return out.take();
  }
  write_sums(out, view);
  write_entries(out, view);
  out.element("p", contract::text(Text::server_ledger_about), {{"class", "quiet"}});
  return out.take();
}

}  // namespace wufei::http
