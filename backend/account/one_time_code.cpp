#include "account/one_time_code.hpp"

#include <liboath/oath.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "lib/base/percent.hpp"

namespace wufei::service {
namespace {

constexpr std::size_t kSecretBytes = 20;
constexpr std::size_t kStepsBeside = 1;

bool ready() {
  static const bool started = oath_init() == OATH_OK;
  return started;
}

}  // namespace

std::string random_code_secret(IdSource& ids) {
  std::array<std::uint8_t, kSecretBytes> bytes{};
  ids.fill(bytes);
  return {bytes.begin(), bytes.end()};
}

std::string typed_secret(std::string_view secret) {
  char* text = nullptr;
  std::size_t length = 0;
  if (!ready() || oath_base32_encode(secret.data(), secret.size(), &text, &length) != OATH_OK) return {};
  std::string typed(text, length);
  std::free(text);
  typed.erase(std::find(typed.begin(), typed.end(), '='), typed.end());
  return typed;
}

std::string authenticator_uri(std::string_view secret, std::string_view issuer, std::string_view name) {
  std::string uri = "otpauth://totp/";
  contract::append_percent_encoded(uri, issuer);
  contract::append_percent_encoded(uri += ':', name);
  uri += "?secret=" + typed_secret(secret) + "&issuer=";
  contract::append_percent_encoded(uri, issuer);
  return uri;
}

std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code,
                                         contract::UtcSeconds now) {
  const bool digits = code.size() == kCodeDigits &&
                      std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || secret.empty() || !ready()) return std::nullopt;
  std::uint64_t step = 0;
  int position = 0;
  const int found = oath_totp_validate3(secret.data(), secret.size(), static_cast<time_t>(now), kCodeSeconds,
                                        0, kStepsBeside, &position, &step, std::string(code).c_str());
  if (found < 0) return std::nullopt;
  return static_cast<std::int64_t>(step);
}

std::string code_at(std::string_view secret, contract::UtcSeconds now) {
  std::array<char, kCodeDigits + 1> code{};
  if (!ready() || oath_totp_generate(secret.data(), secret.size(), static_cast<time_t>(now), kCodeSeconds, 0,
                                     kCodeDigits, code.data()) != OATH_OK)
    return {};
  return code.data();
}

}  // namespace wufei::service
