// How often one caller may do something, and how often the callers of one network may together: who holds
// many addresses (an IPv6 line has 2^64 of them, a rented network many more) has not as many times the limit.
// Loopback is not limited (ADR 0003). Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/web/rate_limiter.hpp"

namespace wufei::http {

// How many times one caller's limit (an IPv4 address, an IPv6 /64) the callers of a network have together.
struct Networks {
  double line = 2;      // an IPv6 /56
  double site = 8;      // an IPv4 /24 or IPv6 /48
  double carrier = 64;  // an IPv4 /16 or IPv6 /32; 0 = not limited
};

class CallerLimit {
 public:
  explicit CallerLimit(RateLimit limit, Networks networks = {},
                       RateLimiter::Now now = RateLimiter::Clock::now)
      : limiter_(limit, std::move(now)), networks_(networks) {}

  // Takes `cost` tokens of the caller `peer` and of its networks, or nothing and answers rate_limited.
  // `subject` tells limits of the same kind apart (one slot from another); "" = one for all.
  std::optional<contract::Error> take(std::string_view peer, double cost = 1, std::string_view subject = {});
  void give_back(std::string_view peer, double cost = 1, std::string_view subject = {});
  // For service::SharedLimits.
  [[nodiscard]] service::SharedLimit& shared() { return limiter_; }

 private:
  struct Share {
    std::string key;
    double times;
  };
  [[nodiscard]] std::vector<Share> shares_of(std::string_view peer, std::string_view subject) const;

  RateLimiter limiter_;
  Networks networks_;
};

}  // namespace wufei::http
