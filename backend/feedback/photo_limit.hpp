// Photographs of one caller and of his network, by whatever way they come: how many per time, and how many
// that wait for their case. Together with the service, which drops the older ones when all places (2,000) are
// taken, no few networks can take them from the rest. Thread-safe.
#pragma once

#include "feedback/feedback.hpp"
#include "lib/web/caller_limit.hpp"

namespace wufei::http {

class PhotoLimit {
 public:
  // One photograph comes. Errors: rate_limited.
  std::optional<contract::Error> take(std::string_view peer) {
    if (auto refusal = coming_.take(peer)) return refusal;
    return waiting_.take(peer);
  }
  // It was none: its place among those that wait is free again.
  void refused(std::string_view peer) { waiting_.give_back(peer); }
  // Those of the case wait no longer; a filing that is repeated gives them back once.
  void filed(std::string_view peer, const contract::FeedbackCase& feedback) {
    if (feedback.photo_count > 0 && filed_.allow(feedback.reference))
      waiting_.give_back(peer, feedback.photo_count);
  }
  void share_in(service::SharedLimits& limits) {
    limits.add("photographs of a caller", coming_.shared());
    limits.add("waiting photographs of a caller", waiting_.shared());
    limits.add("cases with photographs", filed_);
  }

 private:
  static constexpr Networks kNetworks{1.5, 2, 4};

  CallerLimit coming_{{200, 1.0 / 10}, kNetworks};
  CallerLimit waiting_{{100, 100.0 / (6 * 3600)}, kNetworks};
  RateLimiter filed_{{1, 1.0 / (72 * 3600)}};
};

}  // namespace wufei::http
