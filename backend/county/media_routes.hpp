// GET /media/{name}: the pictures of the articles, from memory, new ones after a change of the content.
#pragma once

#include "county/content_source.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// `source` must outlive the router.
void add_media_routes(Router& router, service::ContentSource& source);

}  // namespace wufei::http
