// GeoReport v2 (Open311): other channels file and follow cases. JSON and XML. Answers only what is published;
// whether any other case exists is told to nobody.
// docs/open311.md says which fields are taken.
#pragma once

#include <string>

#include "feedback/feedback_service.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// GET /open311/v2/services.{json,xml}, /services/{code}, GET and POST /requests.{json,xml}, GET
// /requests/{id}. `api_key` "" = filing needs no key. The service must outlive the router.
void add_open311_routes(Router& router, service::FeedbackService& feedback, const std::string& api_key);

}  // namespace wufei::http
