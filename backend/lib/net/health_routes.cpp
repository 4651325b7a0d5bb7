#include "lib/net/health_routes.hpp"

#include "lib/web/caller.hpp"

namespace wufei::http {

void add_health_routes(Router& router, std::function<contract::Status()> ready, const Metrics& metrics) {
  const auto fine = [] { return json_response(200, {{"status", "ok"}}); };
  router.add(Route::quick_get("/healthz", "health", [fine](const Request&) { return fine(); }));
  router.add(Route::quick_get("/readyz", "ready", [fine, ready = std::move(ready)](const Request& request) {
    const contract::Status status = ready();
    return status ? fine() : problem_response(status.error(), request);
  }));
  // No worker is needed for any of them: they may all wait for the database.
  router.add(Route::quick_get("/metrics", "metrics", [&metrics](const Request& request) {
    const bool forwarded = request.headers.find("X-Forwarded-For") || request.headers.find("Forwarded");
    if (is_loopback(request.peer) && !forwarded) return metrics.reply();
    return problem_response(contract::make_error(contract::ErrorCode::forbidden, "not from here"), request);
  }));
}

}  // namespace wufei::http
