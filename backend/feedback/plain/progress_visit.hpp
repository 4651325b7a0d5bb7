// A visit to the page of one case without the client: who is let in, what its form proves. What opens the
// page is a cookie of that page alone, as a booking's (ADR 0027).
#pragma once

#include <string>
#include <string_view>

#include "feedback/feedback_form.hpp"
#include "lib/web/exchange.hpp"
#include "lib/web/rate_limiter.hpp"

namespace wufei::http {

inline constexpr std::string_view kProgressPattern = "/feedback/case/{reference}";

// What the plain forms of cases share.
struct ProgressGround : FeedbackFormGround {
  explicit ProgressGround(const FeedbackFormGround& ground) : FeedbackFormGround(ground) {}
  // Callers who came to the page of a case right after their form, and without its cookie: the next time
  // their form is answered with the page itself.
  RateLimiter cookieless{{1, 1.0 / 3600}};
};

// Gives the browser what opens the case's page until it is closed, and for an hour the receipt code to be
// shown there. `feedback` has its token.
void give_case_cookies(const ProgressGround& ground, Response& response,
                       const contract::FeedbackCase& feedback);
// To the case's page, which opens from now on.
Response lead_to_progress(const ProgressGround& ground, const contract::FeedbackCase& feedback,
                          std::string_view done);
Response lead_to_progress(std::string_view reference, std::string_view done);

// Canonical, of the request's path; "" for what is none.
std::string case_named_in(const Request& request);
struct OpenedCase {
  contract::FeedbackCase feedback;  // with the receipt code, while the browser has it
  std::string token;
};
// The case that the request's cookie opens. Errors: unauthorized, unavailable.
contract::Result<OpenedCase> open_progress(const ProgressGround& ground, const Request& request);
// What the form of the case's page carries to prove that it comes from it.
std::string progress_proof(std::string_view token);

// Notes that the caller's browser brought no cookie along.
void note_cookieless(ProgressGround& ground, const Request& request, std::string_view reference);
bool is_cookieless(ProgressGround& ground, const Request& request, std::string_view reference);

}  // namespace wufei::http
