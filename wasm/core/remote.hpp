// A value that lives on the server: what is known of it, and how the latest attempt to read it went. A value
// that is being read again keeps its previous content. Holds no text for people: see failure.hpp.
#pragma once

#include <cstdint>
#include <utility>

#include "lib/base/result.hpp"

namespace wufei::model {

enum class LoadState : std::uint8_t { idle, loading, ready, failed };

// status 0: no answer at all (offline, refused, timed out).
struct Failure {
  int status = 0;
  contract::Error error;
};

template <class T>
struct Remote {
  T value{};
  LoadState state = LoadState::idle;
  bool known = false;  // value has been read at least once
  Failure failure;     // meaningful while state is failed

  void set(T fresh) {
    value = std::move(fresh);
    known = true;
    state = LoadState::ready;
  }
  void fail(Failure why) {
    failure = std::move(why);
    state = LoadState::failed;
  }
  // True when a page that needs the value should ask for it now.
  [[nodiscard]] bool wanted() const { return state == LoadState::idle && !known; }
};

}  // namespace wufei::model
