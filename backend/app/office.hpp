// What a command of the county's side needs: the content, the store beside a running server, and the service
// on top. Opens nothing exclusively, so that it works while the server runs.
#pragma once

#include <memory>
#include <string>

#include "app/config.hpp"
#include "county/content.hpp"
#include "county/content_source.hpp"
#include "feedback/feedback_service.hpp"
#include "lib/base/result.hpp"
#include "lib/store/store.hpp"
#include "pickup/pickup_service.hpp"
#include "survey/survey_service.hpp"

namespace wufei::app {

struct Office {
  std::shared_ptr<const service::Content> content;
  std::unique_ptr<storage::Store> store;
  std::unique_ptr<service::ContentSource> source;
  std::unique_ptr<service::PickupService> pickups;
  std::unique_ptr<service::FeedbackService> feedback;
  std::unique_ptr<service::SurveyService> surveys;
};

// Errors: invalid (content, detail has one line per fault), unavailable (database; detail names file and
// reason).
contract::Result<std::shared_ptr<const service::Content>> open_content(const Config& config);
contract::Result<Office> open_office(const Config& config);

// Who acts, for the access log: the operating system's user name, as "cli:NAME".
std::string operator_name();
// Prints an error for an operator to standard error; answers 1.
int report(const contract::Error& error);

}  // namespace wufei::app
