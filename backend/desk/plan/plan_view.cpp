#include "desk/plan/plan_view.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::CalendarKind;
using contract::CalendarRule;
using contract::Permission;
using contract::Text;

struct PlanDone {
  std::string_view word;
  Text text;
};
constexpr PlanDone kPlanDone[] = {
    {"planned", Text::server_rota_done},   {"ended", Text::server_rota_done_ended},
    {"told", Text::server_rota_done_told}, {"noticed", Text::server_rota_done_noticed},
    {"crew", Text::server_rota_done_crew}, {"removed", Text::server_rota_done_removed}};

void write_columns(HtmlWriter& out, std::initializer_list<Text> columns) {
  out.open("thead").open("tr");
  for (const Text column : columns) out.element("th", contract::text(column), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
}

void open_list(HtmlWriter& out, std::initializer_list<Text> columns) {
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table", {{"class", "list"}});
  write_columns(out, columns);
}
// ---- The coming days

std::string places_words(const service::CalendarDay& day) {
  if (day.closed) return words(Text::server_rota_closed);
  return day.places > 0 ? std::to_string(day.places) : words(Text::server_rota_by_slots);
}

void write_plan_day(HtmlWriter& out, const PlanView& view, const service::CalendarDay& day) {
  out.open("tr", {{"class", day.displaced > 0 ? "marked" : kNoAttribute}}).open("th", {{"scope", "row"}});
  out.link(with_query("/desk/pickups", {{"date", contract::format_date(day.date)}}),
           plan_day(day.date, view.today));
  out.close("th").element("td", std::to_string(day.booked)).open("td");
  if (day.closed)
    write_tag(out, places_words(day), Tone::quiet);
  else
    out.text(places_words(day));
  out.close("td").open("td");
  if (day.displaced > 0) write_tag(out, std::to_string(day.displaced), Tone::bad);
  out.close("td").open("td");
  const bool rests = contract::is_closed(view.content.get<service::PickupContent>().rules, day.date);
  // What the desk closed is opened by ending its rule, above.
  if (view.caller.may(Permission::plan_pickups) && (rests || !day.closed))
    out.link(plan_form_path(day.closed ? "open" : "closed", day.date),
             contract::text(day.closed ? Text::server_rota_open : Text::server_rota_closed));
  out.close("td").close("tr");
}

void write_plan_days(HtmlWriter& out, const PlanView& view) {
  out.element("h2", contract::text(Text::server_rota_days));
  open_list(out, {Text::server_work_date, Text::server_rota_booked, Text::server_rota_number,
                  Text::server_rota_losing, Text::server_work_actions});
  for (const service::CalendarDay& day : view.calendar.days) write_plan_day(out, view, day);
  close_figures(out);
}

// ---- Rules in force and their history

void write_rule(HtmlWriter& out, const PlanView& view, const CalendarRule& rule) {
  const PlanWords said = plan_words(rule.what, view.content, view.today);
  out.open("tr").element("td", said.days).open("td").element("strong", said.kind);
  if (!said.number.empty()) out.element("small", said.number);
  out.close("td").element("td", said.place).element("td", rule.what.reason).open("td");
  out.text(view.names.of(rule.made_by)).element("small", short_moment(rule.made_at)).close("td").open("td");
  if (view.caller.may(Permission::plan_pickups))
    out.link(std::string(kPlanRules) + "/" + std::to_string(rule.number),
             contract::text(rule.what.kind == CalendarKind::closed ? Text::server_rota_reopen
                                                                   : Text::server_rota_end));
  out.close("td").close("tr");
}

void write_rules(HtmlWriter& out, const PlanView& view) {
  out.element("h2", contract::text(Text::server_rota_rules));
  if (view.calendar.in_force.empty()) {
    out.element("p", contract::text(Text::server_rota_no_rules), {{"class", "empty"}});
    return;
  }
  open_list(out, {Text::server_work_date, Text::server_rota_what, Text::server_rota_where,
                  Text::server_work_reason, Text::server_rota_who, Text::server_work_actions});
  for (const CalendarRule& rule : view.calendar.in_force) write_rule(out, view, rule);
  close_figures(out);
}

void write_plan_past(HtmlWriter& out, const PlanView& view) {
  struct Line {
    std::int64_t number;
    HistoryLine line;
  };
  std::vector<Line> lines;
  for (const CalendarRule& rule : view.calendar.history) {
    const std::string what = plan_line(rule.what, view.content, view.today);
    lines.push_back(
        {rule.number, {rule.made_at, words(Text::server_rota_was_made), what, view.names.of(rule.made_by)}});
    if (rule.ended_number > 0)
      lines.push_back(
          {rule.ended_number,
           {rule.ended_at, words(Text::server_rota_was_ended), what, view.names.of(rule.ended_by)}});
  }
  if (lines.empty()) return;
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.number > b.number; });
  std::vector<HistoryLine> shown;
  for (Line& line : lines) shown.push_back(std::move(line.line));
  out.element("h2", contract::text(Text::server_work_history));
  write_history(out, shown);
}

void write_plan_ways(HtmlWriter& out, const PlanView& view) {
  const int losing = [&] {
    int sum = 0;
    for (const service::CalendarDay& day : view.calendar.days) sum += day.displaced;
    return sum;
  }();
  out.open("span", {{"class", "ways"}});
  if (view.caller.may(Permission::plan_pickups))
    for (const auto& [kind, text] :
         {std::pair("closed", Text::server_rota_closed), std::pair("places", Text::server_rota_places_button),
          std::pair("open", Text::server_rota_open)})
      out.element("a", contract::text(text),
                  {{"class", "second"}, {"href", plan_form_path(kind, view.today)}});
  if (view.caller.may(Permission::plan_pickups))
    out.element("a", contract::text(Text::server_rota_windows),
                {{"class", "second"}, {"href", kPlanWindows}});
  out.element("a", contract::text(Text::server_rota_people),
              {{"class", losing > 0 ? "main" : "second"}, {"href", kPlanPeople}});
  out.close("span");
}

// ---- The form

SelectField area_choice(const PlanFormView& view) {
  SelectField field{"area", words(Text::server_work_area), {}, view.field("area"), {{}}};
  auto& choices = field.groups.front().choices;
  choices.push_back({"", words(Text::server_work_all_areas)});
  for (const contract::Area& area : view.content.get<service::CountyContent>().areas)
    choices.push_back({area.code, area.name});
  return field;
}

SelectField window_choice(const PlanFormView& view, bool closing) {
  SelectField field{"window", words(Text::server_work_window), {}, view.field("window"), {{}}};
  auto& choices = field.groups.front().choices;
  if (closing)
    choices.push_back({"", words(Text::server_rota_all_day)});
  else
    choices.push_back({std::string(kWholeDay), words(Text::server_rota_day_places)});
  for (const contract::Window& window : view.content.get<service::PickupContent>().rules.windows)
    choices.push_back({window.id, window.name + " " + clock_span(window.start_minute, window.end_minute)});
  return field;
}

SelectField category_choice(const PlanFormView& view) {
  SelectField field{"category", words(Text::server_work_category), {}, view.field("category"), {{}}};
  auto& choices = field.groups.front().choices;
  choices.push_back({"", words(Text::server_rota_all_categories)});
  for (const contract::Category& one : view.content.get<service::PickupContent>().catalogue.categories)
    choices.push_back({one.id, one.name});
  return field;
}

void write_day_field(FormParts& parts, const PlanFormView& view, const char* name, Text label, Text hint) {
  parts.text_field(
      {.name = name, .label = words(label), .hint = words(hint), .value = view.field(name), .type = "date"});
}

void write_places_fields(FormParts& parts, const PlanFormView& view) {
  parts.select_field(window_choice(view, false));
  parts.select_field(area_choice(view));
  parts.select_field(category_choice(view));
  parts.text_field({.name = "places",
                    .label = words(Text::server_rota_number),
                    .hint = words(Text::server_rota_number_hint),
                    .value = view.field("places"),
                    .inputmode = "numeric",
                    .limit = 3});
  SelectField until{"until", words(Text::server_rota_until), {}, view.field("until"), {{}}};
  until.groups.front().choices = {{"day", words(Text::server_rota_one_day)},
                                  {"on", words(Text::server_rota_on)}};
  parts.select_field(until);
}

Text form_title(std::string_view kind) {
  if (kind == "open") return Text::server_rota_open_title;
  return kind == "places" ? Text::server_rota_places_title : Text::server_rota_closed_title;
}

// ---- What a change meets

std::string name_of_area(const service::ContentSet& content, const std::string& code) {
  const contract::Area* area = contract::find_area(content.get<service::CountyContent>().areas, code);
  return area ? area->name : words(Text::server_rota_county);
}

void write_touched(HtmlWriter& out, const PlanTouchView& view, const service::TouchedSlot& one) {
  const auto& pickup = view.content.get<service::PickupContent>();
  const contract::Window* window = contract::find_window(pickup.rules, one.slot.window);
  const contract::Category* category = contract::find_category(pickup.catalogue, one.slot.category);
  out.open("tr", {{"class", one.losing > 0 ? "marked" : kNoAttribute}});
  out.element("td", plan_day(one.slot.date, view.today));
  out.element("td", name_of_area(view.content, one.slot.area));
  out.element("td", window ? window->name : words(Text::server_rota_all_day));
  out.element("td", category ? category->name : words(Text::server_rota_all_categories));
  out.element("td", std::to_string(one.booked));
  out.element("td", one.places == 0 && view.change.kind == CalendarKind::day_places
                        ? words(Text::server_rota_by_slots)
                        : std::to_string(one.places));
  out.open("td");
  if (one.losing > 0) write_tag(out, std::to_string(one.losing), Tone::bad);
  out.close("td").close("tr");
}

void write_touch(HtmlWriter& out, const PlanTouchView& view) {
  out.element("h2", contract::text(Text::server_rota_already));
  if (view.touch.slots.empty()) {
    out.element("p", contract::text(Text::server_rota_nothing_booked), {{"class", "empty"}});
    return;
  }
  open_list(out, {Text::server_work_date, Text::server_work_area, Text::server_work_window,
                  Text::server_work_category, Text::server_rota_booked, Text::server_rota_after,
                  Text::server_rota_losing});
  for (const service::TouchedSlot& one : view.touch.slots) write_touched(out, view, one);
  close_figures(out);
}

void write_confirm(HtmlWriter& out, const PlanTouchView& view, FormParts& parts) {
  const bool ends = view.ends > 0;
  open_desk_form(out, view.caller,
                 ends ? std::string(kPlanRules) + "/" + std::to_string(view.ends) : std::string(kPlanChange));
  if (!ends)
    for (const auto& [name, value] : plan_fields(view.change)) parts.hidden(name, value);
  parts.hidden(kVersion, std::to_string(view.touch.version));
  parts.hidden("losing", std::to_string(view.touch.losing));
  parts.button(contract::text(ends ? Text::server_rota_confirm_end : Text::server_rota_confirm), {}, {},
               view.touch.losing > 0 ? "danger" : kNoAttribute);
  out.close("form");
}

}  // namespace

void write_plan_done(HtmlWriter& out, std::string_view done) {
  for (const PlanDone& one : kPlanDone)
    if (one.word == done) out.element("p", contract::text(one.text), {{"class", "done"}, {"role", "status"}});
}

std::string plan_html(const PlanView& view) {
  HtmlWriter out;
  out.open("div", {{"class", "bar"}});
  write_title(out, contract::text(Text::server_rota_title));
  write_plan_ways(out, view);
  out.close("div");
  write_plan_done(out, view.done);
  write_rules(out, view);
  write_plan_days(out, view);
  write_plan_past(out, view);
  return out.take();
}

std::string plan_form_html(const PlanFormView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  out.open("p", {{"class", "back"}}).link(kPlan, contract::text(Text::server_rota_title)).close("p");
  parts.summary();
  write_title(out, contract::text(form_title(view.kind)));
  out.open("form", {{"method", "get"}, {"action", kPlanChange}, {"class", "panel"}});
  parts.hidden("kind", view.kind);
  write_day_field(parts, view, "first", Text::server_rota_first, Text::server_rota_first_hint);
  if (view.kind == "places")
    write_places_fields(parts, view);
  else
    write_day_field(parts, view, "last", Text::server_rota_last, Text::server_rota_last_hint);
  if (view.kind == "closed") {
    parts.select_field(area_choice(view));
    parts.select_field(window_choice(view, true));
  }
  parts.text_field({.name = "reason",
                    .label = words(Text::server_work_reason),
                    .hint = words(view.kind == "closed" ? Text::server_rota_reason_hint
                                                        : Text::server_work_reason_optional),
                    .value = view.field("reason"),
                    .limit = contract::kLongestReason});
  parts.button(contract::text(Text::server_rota_next));
  out.close("form");
  return out.take();
}

std::string plan_touch_html(const PlanTouchView& view) {
  const PlanWords said = plan_words(view.change, view.content, view.today);
  HtmlWriter out;
  FormParts parts(out, view.faults);
  out.open("p", {{"class", "back"}}).link(kPlan, contract::text(Text::server_rota_title)).close("p");
  parts.summary();
  write_title(out, contract::text(view.ends > 0 ? Text::server_rota_check_end : Text::server_rota_check));
  out.open("dl", {{"class", "facts"}});
  write_fact(out, Text::server_rota_what, said.kind);
  write_fact(out, Text::server_work_date, said.days);
  write_fact(out, Text::server_rota_where, said.place);
  write_fact(out, Text::server_rota_number, said.number);
  write_fact(out, Text::server_work_reason, view.change.reason);
  out.close("dl");
  write_touch(out, view);
  if (view.touch.losing > 0)
    out.element("p",
                contract::text(Text::server_rota_will_lose, {{"count", std::to_string(view.touch.losing)}}),
                {{"class", "note"}});
  if (view.touch.regaining > 0)
    out.element(
        "p", contract::text(Text::server_rota_will_regain, {{"count", std::to_string(view.touch.regaining)}}),
        {{"class", "note"}});
  write_confirm(out, view, parts);
  return out.take();
}

}  // namespace wufei::http
