#include "lib/web/form_fields.hpp"

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
  for (auto& [name, value] : *pairs) {
    const auto [place, fresh] = fields.emplace(name, value);
    if (!fresh && place->second != value)
      return contract::field_error("/" + name, contract::Rule::invalid_text);
  }
  return fields;
}

std::string_view field_value(const FormFields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace wufei::http
