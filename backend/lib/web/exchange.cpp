#include "lib/web/exchange.hpp"

#include <algorithm>

namespace wufei::http {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

template <class Map>
std::string_view found_or_empty(const Map& map, std::string_view name) {
  const auto found = map.find(name);
  return found == map.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace

std::string_view trimmed_ows(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* Headers::find(std::string_view name) const {
  for (const Field& field : fields_)
    if (equal_ignoring_case(field.first, name)) return &field.second;
  return nullptr;
}

std::string_view Headers::value(std::string_view name) const {
  const std::string* found = find(name);
  return found == nullptr ? std::string_view{} : std::string_view{*found};
}

void Headers::set(std::string_view name, std::string value) {
  remove(name);
  fields_.emplace_back(name, std::move(value));
}

void Headers::add(std::string name, std::string value) {
  fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::remove(std::string_view name) {
  std::erase_if(fields_, [&](const Field& field) { return equal_ignoring_case(field.first, name); });
}

std::string_view Request::query_value(std::string_view name) const {
  return found_or_empty(query, name);
}

std::string_view Request::path_parameter(std::string_view name) const {
  return found_or_empty(path_parameters, name);
}

Response text_response(int status, std::string_view media_type, std::string body) {
  Response response;
  response.status = status;
  response.headers.set("Content-Type", std::string(media_type));
  response.body = std::move(body);
  return response;
}

Response see_other(std::string location) {
  Response response = text_response(303, "text/plain; charset=utf-8", {});
  response.headers.set("Location", std::move(location));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

Response private_jpeg(std::string jpeg) {
  Response response = text_response(200, "image/jpeg", std::move(jpeg));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

Response json_response(int status, const contract::Json& json) {
  Response response = text_response(status, "application/json", contract::to_text(json));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

std::string_view bearer_token(const Request& request) {
  constexpr std::string_view scheme = "bearer ";
  std::string_view value = request.headers.value("Authorization");
  if (!equal_ignoring_case(value.substr(0, scheme.size()), scheme)) return {};
  value.remove_prefix(scheme.size());
  while (value.starts_with(' ')) value.remove_prefix(1);
  return value;
}

}  // namespace wufei::http
