// Random material of tokens, references and receipt codes, and comparing secrets. Pure but for the
// randomness.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "county/clock.hpp"

namespace wufei::service {

// 128 random bits as 32 hexadecimal digits.
std::string random_token(IdSource& ids);
// Uniform in 0..30.
std::uint8_t random_symbol(IdSource& ids);

template <std::size_t count>
std::array<std::uint8_t, count> random_symbols(IdSource& ids) {
  std::array<std::uint8_t, count> symbols{};
  for (std::uint8_t& symbol : symbols) symbol = random_symbol(ids);
  return symbols;
}

// In time that does not depend on where they differ.
bool same_secret(std::string_view a, std::string_view b);
// Whether `secret`, as contract::normalised_phone_secret answers it, shows that `phone` is one's own.
bool is_phone_secret(std::string_view phone, std::string_view secret);

}  // namespace wufei::service
