#include "county/content_routes.hpp"

#include <memory>

#include "county/county_content.hpp"
#include "lib/base/replaced.hpp"
#include "lib/web/bytes_cache.hpp"

namespace wufei::http {

using service::CountyContent;

void add_content_route(Router& router, service::ContentSource& source, std::string_view path,
                       const char* name, std::function<contract::Json(const service::ContentSet&)> make) {
  const auto held = std::make_shared<contract::Replaced<const CachedBytes>>();
  const auto hold = [held, make = std::move(make)](const service::ContentPtr& content) {
    held->store(make_cached(contract::to_text(make(*content)), "application/json", kShortly));
  };
  hold(source.current());
  source.on_change(hold);
  router.add(Route::quick_get(
      path, name, [held](const Request& request) { return cached_reply(*held->load(), request); }));
}

void add_content_routes(Router& router, service::ContentSource& source) {
  add_content_route(router, source, contract::api::kAreas, "list_areas",
                    [](const service::ContentSet& content) {
                      return contract::areas_to_json(content.get<CountyContent>().areas);
                    });
  add_content_route(router, source, contract::api::kSite, "get_site", [](const service::ContentSet& content) {
    return contract::site_to_json(content.get<CountyContent>().site);
  });
}

}  // namespace wufei::http
