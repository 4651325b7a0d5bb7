#include "feedback/plain/progress_form.hpp"

#include <algorithm>

#include "county/secrets.hpp"
#include "feedback/plain/progress_page.hpp"
#include "lib/base/error.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/page_look.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::FeedbackCase;
using contract::Rule;
using contract::Text;
using CaseFaults = std::vector<FormFault>;

constexpr std::size_t kActsForm = 16 * 1024;  // bytes: a comment and a reason, percent-encoded

FormFault fault_of(const contract::FieldError& field) {
  constexpr std::pair<std::string_view, Text> kNames[] = {{kCaseStars, Text::feedback_rate_title},
                                                          {kCaseComment, Text::feedback_comment},
                                                          {kReopenReason, Text::feedback_reason}};
  const std::string said = contract::rule_text(field.rule, field.limit);
  for (const auto& [name, label] : kNames)
    if (field.pointer == std::string("/").append(name)) return {std::string(name), words(label), said};
  return {{}, {}, said};
}

CaseFaults faults_in(const contract::Error& error) {
  CaseFaults faults;
  for (const contract::FieldError& field : error.fields) faults.push_back(fault_of(field));
  if (faults.empty()) faults.push_back({{}, {}, std::string(contract::error_explanation(error.code))});
  return faults;
}

// What the form of a case's page sent, to be copied.
std::string typed_in(const FormFields& fields) {
  std::string typed(field_value(fields, kCaseComment));
  const std::string_view reason = field_value(fields, kReopenReason);
  if (!typed.empty() && !reason.empty()) typed += "\n";
  return typed.append(reason);
}

// The case cannot be read now: the form as it was sent, with why, to be sent again in a while. Whether it can
// be done then is not known yet.
Response unread_case(const ProgressGround& ground, const Request& request, const contract::Error& error,
                     const FormFields& fields) {
  const auto sent = [&fields](std::string_view name) { return fields.find(name) != fields.end(); };
  FeedbackCase feedback;
  feedback.reference = case_named_in(request);
  if (fields.empty() || feedback.reference.empty()) return problem_response(error, request);
  feedback.rateable = sent(kCaseStars) || sent(kCaseComment);
  feedback.reopenable = sent(kReopenReason);
  const ProgressView view{
      feedback, std::string(field_value(fields, kCaseProof)), {}, faults_in(error), fields};
  Response page = personal_reply(200, ground.book, unread_case_document(*ground.feedback.content(), view),
                                 progress_path(feedback.reference));
  return in_look(request, field_value(fields, kLookField), ground.https,
                 refused_page(error, std::move(page)));
}

// Reference and secret are asked for: the cookie is missing or too old.
Response locked_case(ProgressGround& ground, const Request& request, const contract::Error& error,
                     const FormFields& fields) {
  if (error.code != ErrorCode::unauthorized) return unread_case(ground, request, error, fields);
  const std::string reference = case_named_in(request);
  const std::string_view done = request.query_value("done");
  CaseLookup lookup{{}, reference, words(Text::server_case_locked), typed_in(fields)};
  std::string title, address;
  if (!reference.empty()) address = progress_path(reference);
  if (!done.empty() && !reference.empty()) note_cookieless(ground, request, reference);
  if (done == "filed" && !reference.empty()) {
    title = contract::text(Text::server_case_filed_title, {{"reference", reference}});
    lookup.lead = words(Text::server_case_no_receipt);
    address = progress_path(reference, done);
  }
  const auto content = ground.feedback.content();
  return refused_page(
      error, personal_reply(401, ground.book, case_lookup_document(*content, lookup, std::move(title)),
                            std::move(address)));
}

Response progress_reply(const ProgressGround& ground, const OpenedCase& opened, std::string_view done,
                        CaseFaults faults, const FormFields& fields) {
  const auto content = ground.feedback.content();
  const ProgressView view{opened.feedback, progress_proof(opened.token), done, std::move(faults), fields};
  return personal_reply(200, ground.book, progress_document(*content, view),
                        progress_path(opened.feedback.reference));
}

// What was filed stands there as long as it can: an anonymous case's page is shown when its receipt code is
// gone.
Response show_progress(ProgressGround& ground, const Request& request) {
  const auto opened = open_progress(ground, request);
  if (!opened) return locked_case(ground, request, opened.error(), {});
  const std::string_view done = request.query_value("done");
  const FeedbackCase& feedback = opened->feedback;
  if (done == "filed" && feedback.anonymous == !feedback.receipt.empty())
    return personal_reply(200, ground.book, filed_document(*ground.feedback.content(), feedback),
                          progress_path(feedback.reference, done));
  return progress_reply(ground, *opened, done, {}, {});
}

contract::Status rate_case(const ProgressGround& ground, const OpenedCase& opened, const FormFields& fields) {
  const auto rating = contract::parse_feedback_rating(
      {{"stars", contract::leading_whole<int>(field_value(fields, kCaseStars))},
       {"comment", field_value(fields, kCaseComment)}});
  if (!rating) return rating.error();
  return contract::status_of(ground.feedback.rate(opened.feedback.reference, opened.token, *rating));
}

contract::Status reopen_case(const ProgressGround& ground, const OpenedCase& opened,
                             const FormFields& fields) {
  const auto reason = contract::parse_feedback_reopening({{"reason", field_value(fields, kReopenReason)}});
  if (!reason) return reason.error();
  return contract::status_of(ground.feedback.reopen(opened.feedback.reference, opened.token, *reason));
}

// What was done before is what was wanted: the first answer was lost.
Response act_on_case(ProgressGround& ground, const Request& request) {
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  const auto opened = open_progress(ground, request);
  if (!opened) return locked_case(ground, request, opened.error(), *fields);
  const auto again = [&](const contract::Error& error, CaseFaults faults) {
    return refused_page(error, progress_reply(ground, *opened, {}, std::move(faults), *fields));
  };
  // A page from before another look-up, or of somebody else: nothing is done before its reader has seen it.
  if (!service::same_secret(field_value(*fields, kCaseProof), progress_proof(opened->token)))
    return again(contract::make_error(ErrorCode::forbidden, "not sent by the case's page as it is"),
                 {{{}, {}, words(Text::server_case_stale)}});
  if (const std::string_view wish = field_value(*fields, kLookField); !wish.empty())
    return in_look(request, wish, ground.https, progress_reply(ground, *opened, {}, {}, *fields));
  const std::string& reference = opened->feedback.reference;
  if (const auto refusal = ground.limits.handling.take(reference))
    return again(*refusal, faults_in(*refusal));
  const bool reopening = field_value(*fields, kCaseAct) == kReopenAct;
  const contract::Status acted =
      reopening ? reopen_case(ground, *opened, *fields) : rate_case(ground, *opened, *fields);
  if (!acted && acted.error().code == ErrorCode::unauthorized)
    return locked_case(ground, request, acted.error(), *fields);
  if (!acted && !names_rule(acted.error(), reopening ? Rule::already_reopened : Rule::already_rated))
    return again(acted.error(), faults_in(acted.error()));
  return lead_to_progress(reference, reopening ? "reopened" : "rated");
}

}  // namespace

void add_progress_routes(Router& router, const std::shared_ptr<ProgressGround>& ground) {
  router.add(Route::get(kProgressPattern, "get_case_page", over(ground, show_progress)));
  router.add(Route::post(kProgressPattern, "act_on_case_form", kActsForm, over(ground, act_on_case)));
}

}  // namespace wufei::http
