// What the desk holds for one colleague for some minutes and writes down nowhere: it goes with its time, or
// when the program ends. Thread-safe.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "lib/base/civil_date.hpp"

namespace wufei::http {

inline constexpr contract::UtcSeconds kTrayTime = 15 * 60;
inline constexpr std::size_t kTrayPlaces = 8;  // the oldest goes first

template <class Thing>
class Tray {
 public:
  void put(std::string key, std::string owner, Thing thing, contract::UtcSeconds now) {
    const std::lock_guard lock(mutex_);
    clear(now);
    if (held_.size() == kTrayPlaces) held_.pop_front();
    held_.push_back(
        {std::move(key), std::move(owner), now + kTrayTime, std::make_shared<const Thing>(std::move(thing))});
  }
  // Another thing would push one out.
  bool is_full(contract::UtcSeconds now) {
    const std::lock_guard lock(mutex_);
    clear(now);
    return held_.size() >= kTrayPlaces;
  }
  // Null: there is none of this owner, or not any more.
  std::shared_ptr<const Thing> find(std::string_view key, std::string_view owner, contract::UtcSeconds now) {
    const std::lock_guard lock(mutex_);
    clear(now);
    for (const Held& held : held_)
      if (held.key == key && held.owner == owner) return held.thing;
    return nullptr;
  }
  void drop(std::string_view key, std::string_view owner) {
    const std::lock_guard lock(mutex_);
    held_.remove_if([&](const Held& held) { return held.key == key && held.owner == owner; });
  }

 private:
  struct Held {
    std::string key, owner;
    contract::UtcSeconds until = 0;
    std::shared_ptr<const Thing> thing;
  };
  // A clock that was set back keeps nothing longer than its time.
  void clear(contract::UtcSeconds now) {
    held_.remove_if([now](const Held& held) { return now >= held.until || now < held.until - kTrayTime; });
  }

  std::mutex mutex_;
  std::list<Held> held_;
};

}  // namespace wufei::http
