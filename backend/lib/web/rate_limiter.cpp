#include "lib/web/rate_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace wufei::http {
namespace {

constexpr std::string_view kNewcomers = "\n";  // the bucket of those for whom there is no room
constexpr std::chrono::microseconds kRounding{1};

}  // namespace

RateLimiter::Clock::duration RateLimiter::time_of(double tokens) const {
  return std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(tokens / limit_.per_second));
}

std::string_view RateLimiter::bucket_of(std::string_view key) const {
  return full_at_.size() < limit_.keys || full_at_.contains(key) ? key : kNewcomers;
}

// How long until the bucket holds `cost`; zero or less when it does.
RateLimiter::Clock::duration RateLimiter::missing(std::string_view bucket, double cost) const {
  const auto found = full_at_.find(bucket);
  const Clock::duration empty = found == full_at_.end() ? Clock::duration(0) : found->second - now_();
  return empty + time_of(cost) - time_of(limit_.burst) - kRounding;
}

// Moves the time at which the bucket is full.
void RateLimiter::shift(std::string_view bucket, Clock::duration by) {
  const Clock::time_point now = now_();
  auto found = full_at_.find(bucket);
  if (found == full_at_.end()) found = full_at_.emplace(bucket, now).first;
  order_.erase({found->second, found->first});
  found->second += by;
  if (found->second <= now)
    full_at_.erase(found);
  else
    order_.insert({found->second, found->first});
}

void RateLimiter::drop_full() {
  const Clock::time_point now = now_();
  while (!order_.empty() && order_.begin()->first <= now) {
    const auto full = full_at_.find(order_.begin()->second);
    order_.erase(order_.begin());
    untold_.erase(full->first);
    full_at_.erase(full);
  }
}

std::string RateLimiter::known_as(std::string_view key) const {
  return disguise_ ? disguise_(key) : std::string(key);
}

bool RateLimiter::allow(std::string_view key, double cost) {
  const std::string known = known_as(key);
  const std::scoped_lock lock(mutex_);
  drop_full();
  const std::string_view bucket = bucket_of(known);
  if (missing(bucket, cost) > Clock::duration(0)) return false;
  shift(bucket, time_of(cost));
  note(bucket, cost);
  return true;
}

void RateLimiter::give_back(std::string_view key, double cost) {
  const std::string known = known_as(key);
  const std::scoped_lock lock(mutex_);
  drop_full();
  const std::string_view bucket = full_at_.contains(known) ? std::string_view(known) : kNewcomers;
  if (!full_at_.contains(bucket)) return;
  shift(bucket, -time_of(cost));
  note(bucket, -cost);
}

int RateLimiter::retry_after_s(std::string_view key, double cost) {
  const std::string known = known_as(key);
  const std::scoped_lock lock(mutex_);
  drop_full();
  const double wait = std::chrono::duration<double>(missing(bucket_of(known), cost)).count();
  constexpr double day = 86400;
  return wait <= 0 ? 0 : static_cast<int>(std::clamp(std::ceil(wait), 1.0, day));
}

bool RateLimiter::worth_telling(double tokens) const {
  constexpr double kShare = 1.0 / 20;
  return std::abs(tokens) >= limit_.burst * kShare;
}

void RateLimiter::note(std::string_view bucket, double tokens) {
  if (!disguise_) return;
  const auto kept = untold_.try_emplace(std::string(bucket), 0).first;
  const bool was = worth_telling(kept->second);
  kept->second += tokens;
  if (!was && worth_telling(kept->second)) due_.push_back(kept->first);
  if (due_.size() > 2 * limit_.keys) due_.pop_front();  // nobody takes them: the others cannot be reached
  if (!full_at_.contains(bucket) && !worth_telling(kept->second)) untold_.erase(kept);
}

std::vector<service::Spent> RateLimiter::take_untold(std::size_t most) {
  const std::scoped_lock lock(mutex_);
  drop_full();
  std::vector<service::Spent> told;
  for (; told.size() < most && !due_.empty(); due_.pop_front()) {
    const auto kept = untold_.find(due_.front());
    if (kept == untold_.end() || !worth_telling(kept->second)) continue;
    told.push_back({kept->first, kept->second});
    untold_.erase(kept);
  }
  return told;
}

void RateLimiter::spend(const service::Spent& spent) {
  const std::scoped_lock lock(mutex_);
  drop_full();
  shift(bucket_of(spent.bucket), time_of(std::clamp(spent.tokens, -limit_.burst, limit_.burst)));
}

}  // namespace wufei::http
