// The limit on guessing what opens something of a person's: the digits of a telephone number beside a
// reference. One object for every route that takes such a guess, so that no second route is a second chance.
// Nobody can lock the owner out by guessing wrongly (ADR 0023). Thread-safe; keeps nothing on disk.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/web/caller_limit.hpp"

namespace wufei::http {

struct Guess {
  std::string_view peer;
  std::string_view reference;  // canonical
  bool short_secret = true;  // four digits; false for a whole number or a receipt code, which nobody guesses
};

// Callers and what they made or opened, the newest of them.
class KnownOwners : public service::SharedLimit {
 public:
  [[nodiscard]] bool contains(std::string_view pair);
  void add(std::string_view pair);

  void share(const service::Disguise& disguise) override { disguise_ = disguise; }
  std::vector<service::Spent> take_untold(std::size_t most) override;
  void spend(const service::Spent& spent) override;

 private:
  [[nodiscard]] std::string known_as(std::string_view pair) const;
  bool insert(std::string known);

  service::Disguise disguise_;  // none: not shared
  std::mutex mutex_;
  std::unordered_set<std::string> known_;
  std::deque<std::string> oldest_;
  std::deque<std::string> untold_;
};

class GuessLimit {
 public:
  explicit GuessLimit(const RateLimiter::Now& now = RateLimiter::Clock::now);

  // `exists` (-> bool): is there something to guess? `open` (-> Result): the answer to the guess. A guess
  // takes its tokens before it is answered, so that many at once are no more than many in a row; a right one
  // gets them back, and one that nobody could look at (unavailable): who tries again is no stranger for that.
  // Errors: those of `open`, rate_limited.
  template <class Exists, class Open>
  auto run(const Guess& guess, const Exists& exists, const Open& open) -> decltype(open()) {
    if (auto refusal = take_of_caller(guess)) return *refusal;
    const bool of_reference = guess.short_secret && exists();
    if (of_reference)
      if (auto refusal = take_of_reference(guess)) return by_caller_.give_back(guess.peer), *refusal;
    auto answer = open();
    if (answer)
      was_right(guess);
    else if (answer.error().code == contract::ErrorCode::unavailable)
      give_back(guess, of_reference);
    return answer;
  }
  // The caller made what has this reference, or opened it.
  void remember_owner(std::string_view peer, std::string_view reference);
  void share_in(service::SharedLimits& limits);

 private:
  std::optional<contract::Error> take_of_caller(const Guess& guess);
  std::optional<contract::Error> take_of_reference(const Guess& guess);
  void was_right(const Guess& guess);
  void give_back(const Guess& guess, bool of_reference);
  CallerLimit by_caller_;
  RateLimiter by_caller_and_reference_;
  RateLimiter by_reference_;
  KnownOwners owners_;
};

}  // namespace wufei::http
