#include "county/content_routes.hpp"

#include <atomic>
#include <memory>

#include "county/county_content.hpp"
#include "lib/document/routes.hpp"
#include "lib/web/bytes_cache.hpp"
#include "opendata/openapi_document.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

// A change of the content reaches everybody within a minute; until then a page needs no second question.
constexpr const char* kShortly = "public, max-age=60";

struct ContentBytes {
  std::shared_ptr<const CachedBytes> areas, catalogue, site;
};

std::shared_ptr<const CachedBytes> cached_json(const contract::Json& json) {
  return make_cached(contract::to_text(json), "application/json", kShortly);
}

std::shared_ptr<const ContentBytes> bytes_of(const service::ContentSet& content) {
  contract::Json catalogue = contract::catalogue_to_json(content.get<service::PickupContent>().catalogue);
  catalogue["rules"] = contract::public_rules_to_json(content.get<service::PickupContent>().rules);
  return std::make_shared<const ContentBytes>(
      ContentBytes{cached_json(contract::areas_to_json(content.get<service::CountyContent>().areas)),
                   cached_json(catalogue),
                   cached_json(contract::site_to_json(content.get<service::CountyContent>().site))});
}

using Held = std::shared_ptr<std::atomic<std::shared_ptr<const ContentBytes>>>;

void add_held(Router& router, std::string_view path, const char* name, Held held,
              std::shared_ptr<const CachedBytes> ContentBytes::*member) {
  router.add({"GET", std::string(path), 0, false,
              [held = std::move(held), member](const Request& request) {
                return cached_reply(*((*held->load()).*member), request);
              },
              name, true});
}

}  // namespace

void add_content_routes(Router& router, service::ContentSource& source) {
  const Held held = std::make_shared<Held::element_type>(bytes_of(*source.current()));
  source.on_change([held](const service::ContentPtr& content) { held->store(bytes_of(*content)); });
  add_held(router, contract::api::kAreas, "list_areas", held, &ContentBytes::areas);
  add_held(router, contract::api::kCatalogue, "get_catalogue", held, &ContentBytes::catalogue);
  add_held(router, contract::api::kSite, "get_site", held, &ContentBytes::site);
}

void add_openapi_route(Router& router) {
  const auto cached = make_cached(std::string(openapi_document()), "application/json", kShortly);
  router.add({"GET", std::string(contract::api::kOpenApi), 0, false,
              [cached](const Request& request) { return cached_reply(*cached, request); }, "get_openapi",
              true});
}

}  // namespace wufei::http
