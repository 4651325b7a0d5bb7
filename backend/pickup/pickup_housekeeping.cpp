// What happens by itself: reminders, the end of the retention period.
#include "county/clock_trust.hpp"
#include "pickup/own/pickup_erased.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {

void PickupState::erase(storage::Session& session, const std::vector<storage::ErasableRow>& rows) {
  std::vector<std::string> references;
  for (const storage::ErasableRow& row : rows) {
    storage::PickupStore::erase(session, row.id);
    journal.events.erase_details(session, row.id);
    journal.tokens.drop(session, row.id);
    notices.erase_messages(session, row.id);
    outcomes.erase_words(session, row.id);
    photos.erase(session, row.id);
    references.push_back(row.reference);
    store.happenings().tell(session, PickupErased{row.reference, contract::china_date(row.created_at)});
  }
  if (!references.empty()) journal.keys.erase_replies(session, references);
}

contract::Result<int> PickupService::erase_expired() {
  const int days = state_->current_content()->get<PickupContent>().rules.retention_days;
  const contract::UtcSeconds now = state_->clock.now();
  const contract::Date before = contract::add_days(contract::china_date(now), -days);
  return state_->store.writer().run([&](storage::Session& session) -> contract::Result<int> {
    if (!clock_is_trusted(session, now)) return 0;
    const auto past = storage::PickupStore::erasable(session, before);
    state_->erase(session, past);
    return static_cast<int>(past.size());
  });
}

contract::Result<std::map<contract::Date, int>> PickupService::on_closed_days() {
  using Days = std::map<contract::Date, int>;
  const auto content = state_->current_content();
  const contract::UtcSeconds now = state_->clock.now();
  return state_->store.readers().run([&](storage::Session& session) -> contract::Result<Days> {
    Days days;
    const contract::Date last = contract::last_bookable_day(content->get<PickupContent>().rules, now);
    const contract::Date first = contract::china_date(now);
    const contract::Calendar calendar = state_->calendar.in_force(session, first, last);
    for (const contract::Standing& one : storage::CalendarStore::standing(session, first, last))
      if (one.open && contract::is_closed(content->get<PickupContent>().rules, calendar, one.slot))
        ++days[one.slot.date];
    return days;
  });
}

// Nobody is told to wait on a day that was closed after it was booked: the county calls.
contract::Result<int> PickupService::queue_reminders() {
  const auto content = state_->current_content();
  const contract::UtcSeconds now = state_->clock.now();
  if (contract::china_minute_of_day(now) < content->get<PickupContent>().reminder_minute) return 0;
  const contract::Date tomorrow = contract::add_days(contract::china_date(now), 1);
  return state_->store.writer().run([&](storage::Session& session) -> contract::Result<int> {
    int queued = 0;
    const contract::Calendar calendar = state_->calendar.in_force(session, tomorrow, tomorrow);
    for (const storage::PickupRow& row : state_->pickups.of_day(session, tomorrow, "")) {
      const bool closed = contract::is_closed(content->get<PickupContent>().rules, calendar, row.slot);
      if (!contract::is_open(row.status) || closed) continue;
      state_->notify(session, row, "reminder", {}, contract::Actor::system(), *content, now);
      ++queued;
    }
    return queued;
  });
}

}  // namespace wufei::service
