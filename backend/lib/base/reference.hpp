// References that people read to each other: a prefix of two letters, which says what it is one of, and nine
// symbols in three groups, the last one a check symbol: WF-7K3-M9P-4TS. The alphabet has 31 symbols
// without 0 O 1 I L, so that a reference survives being read over the telephone. 31 is prime: the weighted
// sum modulo 31 finds every single wrong symbol and every swap of two neighbours. 31^8 = 8.5e11 references.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wufei::contract {

// What people type as a reference or a code: upper case, without spaces, dashes and dots and without marks
// that cannot be seen; "" when it is longer than 64 bytes. The symbols are not checked.
std::string bare_symbols(std::string_view text);

// A reference from eight random numbers, each uniform in 0..30. Randomness is the caller's (service floor).
std::string make_reference(const std::array<std::uint8_t, 8>& symbols, std::string_view prefix);

// What people type: any case, spaces, full-width letters, without hyphens or the prefix. Canonical form, or
// nullopt when the length, a symbol, the check symbol or the prefix is wrong.
std::optional<std::string> normalised_reference(std::string_view text, std::string_view prefix);

// Receipt codes of anonymous cases: twelve symbols of the same alphabet in three groups, 59 bits:
// 7K3M-9P4T-SW2X.
std::string make_receipt(const std::array<std::uint8_t, 12>& symbols);
// What people type; nullopt when the length or a symbol is wrong.
std::optional<std::string> normalised_receipt(std::string_view text);

}  // namespace wufei::contract
