#include "feedback/feedback_routes.hpp"

#include <memory>

#include "county/site/references.hpp"
#include "county/site/routes.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/utf8.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/guess_key.hpp"
#include "lib/web/problem_reply.hpp"
#include "lib/web/rate_limiter.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::FeedbackCase;
using contract::Json;
using contract::Rule;

constexpr std::size_t kCaseBody = 48 * 1024;  // bytes; 2,000 characters as \u escapes are 24 KB
constexpr std::size_t kSmallBody = 8 * 1024;
constexpr std::size_t kCasesPerReply = 20;
constexpr std::size_t kLongestSearch = 60;    // code points
constexpr std::size_t kLongestSample = 2000;  // code points of /similar
constexpr RateLimit kCases{60, 1.0 / 30};     // cases per address; a whole village may share one

void count_case(Metrics& metrics, const char* outcome, int times) {
  metrics.count("wufei_feedback_total", "Feedback cases by outcome.", "outcome", outcome, times);
}

struct FeedbackRoutes {
  FeedbackRoutes(service::FeedbackService& service, Metrics& counters, const CaseLimits& limits)
      : feedback(service),
        metrics(counters),
        guesses(limits.guesses),
        photos(limits.photos),
        handling(limits.handling) {
    for (const char* outcome : {"filed", "refused"}) count_case(metrics, outcome, 0);
  }

  service::FeedbackService& feedback;
  Metrics& metrics;
  GuessLimit& guesses;
  PhotoLimit& photos;
  CaseLimit& handling;
  CallerLimit cases{kCases};
};

Response private_json(int status, const FeedbackCase& feedback) {
  return json_response(status, contract::feedback_case_to_json(feedback));
}

Response public_json(const Json& json) {
  Response response = json_response(200, json);
  response.headers.set("Cache-Control", kShortly);
  return response;
}

// A label that a photograph may come with ("image/pjpeg", "application/octet-stream", none): what it is, its
// bytes say. Drawings of XML are none.
bool may_be_photo(std::string_view content_type) {
  const std::string_view type = trimmed_ows(content_type.substr(0, content_type.find(';')));
  return type.empty() || equal_ignoring_case(type, "application/octet-stream") ||
         (equal_ignoring_case(type.substr(0, 6), "image/") && !type.ends_with("+xml"));
}

Response keep_photo(FeedbackRoutes& routes, const Request& request) {
  if (const auto refusal = routes.photos.take(request.peer)) return problem_response(*refusal, request);
  if (!may_be_photo(request.headers.value("Content-Type")))
    return problem_response(contract::make_error(ErrorCode::unsupported_media, "no photograph"), request);
  const auto photo = routes.feedback.keep_photo(request.body);
  if (!photo) return routes.photos.refused(request.peer), problem_response(photo.error(), request);
  return json_response(201, {{"photo", *photo}});
}

Response file(FeedbackRoutes& routes, const Request& request) {
  if (const auto refusal = routes.cases.take(request.peer)) return problem_response(*refusal, request);
  const auto key = idempotency_key(request);
  if (!key) return problem_response(key.error(), request);
  const auto wanted = read_json(request, contract::parse_feedback_request);
  if (!wanted) return problem_response(wanted.error(), request);
  const auto feedback = routes.feedback.file({*wanted, *key, request.body});
  count_case(routes.metrics, feedback ? "filed" : "refused", 1);
  if (!feedback) return problem_response(feedback.error(), request);
  routes.photos.filed(request.peer, *feedback);
  routes.guesses.remember_owner(request.peer, feedback->reference);
  Response response = private_json(201, *feedback);
  response.headers.set("Location",
                       contract::with_reference(contract::api::kFeedbackCase, feedback->reference));
  return response;
}

struct LookupRequest {
  std::string reference;
  std::string phone;  // four digits or all; one of these two
  std::string receipt;
};

contract::Result<LookupRequest> read_lookup(const Request& request) {
  const auto json = contract::parse_json(request.body);
  if (!json) return json.error();
  std::vector<contract::FieldError> errors;
  contract::ObjectReader reader(*json, "", errors);
  const std::string reference = reader.symbols("reference", {1, 64, false});
  const std::string tail = reader.symbols("phone_tail", {0, 24, false});
  const std::string code = reader.symbols("receipt", {0, 64, false});
  reader.refuse_unknown();
  const auto canonical = contract::normalised_reference(reference, contract::kFeedbackPrefix);
  const auto digits = contract::normalised_phone_secret(tail);
  const auto receipt = contract::normalised_receipt(code);
  if (errors.empty() && !canonical) reader.fail("reference", Rule::reference_format);
  if (errors.empty() && tail.empty() == code.empty()) errors.push_back({"", Rule::lookup_secret, 0});
  if (errors.empty() && !tail.empty() && !digits) reader.fail("phone_tail", Rule::phone_tail_format);
  if (errors.empty() && !code.empty() && !receipt) reader.fail("receipt", Rule::receipt_format);
  if (!errors.empty()) return contract::Error{ErrorCode::invalid, "lookup", std::move(errors), 0};
  return LookupRequest{*canonical, digits.value_or(""), receipt.value_or("")};
}

Response lookup(FeedbackRoutes& routes, const Request& request) {
  const auto wanted = read_lookup(request);
  if (!wanted) return problem_response(wanted.error(), request);
  const auto feedback = find_case(routes.feedback, routes.guesses,
                                  {request.peer, wanted->reference, wanted->phone, wanted->receipt});
  if (!feedback) return problem_response(feedback.error(), request);
  if (const auto refusal = routes.handling.take(wanted->reference))
    return problem_response(*refusal, request);
  return private_json(200, *feedback);
}

// The case that the path names; a reference that is none answers as a wrong token does.
contract::Result<std::string> reference_of(const Request& request) {
  auto reference =
      contract::normalised_reference(request.path_parameter("reference"), contract::kFeedbackPrefix);
  if (!reference || bearer_token(request).empty())
    return contract::make_error(ErrorCode::unauthorized, "no token");
  return *reference;
}

Response show(FeedbackRoutes& routes, const Request& request) {
  const auto reference = reference_of(request);
  if (!reference) return problem_response(reference.error(), request);
  const auto feedback = routes.feedback.get(*reference, bearer_token(request));
  return feedback ? private_json(200, *feedback) : problem_response(feedback.error(), request);
}

// Runs `act` (Json -> Result<FeedbackCase>) on a case of the caller's own. A stranger's token uses up nothing
// of the owner's.
template <class Act>
Response act_on_own(FeedbackRoutes& routes, const Request& request, const Act& act) {
  const auto reference = reference_of(request);
  if (!reference) return problem_response(reference.error(), request);
  const auto opened = routes.feedback.get(*reference, bearer_token(request));
  if (!opened) return problem_response(opened.error(), request);
  if (const auto refusal = routes.handling.take(*reference)) return problem_response(*refusal, request);
  const auto json = contract::parse_json(request.body);
  if (!json) return problem_response(json.error(), request);
  const contract::Result<FeedbackCase> feedback = act(*reference, *json);
  return feedback ? private_json(200, *feedback) : problem_response(feedback.error(), request);
}

Response rate(FeedbackRoutes& routes, const Request& request) {
  return act_on_own(routes, request,
                    [&](const std::string& reference, const Json& json) -> contract::Result<FeedbackCase> {
                      const auto rating = contract::parse_feedback_rating(json);
                      if (!rating) return rating.error();
                      return routes.feedback.rate(reference, bearer_token(request), *rating);
                    });
}

Response reopen(FeedbackRoutes& routes, const Request& request) {
  return act_on_own(routes, request,
                    [&](const std::string& reference, const Json& json) -> contract::Result<FeedbackCase> {
                      const auto reason = contract::parse_feedback_reopening(json);
                      if (!reason) return reason.error();
                      return routes.feedback.reopen(reference, bearer_token(request), *reason);
                    });
}

Json rows_to_json(const std::vector<contract::PublishedFeedback>& rows, std::size_t from, std::size_t to) {
  Json list = Json::array();
  for (std::size_t i = from; i < to && i < rows.size(); ++i)
    list.push_back(contract::published_feedback_to_json(rows[i]));
  return list;
}

// Keyset paging: `cursor` is the reference of the last row that the caller has seen. One that is gone begins
// anew.
Response list_published(FeedbackRoutes& routes, const Request& request) {
  const std::string query(request.query_value("q"));
  if (contract::code_point_count(query) > kLongestSearch)
    return problem_response(contract::field_error("/q", Rule::search_too_long, kLongestSearch), request);
  const auto rows = routes.feedback.published(query);
  if (!rows) return problem_response(rows.error(), request);
  std::size_t from = 0;
  for (std::size_t i = 0; i < rows->size(); ++i)
    if ((*rows)[i].reference == request.query_value("cursor")) from = i + 1;
  const bool more = from + kCasesPerReply < rows->size();
  Json json = {{"cases", rows_to_json(*rows, from, from + kCasesPerReply)}, {"total", rows->size()}};
  if (more) json["next"] = (*rows)[from + kCasesPerReply - 1].reference;
  Response response = public_json(json);
  if (!more) return response;
  std::string link = "<" + std::string(contract::api::kFeedbackPublished) + "?q=";
  append_percent_encoded(link, query);
  response.headers.set("Link", link + "&cursor=" + json["next"].get<std::string>() + ">; rel=\"next\"");
  return response;
}

Response show_published(FeedbackRoutes& routes, const Request& request) {
  const auto reference =
      contract::normalised_reference(request.path_parameter("reference"), contract::kPublishedPrefix);
  if (!reference) return problem_response(contract::make_error(ErrorCode::not_found), request);
  const auto row = routes.feedback.published_case(*reference);
  return row ? public_json(contract::published_feedback_to_json(*row))
             : problem_response(row.error(), request);
}

Response similar(FeedbackRoutes& routes, const Request& request) {
  // In the body, not in the address: what is not sent yet must be in no log of a proxy.
  const auto json = contract::parse_json(request.body);
  if (!json) return problem_response(json.error(), request);
  std::vector<contract::FieldError> errors;
  contract::ObjectReader reader(*json, "", errors);
  const std::string text = reader.text("text", {0, kLongestSample, true});
  reader.refuse_unknown();
  if (!errors.empty())
    return problem_response({ErrorCode::invalid, "similar cases", std::move(errors), 0}, request);
  const auto rows = routes.feedback.similar(text);
  if (!rows) return problem_response(rows.error(), request);
  return json_response(200, {{"cases", rows_to_json(*rows, 0, rows->size())}});
}

Response statistics(FeedbackRoutes& routes, const Request& request) {
  const auto all = routes.feedback.statistics();
  const auto kinds = routes.feedback.statistics_by_kind();
  if (!all) return problem_response(all.error(), request);
  if (!kinds) return problem_response(kinds.error(), request);
  Json json = contract::feedback_statistics_to_json(*all);
  json["kinds"] = Json::array();
  for (const contract::FeedbackKindStatistics& row : *kinds) {
    Json counts = contract::feedback_statistics_to_json(row.counts);
    counts["kind"] = row.kind;
    json["kinds"].push_back(std::move(counts));
  }
  return public_json(json);
}

Response rules(FeedbackRoutes& routes, const Request&) {
  return public_json(
      contract::public_feedback_rules_to_json(routes.feedback.content()->get<service::FeedbackContent>()));
}

}  // namespace

contract::Result<FeedbackCase> find_case(service::FeedbackService& feedback, GuessLimit& guesses,
                                         const CaseQuestion& asked) {
  const bool tail = asked.phone.size() == contract::kPhoneTail;
  const std::string key = tail ? std::string(asked.reference) : whole_number_key(asked.reference);
  const Guess guess{asked.peer, key, asked.receipt.empty()};
  return guesses.run(
      guess, [&] { return feedback.exists(asked.reference); },
      [&] {
        return asked.receipt.empty() ? feedback.lookup_by_phone(asked.reference, asked.phone)
                                     : feedback.lookup_by_receipt(asked.reference, asked.receipt);
      });
}

void add_feedback_routes(Router& router, service::FeedbackService& feedback, Metrics& metrics,
                         const CaseLimits& limits) {
  const auto routes = std::make_shared<FeedbackRoutes>(feedback, metrics, limits);
  router.limits().add("cases of a caller", routes->cases.shared());
  router.add(Route::quick_get(contract::api::kFeedbackRules, "get_feedback_rules", over(routes, rules)));
  router.add(Route::post(contract::api::kFeedbackPhotos, "keep_feedback_photo", kLargestBody,
                         over(routes, keep_photo)));
  router.add(Route::post_json(contract::api::kFeedback, "file_feedback", kCaseBody, over(routes, file)));
  router.add(
      Route::post_json(contract::api::kFeedbackLookup, "lookup_feedback", kSmallBody, over(routes, lookup)));
  router.add(Route::quick_get(contract::api::kFeedbackPublished, "list_published_feedback",
                              over(routes, list_published)));
  router.add(Route::quick_get(contract::api::kFeedbackPublishedCase, "get_published_feedback",
                              over(routes, show_published)));
  router.add(Route::post_json(contract::api::kFeedbackSimilar, "find_similar_feedback", kCaseBody,
                              over(routes, similar)));
  router.add(Route::quick_get(contract::api::kFeedbackStatistics, "get_feedback_statistics",
                              over(routes, statistics)));
  router.add(Route::quick_get(contract::api::kFeedbackCase, "get_feedback", over(routes, show)));
  router.add(
      Route::post_json(contract::api::kFeedbackRating, "rate_feedback", kSmallBody, over(routes, rate)));
  router.add(
      Route::post_json(contract::api::kFeedbackReopen, "reopen_feedback", kSmallBody, over(routes, reopen)));
}

}  // namespace wufei::http
