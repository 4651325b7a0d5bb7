#include "http/form_fields.hpp"

#include <algorithm>
#include <optional>

#include "contract/utf8.hpp"

namespace wufei::http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = high < 0 ? -1 : hex_value(text[i + 2]);
      if (low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  if (!contract::is_valid_utf8(out)) return std::nullopt;
  return out;
}

}  // namespace

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
    auto name = decoded(pair.substr(0, equals));
    auto value = decoded(equals < pair.size() ? pair.substr(equals + 1) : std::string_view());
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
