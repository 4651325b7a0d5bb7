// Result<T>: a value or an Error, named after std::expected. The only way a floor reports that something went
// wrong; nothing here throws, logs or formats text for people. Used by the server and by the wasm client
// alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wufei::contract {

// What went wrong, in the terms of a caller. error_status() in error.hpp maps each to one HTTP status.
enum class ErrorCode : std::uint8_t {
#define ERROR_CODE(name, status) name,
#include "lib/base/errors.inc"
};

// The rule that a field breaks. Its name on the wire is rule_name(rule) in error.hpp; its text is locale key
// "rule.<name>".
enum class Rule : std::uint8_t {
#define RULE(name) name,
#include "lib/base/errors.inc"
};

// One broken rule. `pointer` is a JSON Pointer (RFC 6901) into the request body, "" for the whole.
// `limit` is the rule's number (largest length in code points, largest quantity, ...), 0 when it has none.
struct FieldError {
  std::string pointer;
  Rule rule = Rule::required;
  std::int64_t limit = 0;
};

// `detail` is for developers and logs, in English, and never holds personal data.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string detail;
  std::vector<FieldError> fields;
  int retry_after_s = 0;  // seconds, 0 = not said
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::move(value)) {}      // NOLINT(google-explicit-constructor): return value;
  Result(Error error) : held_(std::move(error)) {}  // NOLINT(google-explicit-constructor): return Error{...};

  [[nodiscard]] bool has_value() const { return held_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  // Precondition: has_value() for value(), !has_value() for error().
  [[nodiscard]] const T& value() const& { return *std::get_if<0>(&held_); }
  [[nodiscard]] T& value() & { return *std::get_if<0>(&held_); }
  [[nodiscard]] T&& value() && { return std::move(*std::get_if<0>(&held_)); }
  [[nodiscard]] const Error& error() const& { return *std::get_if<1>(&held_); }
  [[nodiscard]] Error&& error() && { return std::move(*std::get_if<1>(&held_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  std::variant<T, Error> held_;
};

// For operations without a value: return ok();
struct Unit {};
using Status = Result<Unit>;
inline Status ok() {
  return Unit{};
}
// How it went, without the value.
template <class T>
Status status_of(const Result<T>& result) {
  return result ? ok() : Status(result.error());
}

inline Error make_error(ErrorCode code, std::string detail = {}) {
  return Error{code, std::move(detail), {}, 0};
}
inline Error field_error(std::string pointer, Rule rule, std::int64_t limit = 0,
                         ErrorCode code = ErrorCode::invalid) {
  return Error{code, {}, {FieldError{std::move(pointer), rule, limit}}, 0};
}

}  // namespace wufei::contract
