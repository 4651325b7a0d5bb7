// How a statement that cannot run leaves an operation: as an exception that never leaves this floor, because
// guarded() turns it into the Error it carries. Engines make it out of their own errors.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "lib/base/result.hpp"

namespace wufei::storage {

class Failure : public std::exception {
 public:
  explicit Failure(contract::Error error) : error_(std::move(error)) {}
  [[nodiscard]] const char* what() const noexcept override { return error_.detail.c_str(); }
  [[nodiscard]] contract::Error error(std::string_view doing) const {
    contract::Error error = error_;
    error.detail = std::string(doing) + ": " + error.detail;
    return error;
  }

 private:
  contract::Error error_;
};

// Runs `body` (which answers a Result) and turns an exception into its Error; `doing` says in English what
// was attempted.
template <class Body>
auto guarded(std::string_view doing, Body&& body) -> decltype(body()) {
  try {
    return std::forward<Body>(body)();
  } catch (const Failure& failure) {
    return failure.error(doing);
  } catch (const std::exception& failure) {  // out of memory: one request fails, not the server
    return contract::make_error(contract::ErrorCode::internal, std::string(doing) + ": " + failure.what());
  }
}

}  // namespace wufei::storage
