#include "waste/exchange/city_hook.hpp"

#include <sodium.h>

#include <array>

#include "lib/base/base64.hpp"

namespace wufei::http {
namespace {

using namespace std::chrono_literals;
using contract::ErrorCode;

constexpr std::size_t kShortestSecret = 16;    // bytes
constexpr auto kTimeout = 10s;                 // to connect, to write and to read, each
constexpr auto kTotal = 30s;                   // for all of it
constexpr std::size_t kMostReply = 64 * 1024;  // bytes: nobody reads it

// "http://127.0.0.1:8080" and the like: nobody reads on the way.
bool stays_here(std::string_view origin) {
  std::string_view host = origin.substr(std::string_view("http://").size());
  host = host.starts_with('[') ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
  return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  return {mac.begin(), mac.end()};
}

}  // namespace

std::string hook_signature(std::string_view secret, const service::HookMessage& message) {
  const std::string told = message.id + "." + std::to_string(message.at) + "." + message.body;
  return "v1," + contract::to_base64(hmac_sha256(secret, told));
}

contract::Result<std::unique_ptr<CityHook>> CityHook::create(const std::string& url, std::string secret) {
  auto place = parse_outgoing_url(url, "the hook's");
  if (!place) return place.error();
  if (!place->origin.starts_with("https://") && !stays_here(place->origin))
    return contract::make_error(ErrorCode::invalid, "the hook's URL must begin with https://");
  if (secret.size() < kShortestSecret)
    return contract::make_error(ErrorCode::invalid, "the hook needs a secret of at least 16 bytes");
  return std::unique_ptr<CityHook>(new CityHook(std::move(*place), std::move(secret)));
}

contract::Result<int> CityHook::take(const service::HookMessage& message) {
  OutgoingPost told{place_.origin, place_.path, "application/json", message.body, {}, kTimeout};
  told.total = kTotal;
  told.most_reply = kMostReply;
  told.headers = {{"webhook-id", message.id},
                  {"webhook-timestamp", std::to_string(message.at)},
                  {"webhook-signature", hook_signature(secret_, message)}};
  return post(told);
}

}  // namespace wufei::http
