#include "feedback/plain/progress_visit.hpp"

#include "county/site/references.hpp"
#include "feedback/plain/progress_page.hpp"
#include "lib/base/error.hpp"
#include "lib/base/reference.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/cookie.hpp"

namespace wufei::http {
namespace {

constexpr std::string_view kCaseCookie = "wufei-case", kReceiptCookie = "wufei-receipt";
constexpr int kReceiptShown = 3600;  // seconds: time to write it down, also after a reload

std::string cookieless_key(const Request& request, std::string_view reference) {
  return limit_key(request.peer).append("\n").append(reference);
}

}  // namespace

void give_case_cookies(const ProgressGround& ground, Response& response,
                       const contract::FeedbackCase& feedback) {
  const std::string path = progress_path(feedback.reference);
  set_cookie(response, {kCaseCookie, feedback.token, path, ground.https});
  if (!feedback.receipt.empty())
    set_cookie(response, {.name = kReceiptCookie,
                          .value = feedback.receipt,
                          .path = path,
                          .https = ground.https,
                          .seconds = kReceiptShown});
}

Response lead_to_progress(std::string_view reference, std::string_view done) {
  return see_other(progress_path(reference, done));
}

Response lead_to_progress(const ProgressGround& ground, const contract::FeedbackCase& feedback,
                          std::string_view done) {
  Response response = lead_to_progress(feedback.reference, done);
  give_case_cookies(ground, response, feedback);
  return response;
}

std::string case_named_in(const Request& request) {
  return contract::normalised_reference(request.path_parameter("reference"), contract::kFeedbackPrefix)
      .value_or(std::string());
}

contract::Result<OpenedCase> open_progress(const ProgressGround& ground, const Request& request) {
  std::string token(cookie_value(request, kCaseCookie));
  if (token.empty()) return contract::make_error(contract::ErrorCode::unauthorized, "no cookie");
  auto feedback = ground.feedback.get(case_named_in(request), token);
  if (!feedback) return feedback.error();
  feedback->receipt = contract::normalised_receipt(cookie_value(request, kReceiptCookie)).value_or("");
  return OpenedCase{std::move(*feedback), std::move(token)};
}

std::string progress_proof(std::string_view token) {
  return hash_bytes("case\n" + std::string(token));
}

void note_cookieless(ProgressGround& ground, const Request& request, std::string_view reference) {
  if (cookie_value(request, kCaseCookie).empty())
    (void)ground.cookieless.allow(cookieless_key(request, reference));
}

bool is_cookieless(ProgressGround& ground, const Request& request, std::string_view reference) {
  return ground.cookieless.retry_after_s(cookieless_key(request, reference)) > 0;
}

}  // namespace wufei::http
