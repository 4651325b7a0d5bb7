// Bodies of HTML forms (application/x-www-form-urlencoded, URL Standard 5.1), decoded and checked.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/web/exchange.hpp"

namespace wufei::http {

using FormFields = std::map<std::string, std::string, std::less<>>;

// Errors: unsupported_media (another Content-Type), invalid invalid_text (broken percent signs, no UTF-8, one
// name with two values).
contract::Result<FormFields> form_fields(const Request& request);
// "" when absent.
std::string_view field_value(const FormFields& fields, std::string_view name);

}  // namespace wufei::http
