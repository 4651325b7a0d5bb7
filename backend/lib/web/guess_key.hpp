// Under what name guesses at one reference are counted. Those at the whole number are counted apart from
// those at its last four digits: whoever is kept out because others guessed at the four still opens with the
// whole number (ADR 0023). But it is counted: a look-up by four digits shows seven of the eleven.
#pragma once

#include <string>
#include <string_view>

namespace wufei::http {

inline constexpr char kWholeNumber = '#';  // of no reference

inline std::string whole_number_key(std::string_view reference) {
  return std::string(reference) + kWholeNumber;
}

// The reference itself, of either name.
inline std::string_view reference_of_key(std::string_view key) {
  return key.ends_with(kWholeNumber) ? key.substr(0, key.size() - 1) : key;
}

}  // namespace wufei::http
