// Whom to tell after a change of the calendar, and what was done about it.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "lib/base/text.hpp"
#include "lib/base/words.hpp"
#include "pickup/calendar/calendar_service.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
// What was done about a booking at one slot, row after row.
struct ToldState {
  bool told = false;
  bool restored = false;  // told that it stands again
  contract::UtcSeconds at = 0;
  std::string by;
  contract::UtcSeconds noticed_at = 0;

  void take(const storage::ToldRow& row) {
    const bool anew = row.about == storage::ToldAbout::displaced || row.about == storage::ToldAbout::notice;
    if (anew && restored) *this = {};
    switch (row.about) {
      case storage::ToldAbout::displaced:
        told = true;
        break;
      case storage::ToldAbout::restored:
        restored = true;
        break;
      case storage::ToldAbout::undone:
        if (!restored && !told) noticed_at = 0;  // the message was withdrawn
        (restored ? restored : told) = false;
        return;
      case storage::ToldAbout::notice:
        noticed_at = row.at;
        return;
    }
    at = row.at;
    by = row.actor;
  }
};

namespace {

using contract::ErrorCode;
using storage::ToldAbout;
using storage::ToldRow;

using ToldStates = std::map<std::pair<std::int64_t, std::string>, ToldState>;

ToldStates fold(const std::vector<ToldRow>& rows) {
  ToldStates states;
  for (const ToldRow& row : rows) states[{row.pickup, row.slot}].take(row);
  return states;
}

TellWhy why_of(contract::Displacement why) {
  return why == contract::Displacement::closed ? TellWhy::closed : TellWhy::over;
}

}  // namespace

struct CalendarService::Case {
  std::int64_t id = 0;
  contract::SlotKey slot;
  TellWhy why = TellWhy::closed;
  std::string reason;
  ToldState state;

  [[nodiscard]] bool told() const {
    return why == TellWhy::restored ? state.restored : state.told && !state.restored;
  }
  [[nodiscard]] contract::UtcSeconds noticed_at() const {
    return why == TellWhy::restored || state.restored ? 0 : state.noticed_at;
  }
  [[nodiscard]] bool wants_notice() const { return why == TellWhy::closed && !told() && noticed_at() == 0; }
};

struct CalendarService::Prepared {
  Case about;
  storage::NoticeRow notice;
  storage::SealedNotice sealed;
};

CalendarService::Cases CalendarService::cases(storage::Session& session, const contract::PickupRules& rules,
                                              contract::Date first, contract::Date last) const {
  const auto standing = storage::CalendarStore::standing(session, first, last);
  const ToldStates states = fold(calendar_.told(session, first, last));
  const auto state_of = [&](std::int64_t id, const contract::SlotKey& slot) {
    const auto found = states.find({id, contract::slot_id(slot)});
    return found == states.end() ? ToldState{} : found->second;
  };
  Cases found;
  std::map<std::int64_t, bool> hit;
  for (const auto& one : contract::displaced(rules, calendar_.in_force(session, first, last), standing)) {
    found.push_back({one.id, one.slot, why_of(one.why), one.reason, state_of(one.id, one.slot)});
    hit[one.id] = true;
  }
  for (const contract::Standing& one : standing) {
    if (!one.open || hit.contains(one.id)) continue;
    const ToldState state = state_of(one.id, one.slot);
    if (state.told || state.noticed_at > 0) found.push_back({one.id, one.slot, TellWhy::restored, {}, state});
  }
  return found;
}

void CalendarService::withdraw_closings(storage::Session& session, const Lost& before, const Lost& after,
                                        const contract::Actor& actor) const {
  const contract::UtcSeconds now = clock_.now();
  std::set<std::int64_t> closed;
  for (const contract::Displaced& one : after)
    if (one.why == contract::Displacement::closed) closed.insert(one.id);
  for (const contract::Displaced& one : before) {
    if (one.why != contract::Displacement::closed || closed.contains(one.id)) continue;
    if (notices_.withdraw(session, one.id, "day_closed", now) == 0) continue;
    const std::string slot = contract::slot_id(one.slot);
    const ToldStates states = fold(calendar_.told(session, one.slot.date, one.slot.date));
    const auto state = states.find({one.id, slot});
    if (state == states.end() || state->second.told || state->second.restored) continue;
    calendar_.tell(session,
                   {one.id, slot, one.slot.date, ToldAbout::undone, now, contract::actor_text(actor)});
  }
}

CalendarService::Cases CalendarService::all_cases(storage::Session& session,
                                                  const contract::PickupRules& rules) const {
  Cases all = cases(session, rules, today(), farthest());
  std::stable_sort(all.begin(), all.end(),
                   [](const Case& a, const Case& b) { return a.slot.date < b.slot.date; });
  return all;
}

PersonToTell CalendarService::person(const storage::PickupRow& row, const Case& one, bool with_phone) const {
  PersonToTell person;
  person.stop = sheet_row(row, *pickups_.content(), with_phone);
  person.why = one.why;
  person.reason = one.reason;
  person.told = one.told();
  if (person.told) {
    person.told_at = one.state.at;
    person.told_by = one.state.by;
  }
  person.noticed_at = one.noticed_at();
  return person;
}

contract::Result<PeopleToTell> CalendarService::people(bool with_phone, const contract::Actor& actor) {
  const auto content = pickups_.content();
  const contract::PickupRules& rules = content->get<PickupContent>().rules;
  auto list = journal_.store.readers().run([&](storage::Session& session) -> contract::Result<PeopleToTell> {
    PeopleToTell found;
    for (const Case& one : all_cases(session, rules)) {
      found.more = found.people.size() == kMostPeople;
      if (found.more) break;
      if (const auto row = rows_.find(session, one.id)) found.people.push_back(person(*row, one, with_phone));
    }
    return found;
  });
  if (!list) return list;
  std::stable_sort(list->people.begin(), list->people.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.stop.date.days, a.stop.start_minute, a.stop.area) <
           std::tuple(b.stop.date.days, b.stop.start_minute, b.stop.area);
  });
  const contract::UtcSeconds now = clock_.now();
  const auto logged = journal_.store.writer().run([&](storage::Session& session) -> contract::Status {
    if (!with_phone)
      journal_.log.add(session, {now, actor, "people_to_tell", {}, std::to_string(list->people.size())});
    else
      for (const PersonToTell& one : list->people)
        journal_.log.add(session, {now, actor, "show_with_phone", one.stop.reference});
    return contract::ok();
  });
  if (!logged) return logged.error();
  return list;
}

contract::Result<int> CalendarService::untold() {
  const auto content = pickups_.content();
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<int> {
    const Cases all = all_cases(session, content->get<PickupContent>().rules);
    return static_cast<int>(
        std::count_if(all.begin(), all.end(), [](const Case& one) { return !one.told(); }));
  });
}

contract::Status CalendarService::tell(std::string_view reference, TellWhy why, bool told,
                                       const contract::Actor& actor) {
  const auto content = pickups_.content();
  const contract::PickupRules& rules = content->get<PickupContent>().rules;
  const contract::UtcSeconds now = clock_.now();
  return journal_.store.writer().run([&](storage::Session& session) -> contract::Status {
    const auto row = rows_.find(session, reference);
    if (!row) return contract::make_error(ErrorCode::not_found, "no such booking");
    const Cases of_day = cases(session, rules, row->slot.date, row->slot.date);
    const auto found =
        std::find_if(of_day.begin(), of_day.end(), [&](const Case& one) { return one.id == row->id; });
    if (row->slot.date < today() || found == of_day.end() || found->why != why)
      return contract::make_error(ErrorCode::precondition, "it is not so any more");
    if (found->told() == told) return contract::ok();
    const ToldAbout about = !told                      ? ToldAbout::undone
                            : why == TellWhy::restored ? ToldAbout::restored
                                                       : ToldAbout::displaced;
    calendar_.tell(session, {row->id, contract::slot_id(row->slot), row->slot.date, about, now,
                             contract::actor_text(actor)});
    journal_.log.add(session, {now, actor, told ? "told" : "told_undone", row->reference});
    return contract::ok();
  });
}

// Opened and sealed outside the writer.
contract::Result<std::vector<CalendarService::Prepared>> CalendarService::prepare(
    const contract::Actor& actor) {
  const auto content = pickups_.content();
  using List = contract::Result<std::vector<Prepared>>;
  return journal_.store.readers().run([&](storage::Session& session) -> List {
    std::vector<Prepared> list;
    for (const Case& one : all_cases(session, content->get<PickupContent>().rules)) {
      if (!one.wants_notice() || list.size() == kMostPeople) continue;
      const auto row = rows_.find(session, one.id);
      if (!row || !row->personal) continue;
      const std::string reason =
          one.reason.empty() ? contract::words(contract::Text::server_notice_closed_as_usual) : one.reason;
      Prepared prepared{
          one, PickupState::notice_of(*row, "day_closed", reason, actor, *content, clock_.now()), {}};
      prepared.sealed = notices_.seal(prepared.notice);
      list.push_back(std::move(prepared));
    }
    return list;
  });
}

contract::Result<int> CalendarService::notify(const contract::Actor& actor) {
  const auto content = pickups_.content();
  auto prepared = prepare(actor);
  if (!prepared) return prepared.error();
  const contract::UtcSeconds now = clock_.now();
  return journal_.store.writer().run([&](storage::Session& session) -> contract::Result<int> {
    std::map<std::int64_t, std::string> still;  // booking -> its slot
    for (const Case& one : all_cases(session, content->get<PickupContent>().rules))
      if (one.wants_notice()) still[one.id] = contract::slot_id(one.slot);
    int queued = 0;
    for (const Prepared& one : *prepared) {
      const std::string slot = contract::slot_id(one.about.slot);
      const auto found = still.find(one.about.id);
      if (found == still.end() || found->second != slot) continue;
      notices_.add(session, one.notice, one.sealed);
      calendar_.tell(session, {one.about.id, slot, one.about.slot.date, ToldAbout::notice, now,
                               contract::actor_text(actor)});
      journal_.log.add(session, {now, actor, "notified", one.notice.reference});
      ++queued;
    }
    return queued;
  });
}

}  // namespace wufei::service
