#include "lib/web/router.hpp"

#include <algorithm>
#include <utility>

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"
#include "lib/web/cors.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;

// The media type alone, without parameters.
bool is_type(std::string_view content_type, std::string_view wanted) {
  return equal_ignoring_case(trimmed_ows(content_type.substr(0, content_type.find(';'))), wanted);
}

// The host and port of "https://host:port/...", or "".
std::string_view authority_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  return url.substr(0, url.find('/'));
}

bool has_wrong_type(const Route& route, std::string_view content_type) {
  if (route.takes == Takes::anything) return false;
  return !is_type(content_type,
                  route.takes == Takes::json ? "application/json" : "application/x-www-form-urlencoded");
}

Response method_reply(int status, const Request& request, std::string allow) {
  Response response = status == 204
                          ? Response{}
                          : problem_response(contract::make_error(ErrorCode::method_not_allowed), request);
  response.status = status;
  response.headers.set("Allow", std::move(allow));
  return response;
}

Response lead_to(const std::string& path) {
  std::string location;
  contract::append_percent_encoded(location, path, "/");
  return see_other(std::move(location));
}

Route with_body(const char* method, std::string_view pattern, std::string_view name, std::size_t max_body,
                Takes takes, Handler handler) {
  return {.method = method,
          .pattern = std::string(pattern),
          .max_body = max_body,
          .takes = takes,
          .handler = std::move(handler),
          .name = std::string(name)};
}

}  // namespace

Route Route::get(std::string_view pattern, std::string_view name, Handler handler) {
  return with_body("GET", pattern, name, 0, Takes::anything, std::move(handler));
}

Route Route::quick_get(std::string_view pattern, std::string_view name, Handler handler) {
  Route route = get(pattern, name, std::move(handler));
  route.quick = true;
  return route;
}

Route Route::post(std::string_view pattern, std::string_view name, std::size_t max_body, Handler handler) {
  return with_body("POST", pattern, name, max_body, Takes::anything, std::move(handler));
}

Route Route::post_json(std::string_view pattern, std::string_view name, std::size_t max_body,
                       Handler handler) {
  return with_body("POST", pattern, name, max_body, Takes::json, std::move(handler));
}

FormPage form_page_at(std::string_view pattern) {
  return [pattern = std::string(pattern)](const Request& request) {
    std::string path;
    for (const std::string_view segment : segments_of(pattern)) {
      const bool named = segment.starts_with('{');
      path.append("/").append(named ? request.path_parameter(segment.substr(1, segment.size() - 2))
                                    : segment);
    }
    return path;
  };
}

void Router::add(Route route) {
  route.max_body = std::min(route.max_body, kLargestBody);
  const auto [place, fresh] = by_pattern_.try_emplace(route.pattern, patterns_.size());
  if (fresh) {
    patterns_.push_back({segments_of(place->first), {}});
    const Segments& segments = patterns_.back().segments;
    const bool open = segments.empty() || segments.front().starts_with('{');
    by_shape_[{segments.size(), open ? std::string_view{} : segments.front()}].push_back(place->second);
  }
  patterns_[place->second].routes.push_back(routes_.size());
  routes_.push_back(std::move(route));
}

void Router::set_fallback(Handler handler) {
  fallback_ = std::move(handler);
}

const Router::Pattern* Router::match(std::string_view path) const {
  if (const auto literal = by_pattern_.find(path); literal != by_pattern_.end())
    return &patterns_[literal->second];
  const Segments segments = segments_of(path);
  std::size_t first = patterns_.size();
  for (const std::string_view begin : {segments.empty() ? std::string_view{} : segments.front(), {}})
    if (const auto alike = by_shape_.find({segments.size(), begin}); alike != by_shape_.end())
      for (const std::size_t index : alike->second)
        if (index < first && fits(patterns_[index].segments, segments)) first = index;
  return first == patterns_.size() ? nullptr : &patterns_[first];
}

const Route* Router::route_for(const Pattern& pattern, std::string_view method) const {
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  for (const std::size_t index : pattern.routes)
    if (routes_[index].method == wanted) return &routes_[index];
  return nullptr;
}

// The form at a path that is no page itself, or nullptr.
const Route* Router::form_without_page(const Pattern& pattern) const {
  if (route_for(pattern, "GET") != nullptr) return nullptr;
  for (const std::size_t index : pattern.routes)
    if (routes_[index].form_page) return &routes_[index];
  return nullptr;
}

std::string Router::allowed(const Pattern& pattern) const {
  std::string methods = form_without_page(pattern) != nullptr ? "GET, HEAD, " : "";
  for (const std::size_t index : pattern.routes) {
    methods += routes_[index].method + ", ";
    if (routes_[index].method == "GET") methods += "HEAD, ";
  }
  return methods + "OPTIONS";
}

std::size_t Router::body_limit(std::string_view method, std::string_view path) const {
  const Pattern* pattern = match(path);
  const Route* route = pattern == nullptr ? nullptr : route_for(*pattern, method);
  return route == nullptr ? kUnroutedBody : route->max_body;
}

Response Router::handle(Request& request, const std::function<bool()>& before_slow) const {
  if (look_) look_(request);
  Response response = told(request, answer(request, before_slow));
  if (finish_) finish_(request, response);
  open_to_origins(request, response);
  return response;
}

// The voice of a prefix, never that of "".
const Voice* Router::voice_of(std::string_view path) const {
  for (const auto& [prefix, voice] : voices_)
    if (!prefix.empty() && path.starts_with(prefix)) return &voice;
  return nullptr;
}

// Only what is posted has a body that may be too large.
const Voice* Router::voice_of_large(std::string_view path) const {
  const Pattern* pattern = match(path);
  const Route* route = pattern == nullptr ? nullptr : route_for(*pattern, "POST");
  return route != nullptr && route->too_large ? &route->too_large : nullptr;
}

Response Router::told(const Request& request, Response response) const {
  if (response.headers.value("Content-Type") != contract::kProblemMediaType) return response;
  if (response.status == contract::error_status(ErrorCode::too_large))
    if (const Voice* voice = voice_of_large(request.path)) return (*voice)(request, std::move(response));
  if (const Voice* voice = voice_of(request.path)) return (*voice)(request, std::move(response));
  for (const auto& [prefix, voice] : voices_)
    if (prefix.empty()) return voice(request, std::move(response));
  return response;
}

namespace {

// Whoever sent something must know what became of it.
Response busy(const Request& request) {
  contract::Error error = contract::make_error(ErrorCode::unavailable);
  error.retry_after_s = 5;
  Response response = problem_response(error, request);
  if (request.method == "GET" || request.method == "HEAD") return response;
  if (auto problem = contract::parse_json(response.body)) {
    (*problem)["detail"] = contract::text(contract::Text::server_busy_detail);
    response.body = contract::to_text(*problem);
  }
  return response;
}

}  // namespace

Response Router::answer(Request& request, const std::function<bool()>& before_slow) const {
  const Pattern* pattern = match(request.path);
  if (pattern == nullptr) return unmatched(request, "GET, HEAD, OPTIONS");
  const Route* route = route_for(*pattern, request.method);
  const Route* form = route == nullptr ? form_without_page(*pattern) : nullptr;
  if (route == nullptr && form == nullptr && routes_[pattern->routes.front()].takes == Takes::form)
    return unmatched(request, "GET, HEAD, " + allowed(*pattern));
  request.route = routes_[pattern->routes.front()].pattern;
  if (form != nullptr && (request.method == "GET" || request.method == "HEAD")) {
    request.path_parameters = parameters_of(pattern->segments, segments_of(request.path));
    return lead_to(form->form_page(request));
  }
  if (route == nullptr)
    return method_reply(request.method == "OPTIONS" ? 204 : 405, request, allowed(*pattern));
  // A program that means one thing must not get another; a page does without.
  if (request.query_broken) return problem_response(contract::make_error(ErrorCode::invalid), request);
  Response refusal;
  if (!prepare(*route, request, *pattern, refusal)) return refusal;
  if (!route->quick && before_slow && !before_slow()) return busy(request);
  return route->handler(request);
}

// False with a refusal when the request is not what the route takes.
bool Router::prepare(const Route& route, Request& request, const Pattern& pattern, Response& refusal) const {
  if (route.method != "GET" && !route.takes_foreign && is_foreign(request)) {
    refusal = problem_response(contract::make_error(ErrorCode::forbidden), request);
    return false;
  }
  const std::string_view coding = request.headers.value("Content-Encoding");  // none is undone here
  const bool coded = !coding.empty() && !equal_ignoring_case(coding, "identity") && !request.body.empty();
  const bool wrong_type = coded || has_wrong_type(route, request.headers.value("Content-Type"));
  if (wrong_type || request.body.size() > route.max_body) {
    const ErrorCode code = wrong_type ? ErrorCode::unsupported_media : ErrorCode::too_large;
    refusal = problem_response(contract::make_error(code), request);
    return false;
  }
  request.path_parameters = parameters_of(pattern.segments, segments_of(request.path));
  return true;
}

// A request that a page of another site made this visitor's browser send would act in the visitor's name. A
// browser of today says so itself (Fetch Metadata); an older one names the page's Origin. Programs send
// neither.
bool Router::is_foreign(const Request& request) const {
  if (const std::string* site = request.headers.find("Sec-Fetch-Site")) return *site == "cross-site";
  const std::string* origin = request.headers.find("Origin");
  if (origin == nullptr) return false;
  const std::string_view from = authority_of(*origin);
  if (from.empty()) return true;  // "null": a page that hides where it is from
  for (const std::string_view own :
       {request.headers.value("Host"), request.headers.value("X-Forwarded-Host"), authority_of(public_url_)})
    if (equal_ignoring_case(from, own)) return false;
  return true;
}

// `allow`: the methods of a page at this path.
Response Router::unmatched(const Request& request, const std::string& allow) const {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  const bool answered = fallback_ && voice_of(request.path) == nullptr;
  if (answered && reads) return fallback_(request);
  if (answered && request.method == "OPTIONS") return method_reply(204, request, allow);
  if (answered && has_page(request)) return method_reply(405, request, allow);
  return problem_response(contract::make_error(ErrorCode::not_found), request);
}

bool Router::has_page(const Request& request) const {
  Request reading = request;
  reading.method = "GET";
  reading.body.clear();
  return fallback_(reading).status < 400;
}

}  // namespace wufei::http
