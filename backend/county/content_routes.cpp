#include "county/content_routes.hpp"

#include <atomic>
#include <memory>

#include "county/county_content.hpp"
#include "lib/document/routes.hpp"
#include "lib/web/bytes_cache.hpp"

namespace wufei::http {
namespace {

// A change of the content reaches everybody within a minute; until then a page needs no second question.
constexpr const char* kShortly = "public, max-age=60";

contract::Json areas_json(const service::ContentSet& content) {
  return contract::areas_to_json(content.get<service::CountyContent>().areas);
}

contract::Json site_json(const service::ContentSet& content) {
  return contract::site_to_json(content.get<service::CountyContent>().site);
}

}  // namespace

void add_content_route(Router& router, service::ContentSource& source, std::string_view path,
                       const char* name, contract::Json (*make)(const service::ContentSet& content)) {
  const auto bytes_of = [make](const service::ContentPtr& content) {
    return make_cached(contract::to_text(make(*content)), "application/json", kShortly);
  };
  using Held = std::atomic<std::shared_ptr<const CachedBytes>>;
  const auto held = std::make_shared<Held>(bytes_of(source.current()));
  source.on_change([held, bytes_of](const service::ContentPtr& content) { held->store(bytes_of(content)); });
  router.add({"GET", std::string(path), 0, false,
              [held](const Request& request) { return cached_reply(*held->load(), request); }, name, true});
}

void add_content_routes(Router& router, service::ContentSource& source) {
  add_content_route(router, source, contract::api::kAreas, "list_areas", areas_json);
  add_content_route(router, source, contract::api::kSite, "get_site", site_json);
}

}  // namespace wufei::http
