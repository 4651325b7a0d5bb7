// Routes of what is published and changes rarely: areas, what the portal says of itself, and what a subject
// adds of its own. Their bytes are built once per change of the content.
#pragma once

#include <string_view>

#include "county/content_source.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// GET `path`: 200 with what `make` makes of the content in force, or 304. `source` must outlive the router.
void add_content_route(Router& router, service::ContentSource& source, std::string_view path,
                       const char* name, contract::Json (*make)(const service::ContentSet& content));
// GET /api/v1/areas, /api/v1/site.
void add_content_routes(Router& router, service::ContentSource& source);

}  // namespace wufei::http
