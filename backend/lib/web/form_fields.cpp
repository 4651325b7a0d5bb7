#include "lib/web/form_fields.hpp"

#include <algorithm>

#include "lib/web/target.hpp"

namespace wufei::http {
contract::Result<FormFields> form_fields(const Request& request) {
  const std::string_view content_type = request.headers.value("Content-Type");
  if (!equal_ignoring_case(trimmed_ows(content_type.substr(0, content_type.find(';'))),
                           "application/x-www-form-urlencoded"))
    return contract::make_error(contract::ErrorCode::unsupported_media, "no form");
  FormFields fields;
  std::string_view rest = request.body;
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(equals < pair.size() ? pair.substr(equals + 1) : std::string_view(), true);
    if (!name || !value) return contract::field_error("", contract::Rule::invalid_text);
    fields.emplace(std::move(*name), std::move(*value));
  }
  return fields;
}

std::string_view field_value(const FormFields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace wufei::http
