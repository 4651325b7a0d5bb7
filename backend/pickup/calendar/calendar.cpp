#include "pickup/calendar/calendar.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 4> kCalendarKinds{"closed", "open", "places", "day_places"};

bool holds_on(const CalendarChange& change, Date date) {
  return change.first <= date && date <= change.last;
}

// The more exact rule is the greater.
auto weight(const CalendarRule& rule) {
  return std::tuple(rule.what.last != kNoLastDay, !rule.what.area.empty(), !rule.what.category.empty(),
                    rule.what.first.days, rule.number);
}

const CalendarRule* heaviest(const Calendar& calendar, CalendarKind kind, const SlotKey& slot) {
  const CalendarRule* found = nullptr;
  for (const CalendarRule& rule : calendar)
    if (rule.what.kind == kind && covers(rule.what, slot) && (!found || weight(*found) < weight(rule)))
      found = &rule;
  return found;
}

bool is_opened(const Calendar& calendar, Date date) {
  return std::any_of(calendar.begin(), calendar.end(), [&](const CalendarRule& rule) {
    return rule.what.kind == CalendarKind::open && holds_on(rule.what, date);
  });
}

bool content_closes(const PickupRules& rules, const Calendar& calendar, Date date) {
  return is_closed(rules, date) && !is_opened(calendar, date);
}

// Where a booking stands in the row of those that want its slot and its day.
class Queue {
 public:
  Queue(const PickupRules& rules, const Calendar& calendar) : rules_(rules), calendar_(calendar) {}

  std::optional<Displacement> enter(const SlotKey& slot) {
    const Capacity places = capacity_on(rules_, calendar_, slot);
    if (++of_slot_[slot_id(slot)] > places.online + places.phone) return Displacement::window_full;
    const int bound = day_capacity_on(rules_, calendar_, slot.date);
    if (++of_day_[slot.date.days] > bound && bound > 0) return Displacement::day_full;
    return std::nullopt;
  }

 private:
  const PickupRules& rules_;
  const Calendar& calendar_;
  std::map<std::string, int> of_slot_;
  std::map<std::int32_t, int> of_day_;
};

}  // namespace

std::string_view calendar_kind_name(CalendarKind kind) {
  return kCalendarKinds[static_cast<std::size_t>(kind)];
}

std::optional<CalendarKind> calendar_kind_from_name(std::string_view name) {
  return enum_named<CalendarKind>(kCalendarKinds, name);
}

bool covers(const CalendarChange& change, const SlotKey& slot) {
  const auto names = [](const std::string& named, const std::string& one) {
    return named.empty() || named == one;
  };
  return holds_on(change, slot.date) && names(change.area, slot.area) &&
         names(change.category, slot.category) && names(change.window, slot.window);
}

const CalendarRule* closing(const Calendar& calendar, const SlotKey& slot) {
  for (const CalendarRule& rule : calendar)
    if (rule.what.kind == CalendarKind::closed && covers(rule.what, slot)) return &rule;
  return nullptr;
}

bool is_closed(const PickupRules& rules, const Calendar& calendar, const SlotKey& slot) {
  return closing(calendar, slot) != nullptr || content_closes(rules, calendar, slot.date);
}

bool is_closed_day(const PickupRules& rules, const Calendar& calendar, Date date) {
  if (content_closes(rules, calendar, date)) return true;
  return std::any_of(calendar.begin(), calendar.end(), [&](const CalendarRule& rule) {
    return rule.what.kind == CalendarKind::closed && holds_on(rule.what, date) && rule.what.area.empty() &&
           rule.what.window.empty();
  });
}

Capacity capacity_on(const PickupRules& rules, const Calendar& calendar, const SlotKey& slot) {
  const CalendarRule* rule = heaviest(calendar, CalendarKind::places, slot);
  return rule ? shared_places(rules, rule->what.places)
              : capacity_of(rules, slot.area, slot.category, slot.window);
}

int day_capacity_on(const PickupRules& rules, const Calendar& calendar, Date date) {
  const CalendarRule* rule = heaviest(calendar, CalendarKind::day_places, {{}, {}, date, {}});
  return rule ? rule->what.places : rules.day_capacity;
}

std::vector<Displaced> displaced(const PickupRules& rules, const Calendar& calendar,
                                 const std::vector<Standing>& standing) {
  Queue queue(rules, calendar);
  std::vector<Displaced> found;
  for (const Standing& one : standing) {
    const bool closed = one.open && is_closed(rules, calendar, one.slot);
    const auto why = closed ? Displacement::closed : queue.enter(one.slot);
    if (!why || !one.open) continue;
    const CalendarRule* rule = closed ? closing(calendar, one.slot) : nullptr;
    found.push_back(
        {one.id, one.slot, *why, rule ? rule->what.reason : std::string(), rule ? rule->number : 0});
  }
  return found;
}

}  // namespace wufei::contract
