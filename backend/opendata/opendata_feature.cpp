// What opendata gives to the house.
#include "county/feature.hpp"
#include "feedback/feedback_service.hpp"
#include "lib/cli/log.hpp"
#include "opendata/api_reference_page.hpp"
#include "opendata/open_data_content.hpp"
#include "opendata/open_data_pages.hpp"
#include "opendata/open_data_routes.hpp"
#include "opendata/voice_datasets.hpp"
#include "survey/survey_service.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

contract::Status refresh(http::OpenData& data, const service::Changes& changes) {
  const auto fresh = data.refresh();
  if (fresh && *fresh) changes.tell("opendata", service::Change::news);
  return contract::status_of(fresh);
}

// Counts of cases and answers change all the time: one edition a day is enough for them. What the county
// publishes makes one at once.
contract::Status refresh_daily(http::OpenData& data, const service::Changes& changes, std::int32_t today,
                               std::int32_t& made_on) {
  if (today == made_on && data.current()) return contract::ok();
  made_on = today;
  return refresh(data, changes);
}

// The portal serves without open data when it cannot be made or kept: bookings must not wait for it.
contract::Status open(Ground& ground) {
  auto* feedback = ground.services.find<service::FeedbackService>();
  auto* surveys = ground.services.find<service::SurveyService>();
  if (feedback && surveys) service::add_voice_datasets(ground.datasets, *feedback, *surveys);
  http::add_openapi_route(ground.router);
  auto& data =
      ground.services.make<http::OpenData>(ground.datasets, ground.content, ground.clock,
                                           ground.settings.data / "open-data", ground.settings.public_url);
  log_failure("make open data", data.open());
  ground.content.on_change([&data, &changes = ground.changes](const service::ContentPtr&) {
    log_failure("make open data", refresh(data, changes));
  });
  ground.changes.listen([&data, &changes = ground.changes](std::string_view subject, service::Change change) {
    if ((subject == "indicator" || subject == "ledger") && change == service::Change::news)
      log_failure("make open data", refresh(data, changes));
  });
  http::add_open_data_routes(ground.router, data);
  http::add_open_data_pages(ground.book, data, ground.datasets.names());
  http::add_api_reference_page(ground.book);
  ground.chores.add({"make open data", "pages", 2s, 1min,
                     [&ground, &data, day = std::int32_t{0}](const service::Turn&) mutable {
                       return refresh_daily(data, ground.changes,
                                            contract::china_date(ground.clock.now()).days, day);
                     }});
  return contract::ok();
}

}  // namespace

Feature opendata_feature() {
  return {"opendata", service::open_data_part, nullptr, open};
}

}  // namespace wufei::app
