#include "county/secrets.hpp"

#include <sodium.h>

#include "lib/base/hex.hpp"
#include "lib/base/phone.hpp"

namespace wufei::service {

std::string random_token(IdSource& ids) {
  std::array<std::uint8_t, 16> bytes{};
  ids.fill(bytes);
  return contract::hex_of(bytes);
}

std::uint8_t random_symbol(IdSource& ids) {
  std::uint8_t symbol = 0;
  do ids.fill({&symbol, 1});
  while (symbol >= 248);  // 8 * 31: every symbol is equally likely
  return static_cast<std::uint8_t>(symbol % 31);
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool is_phone_secret(std::string_view phone, std::string_view secret) {
  const bool whole = secret.size() != contract::kPhoneTail;
  return same_secret(whole ? std::string(phone) : contract::phone_tail(phone), secret);
}

}  // namespace wufei::service
