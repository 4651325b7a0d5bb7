// The wall at which SQLite's exceptions stop: they become an Error by extended result code. Used inside the
// storage floor only.
#pragma once

#include <SQLiteCpp/Exception.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "lib/base/result.hpp"

namespace wufei::storage {

// A broken constraint is conflict; busy, full, read-only, unreadable are unavailable; the rest is internal.
// `doing` says in English what was attempted.
contract::Error to_error(const SQLite::Exception& failure, std::string_view doing);

// Runs `body` (which answers a Result) and turns an exception of SQLite into its Error.
template <class Body>
auto guarded(std::string_view doing, Body&& body) -> decltype(body()) {
  try {
    return std::forward<Body>(body)();
  } catch (const SQLite::Exception& failure) {
    return to_error(failure, doing);
  } catch (const std::exception&
               failure) {  // out of memory, broken JSON in a row: one request fails, not the server
    return contract::make_error(contract::ErrorCode::internal, std::string(doing) + ": " + failure.what());
  }
}

}  // namespace wufei::storage
