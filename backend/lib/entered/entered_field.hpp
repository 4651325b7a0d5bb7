// What a field of a form or a column of a table must hold, read with the rule that it breaks at its pointer.
#pragma once

#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"
#include "lib/base/result.hpp"

namespace wufei::contract {

// A day that has to be given, as entered_date() takes it; 1970-01-01 with required or date_format otherwise.
Date entered_day(std::string_view text, const char* pointer, std::vector<FieldError>& errors);
// Why somebody does what needs a reason: `min` are signs that mean something (meaningful_count), `max` code
// points. Errors: invalid at /reason: invalid_text (also more lines than one unless `multi_line`), required,
// too_long.
Status check_reason(std::string_view reason, TextLimits limits);

}  // namespace wufei::contract
