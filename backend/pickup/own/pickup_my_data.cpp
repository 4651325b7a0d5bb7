// What residents do with what is kept of their booking: look at all of it, take a copy, have it erased.
#include <algorithm>

#include "county/secrets.hpp"
#include "journal/own_records.hpp"
#include "notice/own_messages.hpp"
#include "pickup/own/pickups_again.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::MyData;

// A booking that waits for its day must be cancelled first. One whose day is over is never finished when
// nobody recorded what became of it: its resident need not wait for that.
bool is_erasable(const storage::PickupRow& row, contract::UtcSeconds now) {
  return row.personal && (!contract::is_open(row.status) || row.slot.date < contract::china_date(now));
}

// The proxy is somebody else: that number stays masked.
contract::Json record_of(const contract::Pickup& pickup, const storage::PickupRow& row) {
  contract::Pickup own = pickup;
  own.phone = row.personal->phone;
  return contract::pickup_to_json(own);
}

void put_photographs(const storage::StopPhotoStore& photos, storage::Session& session, std::int64_t pickup,
                     MyData& data) {
  for (int number = 1, count = photos.count(session, pickup); number <= count; ++number)
    data.photographs.push_back(photos.find(session, pickup, number).value_or(std::string()));
}

MyData data_of(PickupState& state, storage::Session& session, const storage::PickupRow& row,
               contract::UtcSeconds now) {
  MyData data;
  data.reference = row.reference;
  data.made_at = now;
  data.retention_days = state.current_content()->get<PickupContent>().rules.retention_days;
  data.kept_until = contract::add_days(row.slot.date, data.retention_days);
  data.erased = !row.personal;
  data.erasable = is_erasable(row, now);
  put_journal(state.journal, session, row.id, data);
  if (data.erased) return data;
  data.record = record_of(state.view(session, row, now), row);
  data.messages = messages_of(session, state.notices, row.id);
  put_photographs(state.photos, session, row.id, data);
  data.consents.push_back({"use", true, row.created_at});
  if (row.personal->proxy) data.consents.push_back({"proxy", row.personal->proxy->consent, row.created_at});
  return data;
}

contract::Error locked() {
  return contract::make_error(ErrorCode::unauthorized, "the token does not open this booking");
}

// What is to be erased, as the list takes it: not older than the record, though the clock was set back since.
// Without a reference when that is done already. Errors: unauthorized, conflict.
contract::Result<storage::Erasure> to_erase(const PickupState& state, storage::Session& session,
                                            std::string_view reference, std::string_view token,
                                            contract::UtcSeconds now) {
  const auto row = state.pickups.find(session, reference);
  if (!row || !state.own_tokens.opens(session, token, row->id, now)) return locked();
  if (!row->personal) return storage::Erasure();  // a second tap
  if (!is_erasable(*row, now)) return refused(contract::Rule::record_open);
  return storage::Erasure{std::string(PickupState::kSubject), row->reference, std::max(now, row->created_at)};
}

void erase_now(PickupState& state, storage::Session& session, const storage::PickupRow& row,
               contract::UtcSeconds asked) {
  state.erase(session, {{row.id, row.reference, row.slot.date, row.created_at}});
  state.journal.events.add(session, row.id, {asked, std::string(kErasedEvent), {}},
                           contract::Actor::resident());
}

// What its resident had cancelled before the erasure.
void cancel_again(PickupState& state, storage::Session& session, storage::PickupRow& row,
                  contract::UtcSeconds asked) {
  if (!contract::is_open(row.status) || row.slot.date < contract::china_date(asked)) return;
  row.status = contract::PickupStatus::cancelled;
  row.address_key = address_key(row.area, row.village, row.personal->address);
  const auto saved =
      state.save(session, row, {asked, "cancelled", {}}, contract::Actor::system(), /*tell=*/false);
  if (!saved) throw storage::Failure(saved.error());
  storage::SlotStore::recount(session, contract::slot_id(row.slot));
}

}  // namespace

int erase_pickups_again(storage::Store& store, storage::Session& session,
                        const std::vector<storage::Erasure>& erasures, storage::Again again) {
  PickupState state(store, system_clock(), system_ids());
  int found = 0;
  for (const storage::Erasure& erasure : erasures) {
    auto row = state.pickups.find(session, erasure.reference);
    if (!row || !row->personal || row->created_at > erasure.at) continue;
    ++found;
    if (again == storage::Again::count) continue;
    cancel_again(state, session, *row, erasure.at);
    erase_now(state, session, *row, erasure.at);
  }
  return found;
}

contract::Result<std::string> PickupService::open_own(std::string_view reference, const OwnSecret& secret) {
  return open_own_record(*state_, [&](storage::Session& session) -> contract::Result<std::int64_t> {
    const auto row = state_->pickups.find(session, reference);
    if (row && row->personal && same_secret(row->personal->phone, secret.phone)) return row->id;
    return contract::make_error(ErrorCode::not_found, "no such reference and telephone number");
  });
}

contract::Result<MyData> PickupService::own_data(std::string_view reference, std::string_view token) {
  const contract::UtcSeconds now = state_->clock.now();
  return state_->looked_at.read(reference, [&](storage::Session& session) -> contract::Result<MyData> {
    const auto row = state_->pickups.find(session, reference);
    if (!row || !state_->own_tokens.opens(session, token, row->id, now)) return locked();
    return data_of(*state_, session, *row, now);
  });
}

contract::Result<MyData> PickupService::erase_own(std::string_view reference, std::string_view token) {
  const contract::UtcSeconds now = state_->clock.now();
  return erase_own_record(
      *state_, [&](storage::Session& session) { return to_erase(*state_, session, reference, token, now); },
      [&](storage::Session& session) {
        const auto row = state_->pickups.find(session, reference);
        erase_now(*state_, session, *row, now);
      },
      [&](storage::Session& session) {
        return data_of(*state_, session, *state_->pickups.find(session, reference), now);
      });
}

}  // namespace wufei::service
