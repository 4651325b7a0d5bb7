// Routes for whoever runs the server: is it alive, is it ready, what does it count.
#pragma once

#include <functional>

#include "lib/base/result.hpp"
#include "lib/net/metrics.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// GET /healthz 200; GET /readyz 200 or 503 by `ready`; GET /metrics for callers on this machine only (403
// otherwise).
void add_health_routes(Router& router, std::function<contract::Status()> ready, const Metrics& metrics);

}  // namespace wufei::http
