// What feedback gives to the house.
#include "county/feature.hpp"
#include "feedback/feedback_commands.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_form.hpp"
#include "feedback/feedback_pages.hpp"
#include "feedback/feedback_routes.hpp"
#include "feedback/feedback_service.hpp"
#include "feedback/feedback_store.hpp"
#include "feedback/open311_routes.hpp"
#include "feedback/own/cases_again.hpp"
#include "feedback/own/mine_routes.hpp"
#include "feedback/published_feedback_store.hpp"
#include "feedback/staff/call_store.hpp"
#include "lib/cli/log.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;
using service::FeedbackService;
using service::Turn;

// Staff publish with the command line, in a process of their own: the pages follow within a round.
service::Chore watch_published(FeedbackService& feedback, const service::Changes& changes) {
  return {"look for published cases", "pages", 2s, 5s,
          [&feedback, &changes, seen = std::int64_t{0}](const Turn&) mutable {
            const auto stamp = feedback.published_stamp();
            if (!stamp) return contract::Status(stamp.error());
            if (*stamp != seen) changes.tell("feedback", service::Change::news);
            seen = *stamp;
            return contract::ok();
          }};
}

void add_chores(service::Chores& chores, FeedbackService& feedback, const service::Changes& changes) {
  chores.add(watch_published(feedback, changes));
  // Counts follow within five minutes, so that a busy hour does not make every page anew all the time.
  chores.add({"count cases", "pages", 5min, 5s, [&changes](const Turn&) {
                changes.tell("feedback", service::Change::counts);
                return contract::ok();
              }});
  chores.add_alone({"close settled cases", "upkeep", 1h, 1min,
                    [&feedback](const Turn&) { return contract::status_of(feedback.close_settled()); }});
  chores.add_alone({"drop unclaimed photographs", "upkeep", 1h, 1min,
                    [&feedback](const Turn&) { return contract::status_of(feedback.drop_photos()); }});
  chores.add_alone({"erase personal data of cases", "upkeep", 1h, 1min, [&feedback](const Turn&) {
                      const auto erased = feedback.erase_expired();
                      if (erased && *erased > 0)
                        log_info("personal data erased of cases: " + std::to_string(*erased));
                      return contract::status_of(erased);
                    }});
}

contract::Status open(Ground& ground) {
  auto& feedback =
      ground.services.make<FeedbackService>(ground.store, ground.content, ground.clock, ground.ids);
  auto& photos = ground.services.make<http::PhotoLimit>();
  photos.share_in(ground.router.limits());
  auto& handling = ground.services.make<http::CaseLimit>();
  handling.share_in(ground.router.limits());
  const http::CaseLimits limits{ground.guesses, photos, handling};
  http::add_feedback_routes(ground.router, feedback, ground.metrics, limits);
  http::add_feedback_form_routes(ground.router, {feedback, ground.book, limits, ground.settings.https()});
  http::add_open311_routes(ground.router, feedback,
                           {ground.settings.open311_key, ground.settings.public_url});
  http::add_feedback_form_pages(ground.book, feedback);
  http::add_feedback_pages(ground.book, feedback);
  http::add_feedback_mine_routes({ground.router, ground.book, ground.guesses, ground.settings.https()},
                                 feedback);
  add_chores(ground.chores, feedback, ground.changes);
  return contract::ok();
}

}  // namespace

Feature feedback_feature() {
  return {.name = "feedback",
          .content = service::feedback_part,
          .commands = add_feedback_commands,
          .open = open,
          .stores = {storage::FeedbackStore::facts(), storage::PublishedFeedbackStore::facts(),
                     storage::CallStore::facts()},
          .erase_again = service::erase_cases_again};
}

}  // namespace wufei::app
