// Where residents' wishes for a pickup arrive, from the API and from the plain forms alike: the limits on how
// much one caller, one number and one network may take, guess and change, and then the service. One object
// for both ways in, so that the second is no second chance. Reads no HTTP, writes no reply. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/metrics.hpp"
#include "lib/web/caller_limit.hpp"
#include "lib/web/guess_limit.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::http {

class BookingDesk {
 public:
  // All must outlive the desk.
  BookingDesk(service::PickupService& pickups, Metrics& metrics, GuessLimit& guesses);

  service::PickupService& pickups() { return pickups_; }

  // A caller's turn to book, before anything of the request is read. Errors: rate_limited.
  std::optional<contract::Error> take_turn(std::string_view peer) { return bookings_.take(peer); }
  struct Wish {
    std::string_view peer;
    const contract::PickupRequest& request;
    std::string_view key;   // Idempotency-Key, "" = none
    std::string_view body;  // what recognises a repeat
  };
  void share_in(service::SharedLimits& limits);
  // Errors: those of PickupService::book, rate_limited.
  contract::Result<contract::Pickup> book(const Wish& wish);
  // The nearest open slots when `error` says that the slot or its day is full, else nullopt.
  std::optional<std::vector<contract::Slot>> nearest(const contract::Error& error, std::string_view slot);

  // `reference` canonical, `phone` as contract::normalised_phone_secret answers it. Errors: those of
  // PickupService::lookup, rate_limited.
  contract::Result<contract::Pickup> lookup(std::string_view peer, const std::string& reference,
                                            const std::string& phone);
  // A right look-up or a change of one booking. Errors: rate_limited.
  std::optional<contract::Error> take_handling(const std::string& reference);
  struct ChangeWish {
    std::string_view peer, token;
    int version = 0;
    const contract::PickupChange& change;
  };
  // `current`: the booking as it stands. Errors: those of PickupService::change, rate_limited.
  contract::Result<contract::Pickup> change(const contract::Pickup& current, const ChangeWish& wish);

 private:
  service::PickupService& pickups_;
  Metrics& metrics_;
  GuessLimit& guesses_;
  CallerLimit bookings_;
  CallerLimit shares_;
  RateLimiter per_booking_;
};

}  // namespace wufei::http
