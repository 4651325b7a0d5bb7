#include "lib/base/error.hpp"

#include <array>
#include <cstddef>

namespace wufei::contract {
namespace {

struct CodeRow {
  ErrorCode code;
  int status;
  std::string_view name;
};
constexpr std::array kCodes{
    CodeRow{ErrorCode::invalid, 400, "invalid"},
    CodeRow{ErrorCode::not_found, 404, "not_found"},
    CodeRow{ErrorCode::conflict, 409, "conflict"},
    CodeRow{ErrorCode::precondition, 412, "precondition"},
    CodeRow{ErrorCode::precondition_required, 428, "precondition_required"},
    CodeRow{ErrorCode::unprocessable, 422, "unprocessable"},
    CodeRow{ErrorCode::unauthorized, 401, "unauthorized"},
    CodeRow{ErrorCode::forbidden, 403, "forbidden"},
    CodeRow{ErrorCode::rate_limited, 429, "rate_limited"},
    CodeRow{ErrorCode::method_not_allowed, 405, "method_not_allowed"},
    CodeRow{ErrorCode::too_large, 413, "too_large"},
    CodeRow{ErrorCode::unsupported_media, 415, "unsupported_media"},
    CodeRow{ErrorCode::headers_too_large, 431, "headers_too_large"},
    CodeRow{ErrorCode::unavailable, 503, "unavailable"},
    CodeRow{ErrorCode::internal, 500, "internal"},
};

// In the order of enum Rule, so that a rule is its own index.
constexpr std::array<std::string_view, 80> kRules{"required",
                                                  "too_short",
                                                  "too_long",
                                                  "wrong_type",
                                                  "unknown_field",
                                                  "invalid_text",
                                                  "phone_format",
                                                  "phone_tail_format",
                                                  "reference_format",
                                                  "unknown_area",
                                                  "unknown_village",
                                                  "unknown_category",
                                                  "unknown_item",
                                                  "item_not_in_category",
                                                  "quantity_range",
                                                  "too_many_items",
                                                  "duplicate_item",
                                                  "no_items",
                                                  "slot_format",
                                                  "slot_not_for_area",
                                                  "slot_in_past",
                                                  "slot_closed",
                                                  "slot_too_far",
                                                  "slot_full",
                                                  "consent_required",
                                                  "open_booking_exists",
                                                  "after_cutoff",
                                                  "not_open",
                                                  "already_cancelled",
                                                  "date_format",
                                                  "days_range",
                                                  "stars_range",
                                                  "malformed_json",
                                                  "idempotency_key_reused",
                                                  "idempotency_key_format",
                                                  "immutable",
                                                  "not_a_number",
                                                  "no_change",
                                                  "too_many_open",
                                                  "address_unclear",
                                                  "unknown_indicator",
                                                  "period_format",
                                                  "in_future",
                                                  "decimal_format",
                                                  "not_for_this_indicator",
                                                  "year_range",
                                                  "already_published",
                                                  "unknown_revision",
                                                  "already_corrected",
                                                  "unknown_kind",
                                                  "unknown_topic",
                                                  "too_many_photos",
                                                  "unknown_photo",
                                                  "contact_with_anonymous",
                                                  "text_unclear",
                                                  "receipt_format",
                                                  "photo_format",
                                                  "photo_pixels",
                                                  "photo_broken",
                                                  "not_answered",
                                                  "already_rated",
                                                  "already_reopened",
                                                  "reopen_too_late",
                                                  "personal_data",
                                                  "consent_missing",
                                                  "case_published",
                                                  "case_closed",
                                                  "lookup_secret",
                                                  "search_too_long",
                                                  "unknown_question",
                                                  "unknown_option",
                                                  "question_hidden",
                                                  "exclusive_option",
                                                  "scale_range",
                                                  "needs_words",
                                                  "survey_version",
                                                  "survey_closed",
                                                  "survey_code_unknown",
                                                  "survey_code_used",
                                                  "survey_kind"};
static_assert(static_cast<std::size_t>(Rule::survey_kind) + 1 == kRules.size());

const CodeRow& row(ErrorCode code) {
  for (const CodeRow& candidate : kCodes)
    if (candidate.code == code) return candidate;
  return kCodes.back();
}

}  // namespace

int error_status(ErrorCode code) {
  return row(code).status;
}

std::string_view error_name(ErrorCode code) {
  return row(code).name;
}

std::optional<ErrorCode> error_from_name(std::string_view name) {
  for (const CodeRow& candidate : kCodes)
    if (candidate.name == name) return candidate.code;
  return std::nullopt;
}

ErrorCode error_from_status(int status) {
  for (const CodeRow& candidate : kCodes)
    if (candidate.status == status) return candidate.code;
  return status >= 500 ? ErrorCode::unavailable : ErrorCode::invalid;
}

std::string_view rule_name(Rule rule) {
  return kRules[static_cast<std::size_t>(rule)];
}

std::optional<Rule> rule_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kRules.size(); ++i)
    if (kRules[i] == name) return static_cast<Rule>(i);
  return std::nullopt;
}

}  // namespace wufei::contract
