// Cases as the desk's tests file them, and its forms as the pages have them.
#pragma once

#include "desk_visit.hpp"

namespace wufei::tests {

inline contract::FeedbackRequest sample_case(const std::string& topic = "sorting") {
  contract::FeedbackRequest request;
  request.kind = "complaint";
  request.topic = topic;
  request.text = "The lorry did not come.\nWhy?";
  request.contact_name = "Zhang San";
  request.phone = "13800000009";
  request.publish_consent = true;
  return request;
}

inline std::string filed(DeskVisit& visit, const contract::FeedbackRequest& request = sample_case()) {
  const auto filed = visit.feedback.file({request, {}, {}});
  REQUIRE(filed);
  return filed->reference;
}

inline service::StaffFeedback case_now(DeskVisit& visit, const std::string& reference) {
  auto one = visit.feedback.show(reference, false, test::kClerk);
  REQUIRE(one);
  return std::move(*one);
}

// As the page's forms have it.
inline Fields seen(DeskVisit& visit, const std::string& reference, Fields fields) {
  fields["version"] = std::to_string(case_now(visit, reference).version);
  return fields;
}

}  // namespace wufei::tests
