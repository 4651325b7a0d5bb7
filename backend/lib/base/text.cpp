#include "lib/base/text.hpp"

#include <array>
#include <cstddef>

namespace wufei::contract {
namespace {

struct Row {
  const char* key;
  std::string_view value;
};

constexpr std::array<std::string_view, static_cast<std::size_t>(Text::count_)> kTexts = [] {
  constexpr Row kRows[] = {
#include "text_table.inc"
  };
  std::array<std::string_view, static_cast<std::size_t>(Text::count_)> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = kRows[i].value;
  return values;
}();

// In the order of enum Rule.
constexpr std::array kRuleTexts{Text::rule_required,
                                Text::rule_too_short,
                                Text::rule_too_long,
                                Text::rule_wrong_type,
                                Text::rule_unknown_field,
                                Text::rule_invalid_text,
                                Text::rule_phone_format,
                                Text::rule_phone_tail_format,
                                Text::rule_reference_format,
                                Text::rule_unknown_area,
                                Text::rule_unknown_village,
                                Text::rule_unknown_category,
                                Text::rule_unknown_item,
                                Text::rule_item_not_in_category,
                                Text::rule_quantity_range,
                                Text::rule_too_many_items,
                                Text::rule_duplicate_item,
                                Text::rule_no_items,
                                Text::rule_slot_format,
                                Text::rule_slot_not_for_area,
                                Text::rule_slot_in_past,
                                Text::rule_slot_closed,
                                Text::rule_slot_too_far,
                                Text::rule_slot_full,
                                Text::rule_consent_required,
                                Text::rule_open_booking_exists,
                                Text::rule_after_cutoff,
                                Text::rule_not_open,
                                Text::rule_already_cancelled,
                                Text::rule_date_format,
                                Text::rule_days_range,
                                Text::rule_stars_range,
                                Text::rule_malformed_json,
                                Text::rule_idempotency_key_reused,
                                Text::rule_idempotency_key_format,
                                Text::rule_immutable,
                                Text::rule_not_a_number,
                                Text::rule_no_change,
                                Text::rule_too_many_open,
                                Text::rule_address_unclear,
                                Text::rule_unknown_indicator,
                                Text::rule_period_format,
                                Text::rule_in_future,
                                Text::rule_decimal_format,
                                Text::rule_not_for_this_indicator,
                                Text::rule_year_range,
                                Text::rule_already_published,
                                Text::rule_unknown_revision,
                                Text::rule_already_corrected,
                                Text::rule_unknown_kind,
                                Text::rule_unknown_topic,
                                Text::rule_too_many_photos,
                                Text::rule_unknown_photo,
                                Text::rule_contact_with_anonymous,
                                Text::rule_text_unclear,
                                Text::rule_receipt_format,
                                Text::rule_photo_format,
                                Text::rule_photo_pixels,
                                Text::rule_photo_broken,
                                Text::rule_not_answered,
                                Text::rule_already_rated,
                                Text::rule_already_reopened,
                                Text::rule_reopen_too_late,
                                Text::rule_personal_data,
                                Text::rule_consent_missing,
                                Text::rule_case_published,
                                Text::rule_case_closed,
                                Text::rule_lookup_secret,
                                Text::rule_search_too_long,
                                Text::rule_unknown_question,
                                Text::rule_unknown_option,
                                Text::rule_question_hidden,
                                Text::rule_exclusive_option,
                                Text::rule_scale_range,
                                Text::rule_needs_words,
                                Text::rule_survey_version,
                                Text::rule_survey_closed,
                                Text::rule_survey_code_unknown,
                                Text::rule_survey_code_used,
                                Text::rule_survey_kind};
static_assert(kRuleTexts.size() == static_cast<std::size_t>(Rule::survey_kind) + 1);

struct ErrorTexts {
  Text title;
  Text explanation;
};
// In the order of enum ErrorCode.
constexpr std::array kErrorTexts{
    ErrorTexts{Text::error_invalid_title, Text::error_invalid_detail},
    ErrorTexts{Text::error_not_found_title, Text::error_not_found_detail},
    ErrorTexts{Text::error_conflict_title, Text::error_conflict_detail},
    ErrorTexts{Text::error_precondition_title, Text::error_precondition_detail},
    ErrorTexts{Text::error_precondition_required_title, Text::error_precondition_required_detail},
    ErrorTexts{Text::error_unprocessable_title, Text::error_unprocessable_detail},
    ErrorTexts{Text::error_unauthorized_title, Text::error_unauthorized_detail},
    ErrorTexts{Text::error_forbidden_title, Text::error_forbidden_detail},
    ErrorTexts{Text::error_rate_limited_title, Text::error_rate_limited_detail},
    ErrorTexts{Text::error_method_not_allowed_title, Text::error_method_not_allowed_detail},
    ErrorTexts{Text::error_too_large_title, Text::error_too_large_detail},
    ErrorTexts{Text::error_unsupported_media_title, Text::error_unsupported_media_detail},
    ErrorTexts{Text::error_headers_too_large_title, Text::error_headers_too_large_detail},
    ErrorTexts{Text::error_unavailable_title, Text::error_unavailable_detail},
    ErrorTexts{Text::error_internal_title, Text::error_internal_detail}};
static_assert(kErrorTexts.size() == static_cast<std::size_t>(ErrorCode::internal) + 1);

}  // namespace

std::string_view text(Text key) {
  return kTexts[static_cast<std::size_t>(key)];
}

std::string text(Text key, TextParameters parameters) {
  std::string out;
  std::string_view rest = text(key);
  for (;;) {
    const std::size_t open = rest.find('{');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('}', open);
    if (close == std::string_view::npos) return out.append(rest);
    out.append(rest.substr(0, open));
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    std::string_view value = rest.substr(open, close - open + 1);
    for (const auto& [parameter, replacement] : parameters)
      if (parameter == name) value = replacement;
    out.append(value);
    rest.remove_prefix(close + 1);
  }
}

std::string rule_text(Rule rule, std::int64_t limit) {
  const std::string number = std::to_string(limit);
  return text(kRuleTexts[static_cast<std::size_t>(rule)], {{"limit", number}});
}

std::string_view error_title(ErrorCode code) {
  return text(kErrorTexts[static_cast<std::size_t>(code)].title);
}

std::string_view error_explanation(ErrorCode code) {
  return text(kErrorTexts[static_cast<std::size_t>(code)].explanation);
}

}  // namespace wufei::contract
