#include "lib/web/rate_limiter.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wufei::http {

RateLimiter::RateLimiter(RateLimit limit, Now now) : limit_(limit), now_(std::move(now)) {
  limit_.keys = std::max<std::size_t>(limit_.keys, 1);
}

// Moves the bucket to the front, made or refilled. The mutex is held.
RateLimiter::Bucket& RateLimiter::touch(std::string_view key) {
  const Clock::time_point now = now_();
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, found->second);
    Bucket& bucket = buckets_.front();
    const double passed = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
    bucket.tokens = std::min(limit_.burst, bucket.tokens + passed * limit_.per_second);
    bucket.at = now;
    return bucket;
  }
  if (buckets_.size() >= limit_.keys) {
    by_key_.erase(buckets_.back().key);
    buckets_.pop_back();
  }
  buckets_.push_front({std::string(key), limit_.burst, now});
  by_key_.emplace(buckets_.front().key, buckets_.begin());
  return buckets_.front();
}

// What the bucket would hold now; looking makes no bucket.
double RateLimiter::tokens_of(std::string_view key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return limit_.burst;
  const Bucket& bucket = *found->second;
  const double passed = std::max(0.0, std::chrono::duration<double>(now_() - bucket.at).count());
  return std::min(limit_.burst, bucket.tokens + passed * limit_.per_second);
}

bool RateLimiter::allow(std::string_view key) {
  const std::scoped_lock lock(mutex_);
  Bucket& bucket = touch(key);
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

void RateLimiter::give_back(std::string_view key) {
  const std::scoped_lock lock(mutex_);
  Bucket& bucket = touch(key);
  bucket.tokens = std::min(limit_.burst, bucket.tokens + 1);
}

int RateLimiter::retry_after_s(std::string_view key) {
  const std::scoped_lock lock(mutex_);
  const double missing = 1 - tokens_of(key);
  if (missing <= 0) return 0;
  constexpr double day = 86400;
  const double wait = limit_.per_second > 0 ? missing / limit_.per_second : day;
  return static_cast<int>(std::clamp(std::ceil(wait), 1.0, day));
}

}  // namespace wufei::http
