#include "lib/cli/settings.hpp"

#include <charconv>

namespace wufei::app {

contract::Result<ListenAddress> parse_listen(const std::string& text, const char* option) {
  const contract::Error bad = contract::make_error(
      contract::ErrorCode::invalid, std::string(option) + " takes HOST:PORT, not \"" + text + "\"");
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
