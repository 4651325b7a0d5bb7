// Token buckets by key (an address, a reference): how often somebody may try something. The table is capped,
// so that it cannot be filled up; the bucket longest untouched goes first. Thread-safe; keeps nothing on
// disk.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wufei::http {

struct RateLimit {
  double burst = 10;          // tokens a new key starts with, and the most it can hold
  double per_second = 1;      // tokens that come back
  std::size_t keys = 100000;  // most keys remembered
};

class RateLimiter {
 public:
  using Clock = std::chrono::steady_clock;
  using Now = std::function<Clock::time_point()>;

  explicit RateLimiter(RateLimit limit, Now now = Clock::now);

  // Takes one token; false when there is none.
  bool allow(std::string_view key);
  // Gives back what allow() took, for attempts that turned out right.
  void give_back(std::string_view key);
  // Whole seconds, at least 1, until a token is there; 0 when there is one.
  [[nodiscard]] int retry_after_s(std::string_view key);

 private:
  struct Bucket {
    std::string key;
    double tokens;
    Clock::time_point at;
  };
  Bucket& touch(std::string_view key);
  [[nodiscard]] double tokens_of(std::string_view key);

  RateLimit limit_;
  Now now_;
  std::mutex mutex_;
  std::list<Bucket> buckets_;  // newest first
  std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key_;
};

}  // namespace wufei::http
