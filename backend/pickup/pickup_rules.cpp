#include "pickup/pickup_rules.hpp"

#include <algorithm>

#include "lib/base/calendar.hpp"
#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

CategoryCapacity category_capacity_from(const Json& json) {
  CategoryCapacity capacity;
  for (const auto& category : json.items()) {
    if (!category.value().is_object()) continue;
    for (const auto& window : category.value().items())
      capacity[category.key()][window.key()] =
          static_cast<int>(number_or(category.value(), window.key().c_str(), 0));
  }
  return capacity;
}

std::set<std::int32_t> dates_from(const Json& array) {
  std::set<std::int32_t> dates;
  for (const Json& value : array)
    if (const auto* text = value.get_ptr<const std::string*>())
      if (const auto date = parse_date(*text)) dates.insert(date->days);
  return dates;
}

const int* find_capacity(const CategoryCapacity& capacity, std::string_view category,
                         std::string_view window) {
  const auto row = capacity.find(std::string(category));
  if (row == capacity.end()) return nullptr;
  const auto cell = row->second.find(std::string(window));
  return cell == row->second.end() ? nullptr : &cell->second;
}

// Of a capacity, rounded half up.
int phone_share(const PickupRules& rules, int total) {
  return (total * rules.phone_share_percent + 50) / 100;
}

int clock_of(const Json& object, const char* name) {
  return parse_clock(text_or_empty(object, name)).value_or(0);
}

void read_capacity(const Json& json, PickupRules& rules) {
  const Json& capacity = object_or_empty(json, "capacity");
  rules.default_capacity = category_capacity_from(object_or_empty(capacity, "default"));
  for (const auto& area : object_or_empty(capacity, "areas").items())
    rules.area_capacity[area.key()] = category_capacity_from(area.value());
}

void read_closed(const Json& json, PickupRules& rules) {
  const Json& closed = object_or_empty(json, "closed");
  for (const Json& day : array_or_empty(closed, "weekdays"))
    if (day.is_number_integer()) rules.closed_weekdays.insert(day.get<int>());
  rules.closed_on_public_holidays = flag_or(closed, "public_holidays", true);
  rules.closed_dates = dates_from(array_or_empty(closed, "dates"));
  rules.open_dates = dates_from(array_or_empty(closed, "open_dates"));
}

}  // namespace

const Window* find_window(const PickupRules& rules, std::string_view id) {
  return find_by(&Window::id, rules.windows, id);
}

Capacity capacity_of(const PickupRules& rules, std::string_view area, std::string_view category,
                     std::string_view window) {
  const int* total = nullptr;
  if (const auto own = rules.area_capacity.find(std::string(area)); own != rules.area_capacity.end())
    total = find_capacity(own->second, category, window);
  if (total == nullptr) total = find_capacity(rules.default_capacity, category, window);
  return total == nullptr ? Capacity{} : shared_places(rules, *total);
}

Capacity shared_places(const PickupRules& rules, int total) {
  const int phone = phone_share(rules, total);
  return {total - phone, phone};
}

Capacity day_left(const PickupRules& rules, int online, int phone) {
  return day_left(rules, rules.day_capacity, online, phone);
}

Capacity day_left(const PickupRules& rules, int bound, int online, int phone) {
  if (bound == 0) return {kNoDayBound, kNoDayBound};
  const int left = std::max(0, bound - online - phone);
  const int open = bound - phone_share(rules, bound) - online;
  return {std::clamp(open, 0, left), left};
}

bool is_closed(const PickupRules& rules, Date date) {
  if (rules.open_dates.count(date.days) > 0) return false;
  if (rules.closed_dates.count(date.days) > 0) return true;
  if (rules.closed_on_public_holidays && is_public_holiday(date)) return true;
  return rules.closed_weekdays.count(iso_weekday(date)) > 0 && !is_makeup_workday(date);
}

Date first_bookable_day(const PickupRules& rules, UtcSeconds now) {
  const bool late = china_minute_of_day(now) >= rules.lead_until_minute;
  return add_days(china_date(now), rules.lead_days + (late ? 1 : 0));
}

Date last_bookable_day(const PickupRules& rules, UtcSeconds now) {
  return add_days(china_date(now), rules.horizon_days);
}

UtcSeconds change_until(const PickupRules& rules, Date date) {
  return china_instant(add_days(date, -rules.cutoff_days_before), rules.cutoff_minute);
}

std::vector<Window> windows_from_json(const Json& json) {
  std::vector<Window> windows;
  for (const Json& row : array_or_empty(json, "windows"))
    windows.push_back(
        {text_or_empty(row, "id"), text_or_empty(row, "name"), clock_of(row, "start"), clock_of(row, "end")});
  return windows;
}

Json windows_to_json(const std::vector<Window>& windows) {
  Json rows = Json::array();
  for (const Window& window : windows)
    rows.push_back({{"id", window.id},
                    {"name", window.name},
                    {"start", format_clock(window.start_minute)},
                    {"end", format_clock(window.end_minute)}});
  return rows;
}

PickupRules pickup_rules_from_json(const Json& json) {
  PickupRules rules;
  rules.windows = windows_from_json(json);
  read_capacity(json, rules);
  read_closed(json, rules);
  const Json& lead = object_or_empty(json, "lead");
  const Json& cutoff = object_or_empty(json, "change_cutoff");
  rules.confirmed = text_or_empty(json, "confirmation") == "confirmed";
  rules.phone_share_percent = static_cast<int>(number_or(json, "phone_share_percent", 0));
  rules.day_capacity = static_cast<int>(number_or(object_or_empty(json, "day_capacity"), "bookings", 0));
  rules.lead_days = static_cast<int>(number_or(lead, "days", 1));
  rules.lead_until_minute = clock_of(lead, "until");
  rules.rating_survey = text_or_empty(json, "rating_survey");
  rules.horizon_days = static_cast<int>(number_or(json, "horizon_days", 28));
  rules.open_bookings_per_address_and_category =
      static_cast<int>(number_or(json, "open_bookings_per_address_and_category", 1));
  rules.cutoff_days_before = static_cast<int>(number_or(cutoff, "days_before", 1));
  rules.cutoff_minute = clock_of(cutoff, "time");
  rules.retention_days = static_cast<int>(number_or(json, "retention_days", 180));
  rules.token_hours = static_cast<int>(number_or(json, "token_hours", 72));
  return rules;
}

Json public_rules_to_json(const PickupRules& rules) {
  return {{"confirmation", rules.confirmed ? "confirmed" : "pending"},
          {"windows", windows_to_json(rules.windows)},
          {"lead", {{"days", rules.lead_days}, {"until", format_clock(rules.lead_until_minute)}}},
          {"horizon_days", rules.horizon_days},
          {"phone_share_percent", rules.phone_share_percent},
          {"day_capacity", {{"bookings", rules.day_capacity}}},
          {"change_cutoff",
           {{"days_before", rules.cutoff_days_before}, {"time", format_clock(rules.cutoff_minute)}}},
          {"retention_days", rules.retention_days},
          {"rating_survey", rules.rating_survey}};
}

}  // namespace wufei::contract
