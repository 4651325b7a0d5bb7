#include "http/caller.hpp"

#include <arpa/inet.h>

#include <array>

namespace wufei::http {

std::string limit_key(std::string_view peer) {
  std::array<unsigned char, 16> bytes{};
  const std::string text(peer);
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  constexpr std::array<unsigned char, 12> kMappedIpv4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  const std::string_view raw(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (raw.substr(0, 12) == std::string_view(reinterpret_cast<const char*>(kMappedIpv4.data()), 12))
    return std::string(raw.substr(12));
  return std::string(raw.substr(0, 8));
}

}  // namespace wufei::http
