// Who asks, from where and for whom, as heads of requests say it: addresses through proxies, networks, hosts,
// cookies, keys.
#include <arpa/inet.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lib/web/caller.hpp"
#include "lib/web/cookie.hpp"
#include "lib/web/target.hpp"

using namespace wufei;

namespace {

bool is_address(const std::string& text) {
  std::array<char, 16> bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

void check_addresses(std::string_view text) {
  const std::string client = http::client_address("127.0.0.1", text, {"127.0.0.1", "10.0.0.0/8", "::1"});
  if (!is_address(client)) std::abort();  // what is none is not believed
  if (const std::size_t size = http::limit_key(client).size(); size != 4 && size != 8) std::abort();
  if (http::is_network(text)) (void)http::in_networks({std::string(text)}, "192.0.2.1");
  (void)http::limit_key(text);
}

void check_hosts(std::string_view text) {
  const std::string host = http::host_name(http::authority_of_target(text)) + http::host_name(text);
  for (const char c : host)
    if ((c >= 'A' && c <= 'Z') || c <= ' ' || c == '/' || c == '@') std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_addresses(text);
  check_hosts(text);
  http::Request request;
  request.headers.set("Cookie", std::string(text));
  request.headers.set("Idempotency-Key", std::string(text));
  request.headers.set("Authorization", "Bearer " + std::string(text));
  if (http::cookie_value(request, "a").size() > size || http::bearer_token(request).size() > size)
    std::abort();
  if (const auto key = http::idempotency_key(request))
    for (const char c : *key)
      if (c <= ' ' || c >= 0x7f) std::abort();
  return 0;
}
