#include "pickup/booking_desk.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/guess_key.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::Rule;

constexpr std::size_t kNearestSlots = 3;
// Bookings from one address: a whole school or village behind one router, but not a flood.
constexpr RateLimit kBookings{60, 1.0 / 60};
// One caller's and one telephone number's share of a slot and of a day, once a week; a network has half as
// much again. A carrier is not counted: its customers are half the county.
constexpr RateLimit kShares{1, 1.0 / (7 * 24 * 3600)};
constexpr Networks kOfShares{1.5, 1.5, 0};
constexpr double kOfSlot = 1.0 / 2, kOfDay = 1.0 / 10;
constexpr double kSmallestShare = 4;  // places
// Right look-ups, changes and cancellations of one booking: far more than anybody needs, too few to be a
// nuisance.
constexpr RateLimit kPerBooking{30, 1.0 / 30};

// Places that the county offers online on a day: those of its slots, within the day's bound. Asked for each
// booking, so that it adds up no more slots than reach the bound.
double places_of_day(const service::ContentSet& content) {
  const contract::PickupRules& rules = content.get<service::PickupContent>().rules;
  const int bound = contract::day_left(rules, 0, 0).online;
  int places = 0;
  for (const contract::Area& area : content.get<service::CountyContent>().areas)
    for (const contract::Category& category : content.get<service::PickupContent>().catalogue.categories)
      for (const contract::Window& window : rules.windows)
        if (places += contract::capacity_of(rules, area.code, category.id, window.id).online; places >= bound)
          return bound;
  return places;
}

// Takes a place out of the caller's and the number's shares of the slot and of its day, or nothing.
// `give_back` undoes it. A change has the number of its booking: "" here.
class Share {
 public:
  Share(CallerLimit& limit, const service::ContentSet& content, std::string_view peer,
        const std::string& slot, const std::string& phone = {})
      : limit_(limit) {
    const auto key = contract::parse_slot_id(slot);
    if (!key) return;  // no slot: refused later
    const int places = contract::capacity_of(content.get<service::PickupContent>().rules, key->area,
                                             key->category, key->window)
                           .online;
    const double of_slot = 1 / std::max(kSmallestShare, places * kOfSlot);
    const double of_day = 1 / std::max(kSmallestShare, places_of_day(content) * kOfDay);
    const auto add = [&](const std::string& who) {
      parts_.push_back({who, slot, of_slot});
      parts_.push_back({who, contract::format_date(key->date), of_day});
    };
    add(std::string(peer));
    if (const auto number = contract::normalised_phone(phone); number && !is_loopback(peer)) add(*number);
  }
  std::optional<contract::Error> take() {
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (auto refusal = limit_.take(parts_[i].who, parts_[i].cost, parts_[i].of)) {
        parts_.resize(i);
        give_back();
        return refusal;
      }
    return std::nullopt;
  }
  void give_back() {
    for (const Part& part : parts_) limit_.give_back(part.who, part.cost, part.of);
  }

 private:
  struct Part {
    std::string who, of;  // an address or number; a slot or day
    double cost;
  };
  CallerLimit& limit_;
  std::vector<Part> parts_;
};

void count_booking(Metrics& metrics, const char* outcome, int times) {
  metrics.count("wufei_bookings_total", "Bookings by outcome.", "outcome", outcome, times);
}

}  // namespace

BookingDesk::BookingDesk(service::PickupService& pickups, Metrics& metrics, GuessLimit& guesses)
    : pickups_(pickups),
      metrics_(metrics),
      guesses_(guesses),
      bookings_(kBookings),
      shares_(kShares, kOfShares),
      per_booking_(kPerBooking) {
  for (const char* outcome : {"booked", "refused"}) count_booking(metrics_, outcome, 0);
}

void BookingDesk::share_in(service::SharedLimits& limits) {
  limits.add("bookings of a caller", bookings_.shared());
  limits.add("shares of a day", shares_.shared());
  limits.add("handling of a booking", per_booking_);
}

contract::Result<contract::Pickup> BookingDesk::book(const Wish& wish) {
  Share share(shares_, *pickups_.content(), wish.peer, wish.request.slot, wish.request.phone);
  if (const auto refusal = share.take()) return *refusal;
  auto pickup = pickups_.book(wish.request, wish.key, wish.body);
  if (!pickup) share.give_back();
  count_booking(metrics_, pickup ? "booked" : "refused", 1);
  if (pickup) guesses_.remember_owner(wish.peer, pickup->reference);
  return pickup;
}

std::optional<std::vector<contract::Slot>> BookingDesk::nearest(const contract::Error& error,
                                                                std::string_view slot) {
  const auto wanted = contract::parse_slot_id(slot);
  if (!wanted ||
      !(contract::names_rule(error, Rule::slot_full) || contract::names_rule(error, Rule::day_full)))
    return std::nullopt;
  return pickups_.nearest_open(*wanted, kNearestSlots);
}

contract::Result<contract::Pickup> BookingDesk::lookup(std::string_view peer, const std::string& reference,
                                                       const std::string& phone) {
  const std::string key = phone.size() == contract::kPhoneTail ? reference : whole_number_key(reference);
  const Guess guess{peer, key};
  auto pickup = guesses_.run(
      guess, [&] { return pickups_.exists(reference); }, [&] { return pickups_.lookup(reference, phone); });
  if (!pickup) return pickup;
  if (const auto refusal = take_handling(reference)) return *refusal;
  return pickup;
}

std::optional<contract::Error> BookingDesk::take_handling(const std::string& reference) {
  if (per_booking_.allow(reference)) return std::nullopt;
  return too_many(per_booking_.retry_after_s(reference));
}

contract::Result<contract::Pickup> BookingDesk::change(const contract::Pickup& current,
                                                       const ChangeWish& wish) {
  const std::string slot = wish.change.slot.value_or("");
  Share share(shares_, *pickups_.content(), wish.peer, slot == current.slot.id ? std::string() : slot);
  if (const auto refusal = share.take()) return *refusal;
  auto pickup = pickups_.change(current.reference, wish.token, wish.version, wish.change);
  if (!pickup) share.give_back();
  return pickup;
}

}  // namespace wufei::http
