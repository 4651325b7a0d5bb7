// Token buckets by key (an address, a reference): how often somebody may try something. A bucket that has
// been drawn on is never forgotten before it is full again, so that nobody can wash away what he has used up
// by trying many other keys; when the table is full of such buckets, newcomers share one. Thread-safe; keeps
// nothing on disk.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/web/shared_limits.hpp"

namespace wufei::http {

struct RateLimit {
  double burst = 10;          // tokens a new key starts with, and the most it can hold
  double per_second = 1;      // tokens that come back, more than 0
  std::size_t keys = 100000;  // most buckets that are not full
};

class RateLimiter : public service::SharedLimit {
 public:
  using Clock = std::chrono::steady_clock;
  using Now = std::function<Clock::time_point()>;

  explicit RateLimiter(RateLimit limit, Now now = Clock::now) : limit_(limit), now_(std::move(now)) {}

  // Takes `cost` tokens; false, and nothing taken, when there are fewer.
  bool allow(std::string_view key, double cost = 1);
  // Gives back what allow() took, for attempts that turned out right.
  void give_back(std::string_view key, double cost = 1);
  // Whole seconds, at least 1, until `cost` tokens are there; 0 when they are.
  [[nodiscard]] int retry_after_s(std::string_view key, double cost = 1);

  void share(const service::Disguise& disguise) override { disguise_ = disguise; }
  // What is at least a twentieth of a full bucket is worth telling.
  std::vector<service::Spent> take_untold(std::size_t most) override;
  void spend(const service::Spent& spent) override;

 private:
  [[nodiscard]] std::string known_as(std::string_view key) const;
  [[nodiscard]] Clock::duration time_of(double tokens) const;
  [[nodiscard]] std::string_view bucket_of(std::string_view key) const;
  [[nodiscard]] Clock::duration missing(std::string_view bucket, double cost) const;
  void shift(std::string_view bucket, Clock::duration by);
  void drop_full();
  void note(std::string_view bucket, double tokens);
  [[nodiscard]] bool worth_telling(double tokens) const;

  RateLimit limit_;
  Now now_;
  std::mutex mutex_;
  // When each bucket will be full again: that alone says how many tokens it holds. Full ones are not kept.
  std::map<std::string, Clock::time_point, std::less<>> full_at_;
  std::set<std::pair<Clock::time_point, std::string_view>> order_;  // views of the keys above
  service::Disguise disguise_;                                      // none: not shared
  std::map<std::string, double, std::less<>> untold_;               // tokens taken, by bucket
  std::deque<std::string> due_;                                     // of those, what became worth telling
};

}  // namespace wufei::http
