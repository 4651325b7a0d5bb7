// What plan gives to the house.
#include "county/feature.hpp"
#include "plan/plan_content.hpp"
#include "plan/plan_datasets.hpp"
#include "plan/plan_pages.hpp"
#include "plan/plan_routes.hpp"

namespace wufei::app {
namespace {

contract::Status open(Ground& ground) {
  http::add_plan_routes(ground.router, ground.content);
  http::add_plan_pages(ground.book, ground.content);
  service::add_plan_datasets(ground.datasets);
  return contract::ok();
}

}  // namespace

Feature plan_feature() {
  return {"plan", service::plan_part, nullptr, open};
}

}  // namespace wufei::app
