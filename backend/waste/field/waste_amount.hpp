// Amounts as people write them in the unit of a field, "t" or "kg"; stored are grams. No floats.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wufei::contract {

inline constexpr std::int64_t kMostGrams = 1'000'000'000'000;  // of one entry: a million tonnes

// "12.5" in the unit as grams, as entered_grams() takes it; nullopt for anything else, below 0, finer than a
// gram or above kMostGrams.
std::optional<std::int64_t> parse_amount(std::string_view typed, std::string_view unit);
// Without needless zeros, signed: "-1.5".
std::string format_amount(std::int64_t grams, std::string_view unit);

}  // namespace wufei::contract
