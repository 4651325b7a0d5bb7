// The sorting guide for programs: all items, the index for searching offline, search, categories,
// recyclables, places, and the queue of words that nobody could answer.
#pragma once

#include "county/content_source.hpp"
#include "guide/guide_service.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// GET /api/v1/guide, /guide/index, /guide/categories, /guide/recyclables, /guide/places: 200 or 304.
// GET /api/v1/guide/search?q=: 200, or 400 without q. GET /api/v1/guide/items/{id}: 200 or 404.
// POST /api/v1/guide/unknown-words {"word"}: 204, 400, 429. Both references must outlive the router.
void add_guide_routes(Router& router, service::ContentSource& source, service::GuideService& guide);

}  // namespace wufei::http
