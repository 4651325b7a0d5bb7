// Booking: from a request to a stored pickup, in one transaction.
#include <algorithm>

#include "county/county_content.hpp"
#include "lib/base/find.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Rule;

constexpr int kOpenBookingsPerPhone = 20;
constexpr int kBookingsPerPhoneAndDay = 40;  // cancelled ones included
constexpr contract::UtcSeconds kDay = 24 * 3600;

struct Booking {
  const contract::PickupRequest& request;
  std::string_view key;   // Idempotency-Key, "" = none
  std::string_view body;  // bytes of the request
  storage::SlotShare share = storage::SlotShare::online;
  contract::Actor actor = contract::Actor::resident();
};

contract::Status check_request(const Booking& booking, const ContentSet& content, contract::UtcSeconds now) {
  auto errors = contract::check_pickup(booking.request, content.get<CountyContent>().areas,
                                       content.get<PickupContent>().catalogue);
  const auto slot = contract::parse_slot_id(booking.request.slot);
  const bool slot_is_well_formed =
      std::none_of(errors.begin(), errors.end(),
                   [](const contract::FieldError& error) { return error.pointer == "/slot"; });
  if (slot && slot_is_well_formed)
    if (const auto fault = slot_fault(content.get<PickupContent>().rules, *slot, now,
                                      booking.share == storage::SlotShare::phone))
      errors.push_back({"/slot", *fault, 0});
  if (errors.empty()) return contract::ok();
  return contract::Error{ErrorCode::invalid, "pickup request", std::move(errors), 0};
}

storage::PickupRow row_of(const Booking& booking, const ContentSet& content, contract::UtcSeconds now) {
  const contract::PickupRequest& request = booking.request;
  storage::PickupRow row;
  row.channel = row.share = booking.share;
  row.area = request.area;
  row.village = request.village;
  row.category = request.category;
  row.items = request.items;
  row.slot = contract::parse_slot_id(request.slot).value_or(contract::SlotKey{});
  if (const contract::Window* window =
          contract::find_window(content.get<PickupContent>().rules, row.slot.window)) {
    row.start_minute = window->start_minute;
    row.end_minute = window->end_minute;
  }
  row.personal = storage::PersonalData{request.contact_name, request.phone, request.proxy,
                                       request.address,      request.note,  {}};
  row.address_key = address_key(request.area, request.village, request.address);
  row.created_at = now;
  row.change_until = contract::change_until(content.get<PickupContent>().rules, row.slot.date);
  return row;
}

}  // namespace

contract::Result<int> PickupState::free_ordinal(storage::Session& session, const storage::PickupRow& row,
                                                const ContentSet& words) {
  const std::vector<int> used = pickups.open_ordinals(session, row.address_key, row.category);
  for (int ordinal = 0; ordinal < words.get<PickupContent>().rules.open_bookings_per_address_and_category;
       ++ordinal)
    if (!contract::is_among(used, ordinal)) return ordinal;
  return contract::field_error("/address", Rule::open_booking_exists, 0, ErrorCode::conflict);
}

contract::Status PickupState::take_place(storage::Session& session, const storage::PickupRow& row,
                                         const ContentSet& words) {
  const contract::PickupRules& rules = words.get<PickupContent>().rules;
  const contract::Date day = row.slot.date;
  const contract::Calendar set = calendar.in_force(session, day, day);
  if (contract::is_closed(rules, set, row.slot)) return contract::field_error("/slot", Rule::slot_closed);
  if (const int bound = contract::day_capacity_on(rules, set, day); bound > 0) {
    const auto booked = storage::SlotStore::day_booked(session, day, day, row.id)[day.days];
    const contract::Capacity left = contract::day_left(rules, bound, booked.online, booked.phone);
    if ((row.share == storage::SlotShare::online ? left.online : left.phone) == 0)
      return refused(Rule::day_full);
  }
  const contract::Capacity capacity = contract::capacity_on(rules, set, row.slot);
  if (!storage::SlotStore::take(session, row.slot, capacity, row.share)) return refused(Rule::slot_full);
  return contract::ok();
}

namespace {

// Everything about a new booking that needs no database: made on the caller's thread, so that the writer only
// writes.
struct PreparedBooking {
  storage::PickupRow row;
  storage::SealedPersonal sealed;
  storage::NoticeRow notice;
  storage::SealedNotice sealed_notice;
  contract::Pickup reply;
  contract::UtcSeconds expires = 0;  // of the token and of the reply kept for the key
};

PreparedBooking prepare(PickupState& state, const Booking& booking, storage::PickupRow row,
                        const ContentSet& content) {
  PreparedBooking prepared;
  row.reference = state.new_reference();
  prepared.sealed = state.pickups.seal(row);
  prepared.notice = PickupState::notice_of(row, "booked", {}, booking.actor, content, row.created_at);
  prepared.sealed_notice = state.notices.seal(prepared.notice);
  prepared.reply = PickupState::outline(row, row.created_at);
  prepared.reply.history.push_back({row.created_at, "created", {}});
  prepared.reply.token = state.new_token();
  prepared.expires = row.created_at + std::int64_t{content.get<PickupContent>().rules.token_hours} * 3600;
  prepared.row = std::move(row);
  return prepared;
}

// Every booking takes a place: nobody may take many with one number, nor by cancelling again and again. Staff
// who book for a village are trusted.
contract::Status check_phone(storage::Session& session, const Booking& booking,
                             const storage::SealedPersonal& sealed, contract::UtcSeconds now) {
  if (booking.share != storage::SlotShare::online) return contract::ok();
  const auto [open, made] = storage::PickupStore::of_phone(session, sealed, now - kDay);
  if (open >= kOpenBookingsPerPhone)
    return contract::field_error("/phone", Rule::too_many_open, kOpenBookingsPerPhone, ErrorCode::conflict);
  if (made < kBookingsPerPhoneAndDay) return contract::ok();
  contract::Error error = contract::make_error(ErrorCode::rate_limited, "too many bookings of one number");
  error.retry_after_s = 3600;
  return error;
}

// One operation of the writer. Errors: conflict (open_booking_exists, day_full, slot_full), invalid
// (slot_closed); unavailable when the reference is taken, which a second try cures.
contract::Status store_booking(PickupState& state, storage::Session& session, const Booking& booking,
                               PreparedBooking& prepared, const ContentSet& content) {
  storage::PickupRow& row = prepared.row;
  row.id = 0;  // of a run before this one
  const auto ordinal = state.free_ordinal(session, row, content);
  if (!ordinal) return ordinal.error();
  row.open_ordinal = *ordinal;
  if (auto few = check_phone(session, booking, prepared.sealed, row.created_at); !few) return few;
  if (auto taken = state.take_place(session, row, content); !taken) return taken;
  if (!storage::PickupStore::insert(session, row, prepared.sealed))
    return contract::make_error(ErrorCode::unavailable, "the reference is taken");
  state.journal.events.add(session, row.id, prepared.reply.history.front(), booking.actor);
  if (booking.actor.kind == contract::ActorKind::staff)
    state.journal.log.add(session, {row.created_at, booking.actor, "booked", row.reference});
  prepared.notice.item = row.id;
  state.notices.add(session, prepared.notice, prepared.sealed_notice);
  state.journal.tokens.add(session, prepared.reply.token, row.id, prepared.expires);
  return contract::ok();
}

contract::Result<contract::Pickup> make_booking(PickupState& state, const Booking& booking) {
  const auto content = state.current_content();
  const contract::UtcSeconds now = state.clock.now();
  const KeyedRequest<contract::Pickup> request{booking.key, booking.body, contract::pickup_to_json,
                                               contract::pickup_from_json};
  return state.journal.once(
      request,
      [&]() -> contract::Result<PreparedBooking> {
        if (auto sound = check_request(booking, *content, now); !sound) return sound.error();
        return prepare(state, booking, row_of(booking, *content, now), *content);
      },
      [&](storage::Session& session, PreparedBooking& prepared) {
        return store_booking(state, session, booking, prepared, *content);
      });
}

}  // namespace

contract::Result<contract::Pickup> PickupService::book(const contract::PickupRequest& request,
                                                       std::string_view idempotency_key,
                                                       std::string_view body) {
  return make_booking(*state_, {request, idempotency_key, body});
}

contract::Result<contract::Pickup> PickupService::book_by_phone(const contract::PickupRequest& request,
                                                                const contract::Actor& actor,
                                                                std::string_view idempotency_key,
                                                                std::string_view body) {
  return make_booking(*state_, {request, idempotency_key, body, storage::SlotShare::phone, actor});
}

}  // namespace wufei::service
