// What guide gives to the house.
#include "county/feature.hpp"
#include "guide/guide_commands.hpp"
#include "guide/guide_content.hpp"
#include "guide/guide_datasets.hpp"
#include "guide/guide_pages.hpp"
#include "guide/guide_routes.hpp"
#include "guide/guide_service.hpp"
#include "guide/guide_store.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

contract::Status open(Ground& ground) {
  auto& guide = ground.services.make<service::GuideService>(ground.content, ground.store, ground.clock);
  http::add_guide_routes(ground.router, ground.content, guide);
  http::add_guide_pages(ground.book, ground.content, guide, ground.router.limits());
  service::add_guide_datasets(ground.datasets);
  ground.chores.add({.name = "write unknown words",
                     .lane = "upkeep",
                     .every = 2s,
                     .limit = 5s,
                     .run = [&guide](const service::Turn&) { return contract::status_of(guide.flush()); },
                     .at_stop = true});
  ground.chores.add_alone({"drop old words", "upkeep", 1h, 1min,
                           [&guide](const service::Turn&) { return contract::status_of(guide.drop_old()); }});
  return contract::ok();
}

}  // namespace

Feature guide_feature() {
  return {"guide", service::guide_part, add_guide_commands, open, {storage::GuideStore::facts()}};
}

}  // namespace wufei::app
