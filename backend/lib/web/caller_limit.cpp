#include "lib/web/caller_limit.hpp"

#include <array>

#include "lib/web/caller.hpp"

namespace wufei::http {
namespace {

// A part of an address that callers have in common.
struct Prefix {
  std::size_t bytes;
  double Networks::*times;  // null: one caller
};
constexpr std::array kIpv4{Prefix{2, &Networks::carrier}, Prefix{3, &Networks::site}, Prefix{4, nullptr}};
constexpr std::array kIpv6{Prefix{4, &Networks::carrier}, Prefix{6, &Networks::site},
                           Prefix{7, &Networks::line}, Prefix{8, nullptr}};

}  // namespace

// Widest first: what a network has used up makes no buckets of its parts.
std::vector<CallerLimit::Share> CallerLimit::shares_of(std::string_view peer,
                                                       std::string_view subject) const {
  const std::string address = limit_key(peer);
  std::vector<Share> shares;
  const auto add = [&](const char* family, const auto& prefixes) {
    for (const Prefix& prefix : prefixes) {
      const double times = prefix.times == nullptr ? 1 : networks_.*prefix.times;
      if (times <= 0) continue;
      std::string key = family + std::to_string(prefix.bytes) + address.substr(0, prefix.bytes);
      shares.push_back({key.append(subject), times});
    }
  };
  if (address.size() == kIpv4.back().bytes)
    add("v4/", kIpv4);
  else if (address.size() == kIpv6.back().bytes)
    add("v6/", kIpv6);
  else
    shares.push_back({address + std::string(subject), 1});
  return shares;
}

std::optional<contract::Error> CallerLimit::take(std::string_view peer, double cost,
                                                 std::string_view subject) {
  if (is_loopback(peer)) return std::nullopt;
  const std::vector<Share> shares = shares_of(peer, subject);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (limiter_.allow(shares[i].key, cost / shares[i].times)) continue;
    for (std::size_t taken = 0; taken < i; ++taken)
      limiter_.give_back(shares[taken].key, cost / shares[taken].times);
    return too_many(limiter_.retry_after_s(shares[i].key, cost / shares[i].times));
  }
  return std::nullopt;
}

void CallerLimit::give_back(std::string_view peer, double cost, std::string_view subject) {
  if (is_loopback(peer)) return;
  for (const Share& share : shares_of(peer, subject)) limiter_.give_back(share.key, cost / share.times);
}

}  // namespace wufei::http
