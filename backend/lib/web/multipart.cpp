#include "lib/web/multipart.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/base/utf8.hpp"

namespace wufei::http {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kLongestBoundary = 70;    // RFC 2046 5.1.1
constexpr std::size_t kLongestPartHead = 4096;  // bytes; browsers write a few hundred

struct Part {
  std::string name;
  bool is_file = false;
  std::string_view bytes;
};

// Takes the text up to `end` off the front of `rest`; nullopt when it does not come.
std::optional<std::string_view> take_until(std::string_view& rest, std::string_view end) {
  const std::size_t at = rest.find(end);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(at + end.size());
  return taken;
}

// A value in quotation marks, of which the first is taken already. Browsers write a mark within as %22, other
// programs as \"; any other backslash is itself (Windows paths).
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string value;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return value;
    }
    if (rest[i] == '\\' && i + 1 < rest.size() && rest[i + 1] == '"') ++i;
    value += rest[i];
  }
  return std::nullopt;
}

// One parameter, "name=value" or `name="value"`, off the front of `rest`, which begins behind a semicolon.
std::optional<std::pair<std::string_view, std::string>> take_parameter(std::string_view& rest) {
  const auto name = take_until(rest, "=");
  if (!name) return std::nullopt;
  std::pair<std::string_view, std::string> parameter{trimmed_ows(*name), {}};
  if (!rest.empty() && rest.front() == '"') {
    rest.remove_prefix(1);
    auto value = take_quoted(rest);
    if (!value) return std::nullopt;
    parameter.second = std::move(*value);
  } else {
    const std::string_view value = rest.substr(0, rest.find(';'));
    rest.remove_prefix(value.size());
    parameter.second = trimmed_ows(value);
  }
  rest = trimmed_ows(rest);
  if (!rest.empty() && rest.front() != ';') return std::nullopt;
  if (!rest.empty()) rest.remove_prefix(1);
  return parameter;
}

// "" when there is none, or none that may be.
std::string boundary_of(std::string_view content_type) {
  if (!take_until(content_type, ";")) return {};
  while (!content_type.empty()) {
    auto parameter = take_parameter(content_type);
    if (!parameter) return {};
    if (!equal_ignoring_case(parameter->first, "boundary")) continue;
    const bool fits = !parameter->second.empty() && parameter->second.size() <= kLongestBoundary;
    return fits ? std::move(parameter->second) : std::string();
  }
  return {};
}

// What the part is, as its own line says; "" when none does.
std::string_view disposition_of(std::string_view head) {
  while (!head.empty()) {
    std::string_view line = head.substr(0, head.find(kLineEnd));
    head.remove_prefix(std::min(head.size(), line.size() + kLineEnd.size()));
    const auto name = take_until(line, ":");
    if (name && equal_ignoring_case(trimmed_ows(*name), "Content-Disposition")) return trimmed_ows(line);
  }
  return {};
}

std::optional<Part> read_part(std::string_view bytes) {
  const std::string_view head_end = "\r\n\r\n";
  const std::size_t end = bytes.substr(0, kLongestPartHead).find(head_end);
  if (end == std::string_view::npos) return std::nullopt;
  Part part;
  part.bytes = bytes.substr(end + head_end.size());
  std::string_view rest = disposition_of(bytes.substr(0, end));
  const auto kind = take_until(rest, ";");
  if (!kind || !equal_ignoring_case(trimmed_ows(*kind), "form-data")) return std::nullopt;
  bool named = false;
  while (!rest.empty()) {
    auto parameter = take_parameter(rest);
    if (!parameter) return std::nullopt;
    if (equal_ignoring_case(parameter->first, "filename")) part.is_file = true;
    if (named || !equal_ignoring_case(parameter->first, "name")) continue;
    part.name = std::move(parameter->second);
    named = true;
  }
  if (part.name.empty()) return std::nullopt;
  return part;
}

bool is_text(std::string_view text) {
  return contract::is_valid_utf8(text) && text.find('\0') == std::string_view::npos;
}

// False when the part is none that a form sends.
bool add_part(PostedForm& form, std::string_view bytes) {
  auto part = read_part(bytes);
  if (!part || !is_text(part->name)) return false;
  if (part->is_file) {
    if (!part->bytes.empty()) form.files.push_back({std::move(part->name), part->bytes});
    return true;
  }
  if (!is_text(part->bytes)) return false;
  form.fields.emplace(std::move(part->name), part->bytes);
  return true;
}

// nullopt when the body is no complete form. A delimiter stands at the beginning or behind a line's end, and
// is followed by a line's end or, the last one, by "--".
std::optional<PostedForm> take_apart(std::string_view body, const std::string& boundary) {
  const std::string delimiter = "\r\n--" + boundary;
  const std::string_view first = std::string_view(delimiter).substr(kLineEnd.size());
  if (body.substr(0, first.size()) == first)
    body.remove_prefix(first.size());
  else if (!take_until(body, delimiter))
    return std::nullopt;
  PostedForm form;
  for (std::size_t parts = 0; parts <= kMostFormParts; ++parts) {
    if (body.substr(0, 2) == "--") return form;
    const auto padding = take_until(body, kLineEnd);
    if (!padding || !trimmed_ows(*padding).empty()) return std::nullopt;
    const auto part = take_until(body, delimiter);
    if (!part || !add_part(form, *part)) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool is_multipart(const Request& request) {
  const std::string_view type = request.headers.value("Content-Type");
  return equal_ignoring_case(trimmed_ows(type.substr(0, type.find(';'))), "multipart/form-data");
}

contract::Result<PostedForm> posted_form(const Request& request) {
  if (!is_multipart(request)) {
    auto fields = form_fields(request);
    if (!fields) return fields.error();
    return PostedForm{std::move(*fields), {}};
  }
  const std::string boundary = boundary_of(request.headers.value("Content-Type"));
  auto form = boundary.empty() ? std::nullopt : take_apart(request.body, boundary);
  if (!form) return contract::field_error("", contract::Rule::invalid_text);
  return std::move(*form);
}

}  // namespace wufei::http
