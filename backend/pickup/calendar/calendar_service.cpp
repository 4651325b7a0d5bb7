#include "pickup/calendar/calendar_service.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "county/county_content.hpp"
#include "lib/base/utf8.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::service {
namespace {

using contract::Calendar;
using contract::CalendarChange;
using contract::CalendarFault;
using contract::CalendarKind;
using contract::CalendarRule;
using contract::ErrorCode;
using Faults = std::vector<CalendarFault>;

void check_calendar_days(const CalendarChange& change, contract::Date today, Faults& faults) {
  const bool for_ever = change.last == contract::kNoLastDay;
  const bool may_last = change.kind == CalendarKind::places || change.kind == CalendarKind::day_places;
  const contract::Date farthest = contract::add_days(today, contract::kFarthestDay);
  if (change.first < today) faults.push_back(CalendarFault::day_past);
  if (change.first > farthest || (!for_ever && change.last > farthest))
    faults.push_back(CalendarFault::day_too_far);
  const bool too_long = contract::add_days(change.first, contract::kLongestSpan) <= change.last;
  if (change.last < change.first || (too_long && !(for_ever && may_last)))
    faults.push_back(CalendarFault::span);
}

void check_calendar_place(const CalendarChange& change, const ContentSet& content, Faults& faults) {
  const auto& pickup = content.get<PickupContent>();
  const bool of_county = change.kind == CalendarKind::open || change.kind == CalendarKind::day_places;
  const bool named = !change.area.empty() || !change.category.empty() || !change.window.empty();
  const bool known =
      (change.area.empty() || contract::find_area(content.get<CountyContent>().areas, change.area)) &&
      (change.category.empty() || contract::find_category(pickup.catalogue, change.category)) &&
      (change.window.empty() || contract::find_window(pickup.rules, change.window));
  const bool of_category = change.kind == CalendarKind::closed && !change.category.empty();
  if (!known || (of_county && named) || of_category) faults.push_back(CalendarFault::unknown_place);
  if (change.kind == CalendarKind::places && change.window.empty())
    faults.push_back(CalendarFault::window_missing);
}

void check_calendar_words(const CalendarChange& change, Faults& faults) {
  const int least = change.kind == CalendarKind::day_places ? 1 : 0;
  if (change.places < least || change.places > contract::kMostPlaces)
    faults.push_back(CalendarFault::places_range);
  if (change.kind == CalendarKind::closed && contract::meaningful_count(change.reason) == 0)
    faults.push_back(CalendarFault::reason_missing);
  if (contract::has_control_characters(change.reason) || change.reason.find('\n') != std::string::npos ||
      contract::code_point_count(change.reason) > contract::kLongestReason)
    faults.push_back(CalendarFault::reason_text);
}

bool opens_something(const CalendarChange& change, const contract::PickupRules& rules) {
  for (contract::Date day = change.first; day <= change.last; day = contract::add_days(day, 1))
    if (!contract::is_closed(rules, day)) return false;
  return true;
}

std::string log_words(const CalendarRule& rule) {
  const CalendarChange& what = rule.what;
  std::string words = std::to_string(rule.number) + " " + std::string(calendar_kind_name(what.kind)) + " " +
                      contract::format_date(what.first) + " " + contract::format_date(what.last);
  for (const std::string* part : {&what.area, &what.category, &what.window})
    if (!part->empty()) words += " " + *part;
  if (what.kind == CalendarKind::places || what.kind == CalendarKind::day_places)
    words += " " + std::to_string(what.places);
  return words;
}

contract::Error changed_meanwhile() {
  return contract::make_error(ErrorCode::precondition, "the calendar was changed meanwhile");
}

std::set<std::int64_t> ids_of(const std::vector<contract::Displaced>& displaced) {
  std::set<std::int64_t> ids;
  for (const contract::Displaced& one : displaced) ids.insert(one.id);
  return ids;
}

// The row of the table that a booking is counted in.
contract::SlotKey row_key(const contract::SlotKey& slot, CalendarKind kind) {
  return kind == CalendarKind::day_places ? contract::SlotKey{{}, {}, slot.date, {}} : slot;
}

int places_after(const contract::PickupRules& rules, const Calendar& after, const contract::SlotKey& key) {
  if (key.window.empty()) return contract::day_capacity_on(rules, after, key.date);
  if (contract::is_closed(rules, after, key)) return 0;
  const contract::Capacity places = contract::capacity_on(rules, after, key);
  return places.online + places.phone;
}

using Touched = std::map<std::tuple<std::int32_t, std::string, std::string, std::string>, TouchedSlot>;

TouchedSlot& touched_row(Touched& rows, const contract::SlotKey& key) {
  TouchedSlot& row = rows[{key.date.days, key.area, key.window, key.category}];
  row.slot = key;
  return row;
}

}  // namespace

struct CalendarService::Shift {
  Calendar after;
  std::vector<contract::Standing> standing;
  std::vector<contract::Displaced> lost_before, lost_after;
};

Calendar CalendarService::around(storage::Session& session, const CalendarChange& change) const {
  return calendar_.in_force(session, std::max(change.first, today()), std::min(change.last, farthest()));
}

CalendarService::Shift CalendarService::shift(storage::Session& session, const CalendarChange& change,
                                              Calendar after) const {
  const auto content = pickups_.content();
  const contract::PickupRules& rules = content->get<PickupContent>().rules;
  auto standing = storage::CalendarStore::standing(session, std::max(change.first, today()),
                                                   std::min(change.last, farthest()));
  auto lost_before = contract::displaced(rules, around(session, change), standing);
  auto lost_after = contract::displaced(rules, after, standing);
  return {std::move(after), std::move(standing), std::move(lost_before), std::move(lost_after)};
}

CalendarTouch CalendarService::touch(storage::Session& session, const CalendarChange& change,
                                     const Shift& shift) const {
  const auto content = pickups_.content();
  const contract::PickupRules& rules = content->get<PickupContent>().rules;
  const auto lost_before = ids_of(shift.lost_before), lost_after = ids_of(shift.lost_after);
  CalendarTouch touch{calendar_.version(session), {}, 0, 0};
  Touched rows;
  for (const contract::Standing& one : shift.standing) {
    const bool loses = lost_after.contains(one.id) && !lost_before.contains(one.id);
    if (lost_before.contains(one.id) && !lost_after.contains(one.id)) ++touch.regaining;
    if (!contract::covers(change, one.slot) && !loses) continue;
    TouchedSlot& row = touched_row(rows, row_key(one.slot, change.kind));
    ++row.booked;
    row.losing += loses ? 1 : 0;
    touch.losing += loses ? 1 : 0;
  }
  for (auto& [key, row] : rows) {
    row.places = places_after(rules, shift.after, row.slot);
    touch.slots.push_back(row);
  }
  return touch;
}

CalendarService::Shift CalendarService::shift_of_ending(storage::Session& session,
                                                        const CalendarRule& rule) const {
  Calendar after = around(session, rule.what);
  std::erase_if(after, [&](const CalendarRule& one) { return one.number == rule.number; });
  return shift(session, rule.what, std::move(after));
}

Faults CalendarService::check(const CalendarChange& change) const {
  const auto content = pickups_.content();
  Faults faults;
  check_calendar_days(change, today(), faults);
  check_calendar_place(change, *content, faults);
  check_calendar_words(change, faults);
  if (faults.empty() && change.kind == CalendarKind::open &&
      !opens_something(change, content->get<PickupContent>().rules))
    faults.push_back(CalendarFault::not_closed);
  return faults;
}

contract::Result<CalendarTouch> CalendarService::preview(const CalendarChange& change) {
  if (!check(change).empty()) return contract::make_error(ErrorCode::invalid, "no such change");
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<CalendarTouch> {
    Calendar after = around(session, change);
    after.push_back({calendar_.version(session) + 1, change, 0, {}, 0, 0, {}});
    return touch(session, change, shift(session, change, std::move(after)));
  });
}

contract::Result<CalendarRule> CalendarService::find(std::int64_t number) {
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<CalendarRule> {
    auto rule = calendar_.find(session, number);
    if (!rule) return contract::make_error(ErrorCode::not_found, "no such rule");
    return *rule;
  });
}

contract::Result<CalendarTouch> CalendarService::preview_end(std::int64_t number) {
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<CalendarTouch> {
    const auto rule = calendar_.find(session, number);
    if (!rule || rule->ended_number != 0 || rule->what.last < today())
      return contract::make_error(ErrorCode::not_found, "no such rule in force");
    return touch(session, rule->what, shift_of_ending(session, *rule));
  });
}

contract::Result<std::int64_t> CalendarService::make(const CalendarChange& change, Seen seen,
                                                     const contract::Actor& actor) {
  if (!check(change).empty()) return contract::make_error(ErrorCode::invalid, "no such change");
  const contract::UtcSeconds now = clock_.now();
  const std::string who = contract::actor_text(actor);
  return journal_.store.writer().run([&](storage::Session& session) -> contract::Result<std::int64_t> {
    const std::int64_t version = calendar_.version(session);
    if (version != seen.version) {
      const auto latest = calendar_.find(session, version);
      const bool twice = latest && version == seen.version + 1 && latest->what == change &&
                         latest->made_by == who && latest->ended_number == 0;
      if (twice) return version;
      return changed_meanwhile();
    }
    const CalendarRule rule{version + 1, change, now, who, 0, 0, {}};
    Calendar after = around(session, change);
    after.push_back(rule);
    const Shift shifted = shift(session, change, std::move(after));
    if (touch(session, change, shifted).losing > seen.losing) return changed_meanwhile();
    calendar_.add(session, rule);
    withdraw_closings(session, shifted.lost_before, shifted.lost_after, actor);
    journal_.log.add(session, {now, actor, "calendar_changed", {}, log_words(rule)});
    return rule.number;
  });
}

contract::Status CalendarService::end(std::int64_t number, Seen seen, const contract::Actor& actor) {
  const contract::UtcSeconds now = clock_.now();
  const std::string who = contract::actor_text(actor);
  return journal_.store.writer().run([&](storage::Session& session) -> contract::Status {
    auto rule = calendar_.find(session, number);
    if (!rule) return contract::make_error(ErrorCode::not_found, "no such rule");
    if (rule->ended_number != 0) return contract::ok();
    if (calendar_.version(session) != seen.version) return changed_meanwhile();
    const Shift shifted = shift_of_ending(session, *rule);
    if (touch(session, rule->what, shifted).losing > seen.losing) return changed_meanwhile();
    rule->ended_number = seen.version + 1;
    rule->ended_at = now;
    rule->ended_by = who;
    calendar_.end(session, *rule);
    withdraw_closings(session, shifted.lost_before, shifted.lost_after, actor);
    journal_.log.add(session, {now, actor, "calendar_ended", {}, log_words(*rule)});
    return contract::ok();
  });
}

contract::Result<Calendar> CalendarService::in_force(contract::Date first, contract::Date last) {
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<Calendar> {
    return calendar_.in_force(session, first, last);
  });
}

contract::Result<CalendarView> CalendarService::view() {
  const auto content = pickups_.content();
  const contract::PickupRules& rules = content->get<PickupContent>().rules;
  const contract::Date first = today(), last = contract::last_bookable_day(rules, clock_.now());
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<CalendarView> {
    CalendarView view{calendar_.version(session),
                      {},
                      calendar_.in_force(session, first, farthest()),
                      calendar_.history(session, kShownChanges)};
    for (contract::Date day = first; day <= last; day = contract::add_days(day, 1))
      view.days.push_back({day, contract::is_closed_day(rules, view.in_force, day), 0,
                           contract::day_capacity_on(rules, view.in_force, day), 0});
    const auto standing = storage::CalendarStore::standing(session, first, last);
    const auto at = [&](contract::Date day) -> CalendarDay& {
      return view.days[static_cast<std::size_t>(day.days - first.days)];
    };
    for (const contract::Standing& one : standing) ++at(one.slot.date).booked;
    for (const auto& one : contract::displaced(rules, view.in_force, standing)) ++at(one.slot.date).displaced;
    return view;
  });
}

}  // namespace wufei::service
