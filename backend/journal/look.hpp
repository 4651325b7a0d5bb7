// That one of the county's staff opened what belongs to a resident: what they read of it, on the wire.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

struct Look {
  UtcSeconds at = 0;
  std::string by;            // the office that they hold, for people; never a name
  bool full_phone = false;   // with the telephone number unmasked
  bool photographs = false;  // the photographs, or one of them
};

inline constexpr std::size_t kMostLooks = 20;  // the latest

// [{"at","by","full_phone","photographs"?}]
Json looks_to_json(const std::vector<Look>& looks);
// Of the member `looks`; nullopt when it is missing.
std::optional<std::vector<Look>> looks_from_json(const Json& json);
// When, which office, and how much was seen; `moment` as the page writes instants.
std::string look_text(const Look& look, std::string_view moment);

}  // namespace wufei::contract
