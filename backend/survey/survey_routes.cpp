#include "survey/survey_routes.hpp"

#include <chrono>
#include <list>
#include <memory>
#include <mutex>

#include "county/site/references.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/page_look.hpp"
#include "lib/page/page_store.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/caller_limit.hpp"
#include "lib/web/problem_reply.hpp"
#include "pickup/plain/plain_routes.hpp"
#include "survey/survey_form.hpp"
#include "survey/survey_report.hpp"

namespace wufei::http {
namespace {

using contract::AnswerKind;
using contract::ErrorCode;
using contract::Json;
using contract::Rule;

constexpr std::size_t kAnswerBody = 16 * 1024;  // bytes; the longest valid answer is under 8 KB
constexpr std::size_t kFormBody = 48 * 1024;    // the same, percent-encoded
constexpr std::size_t kSmallBody = 1024;
// Open answers of one address: a household or an office, 20 at once and then one in 30 s. Loopback may be a
// proxy that nobody declared (ADR 0003): the county's whole traffic, so one a second goes on.
constexpr RateLimit kOpen{20, 1.0 / 30};
constexpr RateLimit kOpenLocal{60, 1, 16};
// Codes that do not exist.
constexpr RateLimit kWrongCodes{10, 1.0 / 60};
constexpr RateLimit kWrongCodesLocal{60, 1, 16};
constexpr std::size_t kListBytes = 64 * 1024 * 1024;  // a list of 100,000 receipts is 4 MB and as much packed
// The same form from the same address within so long is a double click.
constexpr std::chrono::seconds kDoubleClick{20};

// Two limits of one thing: for addresses that say who calls, and for loopback.
class Limits {
 public:
  Limits(RateLimit remote, RateLimit local) : remote_(remote), local_(local) {}
  contract::Status take(const Request& request) {
    if (auto refusal = remote_.take(request.peer)) return *refusal;
    if (!is_loopback(request.peer) || local_.allow({})) return contract::ok();
    return too_many(local_.retry_after_s({}));
  }
  void give_back(const Request& request) {
    remote_.give_back(request.peer);
    if (is_loopback(request.peer)) local_.give_back({});
  }
  void share_in(service::SharedLimits& limits, const std::string& name) {
    limits.add(name + " of a caller", remote_.shared());
    limits.add(name + " of this machine", local_);
  }

 private:
  CallerLimit remote_;
  RateLimiter local_;
};

// Forms have no Idempotency-Key: what was just posted is known by a hash for some seconds, in memory only.
class RecentForms {
 public:
  // A key of its own for each posting; the first one's for its repetitions.
  std::string key_of(const Request& request) {
    const std::string hash = hash_bytes(request.peer + "\n" + request.body);
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    while (!recent_.empty() && now - recent_.front().at > kDoubleClick) recent_.pop_front();
    for (const Posted& posted : recent_)
      if (posted.hash == hash) return posted.key;
    recent_.push_back({hash, hash_bytes(hash + request.request_id), now});
    return recent_.back().key;
  }

 private:
  struct Posted {
    std::string hash, key;
    std::chrono::steady_clock::time_point at;
  };
  std::mutex mutex_;
  std::list<Posted> recent_;
};

void count_answers(Metrics& metrics, const char* outcome, int times) {
  metrics.count("wufei_survey_answers_total", "Survey answers by outcome.", "outcome", outcome, times);
}

struct SurveyRoutes {
  SurveyRoutes(service::SurveyService& service, DocumentBook& pages, Metrics& counters, bool by_https)
      : surveys(service), book(pages), metrics(counters), https(by_https) {
    for (const char* outcome : {"refused", "unfinished", "complete"}) count_answers(metrics, outcome, 0);
  }

  service::SurveyService& surveys;
  DocumentBook& book;
  Metrics& metrics;
  bool https;
  Limits answers{kOpen, kOpenLocal};
  Limits starts{kOpen, kOpenLocal};
  Limits wrong_codes{kWrongCodes, kWrongCodesLocal};
  RecentForms forms;
  PageStore lists{kListBytes};
};

Response public_json(const Json& json, const Request& request) {
  return cached_reply(*make_cached(contract::to_text(json), "application/json", "no-cache", true), request);
}

Response private_json(int status, const Json& json) {
  Response response = json_response(status, json);
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

// An invited answer takes a token of the wrong codes, which a right code gets back; an open one takes its
// own.
contract::Result<service::SurveySubmission> take(SurveyRoutes& routes, const Request& request,
                                                 const contract::Survey& survey,
                                                 const contract::SurveyResponse& response,
                                                 std::string_view key) {
  const bool invited = response.kind == AnswerKind::invited;
  Limits& limits = invited ? routes.wrong_codes : response.complete ? routes.answers : routes.starts;
  if (auto allowed = limits.take(request); !allowed) return allowed.error();
  auto submitted = routes.surveys.submit(survey, response, key);
  const bool guessed = !submitted && contract::names_rule(submitted.error(), Rule::survey_code_unknown);
  if (invited ? !guessed : !submitted) limits.give_back(request);
  return submitted;
}

contract::Result<service::SurveySubmission> submit(SurveyRoutes& routes, const Request& request,
                                                   const contract::Survey& survey,
                                                   const contract::Result<contract::SurveyResponse>& response,
                                                   std::string_view key) {
  using Submitted = contract::Result<service::SurveySubmission>;
  auto submitted = response ? take(routes, request, survey, *response, key) : Submitted(response.error());
  count_answers(routes.metrics,
                !submitted                   ? "refused"
                : submitted->receipt.empty() ? "unfinished"
                                             : "complete",
                1);
  return submitted;
}

Response respond(SurveyRoutes& routes, const Request& request) {
  const auto key = idempotency_key(request);
  if (!key) return problem_response(key.error(), request);
  const auto json = contract::parse_json(request.body);
  if (!json) return problem_response(json.error(), request);
  const auto survey = routes.surveys.find_open(request.path_parameter("id"));
  if (!survey) return problem_response(survey.error(), request);
  const auto submitted =
      submit(routes, request, **survey, contract::parse_survey_response(**survey, *json), *key);
  if (!submitted) return problem_response(submitted.error(), request);
  if (submitted->receipt.empty()) return private_json(200, {{"saved", true}});
  return private_json(201, {{"receipt", submitted->receipt}});
}

Response resume(SurveyRoutes& routes, const Request& request) {
  const auto json = contract::parse_json(request.body);
  if (!json) return problem_response(json.error(), request);
  std::vector<contract::FieldError> errors;
  contract::ObjectReader reader(*json, "", errors);
  const std::string code = reader.symbols("code", {1, 64, false});
  reader.refuse_unknown();
  if (!errors.empty())
    return problem_response(contract::Error{ErrorCode::invalid, "resume", std::move(errors), 0}, request);
  if (auto allowed = routes.wrong_codes.take(request); !allowed)
    return problem_response(allowed.error(), request);
  const auto draft = routes.surveys.resume(request.path_parameter("id"), code);
  if (draft || !contract::names_rule(draft.error(), Rule::survey_code_unknown))
    routes.wrong_codes.give_back(request);
  if (!draft) return problem_response(draft.error(), request);
  return private_json(200, {{"version", draft->survey->version},
                            {"answers", contract::answers_to_json(*draft->survey, draft->answers)}});
}

Response list_surveys(SurveyRoutes& routes, const Request& request) {
  const auto surveys = routes.surveys.list();
  if (!surveys) return problem_response(surveys.error(), request);
  Json rows = Json::array();
  for (const contract::Survey& survey : **surveys) {
    Json row = contract::survey_to_json(survey);
    row.erase("questions");
    rows.push_back(std::move(row));
  }
  return public_json({{"surveys", std::move(rows)}}, request);
}

Response get_survey(SurveyRoutes& routes, const Request& request) {
  const auto survey = routes.surveys.find(request.path_parameter("id"));
  return survey ? public_json(contract::survey_to_json(**survey), request)
                : problem_response(survey.error(), request);
}

Response get_results(SurveyRoutes& routes, const Request& request) {
  const auto results = routes.surveys.results(request.path_parameter("id"));
  return results ? public_json(service::results_to_json(**results), request)
                 : problem_response(results.error(), request);
}

Response get_results_csv(SurveyRoutes& routes, const Request& request) {
  const auto results = routes.surveys.results(request.path_parameter("id"));
  if (!results) return problem_response(results.error(), request);
  Response response = cached_reply(*make_cached(service::report_csv(service::results_table(**results)),
                                                "text/csv; charset=utf-8", "no-cache", true),
                                   request);
  response.headers.set("Content-Disposition",
                       "attachment; filename=\"" + (*results)->survey.id + "-results.csv\"");
  return response;
}

PageStore::Bytes receipts_bytes(const service::SurveyReceipts& receipts) {
  return make_cached(contract::to_text({{"salt", receipts.salt},
                                        {"hash", "first 32 hexadecimal digits of SHA-256(SALT:RECEIPT)"},
                                        {"invited", receipts.invited},
                                        {"open", receipts.open}}),
                     "application/json", "no-cache", true);
}

// A long list that only grows: made once for each length.
Response list_receipts(SurveyRoutes& routes, const Request& request) {
  const std::string id(request.path_parameter("id"));
  const auto receipts = routes.surveys.receipts(id);
  if (!receipts) return problem_response(receipts.error(), request);
  const std::size_t count = (*receipts)->invited.size() + (*receipts)->open.size();
  const auto bytes = routes.lists.get(id + " " + std::to_string(count), Stamp(),
                                      [&] { return PageStore::Made{receipts_bytes(**receipts)}; });
  return cached_reply(*bytes, request);
}

Response get_receipt(SurveyRoutes& routes, const Request& request) {
  const auto kind =
      routes.surveys.check_receipt(request.path_parameter("id"), request.path_parameter("receipt"));
  if (!kind) return problem_response(kind.error(), request);
  return private_json(200, {{"counted", true}, {"kind", contract::kind_name(*kind)}});
}

// Without the client, which would draw the survey anew, and nothing of what was posted.
Response page_of(const SurveyRoutes& routes, const contract::Survey& survey, const contract::Error& error,
                 std::string_view posted = {}) {
  return refused_page(error, personal_reply(200, routes.book, survey_refusal_page(survey, error, posted)));
}

// Needs the booking's token. The code is in no address and in no log.
Response invite(service::SurveyService& surveys, service::PickupService& pickups, const Request& request) {
  const auto reference =
      contract::normalised_reference(request.path_parameter("reference"), contract::kPickupPrefix);
  const auto booking = pickups.get(reference.value_or(""), bearer_token(request));
  if (!booking) return problem_response(booking.error(), request);
  const auto invitation = surveys.invite(*booking);
  if (!invitation) return problem_response(invitation.error(), request);
  return private_json(200, {{"survey", invitation->survey}, {"code", invitation->code}});
}

contract::Document rating_page(std::string title) {
  contract::Document document;
  document.title = std::move(title);
  document.indexed = false;
  document.path = "/pickup/lookup";
  return document;
}

contract::Document rating_form_page(const contract::Survey& survey, std::string_view code) {
  contract::Document document = rating_page(survey.title);
  document.description = survey.purpose;
  document.entries.emplace();
  document.blocks = {contract::paragraph_block(survey.purpose),
                     contract::note_block(contract::BlockTone::info,
                                          words(contract::Text::survey_privacy_title), survey.privacy),
                     survey_form(survey, code)};
  return document;
}

// The form with what was typed, not sent yet, for a reader who wants another look.
Response form_in_look(const SurveyRoutes& routes, const contract::Survey& survey, const Request& request,
                      std::string_view wish) {
  auto page = survey.after_pickup ? contract::Result<contract::Document>(rating_form_page(survey, {}))
                                  : routes.book.open("/surveys/" + survey.id);
  if (!page) return in_look(request, wish, routes.https, page_of(routes, survey, page.error(), request.body));
  for (contract::Block& block : page->blocks)
    if (block.kind == contract::BlockKind::form) fill_in(block, request.body);
  return in_look(request, wish, routes.https, personal_reply(200, routes.book, *page));
}

// Nothing can be read now: the form as the survey was last, with what was typed.
Response unread_form(const SurveyRoutes& routes, const Request& request, const contract::Error& error) {
  const bool ours = contract::error_status(error.code) >= 500;
  const auto survey = ours ? routes.surveys.last_found(request.path_parameter("id")) : nullptr;
  if (!survey) return problem_response(error, request);
  return in_look(request, look_wanted(request.body), routes.https,
                 page_of(routes, *survey, error, request.body));
}

// See other: reloading the page that follows posts nothing again.
Response post_form(SurveyRoutes& routes, const Request& request) {
  const auto survey = routes.surveys.find(request.path_parameter("id"));
  if (!survey) return unread_form(routes, request, survey.error());
  if (const auto open = routes.surveys.find_open((*survey)->id); !open)
    return contract::names_rule(open.error(), Rule::survey_closed)
               ? page_of(routes, **survey, open.error())
               : unread_form(routes, request, open.error());
  if (const std::string wish = look_wanted(request.body); !wish.empty())
    return form_in_look(routes, **survey, request, wish);
  const auto submitted = submit(routes, request, **survey, read_survey_form(**survey, request.body),
                                routes.forms.key_of(request));
  if (!submitted) return page_of(routes, **survey, submitted.error(), request.body);
  return see_other("/surveys/" + (*survey)->id + "/thanks?receipt=" + submitted->receipt);
}

Response rate(const DocumentBook& book, service::SurveyService& surveys, service::PickupService& pickups,
              const Request& request) {
  const auto booking = proven_booking(pickups, request);
  if (!booking) return problem_response(booking.error(), request);
  const auto invitation = surveys.invite(*booking);
  if (!invitation && contract::names_rule(invitation.error(), Rule::survey_code_used)) {
    contract::Document document = rating_page(words(contract::Text::booking_rated_title));
    document.blocks.push_back(contract::paragraph_block(words(contract::Text::booking_rated_text)));
    return personal_reply(200, book, document);
  }
  if (!invitation) return problem_response(invitation.error(), request);
  const auto survey = surveys.find(invitation->survey);
  if (!survey) return problem_response(survey.error(), request);
  return personal_reply(200, book, rating_form_page(**survey, invitation->code));
}

}  // namespace

void add_invitation_route(Router& router, service::SurveyService& surveys, service::PickupService& pickups) {
  router.add(Route::post_json(
      contract::api::kPickupInvitation, "invite_to_survey", kSmallBody,
      [&surveys, &pickups](const Request& request) { return invite(surveys, pickups, request); }));
}

void add_rating_route(Router& router, const DocumentBook& book, service::SurveyService& surveys,
                      service::PickupService& pickups) {
  const std::string ticket = "/pickup/ticket/{reference}";
  Route form = Route::post(ticket + "/rate", "rate_form", kSmallBody,
                           [&](const Request& request) { return rate(book, surveys, pickups, request); });
  form.form_page = form_page_at(ticket);
  router.add(std::move(form));
}

void add_survey_routes(Router& router, DocumentBook& book, service::SurveyService& surveys, Metrics& metrics,
                       bool https) {
  const auto routes = std::make_shared<SurveyRoutes>(surveys, book, metrics, https);
  routes->answers.share_in(router.limits(), "answers");
  routes->starts.share_in(router.limits(), "answers begun");
  routes->wrong_codes.share_in(router.limits(), "wrong codes");
  router.add(Route::get(contract::api::kSurveys, "list_surveys", over(routes, list_surveys)));
  router.add(Route::get(contract::api::kSurvey, "get_survey", over(routes, get_survey)));
  router.add(Route::post_json(contract::api::kSurveyResponses, "respond_to_survey", kAnswerBody,
                              over(routes, respond)));
  router.add(
      Route::post_json(contract::api::kSurveyResume, "resume_survey", kSmallBody, over(routes, resume)));
  router.add(Route::get(contract::api::kSurveyResults, "get_survey_results", over(routes, get_results)));
  router.add(
      Route::get(contract::api::kSurveyResultsCsv, "get_survey_results_csv", over(routes, get_results_csv)));
  router.add(Route::get(contract::api::kSurveyReceipts, "list_survey_receipts", over(routes, list_receipts)));
  router.add(Route::get(contract::api::kSurveyReceipt, "get_survey_receipt", over(routes, get_receipt)));
  Route form = Route::post("/surveys/{id}", "post_survey_form", kFormBody, over(routes, post_form));
  form.takes = Takes::form;
  router.add(std::move(form));
}

}  // namespace wufei::http
