// What the references of this site begin with (lib/base/reference.hpp), for its routes and its subjects.
#pragma once

#include <string_view>

#include "lib/base/reference.hpp"

namespace wufei::contract {

inline constexpr std::string_view kPickupPrefix = "WF";     // bookings, and codes of surveys
inline constexpr std::string_view kFeedbackPrefix = "FK";   // cases
inline constexpr std::string_view kPublishedPrefix = "GK";  // published cases

}  // namespace wufei::contract
