#include "lib/web/target.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/utf8.hpp"
#include "lib/web/exchange.hpp"

namespace wufei::http {
namespace {

// "http://host/path" -> "/path"
std::string_view without_authority(std::string_view target) {
  constexpr std::string_view scheme = "http://";
  if (!target.starts_with(scheme)) return target;
  const std::size_t slash = target.find('/', scheme.size());
  return slash == std::string_view::npos ? std::string_view{"/"} : target.substr(slash);
}

bool is_address(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> parsed{};
  return inet_pton(AF_INET, text.c_str(), parsed.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), parsed.data()) == 1;
}

bool is_listed(const std::vector<std::string>& list, std::string_view address) {
  return std::find(list.begin(), list.end(), address) != list.end();
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  target = target.substr(0, target.find('#'));
  if (target == "*") return Target{"*", {}};
  target = without_authority(target);
  if (!target.starts_with('/')) return std::nullopt;
  const std::size_t question = std::min(target.find('?'), target.size());
  auto path = contract::percent_decoded(target.substr(0, question), false);
  if (!path || contract::has_control_characters(*path)) return std::nullopt;
  if (path->find_first_of("\n\t") != std::string::npos) return std::nullopt;  // those two count as text
  Target parsed{*std::move(path), {}};
  auto pairs = contract::decoded_pairs(target.substr(std::min(question + 1, target.size())));
  if (!pairs) return std::nullopt;
  for (auto& [name, value] : *pairs) parsed.query.try_emplace(std::move(name), std::move(value));
  return parsed;
}

std::string client_address(std::string_view peer, std::string_view forwarded_for,
                           const std::vector<std::string>& trusted) {
  std::string client(peer);
  while (is_listed(trusted, client) && !forwarded_for.empty()) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::size_t begin = comma == std::string_view::npos ? 0 : comma + 1;
    std::string nearer(trimmed_ows(forwarded_for.substr(begin)));
    if (!is_address(nearer)) return client;
    client = std::move(nearer);
    forwarded_for = forwarded_for.substr(0, comma == std::string_view::npos ? 0 : comma);
  }
  return client;
}

}  // namespace wufei::http
