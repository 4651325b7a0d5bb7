// What the ground gives to the house.
#include "county/content_routes.hpp"
#include "county/county_content.hpp"
#include "county/county_datasets.hpp"
#include "county/county_pages.hpp"
#include "county/feature.hpp"
#include "county/published/content_keeper.hpp"
#include "county/published/picture_store.hpp"
#include "county/published/revision_store.hpp"
#include "lib/cli/log.hpp"
#include "lib/store/meta_store.hpp"
#include "lib/store/shared/lease_store.hpp"
#include "lib/store/shared/spent_store.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

// A bad change is refused as a whole: what is in force stays, and the log says why.
contract::Status reload(service::ContentKeeper& keeper) {
  if (const auto replaced = keeper.reload(); !replaced) {
    contract::Error error = replaced.error();
    error.detail.insert(0, "content changed but is refused, the earlier one stays: ");
    return error;
  }
  log_info("content changed and is in force");
  return contract::ok();
}

contract::Status open(Ground& ground) {
  http::add_content_routes(ground.router, ground.content);
  http::add_county_pages(ground.book, ground.content);
  service::add_county_datasets(ground.datasets);
  auto& keeper = ground.services.make<service::ContentKeeper>(
      ground.settings.content, ground.settings.parts(), ground.store, ground.content, ground.changes);
  // What the desk published before this start.
  if (auto published = keeper.refresh(); !published) return published;
  auto& watch = ground.services.make<service::ContentWatch>(ground.settings.content);
  ground.chores.add({"watch content", "pages", 2s, 30s, [&keeper, &watch](const service::Turn&) {
                       return watch.poll() ? reload(keeper) : keeper.refresh();
                     }});
  return contract::ok();
}

}  // namespace

Feature county_feature() {
  return {"county",
          service::county_part,
          nullptr,
          open,
          {storage::MetaStore::facts(), storage::LeaseStore::facts(), storage::SpentStore::facts(),
           storage::RevisionStore::facts(), storage::PictureStore::facts()}};
}

}  // namespace wufei::app
