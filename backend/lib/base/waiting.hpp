// What a thread asks before it waits for another machine. A server answers most requests on threads that it
// cannot spare; that one of them is not quick this time only shows where it is about to wait.
#pragma once

#include <functional>

namespace wufei::contract {

// While it lives, may_wait() of the thread that made it answers what `ask` answers. `ask` outlives it and may
// be called more than once. Of several the last counts.
class WaitPermit {
 public:
  explicit WaitPermit(const std::function<bool()>& ask);
  ~WaitPermit();
  WaitPermit(const WaitPermit&) = delete;
  WaitPermit& operator=(const WaitPermit&) = delete;

 private:
  const std::function<bool()>* before_;
};

// False: nobody can be spared to wait; whoever asked for it is told to come again. True without a permit: a
// thread that works for nobody who waits.
bool may_wait();

}  // namespace wufei::contract
