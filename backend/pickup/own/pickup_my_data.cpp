// What residents do with what is kept of their booking: look at all of it, take a copy, have it erased.
#include "county/secrets.hpp"
#include "journal/own_records.hpp"
#include "notice/own_messages.hpp"
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

}  // namespace

contract::Result<std::string> PickupService::open_own(std::string_view reference, const OwnSecret& secret) {
  const contract::UtcSeconds now = state_->clock.now();
  const auto find = [&](storage::Session& session) -> contract::Result<std::int64_t> {
    const auto row = state_->pickups.find(session, reference);
    if (row && row->personal && same_secret(row->personal->phone, secret.phone)) return row->id;
    return contract::make_error(ErrorCode::not_found, "no such reference and telephone number");
  };
  const auto found = state_->store.readers().run(find);  // guesses never reach the writer
  if (!found) return found.error();
  return state_->store.writer().run([&](storage::Session& session) -> contract::Result<std::string> {
    std::string token = state_->new_token();
    state_->own_tokens.add(session, token, *found, now + kOwnTokenLives);
    return token;
  });
}

contract::Result<MyData> PickupService::own_data(std::string_view reference, std::string_view token) {
  const contract::UtcSeconds now = state_->clock.now();
  return state_->looked_at.told(
      state_->store.readers().run([&](storage::Session& session) -> contract::Result<MyData> {
        const auto row = state_->pickups.find(session, reference);
        if (!row || !state_->own_tokens.opens(session, token, row->id, now)) return locked();
        return data_of(*state_, session, *row, now);
      }));
}

contract::Result<MyData> PickupService::erase_own(std::string_view reference, std::string_view token) {
  const contract::UtcSeconds now = state_->clock.now();
  return state_->looked_at.told(
      state_->store.writer().run([&](storage::Session& session) -> contract::Result<MyData> {
        auto row = state_->pickups.find(session, reference);
        if (!row || !state_->own_tokens.opens(session, token, row->id, now)) return locked();
        if (!row->personal) return data_of(*state_, session, *row, now);  // a second tap
        if (!is_erasable(*row, now)) return refused(contract::Rule::record_open);
        state_->erase(session, {{row->id, row->reference, row->slot.date, row->created_at}});
        state_->journal.events.add(session, row->id, {now, std::string(kErasedEvent), {}},
                                   contract::Actor::resident());
        return data_of(*state_, session, *state_->pickups.find(session, reference), now);
      }));
}

}  // namespace wufei::service
