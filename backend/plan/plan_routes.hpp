// Routes of what the plan promises: tasks, targets, contradictions, bodies and the register of zero-waste
// cells. Their bytes are built once per change of the content.
#pragma once

#include "county/content_source.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// GET /api/v1/tasks, /targets, /discrepancies, /cells, /bodies: 200 or 304. `source` must outlive the router.
void add_plan_routes(Router& router, service::ContentSource& source);

}  // namespace wufei::http
