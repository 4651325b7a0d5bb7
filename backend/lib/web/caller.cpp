#include "lib/web/caller.hpp"

#include <arpa/inet.h>

#include <array>

namespace wufei::http {
namespace {

constexpr std::size_t kLongestKey = 128;

}  // namespace

contract::Error too_many(int retry_after_s) {
  contract::Error error = contract::make_error(contract::ErrorCode::rate_limited, "too many tries");
  error.retry_after_s = retry_after_s;
  return error;
}

contract::Result<std::string> idempotency_key(const Request& request) {
  std::string_view key = request.headers.value("Idempotency-Key");
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
  bool sound = key.size() <= kLongestKey && (!key.empty() || !request.headers.find("Idempotency-Key"));
  for (const char c : key) sound = sound && c > ' ' && c < 0x7f;
  if (!sound) return contract::field_error("", contract::Rule::idempotency_key_format);
  return std::string(key);
}

std::string limit_key(std::string_view peer) {
  std::array<char, 16> bytes{};
  std::string text(peer);
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return {bytes.data(), 4};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  constexpr std::string_view kMappedIpv4("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
  if (std::string_view(bytes.data(), 12) == kMappedIpv4) return {bytes.data() + 12, 4};
  return {bytes.data(), 8};
}

}  // namespace wufei::http
