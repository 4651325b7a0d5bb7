// What the odometer of a vehicle showed at both ends of a way, one row for each record that tells of it.
// Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::contract {

struct Mileage {
  std::string number = {};                 // of the record
  std::int64_t departed = 0, arrived = 0;  // km, 0 = not told
};

// Another reading than the one that was told at one end of the way.
struct OdometerFix {
  std::string number = {};         // of the record
  bool came = false;               // at its end, not at its start
  std::int64_t km = 0, shown = 0;  // as it should be, as it was shown; 0 = not told
};

// The event of a record under which a reading was changed; its detail is what it was and is.
inline constexpr const char* kOdometerEvent = "odometer";

}  // namespace wufei::contract

namespace wufei::storage {

class MileageStore {
 public:
  explicit MileageStore(const Store& store) : county_(store.county()) {}

  // Over what stood there.
  void put(Session& session, const contract::Mileage& mileage) const;
  std::optional<contract::Mileage> of(Session& session, std::string_view number) const;

  static StoreFacts facts();

 private:
  std::string county_;
};

}  // namespace wufei::storage
