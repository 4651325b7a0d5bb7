// Booking references: "WF-" and nine symbols in three groups, the last one a check symbol: WF-7K3-M9P-4TS.
// The alphabet has 31 symbols without 0 O 1 I L, so that a reference survives being read over the telephone.
// 31 is prime: the weighted sum modulo 31 finds every single wrong symbol and every swap of two neighbours.
// 31^8 = 8.5e11 references.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wufei::contract {

// A reference from eight random numbers, each uniform in 0..30. Randomness is the caller's (service floor).
std::string make_reference(const std::array<std::uint8_t, 8>& symbols);

// What people type: any case, spaces, full-width letters, without hyphens or the prefix. Canonical form, or
// nullopt when the length, a symbol or the check symbol is wrong.
std::optional<std::string> normalised_reference(std::string_view text);

}  // namespace wufei::contract
