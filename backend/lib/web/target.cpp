#include "lib/web/target.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "lib/base/utf8.hpp"
#include "lib/web/exchange.hpp"

namespace wufei::http {
namespace {

// As IPv6; IPv4 as ::ffff:a.b.c.d.
using Address = std::array<unsigned char, 16>;
constexpr int kIpv4Bits = 96;  // before those of an IPv4 address

std::optional<Address> address_of(std::string_view text) {
  const std::string ended(text);
  if (ended.find('\0') != std::string::npos) return std::nullopt;  // the rest would go unread
  Address address{};
  if (inet_pton(AF_INET6, ended.c_str(), address.data()) == 1) return address;
  address[10] = address[11] = 0xff;
  if (inet_pton(AF_INET, ended.c_str(), address.data() + kIpv4Bits / 8) == 1) return address;
  return std::nullopt;
}

struct Network {
  Address address;
  int bits;
};

std::optional<Network> network_of(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto address = address_of(text.substr(0, slash));
  if (!address) return std::nullopt;
  const bool six = text.substr(0, slash).find(':') != std::string_view::npos;
  const int first = six ? 0 : kIpv4Bits;
  if (slash == text.size()) return Network{*address, 128};
  int bits = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failed] = std::from_chars(text.data() + slash + 1, end, bits);
  if (failed != std::errc() || stop != end || bits < 1 || first + bits > 128) return std::nullopt;
  return Network{*address, first + bits};
}

bool holds(const Network& network, const Address& address) {
  for (int bit = 0; bit < network.bits; bit += 8) {
    const int unused = std::max(0, bit + 8 - network.bits);
    const auto at = static_cast<std::size_t>(bit / 8);
    if ((network.address[at] ^ address[at]) >> unused != 0) return false;
  }
  return true;
}

// Of "http://" or "https://" at its beginning, else 0.
std::size_t scheme_size(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (equal_ignoring_case(target.substr(0, scheme.size()), scheme)) return scheme.size();
  return 0;
}

}  // namespace

std::string origin_form(std::string_view target) {
  const std::size_t scheme = scheme_size(target);
  if (scheme == 0) return std::string(target);
  const std::string_view authority = authority_of_target(target);
  if (authority.empty()) return {};
  const std::string_view rest = target.substr(scheme + authority.size());
  return (rest.starts_with('/') ? "" : "/") + std::string(rest);
}

std::string_view authority_of_target(std::string_view target) {
  const std::size_t scheme = scheme_size(target);
  if (scheme == 0) return {};
  return target.substr(scheme, std::min(target.find_first_of("/?#", scheme), target.size()) - scheme);
}

std::string host_name(std::string_view authority) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kName = "abcdefghijklmnopqrstuvwxyz0123456789-._";
  constexpr std::size_t kLongest = 255;  // RFC 1035 2.3.4
  const bool six = authority.starts_with('[');
  const std::size_t end = six ? authority.find(']') : std::min(authority.find(':'), authority.size());
  if (end == std::string_view::npos || authority.size() > kLongest) return {};
  std::string name(authority.substr(0, six ? end + 1 : end));
  const std::string_view port = authority.substr(name.size());
  if (!port.empty() && (port[0] != ':' || port.find_first_not_of(kDigits, 1) != std::string_view::npos))
    return {};
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (six) return address_of(std::string_view(name).substr(1, name.size() - 2)) ? name : std::string();
  if (name.ends_with('.')) name.pop_back();
  const bool broken = name.empty() || name.starts_with('.') || name.ends_with('.') ||
                      name.find("..") != std::string::npos ||
                      name.find_first_not_of(kName) != std::string::npos;
  return broken ? std::string() : name;
}

std::string with_query(std::string path,
                       const std::vector<std::pair<std::string_view, std::string_view>>& query) {
  char mark = '?';
  for (const auto& [name, value] : query) {
    if (value.empty()) continue;
    path.append(1, mark).append(name).append("=");
    append_percent_encoded(path, value);
    mark = '&';
  }
  return path;
}

std::optional<Target> parse_target(std::string_view given) {
  if (given.substr(0, given.find('#')) == "*") return Target{"*", {}};
  const std::string origin = origin_form(given);
  const std::string_view target = std::string_view(origin).substr(0, origin.find('#'));
  if (!target.starts_with('/')) return std::nullopt;
  const std::size_t question = std::min(target.find('?'), target.size());
  auto path = contract::percent_decoded(target.substr(0, question), false);
  if (!path || contract::has_control_characters(*path)) return std::nullopt;
  if (path->find_first_of("\n\t") != std::string::npos) return std::nullopt;  // those two count as text
  Target parsed{*std::move(path), {}};
  for (const auto& [raw_name, raw_value] :
       contract::split_pairs(target.substr(std::min(question + 1, target.size())))) {
    auto name = contract::percent_decoded(raw_name, true);
    auto value = contract::percent_decoded(raw_value, true);
    if (name && value)
      parsed.query.try_emplace(*std::move(name), *std::move(value));
    else
      parsed.query_broken = true;
  }
  return parsed;
}

bool is_network(std::string_view text) {
  return network_of(text).has_value();
}

bool in_networks(const std::vector<std::string>& networks, std::string_view address) {
  const auto wanted = address_of(address);
  return wanted && std::any_of(networks.begin(), networks.end(), [&](const std::string& text) {
           const auto network = network_of(text);
           return network && holds(*network, *wanted);
         });
}

std::string client_address(std::string_view peer, std::string_view forwarded_for,
                           const std::vector<std::string>& trusted) {
  std::string client(peer);
  while (in_networks(trusted, client) && !forwarded_for.empty()) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::size_t begin = comma == std::string_view::npos ? 0 : comma + 1;
    std::string nearer(trimmed_ows(forwarded_for.substr(begin)));
    if (!address_of(nearer)) return client;
    client = std::move(nearer);
    forwarded_for = forwarded_for.substr(0, comma == std::string_view::npos ? 0 : comma);
  }
  return client;
}

}  // namespace wufei::http
