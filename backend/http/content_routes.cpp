#include "http/content_routes.hpp"

#include "contract/routes.hpp"
#include "http/bytes_cache.hpp"
#include "http/openapi_document.hpp"

namespace wufei::http {
namespace {

// A change of the content reaches everybody within a minute; until then a page needs no second question.
constexpr const char* kShortly = "public, max-age=60";

void add_cached(Router& router, std::string_view path, std::string bytes, const char* name) {
  const auto cached = make_cached(std::move(bytes), "application/json", kShortly);
  router.add({"GET", std::string(path), 0, false,
              [cached](const Request& request) { return cached_reply(*cached, request); }, name, true});
}

}  // namespace

void add_content_routes(Router& router, const service::Content& content) {
  contract::Json catalogue = contract::catalogue_to_json(content.catalogue);
  catalogue["rules"] = contract::public_rules_to_json(content.rules);
  add_cached(router, contract::api::kAreas, contract::to_text(contract::areas_to_json(content.areas)),
             "list_areas");
  add_cached(router, contract::api::kCatalogue, contract::to_text(catalogue), "get_catalogue");
  add_cached(router, contract::api::kSite, contract::to_text(contract::site_to_json(content.site)),
             "get_site");
}

void add_openapi_route(Router& router) {
  add_cached(router, contract::api::kOpenApi, std::string(openapi_document()), "get_openapi");
}

}  // namespace wufei::http
