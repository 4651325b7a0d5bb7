// What bookings and what residents said of them add up to, by area: counted in SQL, nothing sealed is
// opened. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "pickup/outcome/outcome.hpp"
#include "pickup/pickup.hpp"

namespace wufei::storage {

struct BookingCount {
  std::string area;
  contract::PickupStatus status = contract::PickupStatus::booked;
  std::int64_t count = 0;
};

struct MissedCount {
  std::string area;
  contract::MissedState state = contract::MissedState::open;
  std::int64_t count = 0;
};

struct RatingCount {
  std::string area;
  std::int64_t rated = 0, stars = 0;  // stars: their sum
};

class ReportStore {
 public:
  explicit ReportStore(const Store& store) : county_(store.county()) {}

  // By the day that was agreed, from `first` to `last`.
  [[nodiscard]] static std::vector<BookingCount> bookings(Session& session, contract::Date first,
                                                          contract::Date last);
  // By the day on which they were reported, likewise.
  [[nodiscard]] std::vector<MissedCount> missed(Session& session, contract::Date first,
                                                contract::Date last) const;
  // By the day on which they were given, likewise.
  [[nodiscard]] std::vector<RatingCount> ratings(Session& session, contract::Date first,
                                                 contract::Date last) const;
  static StoreFacts facts();

 private:
  std::string_view county_;
};

}  // namespace wufei::storage
