// Routes of what the county publishes and changes rarely: areas, the catalogue with its rules, what the
// portal says of itself. Their bytes are built once
// per change of the content.
#pragma once

#include <memory>

#include "county/content_source.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// GET /api/v1/areas, /api/v1/catalogue, /api/v1/site: 200 or 304.
// `source` must outlive the router.
void add_content_routes(Router& router, service::ContentSource& source);
// GET /api/v1/openapi.json: 200 or 304.
void add_openapi_route(Router& router);

}  // namespace wufei::http
