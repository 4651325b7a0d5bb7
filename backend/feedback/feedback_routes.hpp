// Routes of feedback cases: photographs, filing, look-up, rating, reopening, and what is published. Reads
// HTTP, calls the service, writes HTTP; no rule of its own but the limits on guessing and flooding.
#pragma once

#include "feedback/case_limit.hpp"
#include "feedback/feedback_service.hpp"
#include "feedback/photo_limit.hpp"
#include "lib/net/metrics.hpp"
#include "lib/web/guess_limit.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// What all ways to cases share: what is guessed, sent and done in one of them counts in the others.
struct CaseLimits {
  GuessLimit& guesses;
  PhotoLimit& photos;
  CaseLimit& handling;
};

// GET /api/v1/feedback/rules, POST .../photos, POST /api/v1/feedback, POST .../lookup, GET .../{reference},
// POST .../{reference}/rating and /reopen, GET .../published, .../published/{reference}, .../similar,
// .../statistics. The references must outlive the router.
void add_feedback_routes(Router& router, service::FeedbackService& feedback, Metrics& metrics,
                         const CaseLimits& limits);

// Who asks for a case and how he shows that it is his: by the telephone number (four digits or all) or by the
// receipt code, in canonical form.
struct CaseQuestion {
  std::string_view peer, reference, phone, receipt;
};
// The one look-up of a case, for the API and the plain form. Errors: not_found, rate_limited.
contract::Result<contract::FeedbackCase> find_case(service::FeedbackService& feedback, GuessLimit& guesses,
                                                   const CaseQuestion& asked);

}  // namespace wufei::http
