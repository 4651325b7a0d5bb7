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
                                const ContentSet& content, contract::UtcSeconds now) {
  const auto slot = contract::parse_slot_id(id);
  if (!slot) return contract::field_error("/slot", Rule::slot_format);
  if (slot->area != row.area || slot->category != row.category)
    return contract::field_error("/slot", Rule::slot_not_for_area);
  if (const auto fault = slot_fault(content.get<PickupContent>().rules, *slot, now, false))
    return contract::field_error("/slot", *fault);
  return contract::ok();
}

contract::Status move_to_slot(PickupState& state, storage::Session& session, storage::PickupRow& row,
                              const std::string& id, const ContentSet& content, contract::UtcSeconds now) {
  if (id == contract::slot_id(row.slot)) return contract::ok();
  if (auto sound = check_new_slot(row, id, content, now); !sound) return sound;
  row.slot = *contract::parse_slot_id(id);
  row.share = storage::SlotShare::online;
  const contract::Window* window = contract::find_window(content.get<PickupContent>().rules, row.slot.window);
  row.start_minute = window->start_minute;
  row.end_minute = window->end_minute;
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
                              const contract::PickupChange& change, const ContentSet& content,
                              contract::UtcSeconds now) {
  if (change.items)
    if (auto done = set_items(row, *change.items, content); !done) return done;
  if (change.note) row.personal->note = *change.note;
  if (change.address)
    if (auto done = set_address(state, session, row, *change.address, content); !done) return done;
  if (change.slot)
    if (auto done = move_to_slot(state, session, row, *change.slot, content, now); !done) return done;
  return contract::ok();
}

bool is_same(const storage::PickupRow& a, const storage::PickupRow& b) {
  const auto same_item = [](const contract::PickupItem& x, const contract::PickupItem& y) {
    return x.item == y.item && x.quantity == y.quantity && x.note == y.note;
  };
  return contract::slot_id(a.slot) == contract::slot_id(b.slot) &&
         a.personal->address == b.personal->address && a.personal->note == b.personal->note &&
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
  journal.events.add(session, row.id, event, actor);
  if (!contract::is_open(row.status) || event.kind == "changed")
    notices.withdraw(session, row.id, "reminder", event.at);
  notices.withdraw(session, row.id, "changed", event.at);  // one message says the latest
  if (tell) notify(session, row, event.kind, event.detail, actor, *current_content(), event.at);
  return contract::ok();
}

contract::Result<contract::Pickup> PickupService::change(std::string_view reference, std::string_view token,
                                                         int version, const contract::PickupChange& change) {
  const auto content = state_->current_content();
  const contract::UtcSeconds now = state_->clock.now();
  return state_->store.writer().run([&](storage::Session& session) -> contract::Result<contract::Pickup> {
    auto row = changeable_row(*state_, session, reference, token, version, now);
    if (!row) return row.error();
    const std::string old_slot = contract::slot_id(row->slot), old_address = row->address_key;
    const storage::PickupRow before = *row;
    if (auto done = apply_change(*state_, session, *row, change, *content, now); !done) return done.error();
    if (is_same(before, *row)) return state_->view(session, *row, now);
    const bool moved = contract::slot_id(row->slot) != old_slot;
    if (moved) send_back_to_planning(*row);
    const bool matters = moved || row->address_key != old_address;
    if (auto saved = state_->save(session, *row, {now, "changed", {}}, Actor::resident(), matters); !saved)
      return saved.error();
    if (moved) storage::SlotStore::recount(session, old_slot);
    return state_->view(session, *row, now);
  });
}

contract::Result<contract::Pickup> PickupService::cancel(std::string_view reference, std::string_view token,
                                                         std::optional<int> version) {
  const contract::UtcSeconds now = state_->clock.now();
  return state_->store.writer().run([&](storage::Session& session) -> contract::Result<contract::Pickup> {
    auto row = changeable_row(*state_, session, reference, token, version, now);
    if (!row) return row.error();
    row->status = contract::PickupStatus::cancelled;
    if (auto saved = state_->save(session, *row, {now, "cancelled", {}}, Actor::resident()); !saved)
      return saved.error();
    storage::SlotStore::recount(session, contract::slot_id(row->slot));
    return state_->view(session, *row, now);
  });
}

}  // namespace wufei::service
