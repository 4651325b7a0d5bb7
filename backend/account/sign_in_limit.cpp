#include "account/sign_in_limit.hpp"

#include <algorithm>

namespace wufei::service {
namespace {

constexpr int kFirstWait = 15;         // seconds; doubles with each further try
constexpr int kLongestWait = 3600;     // seconds
constexpr int kShortWait = 30;         // seconds; for those whom others' tries hold up
constexpr int kFades = 15 * 60;        // seconds
constexpr int kForgotten = 24 * 3600;  // seconds without a try
constexpr std::size_t kMostCounts = 50'000;
constexpr double kAllTries = -1e6;  // told of a count that is gone

}  // namespace

std::map<std::string, SignInLimit::Rule> SignInLimit::rules_of(const SignInTry& attempt) {
  const std::string name(attempt.name);
  if (!attempt.device.empty()) return {{"d " + std::string(attempt.device) + " " + name, {5, kLongestWait}}};
  const std::string caller(attempt.caller);
  // An office may stand behind one address; tries from everywhere against one name hold up its owner's new
  // browser for as short as is any use.
  return {{"o " + caller + " " + name, {5, kLongestWait}},
          {"c " + caller, {20, kShortWait, true}},
          {"n " + name, {100, kShortWait, true}}};
}

int SignInLimit::wait_after(const Count& count, const Rule& rule) {
  if (count.wrong < rule.free) return 0;
  return std::min(rule.longest, kFirstWait << std::min(count.wrong - rule.free, 10));
}

int SignInLimit::take(const SignInTry& attempt, contract::UtcSeconds now) {
  const std::lock_guard lock(mutex_);
  const auto rules = rules_of(attempt);
  int wait = 0;
  for (const auto& [key, rule] : rules) {
    const auto found = counts_.find(known_as(key));
    if (found == counts_.end()) continue;
    Count& count = found->second;
    if (now - count.last > kForgotten || now < count.last) count = {0, now};  // or the clock was set back
    if (rule.fades) count.wrong >>= std::min<contract::UtcSeconds>((now - count.last) / kFades, 30);
    wait = std::max(wait, static_cast<int>(count.last + wait_after(count, rule) - now));
  }
  if (wait > 0) return wait;
  if (counts_.size() > kMostCounts) forget_old(now);
  for (const auto& [key, rule] : rules) {
    const std::string known = known_as(key);
    Count& count = counts_[known];
    ++count.wrong;
    count.before = count.last;
    count.last = now;
    note(known, 1);
  }
  return 0;
}

void SignInLimit::right(const SignInTry& attempt) {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, rule] : rules_of(attempt)) {
    const auto found = counts_.find(known_as(key));
    if (found == counts_.end()) continue;
    // Who knows one password of an office does not pay for the tries against others.
    const bool of_caller = key.front() == 'c';
    note(found->first, of_caller ? -1 : kAllTries);
    if (of_caller)
      found->second.wrong = std::max(0, found->second.wrong - 1);
    else
      counts_.erase(found);
  }
}

void SignInLimit::take_back(const SignInTry& attempt) {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, rule] : rules_of(attempt)) {
    const auto found = counts_.find(known_as(key));
    if (found == counts_.end()) continue;
    note(found->first, -1);
    Count& count = found->second;
    count.wrong = std::max(0, count.wrong - 1);
    if (!rule.fades) count.last = count.before;  // the wait is over; what fades waits for half a minute only
  }
}

// What others hear is the sum, in this order: tries, then that they are forgiven.
void SignInLimit::note(const std::string& known, double tries) {
  if (!disguise_) return;
  double& sum = untold_[known];
  sum = tries == kAllTries ? kAllTries : std::max(sum, kAllTries) + tries;
  if (sum == 0) untold_.erase(known);
  if (untold_.size() > kMostCounts) untold_.erase(untold_.begin());  // the others cannot be reached
}

std::vector<Spent> SignInLimit::take_untold(std::size_t most) {
  const std::lock_guard lock(mutex_);
  std::vector<Spent> told;
  // On from where the last time ended, so that in a flood all have their turn.
  for (auto each = untold_.upper_bound(told_last_); !untold_.empty() && told.size() < most;) {
    if (each == untold_.end()) each = untold_.begin();
    told.push_back({each->first, each->second});
    each = untold_.erase(each);
  }
  if (!told.empty()) told_last_ = told.back().bucket;
  return told;
}

void SignInLimit::spend(const Spent& spent) {
  const std::lock_guard lock(mutex_);
  Count& count = counts_[spent.bucket];
  const double wrong = std::clamp(count.wrong + spent.tokens, 0.0, 1000.0);
  if (wrong == 0) return (void)counts_.erase(spent.bucket);
  count.wrong = static_cast<int>(wrong);
  count.last = std::max(count.last, spent.at);
  if (counts_.size() > kMostCounts) forget_old(count.last);
}

void SignInLimit::forget_old(contract::UtcSeconds now) {
  const auto oldest = [&](int seconds) {
    std::erase_if(counts_, [&](const auto& entry) { return now - entry.second.last > seconds; });
  };
  for (const int seconds : {kForgotten, kLongestWait, 60})
    if (counts_.size() > kMostCounts) oldest(seconds);
}

}  // namespace wufei::service
