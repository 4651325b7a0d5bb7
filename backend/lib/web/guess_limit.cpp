#include "lib/web/guess_limit.hpp"

#include "lib/web/caller.hpp"
#include "lib/web/guess_key.hpp"

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
  if (owners_.contains(pair) || by_reference_.allow(guess.reference)) return std::nullopt;
  by_caller_and_reference_.give_back(pair);
  return too_many(by_reference_.retry_after_s(guess.reference));
}

void GuessLimit::give_back(const Guess& guess, bool of_reference) {
  by_caller_.give_back(guess.peer);
  if (!of_reference) return;
  const std::string pair = pair_key(guess.peer, guess.reference);
  by_caller_and_reference_.give_back(pair);
  if (!owners_.contains(pair)) by_reference_.give_back(guess.reference);
}

void GuessLimit::was_right(const Guess& guess) {
  give_back(guess, guess.short_secret);
  // Who knows the whole number knows its end; not the other way round.
  owners_.add(pair_key(guess.peer, guess.reference));
  owners_.add(pair_key(guess.peer, reference_of_key(guess.reference)));
}

void GuessLimit::remember_owner(std::string_view peer, std::string_view reference) {
  owners_.add(pair_key(peer, reference));
  owners_.add(pair_key(peer, whole_number_key(reference)));
}

void GuessLimit::share_in(service::SharedLimits& limits) {
  limits.add("guesses of a caller", by_caller_.shared());
  limits.add("guesses of a caller at a reference", by_caller_and_reference_);
  limits.add("guesses at a reference", by_reference_);
  limits.add("owners", owners_);
}

std::string KnownOwners::known_as(std::string_view pair) const {
  return disguise_ ? disguise_(pair) : std::string(pair);
}

bool KnownOwners::contains(std::string_view pair) {
  const std::string known = known_as(pair);
  const std::scoped_lock lock(mutex_);
  return known_.contains(known);
}

bool KnownOwners::insert(std::string known) {
  if (!known_.insert(known).second) return false;
  oldest_.push_back(std::move(known));
  if (oldest_.size() <= kMostOwners) return true;
  known_.erase(oldest_.front());
  oldest_.pop_front();
  return true;
}

void KnownOwners::add(std::string_view pair) {
  const std::string known = known_as(pair);
  const std::scoped_lock lock(mutex_);
  if (insert(known) && disguise_) untold_.push_back(known);
  if (untold_.size() > kMostOwners) untold_.pop_front();
}

std::vector<service::Spent> KnownOwners::take_untold(std::size_t most) {
  const std::scoped_lock lock(mutex_);
  std::vector<service::Spent> told;
  for (; told.size() < most && !untold_.empty(); untold_.pop_front())
    told.push_back({std::move(untold_.front()), 1});
  return told;
}

void KnownOwners::spend(const service::Spent& spent) {
  const std::scoped_lock lock(mutex_);
  insert(spent.bucket);
}

}  // namespace wufei::http
