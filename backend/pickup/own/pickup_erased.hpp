// What pickup tells others when the personal data of a booking is erased (lib/store/happenings.hpp).
#pragma once

#include <string_view>

#include "lib/base/civil_date.hpp"

namespace wufei::service {

// In the transaction that erases it, at the end of its time or because its resident asked for it: whoever
// keeps words about the booking erases them too.
struct PickupErased {
  std::string_view reference;
  contract::Date booked_on;  // no list of an earlier day has it
};

}  // namespace wufei::service
