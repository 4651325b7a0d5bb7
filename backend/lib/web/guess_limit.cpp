#include "lib/web/guess_limit.hpp"

#include "lib/web/caller.hpp"

namespace wufei::http {
namespace {

// Wrong guesses of one caller, whatever the reference: a village may share an address.
constexpr RateLimit kPerCaller{20, 1.0 / 30};
// Of one caller at one reference.
constexpr RateLimit kPerCallerAndReference{5, 1.0 / 300};
// Of all strangers together at one reference: the 10,000 endings take seven months.
constexpr RateLimit kPerReference{30, 1.0 / 1800};
constexpr std::size_t kMostOwners = 100000;

std::string pair_key(std::string_view peer, std::string_view reference) {
  return std::string(reference) + "/" + limit_key(peer);
}

}  // namespace

GuessLimit::GuessLimit(const RateLimiter::Now& now)
    : by_caller_(kPerCaller, {}, now),
      by_caller_and_reference_(kPerCallerAndReference, now),
      by_reference_(kPerReference, now) {}

std::optional<contract::Error> GuessLimit::take_of_caller(const Guess& guess) {
  return by_caller_.take(guess.peer);
}

std::optional<contract::Error> GuessLimit::take_of_reference(const Guess& guess) {
  const std::string pair = pair_key(guess.peer, guess.reference);
  if (!by_caller_and_reference_.allow(pair)) return too_many(by_caller_and_reference_.retry_after_s(pair));
  if (is_owner(pair) || by_reference_.allow(guess.reference)) return std::nullopt;
  by_caller_and_reference_.give_back(pair);
  return too_many(by_reference_.retry_after_s(guess.reference));
}

void GuessLimit::was_right(const Guess& guess) {
  by_caller_.give_back(guess.peer);
  if (guess.short_secret) {
    const std::string pair = pair_key(guess.peer, guess.reference);
    by_caller_and_reference_.give_back(pair);
    if (!is_owner(pair)) by_reference_.give_back(guess.reference);
  }
  remember_owner(guess.peer, guess.reference);
}

bool GuessLimit::is_owner(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  return owners_.contains(key);
}

void GuessLimit::remember_owner(std::string_view peer, std::string_view reference) {
  std::string key = pair_key(peer, reference);
  const std::scoped_lock lock(mutex_);
  if (!owners_.insert(key).second) return;
  oldest_owners_.push_back(std::move(key));
  if (oldest_owners_.size() <= kMostOwners) return;
  owners_.erase(oldest_owners_.front());
  oldest_owners_.pop_front();
}

}  // namespace wufei::http
