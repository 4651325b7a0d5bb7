// One request and its reply as route handlers see them: plain values, complete before the handler runs and
// written after it returns. No type of the HTTP library stands here, and nothing here does I/O.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/base/result.hpp"

namespace wufei::http {

// Header fields in order of arrival. Names compare without regard to case.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  // The first field of that name, or nullptr.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  // The first field's value, or "".
  [[nodiscard]] std::string_view value(std::string_view name) const;
  // Replaces all fields of that name.
  void set(std::string_view name, std::string value);
  void add(std::string name, std::string value);
  void remove(std::string_view name);
  [[nodiscard]] auto begin() const { return fields_.begin(); }
  [[nodiscard]] auto end() const { return fields_.end(); }

 private:
  std::vector<Field> fields_;
};

struct Request {
  std::string method;  // GET HEAD POST PATCH DELETE OPTIONS (HEAD reaches the handler of GET)
  std::string target;  // as it came, with its percent signs and query
  std::string path;    // percent-decoded, valid UTF-8, no query
  std::map<std::string, std::string, std::less<>> query;  // decoded; the first of equal names
  Headers headers;
  std::string body;
  std::map<std::string, std::string, std::less<>> path_parameters;  // decoded
  std::string peer;           // the client's address, after trusted proxies
  std::string request_id;     // [0-9a-f-]{16,64}
  std::string route;          // pattern of the matched route, "" before routing
  bool query_broken = false;  // some of the query could not be decoded and was left out

  // "" when absent.
  [[nodiscard]] std::string_view query_value(std::string_view name) const;
  [[nodiscard]] std::string_view path_parameter(std::string_view name) const;
};

// Content-Length, Date, X-Request-Id and the security headers are added by the server.
struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  std::shared_ptr<const std::string> shared_body;  // sent instead of `body` when set; never copied
  // Other sites may show it in a frame or as an image: the server then sends embeddable_header_lines(). Only
  // for public replies without script, forms or cookies.
  bool embeddable = false;
  // What went wrong, for the log at level error; never sent.
  std::string cause;
  // Nothing was done, for want of a worker; for metrics.
  bool refused_busy = false;
  [[nodiscard]] std::size_t body_size() const { return shared_body ? shared_body->size() : body.size(); }
};

// What `parse` (Json -> Result<T>) makes of the body. Errors: invalid, and those of `parse`.
template <class Parse>
auto read_json(const Request& request, const Parse& parse) -> decltype(parse(contract::Json())) {
  const auto json = contract::parse_json(request.body);
  if (!json) return json.error();
  return parse(*json);
}

// application/json, no-store unless the caller sets Cache-Control.
Response json_response(int status, const contract::Json& json);
Response text_response(int status, std::string_view media_type, std::string body);
// 303 to `location` (a reference of a URI, encoded already), after a form; kept by nobody.
Response see_other(std::string location);
// A photograph for who asked alone: kept by nobody.
Response private_jpeg(std::string jpeg);
// application/problem+json for the error; see problem_reply.hpp for the parts. `request` gives the instance.
Response problem_response(const contract::Error& error, const Request& request);

// Without leading and trailing spaces and tabs (OWS, RFC 9110).
std::string_view trimmed_ows(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);
// The Bearer token of Authorization, or "".
std::string_view bearer_token(const Request& request);

}  // namespace wufei::http
