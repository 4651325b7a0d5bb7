#include "desk/pickups/board_view.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "desk/pickups/board_page.hpp"
#include "desk/plan/plan_form.hpp"
#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::PickupStatus;
using contract::Text;
using Rows = std::vector<service::RunSheetRow>;

const contract::PickupRules& rules_of(const BoardView& view) {
  return view.content.get<service::PickupContent>().rules;
}
const contract::Areas& areas_of(const BoardView& view) {
  return view.content.get<service::CountyContent>().areas;
}

bool counts(const service::RunSheetRow& row) {
  return row.status != PickupStatus::cancelled;
}

// ---- Head and filters

void write_day_link(HtmlWriter& out, const BoardView& view, contract::Date date, std::string_view words,
                    Text said) {
  BoardFilter filter = view.filter;
  filter.date = date;
  filter.words.clear();
  out.element("a", words,
              {{"class", "step"}, {"href", board_path(filter)}, {"aria-label", contract::text(said)}});
}

void write_head(HtmlWriter& out, const BoardView& view) {
  const std::string date = contract::format_date(view.filter.date);
  out.open("div", {{"class", "bar"}});
  write_title(out, contract::text(Text::server_work_board));
  write_day_link(out, view, contract::add_days(view.filter.date, -1), "‹", Text::server_work_day_before);
  out.element("strong", service::day_text(view.filter.date));
  write_day_link(out, view, contract::add_days(view.filter.date, 1), "›", Text::server_work_day_after);
  out.open("span", {{"class", "ways"}});
  if (view.filter.date != view.today)
    write_day_link(out, view, view.today, contract::text(Text::server_work_today), Text::server_work_today);
  out.element("a", contract::text(Text::server_work_sheets),
              {{"class", "second"}, {"href", with_query("/desk/sheets", {{"date", date}})}});
  if (view.caller.may(Permission::plan_pickups))
    out.element("a", contract::text(Text::server_work_new),
                {{"class", "main"}, {"href", "/desk/pickups/new"}});
  out.close("span").close("div");
}

SelectField area_field(const BoardView& view) {
  SelectField field{"area", words(Text::server_work_area), {}, view.filter.area, {{}}};
  field.groups.front().choices.push_back({"", words(Text::server_work_all_areas)});
  for (const contract::Area& area : areas_of(view))
    field.groups.front().choices.push_back({area.code, area.name});
  return field;
}

SelectField status_field(const BoardView& view) {
  SelectField field{"status", words(Text::server_work_status), {}, view.filter.status, {{}}};
  auto& choices = field.groups.front().choices;
  choices.push_back({"", words(Text::server_work_all_states)});
  for (const auto status : {PickupStatus::booked, PickupStatus::assigned, PickupStatus::completed,
                            PickupStatus::partly_collected, PickupStatus::not_presented,
                            PickupStatus::non_conforming, PickupStatus::no_access, PickupStatus::cancelled})
    choices.push_back({std::string(contract::status_name(status)), std::string(status_words(status))});
  return field;
}

void write_filters(HtmlWriter& out, const BoardView& view) {
  FormParts parts(out, {});
  out.open("form", {{"class", "filters"},
                    {"method", "get"},
                    {"action", kBoard},
                    {"role", "search"},
                    {"aria-label", contract::text(Text::server_work_filters)}});
  parts.text_field({.name = "date",
                    .label = words(Text::server_work_date),
                    .hint = {},
                    .value = contract::format_date(view.filter.date),
                    .type = "date"});
  parts.select_field(area_field(view));
  parts.select_field(status_field(view));
  parts.text_field({.name = "q",
                    .label = words(Text::server_work_search),
                    .hint = {},
                    .value = view.filter.words,
                    .type = "search",
                    .limit = 40});
  parts.button(contract::text(Text::server_work_find), {}, {}, "second", "magnifying-glass");
  out.close("form");
}

// ---- Load against capacity

struct Load {
  int booked = 0, open = 0, capacity = 0;  // bookings; open: nobody has them yet
};

Load load_of(const Rows& rows, std::string_view area, std::string_view window) {
  Load load;
  for (const service::RunSheetRow& row : rows) {
    if (!counts(row) || row.window != window || (!area.empty() && row.area != area)) continue;
    ++load.booked;
    load.open += row.status == PickupStatus::booked ? 1 : 0;
  }
  return load;
}

// All categories of the area's window, never more than the county's day.
int capacity_of(const BoardView& view, std::string_view area, std::string_view window) {
  const contract::PickupRules& rules = rules_of(view);
  int sum = 0;
  for (const contract::Category& category : view.content.get<service::PickupContent>().catalogue.categories) {
    const contract::SlotKey slot{std::string(area), category.id, view.filter.date, std::string(window)};
    if (contract::closing(view.calendar, slot)) continue;
    const contract::Capacity one = contract::capacity_on(rules, view.calendar, slot);
    sum += one.online + one.phone;
  }
  const int bound = contract::day_capacity_on(rules, view.calendar, view.filter.date);
  return bound > 0 ? std::min(sum, bound) : sum;
}

// Closed days and changed places of the day, with the way to the page of the calendar.
void write_set(HtmlWriter& out, const BoardView& view) {
  if (contract::is_closed_day(rules_of(view), view.calendar, view.filter.date))
    out.element("p", contract::text(Text::server_work_closed_day), {{"class", "note"}});
  for (const contract::CalendarRule& rule : view.calendar) {
    out.open("p", {{"class", "note"}});
    out.link(kPlan, plan_line(rule.what, view.content, view.today)).close("p");
  }
}

void write_bar(HtmlWriter& out, const Load& load) {
  constexpr int kWide = 72;
  const int filled = load.capacity > 0 ? std::min(kWide, load.booked * kWide / load.capacity) : 0;
  const std::string width = std::to_string(load.booked > 0 ? std::max(filled, 3) : 0);
  const bool full = load.capacity > 0 && load.booked >= load.capacity;
  const bool near = load.booked * 10 >= load.capacity * 8;
  out.open("svg", {{"class", "load"}, {"viewBox", "0 0 72 8"}, {"aria-hidden", "true"}});
  out.element("rect", "", {{"width", "72"}, {"height", "8"}, {"rx", "4"}});
  if (load.booked > 0)
    out.element("rect", "",
                {{"class", full   ? "full"
                           : near ? "near"
                                  : "some"},
                 {"width", width},
                 {"height", "8"},
                 {"rx", "4"}});
  out.close("svg");
}

void write_load(HtmlWriter& out, const Load& load) {
  out.open("td");
  write_bar(out, load);
  const std::string booked = std::to_string(load.booked), capacity = std::to_string(load.capacity);
  out.element("b", booked)
      .element("small", contract::text(Text::server_work_of_places, {{"count", capacity}}));
  out.close("td");
}

void write_area_row(HtmlWriter& out, const BoardView& view, const contract::Area& area) {
  BoardFilter filter = view.filter;
  filter.area = area.code;
  filter.words.clear();
  const bool chosen = view.filter.area == area.code;
  out.open("tr", {{"class", chosen ? "chosen" : kNoAttribute}}).open("th", {{"scope", "row"}});
  out.element("a", area.name,
              {{"href", board_path(filter)}, {"aria-current", chosen ? "true" : kNoAttribute}});
  out.close("th");
  int open = 0;
  for (const contract::Window& window : rules_of(view).windows) {
    Load load = load_of(view.day.rows, area.code, window.id);
    load.capacity = capacity_of(view, area.code, window.id);
    open += load.open;
    write_load(out, load);
  }
  out.open("td", {{"class", "number"}});
  if (open > 0)
    write_tag(out, std::to_string(open), Tone::warn);
  else
    out.text("0");
  out.close("td").close("tr");
}

void write_board(HtmlWriter& out, const BoardView& view) {
  const contract::PickupRules& rules = rules_of(view);
  const auto all = static_cast<int>(std::count_if(view.day.rows.begin(), view.day.rows.end(), counts));
  const int bound = contract::day_capacity_on(rules, view.calendar, view.filter.date);
  write_set(out, view);
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table", {{"class", "board"}});
  const std::string total =
      bound > 0 ? contract::text(Text::server_work_day_load,
                                 {{"count", std::to_string(all)}, {"capacity", std::to_string(bound)}})
                : contract::text(Text::server_work_day_count, {{"count", std::to_string(all)}});
  out.element("caption", total);
  out.open("thead").open("tr").element("th", contract::text(Text::server_work_area), {{"scope", "col"}});
  for (const contract::Window& window : rules.windows)
    out.open("th", {{"scope", "col"}})
        .text(window.name)
        .element("small", " " + clock_span(window.start_minute, window.end_minute))
        .close("th");
  out.element("th", contract::text(Text::server_work_unassigned), {{"scope", "col"}, {"class", "number"}});
  out.close("tr").close("thead").open("tbody");
  for (const contract::Area& area : areas_of(view)) write_area_row(out, view, area);
  out.close("tbody").close("table").close("div");
}

// ---- The list

bool is_ticked(const BoardView& view, const service::RunSheetRow& row) {
  return view.typed && view.typed->count(std::string(kPick) + row.reference) > 0;
}

void write_pick(HtmlWriter& out, const BoardView& view, const service::RunSheetRow& row) {
  out.open("td", {{"class", "pick"}});
  if (contract::is_open(row.status) && view.caller.may(Permission::plan_pickups)) {
    const std::string name = std::string(kPick) + row.reference, version = std::to_string(row.version);
    out.open("input",
             {{"type", "checkbox"},
              {"name", name},
              {"id", name},
              {"value", version},
              {"checked", is_ticked(view, row) ? "checked" : kNoAttribute},
              {"aria-label", contract::text(Text::server_work_pick, {{"reference", row.reference}})}});
  }
  out.close("td");
}

// The second line of a cell. A break in one paragraph, where a block of its own would make a board of five
// hundred rows a fifth slower to scroll.
void write_below(HtmlWriter& out, std::string_view text, std::string_view look = kNoAttribute,
                 const std::vector<std::string>& own = {}) {
  out.open("br").open("small", {{"class", look}});
  write_own_text(out, text, own);
  out.close("small").close("td");
}

void write_row(HtmlWriter& out, const BoardView& view, const service::RunSheetRow& row) {
  const auto own = contract::own_phones(row.phone, row.proxy);
  out.open("tr");
  write_pick(out, view, row);
  out.open("td");
  if (row.date != view.filter.date) out.text(service::day_text(row.date) + " ");
  out.text(clock_span(row.start_minute, row.end_minute)).close("td");
  out.open("td").open("a", {{"href", "/desk/pickups/" + row.reference}}).open("strong");
  write_own_text(out, row.items, own);
  out.close("strong").close("a");
  write_below(out, row.reference);
  out.open("td").text(row.area_name + row.village_name);
  write_below(out, row.address, kNoAttribute, own);
  out.open("td").text(row.contact_name);
  write_below(out, row.phone, "noprint");  // its last digits open the booking
  out.open("td");
  write_status(out, row.status);
  out.close("td").element("td", row.crew).close("tr");
}

void write_list(HtmlWriter& out, const BoardView& view) {
  constexpr Text kColumns[] = {Text::server_work_window, Text::server_work_items,  Text::server_work_place,
                               Text::server_work_person, Text::server_work_status, Text::server_work_crew};
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}})
      .open("table", {{"class", "list stack"}})
      .open("thead")
      .open("tr");
  out.open("th", {{"scope", "col"}, {"class", "pick"}})
      .element("span", contract::text(Text::server_work_picked), {{"class", "unseen"}})
      .close("th");
  for (const Text column : kColumns) out.element("th", contract::text(column), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (const service::RunSheetRow& row : view.shown.rows) write_row(out, view, row);
  out.close("tbody").close("table").close("div");
}

std::string list_title(const BoardView& view) {
  if (!view.filter.words.empty())
    return contract::text(Text::server_work_found_words, {{"words", view.filter.words}});
  const contract::Area* area = contract::find_area(areas_of(view), view.filter.area);
  return (area ? area->name : words(Text::server_work_all_areas)) + " " + service::day_text(view.filter.date);
}

void write_list_part(HtmlWriter& out, FormParts& parts, const BoardView& view) {
  const std::string count = std::to_string(view.shown.rows.size());
  out.open("div", {{"class", "bar"}}).element("h2", list_title(view));
  out.element("small", contract::text(Text::server_work_day_count, {{"count", count}})).close("div");
  if (view.shown.more) out.element("p", contract::text(Text::server_work_more_found), {{"class", "note"}});
  if (view.shown.rows.empty()) {
    out.element("p", contract::text(Text::server_work_nothing_found), {{"class", "empty"}});
    return;
  }
  if (!view.caller.may(Permission::plan_pickups)) return write_list(out, view);
  open_desk_form(out, view.caller, kAssignPicked);
  parts.hidden("date", contract::format_date(view.filter.date));
  parts.hidden("area", view.filter.area);
  parts.hidden("status", view.filter.status);
  parts.hidden("q", view.filter.words);
  write_crew_field(out, parts, view);
  write_list(out, view);
  out.close("form");
}

// Shown by board.js when a colleague has changed something meanwhile.
void write_live(HtmlWriter& out, const BoardView& view) {
  out.open("p", {{"id", "live"},
                 {"class", "note"},
                 {"role", "status"},
                 {"hidden", "hidden"},
                 {"data-stamp", view.stamp},
                 {"data-watch", stamp_path(view.filter.date)}});
  out.element("a", contract::text(Text::server_work_changed_meanwhile), {{"href", board_path(view.filter)}});
  out.close("p");
}

}  // namespace

std::string board_path(const BoardFilter& filter, std::string_view done) {
  return with_query(std::string(kBoard), {{"date", contract::format_date(filter.date)},
                                          {"area", filter.area},
                                          {"status", filter.status},
                                          {"q", filter.words},
                                          {"done", done}});
}

std::string stamp_path(contract::Date date) {
  return with_query(std::string(kBoard) + "/stamp", {{"date", contract::format_date(date)}});
}

std::string board_html(const BoardView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  write_head(out, view);
  write_done(out, view.done);
  write_live(out, view);
  write_filters(out, view);
  const bool split = view.filter.words.empty();
  out.open("div", {{"class", split ? std::string_view("board-split") : kNoAttribute}});
  if (split) {
    out.open("section", {{"aria-label", contract::text(Text::server_work_board)}});
    write_board(out, view);
    out.close("section");
  }
  out.open("div");
  write_list_part(out, parts, view);
  out.close("div").close("div");
  return out.take();
}

}  // namespace wufei::http
