// Opens the exchange with the city in the portal.
#pragma once

#include "county/feature.hpp"

namespace wufei::app {

// Errors: invalid (the hook's address or secret).
contract::Status open_exchange(Ground& ground);

}  // namespace wufei::app
