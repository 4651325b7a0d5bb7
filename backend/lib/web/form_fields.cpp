#include "lib/web/form_fields.hpp"

#include <utility>

#include "lib/base/percent.hpp"

namespace wufei::http {

contract::Result<FormFields> form_fields(const Request& request) {
  const std::string_view content_type = request.headers.value("Content-Type");
  if (!equal_ignoring_case(trimmed_ows(content_type.substr(0, content_type.find(';'))),
                           "application/x-www-form-urlencoded"))
    return contract::make_error(contract::ErrorCode::unsupported_media, "no form");
  auto pairs = contract::decoded_pairs(request.body);
  if (!pairs) return contract::field_error("", contract::Rule::invalid_text);
  FormFields fields;
  for (auto& [name, value] : *pairs) fields.emplace(std::move(name), std::move(value));
  return fields;
}

std::string_view field_value(const FormFields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace wufei::http
