#include "app/config.hpp"

#include <algorithm>
#include <charconv>

#include "lib/web/target.hpp"

namespace wufei::app {
namespace {

contract::Error refused(std::string why) {
  return contract::make_error(contract::ErrorCode::invalid, std::move(why));
}

// Entries may be given apart or as one text with commas or spaces between.
contract::Result<std::vector<std::string>> checked_proxies(const std::vector<std::string>& given) {
  constexpr std::string_view kBetween = ", \t";
  std::vector<std::string> proxies;
  for (const std::string& list : given) {
    std::size_t from = list.find_first_not_of(kBetween);
    while (from != std::string::npos) {
      const std::size_t end = std::min(list.find_first_of(kBetween, from), list.size());
      proxies.push_back(list.substr(from, end - from));
      if (!http::is_network(proxies.back()))
        return refused("--trusted-proxy takes addresses (127.0.0.1) and networks (10.0.0.0/8), not \"" +
                       proxies.back() + "\"");
      from = list.find_first_not_of(kBetween, end);
    }
  }
  return proxies;
}

}  // namespace

contract::Result<Config> checked(Config config) {
  auto proxies = checked_proxies(config.trusted_proxies);
  if (!proxies) return proxies.error();
  config.trusted_proxies = std::move(*proxies);
  auto url = checked_public_url(config.public_url);
  if (!url) return url.error();
  config.public_url = std::move(*url);
  return config;
}

contract::Result<ListenAddress> parse_listen(const std::string& text) {
  const contract::Error bad =
      contract::make_error(contract::ErrorCode::invalid, "--listen takes HOST:PORT, not \"" + text + "\"");
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return bad;
  ListenAddress address{text.substr(0, colon), 0};
  if (address.host.front() == '[' && address.host.back() == ']')
    address.host = address.host.substr(1, address.host.size() - 2);
  const char* end = text.data() + text.size();
  const auto [stop, failed] = std::from_chars(text.data() + colon + 1, end, address.port);
  if (failed != std::errc() || stop != end || address.port < 0 || address.port > 65535) return bad;
  return address;
}

}  // namespace wufei::app
