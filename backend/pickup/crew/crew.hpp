// Crews and their vehicles as the desk keeps them. Plain values and the rules of names and plates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/civil_date.hpp"

namespace wufei::contract {

struct Crew {
  std::int64_t id = 0;
  std::string name;                  // as bookings and accounts call it; never changes
  std::string plate;                 // normalised, "" = the vehicle has none (an electric tricycle)
  std::int64_t load_grams = 0;       // what the vehicle may carry, 0 = not known
  int load_pieces = 0;               // pieces that it holds, 0 = not known
  std::optional<Date> retired_from;  // the first day on which it does not drive
  int version = 1;

  [[nodiscard]] bool drives_on(Date date) const { return !retired_from || date < *retired_from; }
};

inline constexpr std::size_t kLongestCrewName = 20;         // code points
inline constexpr std::int64_t kMostLoadGrams = 50'000'000;  // 50 t
inline constexpr int kMostLoadPieces = 9999;

// In half width, without spaces around; nullopt for what is empty, too long or holds anything but Chinese
// characters, Latin letters, digits and ( ) - # space: letters of other scripts that look alike would make
// two crews of one name.
std::optional<std::string> normalised_crew_name(std::string_view text);
// Equal for names that people take for the same: width, case, spaces and punctuation do not count.
std::string crew_name_key(std::string_view name);
// A plate of the mainland (GA 36-2018): province, office and five signs, or the six of a new-energy vehicle
// (small: letter A-H J K, letter or digit, four digits; large: five digits, letter A-H J K). Spaces, the dot
// and small letters are put right. nullopt for anything else, I and O too: they are not used.
std::optional<std::string> normalised_plate(std::string_view text);

}  // namespace wufei::contract
