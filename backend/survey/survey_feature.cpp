// What survey gives to the house.
#include "county/feature.hpp"
#include "survey/desk/survey_desk.hpp"
#include "survey/survey_commands.hpp"
#include "survey/survey_content.hpp"
#include "survey/survey_pages.hpp"
#include "survey/survey_progress_store.hpp"
#include "survey/survey_routes.hpp"
#include "survey/survey_service.hpp"
#include "survey/survey_store.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

contract::Status open(Ground& ground) {
  auto& surveys =
      ground.services.make<service::SurveyService>(ground.store, ground.content, ground.clock, ground.ids);
  if (auto fits = surveys.fits_answers(*ground.content.current()); !fits) return fits;
  ground.content.on_check(
      [&surveys](const service::ContentSet& fresh) { return surveys.fits_answers(fresh); });
  http::add_survey_routes(ground.router, ground.book, surveys, ground.metrics, ground.settings.https());
  if (auto* pickups = ground.services.find<service::PickupService>()) {
    http::add_invitation_route(ground.router, surveys, *pickups);
    http::add_rating_route(ground.router, ground.book, surveys, *pickups);
  }
  http::add_survey_pages(ground.book, surveys);
  http::add_survey_desk({*ground.services.find<http::StaffDoor>(), surveys,
                         *ground.services.find<service::PublishingService>(), ground.content, ground.clock,
                         ground.ids, ground.settings.public_url});
  ground.chores.add(
      {"count surveys", "pages", 2s, 10s, [&surveys, &changes = ground.changes](const service::Turn&) {
         return surveys.take_changes([&changes] { changes.tell("survey", service::Change::counts); });
       }});
  if (ground.store.is_shared())  // SQLite orders these tables by their random keys
    ground.chores.add_alone({"reorder survey answers", "upkeep", 1h, 1min,
                             [&surveys](const service::Turn&) { return surveys.reorder_answers(); }});
  return contract::ok();
}

}  // namespace

Feature survey_feature() {
  return {"survey",
          service::survey_part,
          add_survey_commands,
          open,
          {storage::SurveyStore::facts(), storage::SurveyProgressStore::facts()}};
}

}  // namespace wufei::app
