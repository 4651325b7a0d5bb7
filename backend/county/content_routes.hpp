// Routes of what the county publishes and changes rarely. Their bytes are built once per change of the
// content.
#pragma once

#include <functional>
#include <string_view>

#include "county/content_source.hpp"
#include "lib/base/json.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// GET `path`: what `make` answers of the content in force; 200 or 304. `source` must outlive the router.
void add_content_route(Router& router, service::ContentSource& source, std::string_view path,
                       const char* name, std::function<contract::Json(const service::ContentSet&)> make);
// GET /api/v1/areas, /api/v1/site
void add_content_routes(Router& router, service::ContentSource& source);

}  // namespace wufei::http
