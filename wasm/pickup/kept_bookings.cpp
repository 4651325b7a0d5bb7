#include "wasm/pickup/kept_bookings.hpp"

#include <algorithm>

#include "county/site/references.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/pickup/change_update.hpp"
#include "wasm/pickup/lists_update.hpp"
#include "wasm/portal/shared/fetching.hpp"

namespace wufei::model {
namespace {

using contract::PageKind;

constexpr std::size_t kMost = 20;
constexpr std::int32_t kUnknownDay = 0;
constexpr std::string_view kOver = "over";

void save(const Model& model, Effects& effects) {
  effects.push_back(Save{std::string(kBookingsKey), kept_to_text(model.kept.list)});
}

KeptBooking* find(Model& model, std::string_view reference) {
  for (KeptBooking& booking : model.kept.list)
    if (booking.reference == reference) return &booking;
  return nullptr;
}

// Up to the next space, which goes too.
std::string_view next_word(std::string_view& rest) {
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  return word;
}

// One after the other: each reply belongs to the one that was asked about last.
void read_next(Model& model, Effects& effects) {
  KeptBookings& kept = model.kept;
  kept.reading.clear();
  if (kept.failure) return;
  KeptBooking* next = nullptr;
  if (model.page.kind == PageKind::home) {
    if (const KeptBooking* one = coming(model)) next = find(model, one->reference);
    if (next != nullptr && next->asked) return;
  } else if (model.page.kind == PageKind::pickup_lookup) {
    for (KeptBooking& booking : kept.list)
      if (next == nullptr && !booking.asked) next = &booking;
  }
  if (next == nullptr) return;
  next->asked = true;
  kept.reading = next->reference;
  effects.push_back(Load{token_key(next->reference)});
}

// What was read of them stays.
void take_list(Model& model, std::vector<KeptBooking> list) {
  const Remote<contract::Pickup>& open = model.open.pickup;
  for (KeptBooking& booking : list) {
    if (const KeptBooking* known = find(model, booking.reference)) booking.pickup = known->pickup;
    if (open.known && open.value.reference == booking.reference)
      booking.over = !contract::is_open(open.value.status);
  }
  model.kept.list = std::move(list);
}

}  // namespace

std::vector<KeptBooking> kept_from_text(std::string_view text) {
  std::vector<KeptBooking> list;
  while (!text.empty() && list.size() < kMost) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    std::string_view rest = line;
    const auto reference = contract::normalised_reference(next_word(rest), contract::kPickupPrefix);
    const std::string_view slot = next_word(rest);
    if (!reference) continue;
    KeptBooking booking;
    booking.reference = *reference;
    booking.over = next_word(rest) == kOver;
    if (contract::parse_slot_id(slot)) booking.slot = slot;
    list.push_back(std::move(booking));
  }
  return list;
}

std::string kept_to_text(const std::vector<KeptBooking>& list) {
  std::string text;
  for (const KeptBooking& booking : list)
    text.append(booking.reference).append(" ").append(booking.slot).append(booking.over ? " over\n" : "\n");
  return text;
}

void keep_booking(Model& model, Effects& effects, const contract::Pickup& pickup) {
  KeptBooking booking;
  booking.reference = pickup.reference;
  booking.slot = pickup.slot.id;
  model.kept.fresh = std::move(booking);
  effects.push_back(Load{std::string(kBookingsKey)});
}

void open_kept(Model& model, Effects& effects) {
  model.kept.failure.reset();
  effects.push_back(Load{std::string(kBookingsKey)});
  effects.push_back(Load{std::string(kFeedbackDraftKey)});  // what was refused of it stands here too
}

void open_coming(Model& model, Effects& effects) {
  model.kept.failure.reset();
  effects.push_back(Load{std::string(kBookingsKey)});
}

void take_kept(Model& model, Effects& effects, const Stored& stored) {
  std::vector<KeptBooking> list = kept_from_text(stored.value.value_or(""));
  auto fresh = std::move(model.kept.fresh);
  model.kept.fresh.reset();
  if (!fresh && list.empty() && !model.last_reference.empty()) {  // from before there was a list
    fresh.emplace();
    fresh->reference = model.last_reference;
  }
  if (fresh) {
    const auto same = [&](const KeptBooking& one) { return one.reference == fresh->reference; };
    list.erase(std::remove_if(list.begin(), list.end(), same), list.end());
    list.insert(list.begin(), std::move(*fresh));
    list.resize(std::min(list.size(), kMost));
  }
  const bool save_it = fresh.has_value();
  take_list(model, std::move(list));
  if (save_it) save(model, effects);
  if (model.page.kind == PageKind::home && coming(model) != nullptr) ensure_all_lists(model, effects);
  if (model.kept.reading.empty()) read_next(model, effects);
}

void take_kept_token(Model& model, Effects& effects, const Stored& stored) {
  KeptBooking* booking = find(model, model.kept.reading);
  if (stored.key != token_key(model.kept.reading) || booking == nullptr) return;
  if (!stored.value || stored.value->empty()) {
    booking->locked = true;
    return read_next(model, effects);
  }
  ask(model, effects, kept_answered,
      {"GET",
       contract::with_reference(contract::api::kPickup, booking->reference),
       {},
       {{"Authorization", "Bearer " + *stored.value}}});
}

void kept_answered(Model& model, Effects& effects, const Reply& reply) {
  KeptBooking* booking = find(model, model.kept.reading);
  if (booking == nullptr) return read_next(model, effects);
  if (auto pickup = read_pickup(reply)) {
    const bool over = !contract::is_open(pickup->status);
    const bool changed = booking->slot != pickup->slot.id || booking->over != over;
    booking->slot = pickup->slot.id;
    booking->over = over;
    booking->pickup = std::move(*pickup);
    if (changed) save(model, effects);
  } else if (reply.status == 401 || reply.status == 404) {
    effects.push_back(Erase{token_key(booking->reference)});
    booking->locked = true;
    booking->pickup.reset();
  } else {
    model.kept.failure = failure_of(reply);
  }
  read_next(model, effects);
}

std::optional<contract::Date> day_of(const KeptBooking& booking) {
  const auto key = contract::parse_slot_id(booking.slot);
  return key ? std::optional<contract::Date>(key->date) : std::nullopt;
}

bool is_past(const Model& model, const KeptBooking& booking) {
  if (booking.over) return true;
  const auto day = day_of(booking);
  return day && day->days < contract::china_date(model.device.now).days;
}

const KeptBooking* coming(const Model& model) {
  for (const KeptBooking* booking : kept_in_order(model))
    if (!is_past(model, *booking) && !booking->locked) return booking;
  return nullptr;
}

std::vector<const KeptBooking*> kept_in_order(const Model& model) {
  std::vector<const KeptBooking*> order;
  for (const KeptBooking& booking : model.kept.list) order.push_back(&booking);
  const auto days = [](const KeptBooking* booking) {
    const auto day = day_of(*booking);
    return day ? day->days : kUnknownDay;
  };
  std::stable_sort(order.begin(), order.end(), [&](const KeptBooking* left, const KeptBooking* right) {
    const bool past = is_past(model, *left);
    if (past != is_past(model, *right)) return !past;
    return past ? days(left) > days(right) : days(left) < days(right);
  });
  return order;
}

}  // namespace wufei::model
