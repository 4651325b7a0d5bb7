#include "desk/plan/plan_form.hpp"

#include <limits>

#include "county/county_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/entered/entered_number.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::CalendarChange;
using contract::CalendarFault;
using contract::CalendarKind;
using contract::Text;

bool has_places(CalendarKind kind) {
  return kind == CalendarKind::places || kind == CalendarKind::day_places;
}

FormFault fault_at(const char* field, Text label, std::string text) {
  return {field, words(label), std::move(text)};
}

// "" reads as `otherwise`.
contract::Date read_day(PlanEntry& entry, const FieldReader& field, const char* name, Text label,
                        std::optional<contract::Date> otherwise) {
  const std::string typed = contract::entered_symbols(field(name));
  if (typed.empty() && otherwise) return *otherwise;
  if (const auto day = contract::entered_date(typed)) return *day;
  entry.faults.push_back(
      fault_at(name, label,
               contract::rule_text(typed.empty() ? contract::Rule::required : contract::Rule::date_format)));
  return otherwise.value_or(contract::Date{});
}

void read_places(PlanEntry& entry, const FieldReader& field) {
  const auto places = contract::entered_whole(field("places"), std::numeric_limits<int>::max());
  if (!places) entry.faults.push_back(plan_fault(CalendarFault::places_range));
  entry.change.places = static_cast<int>(places.value_or(0));
}

std::string named_place(const CalendarChange& change, const service::ContentSet& content) {
  if (change.kind == CalendarKind::open || change.kind == CalendarKind::day_places)
    return words(Text::server_rota_county);
  const contract::Area* area = contract::find_area(content.get<service::CountyContent>().areas, change.area);
  const auto& pickup = content.get<service::PickupContent>();
  const contract::Window* window = contract::find_window(pickup.rules, change.window);
  std::string place = area ? area->name : words(Text::server_work_all_areas);
  place += " " + (window ? window->name : words(Text::server_rota_all_day));
  if (const contract::Category* one = contract::find_category(pickup.catalogue, change.category))
    place += " " + one->name;
  return place;
}

Text kind_words(CalendarKind kind) {
  switch (kind) {
    case CalendarKind::closed:
      return Text::server_rota_closed;
    case CalendarKind::open:
      return Text::server_rota_open;
    case CalendarKind::places:
      return Text::server_rota_places;
    case CalendarKind::day_places:
      break;
  }
  return Text::server_rota_day_places;
}

std::string days_words(const CalendarChange& change, contract::Date today) {
  const std::string first = plan_day(change.first, today);
  if (change.last == change.first) return first;
  if (change.last == contract::kNoLastDay) return contract::text(Text::server_rota_from_on, {{"day", first}});
  return contract::text(Text::server_rota_span, {{"first", first}, {"last", plan_day(change.last, today)}});
}

}  // namespace

PlanEntry plan_entry(const FieldReader& field) {
  PlanEntry entry;
  CalendarChange& change = entry.change;
  change.kind = contract::calendar_kind_from_name(field("kind")).value_or(CalendarKind::closed);
  change.first = read_day(entry, field, "first", Text::server_rota_first, std::nullopt);
  change.window = field("window");
  if (change.kind == CalendarKind::places && change.window == kWholeDay) {
    change.kind = CalendarKind::day_places;
    change.window.clear();
  }
  if (has_places(change.kind))
    change.last = field("until") == "on" ? contract::kNoLastDay : change.first;
  else
    change.last = read_day(entry, field, "last", Text::server_rota_last, change.first);
  if (change.kind == CalendarKind::closed || change.kind == CalendarKind::places) change.area = field("area");
  if (change.kind == CalendarKind::places) change.category = field("category");
  if (change.kind == CalendarKind::open) change.window.clear();
  if (has_places(change.kind)) read_places(entry, field);
  change.reason = contract::entered_text(field("reason"));
  return entry;
}

FormFault plan_fault(CalendarFault fault) {
  switch (fault) {
    case CalendarFault::day_past:
      return fault_at("first", Text::server_rota_first, words(Text::server_rota_fault_past));
    case CalendarFault::day_too_far:
      return fault_at("first", Text::server_rota_first, words(Text::server_rota_fault_far));
    case CalendarFault::span:
      return fault_at("last", Text::server_rota_last, words(Text::server_rota_fault_span));
    case CalendarFault::unknown_place:
      return fault_at("area", Text::server_work_area, words(Text::server_rota_fault_place));
    case CalendarFault::window_missing:
      return fault_at("window", Text::server_work_window, contract::rule_text(contract::Rule::required));
    case CalendarFault::places_range:
      return fault_at("places", Text::server_rota_number, words(Text::server_rota_fault_places));
    case CalendarFault::reason_missing:
      return fault_at("reason", Text::server_work_reason, contract::rule_text(contract::Rule::required));
    case CalendarFault::reason_text:
      return fault_at("reason", Text::server_work_reason, words(Text::server_rota_fault_reason));
    case CalendarFault::not_closed:
      break;
  }
  return fault_at("first", Text::server_rota_first, words(Text::server_rota_fault_open));
}

std::vector<std::pair<std::string, std::string>> plan_fields(const CalendarChange& change) {
  const bool of_day = change.kind == CalendarKind::day_places;
  const bool for_ever = change.last == contract::kNoLastDay;
  std::vector<std::pair<std::string, std::string>> fields{
      {"kind", std::string(plan_kind(change))},
      {"first", contract::format_date(change.first)},
      {"area", change.area},
      {"category", change.category},
      {"window", of_day ? std::string(kWholeDay) : change.window},
      {"reason", change.reason}};
  if (has_places(change.kind)) {
    fields.emplace_back("until", for_ever ? "on" : "day");
    fields.emplace_back("places", std::to_string(change.places));
  } else {
    fields.emplace_back("last", contract::format_date(change.last));
  }
  return fields;
}

std::string_view plan_kind(const CalendarChange& change) {
  return contract::calendar_kind_name(change.kind == CalendarKind::day_places ? CalendarKind::places
                                                                              : change.kind);
}

std::string plan_form_path(std::string_view kind, contract::Date first) {
  return with_query("/desk/plan/new", {{"kind", kind}, {"first", contract::format_date(first)}});
}

std::string plan_day(contract::Date day, contract::Date today) {
  const int year = contract::year_month_day(day).year;
  if (year == contract::year_month_day(today).year) return service::day_text(day);
  return contract::text(Text::server_rota_year, {{"year", std::to_string(year)}}) + service::day_text(day);
}

PlanWords plan_words(const CalendarChange& change, const service::ContentSet& content, contract::Date today) {
  PlanWords said{words(kind_words(change.kind)), days_words(change, today), named_place(change, content), {}};
  if (has_places(change.kind))
    said.number = contract::text(
        change.kind == CalendarKind::places ? Text::server_rota_each : Text::server_rota_in_all,
        {{"count", std::to_string(change.places)}});
  return said;
}

std::string plan_line(const CalendarChange& change, const service::ContentSet& content,
                      contract::Date today) {
  const PlanWords said = plan_words(change, content, today);
  std::string line = said.days + " " + said.place + " " + said.kind;
  if (!said.number.empty()) line += " " + said.number;
  if (!change.reason.empty())
    line = contract::text(Text::server_rota_because, {{"what", line}, {"reason", change.reason}});
  return line;
}

}  // namespace wufei::http
