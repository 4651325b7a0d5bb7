// The second factor: six digits that a telephone's authenticator shows for 30 seconds (RFC 6238, liboath).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "county/clock.hpp"

namespace wufei::service {

inline constexpr int kCodeDigits = 6;
inline constexpr int kCodeSeconds = 30;

// 160 random bits, RFC 4226 section 4.
std::string random_code_secret(IdSource& ids);
// The secret as people type it into an authenticator (base32, RFC 4648, without padding).
std::string typed_secret(std::string_view secret);
// What an authenticator reads from a QR code (Key URI Format).
std::string authenticator_uri(std::string_view secret, std::string_view issuer, std::string_view name);
// The step (of 30 s since 1970) whose code it is: the present one, or one before or after, for clocks that
// differ. nullopt for any other text.
std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code,
                                         contract::UtcSeconds now);
// The code of `now`: for tests and tools.
std::string code_at(std::string_view secret, contract::UtcSeconds now);

}  // namespace wufei::service
