// GeoReport v2 (Open311): other channels file and follow cases. JSON and XML. Answers only what is published;
// whether any other case exists is told to nobody.
// docs/open311.md says which fields are taken.
#pragma once

#include <string>

#include "feedback/feedback_service.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

struct Open311Settings {
  std::string api_key;     // "" = filing needs no key
  std::string public_url;  // "https://host", or "": discovery names a path only
};

// GET /open311/discovery.{json,xml}, GET /open311/v2/services.{json,xml}, /services/{code}, GET and POST
// /requests.{json,xml}, GET /requests/{id}. Whatever is refused below /open311/ is said in GeoReport's way.
// The service must outlive the router.
void add_open311_routes(Router& router, service::FeedbackService& feedback, Open311Settings settings);

}  // namespace wufei::http
