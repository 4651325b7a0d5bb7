#include "lib/entered/entered_field.hpp"

#include <string>

#include "lib/base/utf8.hpp"

namespace wufei::contract {

Date entered_day(std::string_view text, const char* pointer, std::vector<FieldError>& errors) {
  const std::string typed = entered_symbols(text);
  const auto date = entered_date(typed);
  if (!date) errors.push_back({pointer, typed.empty() ? Rule::required : Rule::date_format});
  return date.value_or(Date{});
}

Status check_reason(std::string_view reason, TextLimits limits) {
  const bool lines = !limits.multi_line && reason.find('\n') != std::string_view::npos;
  if (!is_valid_utf8(reason) || has_control_characters(reason) || lines)
    return field_error("/reason", Rule::invalid_text);
  if (meaningful_count(reason) < limits.min) return field_error("/reason", Rule::required);
  if (code_point_count(reason) > limits.max)
    return field_error("/reason", Rule::too_long, static_cast<std::int64_t>(limits.max));
  return ok();
}

}  // namespace wufei::contract
