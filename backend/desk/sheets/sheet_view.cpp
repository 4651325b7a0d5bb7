#include "desk/sheets/sheet_view.hpp"

#include "lib/base/phone.hpp"
#include "lib/base/words.hpp"
#include "lib/picture/qr_svg.hpp"
#include "pickup/booking_rules.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::Text;
using service::StopChange;

std::string crew_words(const std::string& crew) {
  return crew.empty() ? words(Text::server_work_no_crew) : crew;
}

// ---- Above the sheet; not on paper

void write_ways(HtmlWriter& out, const SheetView& view) {
  const service::CrewSheet& sheet = view.sheet;
  out.open("div", {{"class", "ways noprint"}});
  if (view.frozen)
    out.element("a", contract::text(Text::server_work_sheet_now),
                {{"class", "second"}, {"href", sheet_path(sheet.date, {}, sheet.crew)}});
  else
    out.element("a", contract::text(Text::server_work_sheet_xlsx),
                {{"class", "second"}, {"href", sheet_path(sheet.date, "/xlsx", sheet.crew)}});
  out.element("a", contract::text(Text::server_work_sheet_pdf),
              {{"class", "second"},
               {"href", sheet_path(sheet.date, view.frozen ? "/frozen/pdf" : "/pdf", sheet.crew)}});
  if (!view.frozen && sheet.frozen)
    out.element("a", contract::text(Text::server_work_sheet_frozen),
                {{"class", "second"}, {"href", sheet_path(sheet.date, "/frozen", sheet.crew)}});
  const auto button = [&](std::string_view below, Text text, std::string_view look) {
    open_desk_form(out, view.caller, sheet_path(sheet.date, below));
    FormParts parts(out, {});
    parts.hidden("crew", sheet.crew);
    parts.button(contract::text(text), {}, {}, look);
    out.close("form");
  };
  if (!view.frozen && !view.with_phones && view.caller.may(Permission::view_phone))
    button("/phones", Text::server_work_sheet_phones, "second");
  if (!view.frozen && !sheet.crew.empty() && view.caller.may(Permission::plan_pickups))
    button("/dispatch", Text::server_work_dispatch, kNoAttribute);
  out.close("div");
}

void write_state(HtmlWriter& out, const SheetView& view) {
  if (!view.sheet.frozen) return;
  const storage::FrozenSheet& frozen = *view.sheet.frozen;
  out.element("p",
              contract::text(Text::server_work_dispatched_at,
                             {{"when", short_moment(frozen.at)}, {"name", view.names.of(frozen.actor)}}),
              {{"class", "note"}});
}

// ---- The sheet

void write_box(HtmlWriter& out, Text text) {
  out.open("span", {{"class", "tick"}})
      .element("i", "", {{"aria-hidden", "true"}})
      .text(contract::text(text));
  out.close("span");
}

std::string_view change_words(StopChange change) {
  switch (change) {
    case StopChange::added:
      return contract::text(Text::server_work_added);
    case StopChange::changed:
      return contract::text(Text::server_work_changed);
    case StopChange::removed:
      return contract::text(Text::server_work_removed);
    case StopChange::none:
      break;
  }
  return {};
}

// Whole where it was asked for: the reference is then not printed, for the two together open the booking.
std::string sheet_phone(const SheetView& view, const std::string& phone) {
  return view.with_phones ? contract::dialled_phone(phone) : contract::paper_phone(phone);
}

// What people wrote of the same numbers into their texts.
std::string sheet_words(const SheetView& view, const service::RunSheetRow& row, const std::string& text) {
  return view.with_phones ? text
                          : contract::with_paper_phones(text, contract::own_phones(row.phone, row.proxy));
}

void write_line(HtmlWriter& out, const SheetView& view, const service::SheetLine& line, std::size_t number) {
  const service::RunSheetRow& row = line.row;
  const std::string_view change = change_words(line.change);
  out.open("tr", {{"class", change.empty() ? kNoAttribute : std::string_view("marked")}});
  out.element("th", std::to_string(number), {{"scope", "row"}});
  out.element("td", clock_span(row.start_minute, row.end_minute));
  out.open("td").element("strong", sheet_words(view, row, row.village_name + " " + row.address));
  out.open("small").text(row.area_name + " ");
  out.element("span", row.reference, {{"class", view.with_phones ? "noprint" : kNoAttribute}}).close("small");
  if (!change.empty()) write_tag(out, change, line.change == StopChange::removed ? Tone::bad : Tone::warn);
  out.close("td").open("td").text(row.contact_name).element("small", sheet_phone(view, row.phone));
  if (row.proxy) out.element("small", row.proxy->name + " " + sheet_phone(view, row.proxy->phone));
  out.close("td").open("td").element("strong", sheet_words(view, row, row.items)).close("td");
  out.element("td", sheet_words(view, row, row.note));
  out.open("td", {{"class", "ticks"}});
  write_box(out, Text::server_work_tick_all);
  write_box(out, Text::server_work_tick_part);
  write_box(out, Text::server_work_tick_none);
  out.close("td").element("td", "", {{"class", "kilograms"}}).close("tr");
}

void write_table(HtmlWriter& out, const SheetView& view) {
  constexpr Text kColumns[] = {Text::server_work_stop_number, Text::server_work_window,
                               Text::server_work_place,       Text::server_work_person,
                               Text::server_work_items,       Text::server_work_note,
                               Text::server_work_outcome,     Text::server_work_kilogram_column};
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}})
      .open("table", {{"class", "sheet"}})
      .open("thead")
      .open("tr");
  for (const Text column : kColumns) out.element("th", contract::text(column), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  std::size_t number = 0;
  for (const service::SheetLine& line : view.sheet.lines) write_line(out, view, line, ++number);
  out.close("tbody").close("table").close("div");
}

void write_foot(HtmlWriter& out, const SheetView& view) {
  out.open("p", {{"class", "sign"}}).element("span", contract::text(Text::server_work_signature));
  out.element("span", contract::text(Text::server_work_left_at));
  out.element("span", contract::text(Text::server_work_back_at));
  out.element("small", contract::text(view.with_phones ? Text::server_work_sheet_secret
                                                       : Text::server_work_sheet_masked));
  out.close("p");
}

}  // namespace

std::string sheet_path(contract::Date date, std::string_view below, std::string_view crew) {
  return with_query("/desk/sheets/" + contract::format_date(date) + std::string(below), {{"crew", crew}});
}

std::string sheet_list_html(const SheetList& list) {
  HtmlWriter out;
  FormParts parts(out, {});
  write_title(out, contract::text(Text::server_work_sheets));
  out.open("form", {{"class", "filters"}, {"method", "get"}, {"action", "/desk/sheets"}});
  parts.text_field({.name = "date",
                    .label = words(Text::server_work_date),
                    .hint = {},
                    .value = contract::format_date(list.date),
                    .type = "date"});
  parts.button(contract::text(Text::server_work_find), {}, {}, "second");
  out.close("form").element("h2", service::day_text(list.date));
  if (list.crews.empty())
    out.element("p", contract::text(Text::server_work_nothing_found), {{"class", "empty"}});
  out.open("ul", {{"class", "inbox"}});
  for (const CrewCount& one : list.crews) {
    out.open("li").open("a", {{"href", sheet_path(list.date, {}, one.crew)}});
    out.open("span", {{"class", "first"}}).element("strong", crew_words(one.crew)).close("span");
    out.element("small",
                contract::text(Text::server_work_stop_count, {{"count", std::to_string(one.stops)}}));
    out.open("span", {{"class", "end"}});
    if (one.dispatched) write_tag(out, contract::text(Text::server_work_dispatched), Tone::good);
    out.close("span").close("a").close("li");
  }
  out.close("ul");
  return out.take();
}

std::string sheet_html(const SheetView& view) {
  const std::string count = std::to_string(view.sheet.lines.size());
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  out.open("div", {{"class", "bar sheet-head"}});
  write_title(out, contract::text(Text::server_work_sheet));
  out.element("strong", service::day_text(view.sheet.date)).element("strong", crew_words(view.sheet.crew));
  out.element("small", contract::text(Text::server_work_stop_count, {{"count", count}}));
  if (!view.stops.empty())
    out.open("div",
             {{"class", "qr"}, {"role", "img"}, {"aria-label", contract::text(Text::server_work_scan)}})
        .raw(qr_svg(view.stops))
        .close("div");
  out.close("div");
  write_done(out, view.done);
  write_ways(out, view);
  write_state(out, view);
  if (view.sheet.lines.empty())
    out.element("p", contract::text(Text::server_work_nothing_found), {{"class", "empty"}});
  else
    write_table(out, view);
  write_foot(out, view);
  return out.take();
}

}  // namespace wufei::http
