// The wall at which SQLite's exceptions stop: they become a Failure by extended result code.
#pragma once

#include <SQLiteCpp/Exception.h>

#include <string_view>
#include <utility>

#include "lib/store/failure.hpp"

namespace wufei::storage {

// A broken constraint is conflict; busy, full, read-only, unreadable are unavailable; the rest is internal.
// `query` "" = a text without a name.
[[nodiscard]] Failure failure_of(const SQLite::Exception& failure, std::string_view query);

template <class Body>
auto translated(Body&& body, std::string_view query = {}) -> decltype(body()) {
  try {
    return std::forward<Body>(body)();
  } catch (const SQLite::Exception& failure) {
    throw failure_of(failure, query);
  }
}

}  // namespace wufei::storage
