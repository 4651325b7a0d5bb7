// Changes and cancellation by the resident.
#include <algorithm>

#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

using contract::Actor;
using contract::ErrorCode;
using contract::Rule;

// The booking, when the token opens it, the version is current, and it may still be changed.
contract::Result<storage::PickupRow> changeable_row(PickupState& state, storage::Session& session,
                                                    std::string_view reference, std::string_view token,
                                                    std::optional<int> version, contract::UtcSeconds now) {
  auto row = state.pickups.find(session, reference);
  if (!row || !state.journal.tokens.opens(session, token, row->id, now))
    return contract::make_error(ErrorCode::unauthorized, "the token does not open this booking");
  if (version && *version != row->version)
    return contract::make_error(ErrorCode::precondition,
                                "the booking has version " + std::to_string(row->version));
  if (auto open = require_open(*row); !open) return open.error();
  if (now >= row->change_until || !row->personal) return refused(Rule::after_cutoff);
  row->address_key = address_key(row->area, row->village, row->personal->address);
  return std::move(*row);
}

contract::Status check_new_slot(const storage::PickupRow& row, const std::string& id,
                                const ContentSet& content, contract::UtcSeconds now, bool by_staff) {
  const auto slot = contract::parse_slot_id(id);
  if (!slot) return contract::field_error("/slot", Rule::slot_format);
  if (slot->area != row.area || slot->category != row.category)
    return contract::field_error("/slot", Rule::slot_not_for_area);
  if (const auto fault = slot_fault(content.get<PickupContent>().rules, *slot, now, by_staff))
    return contract::field_error("/slot", *fault);
  return contract::ok();
}

// Who changes a booking, and when.
struct Changing {
  const contract::PickupChange& wanted;
  const ContentSet& content;
  contract::UtcSeconds now = 0;
  const contract::Actor& actor;
  KeptHours hours = KeptHours::promised;
  [[nodiscard]] bool by_staff() const { return actor.kind == contract::ActorKind::staff; }
};

// The hours of the slot's window as they are now.
void promise_hours(storage::PickupRow& row, const ContentSet& content) {
  const contract::Window* window = contract::find_window(content.get<PickupContent>().rules, row.slot.window);
  if (window == nullptr) return;
  row.start_minute = window->start_minute;
  row.end_minute = window->end_minute;
}

contract::Status move_to_slot(PickupState& state, storage::Session& session, storage::PickupRow& row,
                              const std::string& id, const Changing& change) {
  const ContentSet& content = change.content;
  if (id == contract::slot_id(row.slot)) {
    if (change.hours == KeptHours::of_now) promise_hours(row, content);
    return contract::ok();
  }
  if (auto sound = check_new_slot(row, id, content, change.now, change.by_staff()); !sound) return sound;
  row.slot = *contract::parse_slot_id(id);
  row.share = change.by_staff() ? storage::SlotShare::phone : storage::SlotShare::online;
  promise_hours(row, content);
  row.change_until = contract::change_until(content.get<PickupContent>().rules, row.slot.date);
  return state.take_place(session, row, content);
}

contract::Status set_items(storage::PickupRow& row, const std::vector<contract::PickupItem>& items,
                           const ContentSet& content) {
  const contract::Category* category =
      contract::find_category(content.get<PickupContent>().catalogue, row.category);
  if (!category) return contract::field_error("/items", Rule::unknown_category);
  auto errors = contract::check_items(items, *category);
  if (!errors.empty()) return contract::Error{ErrorCode::invalid, "items", std::move(errors), 0};
  row.items = items;
  return contract::ok();
}

contract::Status set_address(PickupState& state, storage::Session& session, storage::PickupRow& row,
                             const std::string& address, const ContentSet& content) {
  row.personal->address = address;
  std::string key = address_key(row.area, row.village, address);
  if (key == row.address_key) return contract::ok();
  row.address_key = std::move(key);
  const auto ordinal = state.free_ordinal(session, row, content);
  if (!ordinal) return ordinal.error();
  row.open_ordinal = *ordinal;
  return contract::ok();
}

contract::Status apply_change(PickupState& state, storage::Session& session, storage::PickupRow& row,
                              const Changing& change) {
  const contract::PickupChange& wanted = change.wanted;
  if (wanted.items)
    if (auto done = set_items(row, *wanted.items, change.content); !done) return done;
  if (wanted.note) row.personal->note = *wanted.note;
  if (wanted.address)
    if (auto done = set_address(state, session, row, *wanted.address, change.content); !done) return done;
  if (wanted.slot)
    if (auto done = move_to_slot(state, session, row, *wanted.slot, change); !done) return done;
  return contract::ok();
}

bool is_same(const storage::PickupRow& a, const storage::PickupRow& b) {
  const auto same_item = [](const contract::PickupItem& x, const contract::PickupItem& y) {
    return x.item == y.item && x.quantity == y.quantity && x.note == y.note;
  };
  return contract::slot_id(a.slot) == contract::slot_id(b.slot) && a.start_minute == b.start_minute &&
         a.end_minute == b.end_minute && a.personal->address == b.personal->address &&
         a.personal->note == b.personal->note &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_item);
}

// Another day needs another crew.
void send_back_to_planning(storage::PickupRow& row) {
  row.status = contract::PickupStatus::booked;
  row.crew.clear();
}

}  // namespace

contract::Status PickupState::save(storage::Session& session, storage::PickupRow& row,
                                   const contract::HistoryEvent& event, const contract::Actor& actor,
                                   bool tell) {
  const int expected = row.version++;
  if (!pickups.update(session, row, expected))
    return contract::make_error(ErrorCode::precondition, "the booking was changed meanwhile");
  // What is erased stays erased: it takes no words.
  const std::string detail = row.personal ? event.detail : std::string();
  journal.events.add(session, row.id, {event.at, event.kind, detail}, actor);
  if (!contract::is_open(row.status) || event.kind == "changed")
    for (const char* overtaken : {"reminder", "day_closed"})
      notices.withdraw(session, row.id, overtaken, event.at);
  notices.withdraw(session, row.id, "changed", event.at);  // one message says the latest
  if (tell) notify(session, row, event.kind, event.detail, actor, *current_content(), event.at);
  return contract::ok();
}

namespace {

// Changes and saves the row, which may be changed and has its address_key.
contract::Status change_row(PickupState& state, storage::Session& session, storage::PickupRow& row,
                            const Changing& change) {
  const storage::PickupRow before = row;
  const std::string old_slot = contract::slot_id(row.slot);
  if (auto done = apply_change(state, session, row, change); !done) return done;
  if (is_same(before, row)) return contract::ok();
  const bool moved = contract::slot_id(row.slot) != old_slot;
  if (moved) send_back_to_planning(row);
  const bool matters = moved || row.start_minute != before.start_minute ||
                       row.end_minute != before.end_minute || row.address_key != before.address_key;
  if (auto saved = state.save(session, row, {change.now, "changed", {}}, change.actor, matters); !saved)
    return saved;
  if (moved) storage::SlotStore::recount(session, old_slot);
  return contract::ok();
}

// The booking as staff may change it. Errors: not_found, precondition, conflict (not_open).
contract::Result<storage::PickupRow> row_for_staff(PickupState& state, storage::Session& session,
                                                   std::string_view reference, int version) {
  auto row = state.pickups.find(session, reference);
  if (!row) return contract::make_error(ErrorCode::not_found, "no such booking");
  if (version != row->version)
    return contract::make_error(ErrorCode::precondition, "the booking was changed meanwhile");
  if (auto open = require_open(*row); !open) return open.error();
  if (!row->personal) return refused(Rule::not_open);
  row->address_key = address_key(row->area, row->village, row->personal->address);
  return std::move(*row);
}

}  // namespace

contract::Result<contract::Pickup> PickupService::change(std::string_view reference, std::string_view token,
                                                         int version, const contract::PickupChange& change) {
  const auto content = state_->current_content();
  const contract::UtcSeconds now = state_->clock.now();
  return state_->looked_at.told(
      state_->store.writer().run([&](storage::Session& session) -> contract::Result<contract::Pickup> {
        auto row = changeable_row(*state_, session, reference, token, version, now);
        if (!row) return row.error();
        const Actor actor = Actor::resident();
        if (auto done = change_row(*state_, session, *row, {change, *content, now, actor}); !done)
          return done.error();
        return state_->view(session, *row, now);
      }));
}

contract::Result<StaffPickup> PickupService::change_by_staff(std::string_view reference, int version,
                                                             const contract::PickupChange& change,
                                                             const contract::Actor& actor, KeptHours hours) {
  const auto content = state_->current_content();
  const storage::AccessEntry entry{state_->clock.now(), actor, "changed", std::string(reference)};
  return state_->journal.on_record(entry, [&](storage::Session& session) -> contract::Result<StaffPickup> {
    auto row = row_for_staff(*state_, session, reference, version);
    if (!row) return row.error();
    if (auto done = change_row(*state_, session, *row, {change, *content, entry.at, actor, hours}); !done)
      return done.error();
    return state_->staff_view(session, *row, entry.at, false);
  });
}

contract::Result<contract::Pickup> PickupService::cancel(std::string_view reference, std::string_view token,
                                                         std::optional<int> version) {
  const contract::UtcSeconds now = state_->clock.now();
  return state_->looked_at.told(
      state_->store.writer().run([&](storage::Session& session) -> contract::Result<contract::Pickup> {
        auto row = changeable_row(*state_, session, reference, token, version, now);
        if (!row) return row.error();
        row->status = contract::PickupStatus::cancelled;
        if (auto saved = state_->save(session, *row, {now, "cancelled", {}}, Actor::resident()); !saved)
          return saved.error();
        storage::SlotStore::recount(session, contract::slot_id(row->slot));
        return state_->view(session, *row, now);
      }));
}

}  // namespace wufei::service
