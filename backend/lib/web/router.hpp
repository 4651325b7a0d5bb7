// The table of routes: which handler answers which method and path. Knows HTTP's rules about methods (404,
// 405 with Allow, HEAD, OPTIONS, 415), refuses what other sites' pages make a browser send, and knows nothing
// about any route's subject.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/web/exchange.hpp"
#include "lib/web/path_pattern.hpp"
#include "lib/web/shared_limits.hpp"

namespace wufei::http {

using Handler = std::function<Response(const Request&)>;
// Says a refusal (problem+json, its status and header fields as they shall be) in the way of whoever asks.
using Voice = std::function<Response(const Request&, Response)>;
using FormPage = std::function<std::string(const Request&)>;

inline constexpr std::size_t kLargestBody = 1024 * 1024;  // bytes; no route may take more
inline constexpr std::size_t kUnroutedBody = 64 * 1024;   // bytes read where no route will take them

// What a route takes as a body; any other Content-Type is 415. form: application/x-www-form-urlencoded, of a
// page at the same path, which the fallback answers, or of its form_page.
enum class Takes : unsigned char { anything, json, form };

// Made by one of the functions below, which name what a route is; what is rarer is set afterwards.
struct Route {
  std::string method;        // GET POST PATCH DELETE
  std::string pattern;       // "/api/v1/parcels/{reference}", see path_pattern.hpp
  std::size_t max_body = 0;  // bytes; more is 413 before it is read
  Takes takes = Takes::anything;
  Handler handler;
  std::string name;  // for logs, e.g. "get_parcel"
  // The handler takes well under a millisecond as a rule: cached bytes, a small read of the database. It then
  // costs no hand-over to another thread; when it does take long, others wait for it some 20 ms at most.
  // Where the database is another machine it gives way before it asks that (lib/base/waiting.hpp): the
  // handler then ends with 503 and is called once more. What it counts or notes it does after its last look
  // at the database, so that nothing of one request counts twice; a route that takes a guess is never quick.
  bool quick = false;
  // What a page of another site makes a visitor's browser send is taken too, because it proves in another way
  // that it is wanted (a key). Never set it for what acts in the name of whoever sends it.
  bool takes_foreign = false;
  // How 413 is said to who sent more than max_body; without it, as any other refusal of the path.
  Voice too_large = {};
  // Of a form whose own path is no page: the path, decoded, of the page that it stands on. Who comes here
  // without sending anything (a tab opened again, Enter in the bar of addresses) is led there: GET and HEAD
  // answer 303. Without it they are 405, as for every path of programs.
  FormPage form_page = {};

  static Route get(std::string_view pattern, std::string_view name, Handler handler);
  static Route quick_get(std::string_view pattern, std::string_view name, Handler handler);
  static Route post(std::string_view pattern, std::string_view name, std::size_t max_body, Handler handler);
  static Route post_json(std::string_view pattern, std::string_view name, std::size_t max_body,
                         Handler handler);
};

// The page of a form at a pattern of pages, with no parameters but those of the form's own.
FormPage form_page_at(std::string_view pattern);

// A handler over what several routes share, which lives as long as one of them does. `work`: a function of
// (Shared&, const Request&), or a member of Shared.
template <typename Shared, typename Work>
Handler over(std::shared_ptr<Shared> shared, Work work) {
  return [shared = std::move(shared), work](const Request& request) -> Response {
    return std::invoke(work, *shared, request);
  };
}

class Router {
 public:
  Router() = default;
  Router(Router&&) = default;
  Router& operator=(Router&&) = default;

  // Call before the server starts; routes never change while it runs.
  void add(Route route);
  // Answers GET and HEAD of paths that no pattern matches (static files, pages). Must be quick and answer 404
  // itself.
  void set_fallback(Handler handler);
  // How refusals of paths below `prefix` ("/open311/") are said, whoever refuses; also of those that no
  // pattern matches. "": of all other paths.
  void set_voice(std::string prefix, Voice voice) {
    voices_.emplace_back(std::move(prefix), std::move(voice));
  }
  // A refusal in the voice of the request's path; any other reply as it is. For what never comes to handle().
  [[nodiscard]] Response told(const Request& request, Response response) const;
  // The last hand on every reply of handle().
  void set_finish(std::function<void(const Request&, Response&)> finish) { finish_ = std::move(finish); }
  // `look` sees every request before it is answered, for what an operator must be told. From any thread.
  void set_look(std::function<void(const Request&)> look) { look_ = std::move(look); }
  // The site's own address ("https://host"), when a proxy does not pass the Host that the browser named.
  void set_public_url(std::string url) { public_url_ = std::move(url); }

  // Fills request.path_parameters and request.route, then answers. OPTIONS and HEAD of every path included;
  // a HEAD reply keeps its body for the server to count and drop. Lets exceptions through. `before_slow` is
  // called before a handler that is not quick; when it says false, the reply is 503 instead.
  [[nodiscard]] Response handle(Request& request, const std::function<bool()>& before_slow = {}) const;
  // `path` undecoded. Bytes of body that may be read for this request.
  [[nodiscard]] std::size_t body_limit(std::string_view method, std::string_view path) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }
  // Where routes put the limits that they keep, for processes that share them. At the same place for ever.
  [[nodiscard]] service::SharedLimits& limits() { return *limits_; }

 private:
  struct Pattern {
    Segments segments;                // views into the keys of by_pattern_
    std::vector<std::size_t> routes;  // into routes_
  };
  [[nodiscard]] Response answer(Request& request, const std::function<bool()>& before_slow) const;
  [[nodiscard]] const Pattern* match(std::string_view path) const;
  [[nodiscard]] const Route* route_for(const Pattern& pattern, std::string_view method) const;
  [[nodiscard]] const Route* form_without_page(const Pattern& pattern) const;
  [[nodiscard]] std::string allowed(const Pattern& pattern) const;
  [[nodiscard]] bool prepare(const Route& route, Request& request, const Pattern& pattern,
                             Response& refusal) const;
  [[nodiscard]] Response unmatched(const Request& request, const std::string& allow) const;
  [[nodiscard]] bool has_page(const Request& request) const;
  [[nodiscard]] bool is_foreign(const Request& request) const;
  [[nodiscard]] const Voice* voice_of(std::string_view path) const;
  [[nodiscard]] const Voice* voice_of_large(std::string_view path) const;

  std::unique_ptr<service::SharedLimits> limits_ = std::make_unique<service::SharedLimits>();
  std::vector<Route> routes_;
  std::vector<Pattern> patterns_;
  std::map<std::string, std::size_t, std::less<>> by_pattern_;  // text -> patterns_
  // Number of segments and the first of them ("" for a parameter) -> patterns_, in order.
  std::map<std::pair<std::size_t, std::string_view>, std::vector<std::size_t>> by_shape_;
  Handler fallback_;
  std::vector<std::pair<std::string, Voice>> voices_;  // by prefix
  std::string public_url_;
  std::function<void(const Request&)> look_;
  std::function<void(const Request&, Response&)> finish_;
};

}  // namespace wufei::http
