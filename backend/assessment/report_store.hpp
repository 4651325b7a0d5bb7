// How many bookings there were and what residents said of them, by area: counted in SQL, nothing sealed is
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

struct AreaCount {
  std::string area;
  std::size_t of = 0;  // which of those that are counted apart
  std::int64_t count = 0;
};

class ReportStore {
 public:
  explicit ReportStore(const Store& store) : county_(store.county()) {}

  // Of one area, "" = all, from `first` to `last`. By PickupStatus and the day that was agreed.
  [[nodiscard]] static std::vector<AreaCount> bookings(Session& session, std::string_view area,
                                                       contract::Date first, contract::Date last);
  // By MissedState and the day on which they were reported, likewise.
  [[nodiscard]] std::vector<AreaCount> missed(Session& session, std::string_view area, contract::Date first,
                                              contract::Date last) const;
  // By their stars and the day on which they were given, likewise.
  [[nodiscard]] std::vector<AreaCount> ratings(Session& session, std::string_view area, contract::Date first,
                                               contract::Date last) const;
  static StoreFacts facts();

 private:
  std::string_view county_;
};

}  // namespace wufei::storage
