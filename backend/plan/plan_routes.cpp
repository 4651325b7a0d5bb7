#include "plan/plan_routes.hpp"

#include <memory>
#include <utility>

#include "lib/base/replaced.hpp"
#include "lib/web/bytes_cache.hpp"
#include "plan/plan.hpp"
#include "plan/plan_content.hpp"

namespace wufei::http {
namespace {

using Bytes = std::shared_ptr<const CachedBytes>;

struct PlanBytes {
  Bytes tasks, targets, discrepancies, cells, bodies;
};
using Held = std::shared_ptr<contract::Replaced<const PlanBytes>>;

Bytes cached_json(const contract::Json& json) {
  return make_cached(contract::to_text(json), "application/json", "public, max-age=60");
}

std::shared_ptr<const PlanBytes> bytes_of(const contract::Plan& plan) {
  return std::make_shared<const PlanBytes>(PlanBytes{
      cached_json(contract::tasks_to_json(plan)), cached_json(contract::targets_to_json(plan)),
      cached_json(contract::discrepancies_to_json(plan)), cached_json(contract::cells_to_json(plan.cells)),
      cached_json(contract::bodies_to_json(plan))});
}

void add_held(Router& router, std::string_view path, const char* name, Held held, Bytes PlanBytes::*member) {
  router.add(Route::quick_get(path, name, [held = std::move(held), member](const Request& request) {
    return cached_reply(*((*held->load()).*member), request);
  }));
}

}  // namespace

void add_plan_routes(Router& router, service::ContentSource& source) {
  const Held held =
      std::make_shared<Held::element_type>(bytes_of(source.current()->get<service::PlanContent>()));
  source.on_change([held](const service::ContentPtr& content) {
    held->store(bytes_of(content->get<service::PlanContent>()));
  });
  add_held(router, contract::api::kTasks, "list_tasks", held, &PlanBytes::tasks);
  add_held(router, contract::api::kTargets, "list_targets", held, &PlanBytes::targets);
  add_held(router, contract::api::kDiscrepancies, "list_discrepancies", held, &PlanBytes::discrepancies);
  add_held(router, contract::api::kCells, "list_cells", held, &PlanBytes::cells);
  add_held(router, contract::api::kBodies, "list_bodies", held, &PlanBytes::bodies);
}

}  // namespace wufei::http
