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
  invalid,                // the request breaks a rule; fields say which
  not_found,              // no such thing, or not visible to this caller
  conflict,               // the state does not allow it (slot full, already cancelled)
  precondition,           // If-Match is stale: somebody changed it first
  precondition_required,  // If-Match is missing
  unprocessable,       // the Idempotency-Key was used with another body (draft-ietf-httpapi-idempotency-key)
  unauthorized,        // no valid token
  forbidden,           // a valid caller who may not do this
  rate_limited,        // too many tries; see Error::retry_after_s
  method_not_allowed,  // HTTP only
  too_large,           // body over the route's limit
  unsupported_media,   // Content-Type is not what the route takes
  headers_too_large,   // HTTP only
  unavailable,         // try again later: busy, full disk, read-only database
  internal,            // a fault of ours; details are in the log, never in the reply
};

// The rule that a field breaks. Its name on the wire is rule_name(rule) in error.hpp; its text is locale key
// "rule.<name>".
enum class Rule : std::uint8_t {
  required,
  too_short,
  too_long,
  wrong_type,
  unknown_field,
  invalid_text,
  phone_format,
  phone_tail_format,
  reference_format,
  unknown_area,
  unknown_village,
  unknown_category,
  unknown_item,
  item_not_in_category,
  quantity_range,
  too_many_items,
  duplicate_item,
  no_items,
  slot_format,
  slot_not_for_area,
  slot_in_past,
  slot_closed,
  slot_too_far,
  slot_full,
  consent_required,
  open_booking_exists,
  after_cutoff,
  not_open,
  already_cancelled,
  date_format,
  days_range,
  stars_range,
  malformed_json,
  idempotency_key_reused,
  idempotency_key_format,
  immutable,
  not_a_number,
  no_change,
  too_many_open,
  address_unclear,
  unknown_indicator,
  period_format,
  in_future,
  decimal_format,
  not_for_this_indicator,
  year_range,
  already_published,
  unknown_revision,
  already_corrected,
  unknown_kind,
  unknown_topic,
  too_many_photos,
  unknown_photo,
  contact_with_anonymous,
  text_unclear,
  receipt_format,
  photo_format,
  photo_pixels,
  photo_broken,
  not_answered,
  already_rated,
  already_reopened,
  reopen_too_late,
  personal_data,
  consent_missing,
  case_published,
  case_closed,
  lookup_secret,
  search_too_long,
  unknown_question,
  unknown_option,
  question_hidden,
  exclusive_option,
  scale_range,
  needs_words,
  survey_version,
  survey_closed,
  survey_code_unknown,
  survey_code_used,
  survey_kind,
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
