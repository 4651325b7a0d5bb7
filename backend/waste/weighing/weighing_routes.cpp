#include "waste/weighing/weighing_routes.hpp"

#include <memory>

#include "lib/web/caller_limit.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::http {
namespace {

constexpr std::size_t kWeighingBody = 4 * 1024;
// A scale that was without a network for days delivers all at once; many wrong keys are somebody who guesses.
constexpr RateLimit kDeliveries{600, 5.0}, kWrongKeys{30, 1.0 / 30};

struct WeighingRoutes {
  explicit WeighingRoutes(service::WeighingService& service) : weighings(service) {}
  service::WeighingService& weighings;
  CallerLimit callers{kDeliveries};
  CallerLimit wrong_keys{kWrongKeys};
};

Response take_weighing(WeighingRoutes& routes, const Request& request) {
  if (const auto refusal = routes.callers.take(request.peer)) return problem_response(*refusal, request);
  const auto device = routes.weighings.device(bearer_token(request));
  if (!device) {
    if (const auto refusal = routes.wrong_keys.take(request.peer)) return problem_response(*refusal, request);
    return problem_response(device.error(), request);
  }
  const auto wish = read_json(request, service::parse_weighing);
  if (!wish) return problem_response(wish.error(), request);
  const auto answer = routes.weighings.take(*device, *wish);
  if (!answer) return problem_response(answer.error(), request);
  return json_response(answer->known ? 200 : 201, service::weighing_to_json(answer->weighing));
}

}  // namespace

void add_weighing_routes(Router& router, service::WeighingService& weighings) {
  const auto routes = std::make_shared<WeighingRoutes>(weighings);
  router.limits().add("weighings of a caller", routes->callers.shared());
  router.limits().add("wrong keys of a caller", routes->wrong_keys.shared());
  router.add(
      Route::post_json("/api/v1/weighings", "take_weighing", kWeighingBody, over(routes, take_weighing)));
}

}  // namespace wufei::http
