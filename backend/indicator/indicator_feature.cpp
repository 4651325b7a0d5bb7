// What indicator gives to the house.
#include "county/feature.hpp"
#include "indicator/indicator_commands.hpp"
#include "indicator/indicator_content.hpp"
#include "indicator/indicator_datasets.hpp"
#include "indicator/indicator_pages.hpp"
#include "indicator/indicator_routes.hpp"
#include "indicator/indicator_service.hpp"
#include "indicator/indicator_store.hpp"
#include "lib/cli/log.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

// Values of indicators whose chain is broken stay readable (the pages show their hashes), but nobody may
// overlook it.
void warn_of_broken_chain(const Settings& settings) {
  const auto chain = storage::verify_chain({settings.data, settings.store});
  if (chain && !chain->sound)
    log_error("the chain of indicator revisions is broken after " + std::to_string(chain->revisions) +
              " revisions: " + chain->fault + "; nothing more can be published");
}

contract::Status open(Ground& ground) {
  auto& indicators = ground.services.make<service::IndicatorService>(ground.store, ground.clock);
  if (auto read = indicators.set_content(ground.content.current()); !read) return read;
  ground.content.on_change([&indicators](const service::ContentPtr& fresh) {
    log_failure("read indicators", indicators.set_content(fresh));
  });
  warn_of_broken_chain(ground.settings);
  http::add_indicator_pages(ground.book, indicators, ground.settings.public_url);
  http::add_indicator_routes(ground.router, indicators, ground.book);
  service::add_indicator_datasets(ground.datasets, indicators);
  // Commands publish beside the running server: their rows are seen here.
  ground.chores.add(
      {"read indicators", "pages", 2s, 10s, [&indicators, &changes = ground.changes](const service::Turn&) {
         const auto fresh = indicators.refresh();
         if (fresh && *fresh) changes.tell("indicator", service::Change::news);
         return contract::status_of(fresh);
       }});
  return contract::ok();
}

}  // namespace

Feature indicator_feature() {
  return {"indicator",
          service::indicator_part,
          add_indicator_commands,
          open,
          {storage::IndicatorStore::facts()},
          verify_indicators};
}

}  // namespace wufei::app
