// How long somebody who signs in wrongly has to wait: after a few tries ever longer, for the caller who
// tries, not for the account: an attacker cannot lock a colleague out. A browser that has been signed in
// before counts for itself and waits neither for its network nor for tries against the name from elsewhere
// (OWASP, device cookies). Thread-safe; keeps nothing on disk: a restart forgives.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/web/shared_limits.hpp"

namespace wufei::service {

struct SignInTry {
  std::string_view name;
  std::string_view caller;  // the network that limits count by
  std::string_view device;  // of a browser that has been signed in as `name` before; "" = unknown
};

class SignInLimit : public SharedLimit {
 public:
  // Seconds to wait, 0 = may try. A try that may be made counts as wrong until right() takes it back, so that
  // many at once are no more than many in a row.
  int take(const SignInTry& attempt, contract::UtcSeconds now);
  void right(const SignInTry& attempt);
  // Nobody could look whether it was right: it counts no more than if it had not been made.
  void take_back(const SignInTry& attempt);

  void share(const Disguise& disguise) override { disguise_ = disguise; }
  std::vector<Spent> take_untold(std::size_t most) override;
  void spend(const Spent& spent) override;

 private:
  struct Count {
    int wrong = 0;
    contract::UtcSeconds last = 0;    // when it was tried
    contract::UtcSeconds before = 0;  // and the time before
  };
  struct Rule {
    int free = 0;        // tries without a wait
    int longest = 0;     // wait in seconds
    bool fades = false;  // halves with each quarter of an hour without a try
  };
  static std::map<std::string, Rule> rules_of(const SignInTry& attempt);
  static int wait_after(const Count& count, const Rule& rule);
  void forget_old(contract::UtcSeconds now);
  [[nodiscard]] std::string known_as(const std::string& key) const {
    return disguise_ ? disguise_(key) : key;
  }
  void note(const std::string& known, double tries);

  Disguise disguise_;  // none: not shared
  std::mutex mutex_;
  std::map<std::string, Count, std::less<>> counts_;
  std::map<std::string, double> untold_;  // tries, as Spent says them
  std::string told_last_;
};

}  // namespace wufei::service
