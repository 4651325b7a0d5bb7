#include "feedback/feedback_form.hpp"

#include <memory>

#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "county/site/routes.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_plain_form.hpp"
#include "feedback/plain/progress_form.hpp"
#include "feedback/plain/progress_page.hpp"
#include "feedback/plain/progress_visit.hpp"
#include "lib/base/calendar.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/reference.hpp"
#include "lib/base/text.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/page_look.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/form_fields.hpp"
#include "lib/web/multipart.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::http {
namespace {

using contract::FeedbackCase;
using contract::Json;
using contract::Text;

constexpr std::size_t kFormText = 48 * 1024;  // bytes of a form besides its photographs
constexpr std::size_t kFindBody = 4 * 1024;
constexpr RateLimit kForms{60, 1.0 / 30};

using contract::Document;
using contract::paragraph_block;

bool is_checked(const FormFields& fields, std::string_view name) {
  return fields.find(name) != fields.end();
}

// The request that the form makes. Its photographs have no ids yet: only how many they are can be checked.
Json request_json(const PostedForm& posted) {
  Json json = {{"anonymous", is_checked(posted.fields, "anonymous")},
               {"publish_consent", is_checked(posted.fields, "publish_consent")}};
  for (const char* name : {"kind", "topic", "area", "text", "contact_name", "phone", "page"})
    json[name] = std::string(field_value(posted.fields, name));
  if (!posted.files.empty()) json[kFormPhotos] = std::vector<std::string>(posted.files.size(), "file");
  return json;
}

// The form with what was typed and what is wrong with it.
Document form_document(const service::ContentSet& content, const FormState& state, Document document) {
  document.entries.emplace();
  document.blocks.push_back(written_form(feedback_form_html(content, state)));
  add_service_line(document, content);
  return document;
}

struct Forms : ProgressGround {
  using ProgressGround::ProgressGround;
  CallerLimit submissions{kForms};
};

// The same, not sent yet, for a reader who wants another look.
Response form_in_look(const service::ContentSet& content, const Forms& forms, const Request& request,
                      const PostedForm& posted) {
  Document document = feedback_page(content, Text::server_form_title);
  document.blocks.push_back(paragraph_block(words(Text::feedback_new_lead)));
  Response page =
      personal_reply(200, forms.book,
                     form_document(content, {posted.fields, {}, !posted.files.empty()}, std::move(document)));
  return in_look(request, field_value(posted.fields, kLookField), forms.https, std::move(page));
}

Response form_again(const service::ContentSet& content, const DocumentBook& book, const PostedForm& posted,
                    const contract::Error& error) {
  Document document = feedback_page(content, Text::server_form_title);
  const bool of_fields = !error.fields.empty();
  document.blocks.push_back(paragraph_block(strong_spans(
      of_fields ? words(Text::server_form_wrong) : std::string(contract::error_explanation(error.code)))));
  return refused_page(
      error, personal_reply(200, book,
                            form_document(content, {posted.fields, error.fields, !posted.files.empty()},
                                          std::move(document))));
}

// All rules that need no photograph to be kept: nothing is decoded for a form that is refused anyway.
contract::Result<contract::FeedbackRequest> read_request(const service::ContentSet& content,
                                                         const PostedForm& posted) {
  for (const FormFile& file : posted.files)
    if (file.field != kFormPhotos) return contract::field_error("", contract::Rule::unknown_field);
  auto wanted = contract::parse_feedback_request(request_json(posted));
  if (!wanted) return wanted;
  auto errors = contract::check_feedback(*wanted, content.get<service::CountyContent>().areas,
                                         content.get<service::FeedbackContent>());
  if (errors.empty()) return wanted;
  return contract::Error{contract::ErrorCode::invalid, "feedback form", std::move(errors), 0};
}

// Keeps the photographs as the API does, one after the other, and names them in the request. Errors: those of
// keep_photo, which say what is wrong with which one, and rate_limited.
contract::Status keep_photos(Forms& forms, std::string_view peer, const PostedForm& posted,
                             contract::FeedbackRequest& wanted) {
  wanted.photos.clear();
  for (std::size_t i = 0; i < posted.files.size(); ++i) {
    if (const auto refusal = forms.limits.photos.take(peer)) return *refusal;
    auto photo = forms.feedback.keep_photo(posted.files[i].bytes);
    if (!photo) {
      forms.limits.photos.refused(peer);
      contract::Error error = photo.error();
      for (contract::FieldError& field : error.fields) field.pointer = "/photos/" + std::to_string(i);
      return error;
    }
    wanted.photos.push_back(std::move(*photo));
  }
  return contract::ok();
}

// What the form says, the same whatever a browser puts between its parts.
std::string told(const PostedForm& posted) {
  std::string all = contract::to_text(request_json(posted));
  for (const FormFile& file : posted.files) all.append("\n").append(hash_bytes(file.bytes));
  return all;
}

// Nothing of it was read, so it cannot be shown again; the browser has it, one page back.
Response too_large(const Forms& forms, const Request& request, Response problem) {
  if (request.headers.value("Accept").find("text/html") == std::string_view::npos) return problem;
  const auto content = forms.feedback.content();
  Document document = feedback_page(*content, Text::server_form_title);
  document.title = contract::error_title(contract::ErrorCode::too_large);
  document.blocks.push_back(paragraph_block(words(Text::server_form_photos_note)));
  document.blocks.push_back(
      paragraph_block({contract::link_span(words(Text::server_form_title), "/feedback/new")}));
  add_service_line(document, *content);
  return personal_reply(problem.status, forms.book, document);
}

Response submit(Forms& forms, const Request& request) {
  const auto content = forms.feedback.content();
  const auto posted = posted_form(request);
  if (!posted) return problem_response(posted.error(), request);
  std::size_t text = request.body.size();
  for (const FormFile& file : posted->files) text -= file.bytes.size();
  if (text > kFormText)
    return problem_response(contract::make_error(contract::ErrorCode::too_large), request);
  if (!field_value(posted->fields, kLookField).empty())
    return form_in_look(*content, forms, request, *posted);
  if (const auto refusal = forms.submissions.take(request.peer))
    return form_again(*content, forms.book, *posted, *refusal);
  auto wanted = read_request(*content, *posted);
  if (!wanted) return form_again(*content, forms.book, *posted, wanted.error());
  if (auto kept = keep_photos(forms, request.peer, *posted, *wanted); !kept)
    return form_again(*content, forms.book, *posted, kept.error());
  const std::string body = told(*posted), key = "form-" + hash_bytes(limit_key(request.peer) + "\n" + body);
  const auto feedback = forms.feedback.file({*wanted, key, body, "form"});
  if (!feedback) return form_again(*content, forms.book, *posted, feedback.error());
  forms.limits.photos.filed(request.peer, *feedback);
  forms.limits.guesses.remember_owner(request.peer, feedback->reference);
  if (!is_cookieless(forms, request, feedback->reference)) return lead_to_progress(forms, *feedback, "filed");
  Response page = personal_reply(201, forms.book, filed_document(*content, *feedback));
  give_case_cookies(forms, page, *feedback);
  return page;
}

contract::Result<FeedbackCase> find(Forms& forms, std::string_view peer, const FormFields& fields) {
  const auto reference =
      contract::normalised_reference(field_value(fields, "reference"), contract::kFeedbackPrefix);
  if (!reference) return contract::field_error("/reference", contract::Rule::reference_format);
  const std::string_view secret = field_value(fields, "secret");
  const auto phone = contract::normalised_phone_secret(secret);
  const auto receipt = phone ? std::nullopt : contract::normalised_receipt(secret);
  if (!phone && !receipt) return contract::field_error("/secret", contract::Rule::lookup_secret);
  auto feedback = find_case(forms.feedback, forms.limits.guesses,
                            {peer, *reference, phone.value_or(""), receipt.value_or("")});
  if (!feedback) return feedback;
  if (const auto refusal = forms.limits.handling.take(*reference)) return *refusal;
  return feedback;
}

// The look-up itself, not of one case: another look of it loses no reference.
Document lookup_again(const service::ContentSet& content, const CaseLookup& lookup) {
  Document document = case_lookup_document(content, lookup);
  document.entries.emplace();
  return document;
}

// In another look, nothing is looked up: the reference that was typed stays, the secret is never written
// back.
Response find_in_look(const Forms& forms, const Request& request, std::string_view wish,
                      std::string_view reference) {
  if (reference.empty())
    if (auto page_itself = look_reply(request, wish, {303, "/feedback/lookup", forms.https}))
      return std::move(*page_itself);
  return in_look(request, wish, forms.https,
                 personal_reply(200, forms.book, lookup_again(*forms.feedback.content(), {{}, reference})));
}

// What a look-up is refused with: the reference stays, the secret does not.
Response find_again(const Forms& forms, const contract::Error& error, std::string_view reference) {
  const bool explained =
      contract::error_status(error.code) >= 500 || error.code == contract::ErrorCode::rate_limited;
  const CaseLookup lookup{
      error.fields, reference,
      explained ? std::string(contract::error_explanation(error.code)) : words(Text::server_form_not_found)};
  return refused_page(error,
                      personal_reply(200, forms.book, lookup_again(*forms.feedback.content(), lookup)));
}

// The page itself for a browser that keeps no cookie.
Response found_page(const Forms& forms, const FeedbackCase& feedback) {
  const FormFields none;
  const ProgressView view{feedback, progress_proof(feedback.token), {}, {}, none};
  Response page = personal_reply(200, forms.book, progress_document(*forms.feedback.content(), view));
  give_case_cookies(forms, page, feedback);
  return page;
}

Response find_reply(Forms& forms, const Request& request) {
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  if (const std::string_view wish = field_value(*fields, kLookField); !wish.empty())
    return find_in_look(forms, request, wish, field_value(*fields, "reference"));
  const auto feedback = find(forms, request.peer, *fields);
  if (!feedback) return find_again(forms, feedback.error(), field_value(*fields, "reference"));
  if (is_cookieless(forms, request, feedback->reference)) return found_page(forms, *feedback);
  return lead_to_progress(forms, *feedback, "found");
}

// Without a reference, or with one that can be: what belongs to it is asked for on the page.
contract::Result<Document> lookup_page(const service::ContentSet& content, const PageCall& call) {
  if (contract::parse_page(call.path).kind == contract::PageKind::document)
    return contract::make_error(contract::ErrorCode::not_found, "no such page");
  return call.parameter("reference").empty() ? lookup_again(content, {}) : case_lookup_document(content, {});
}

}  // namespace

std::string_view feedback_status_text(contract::FeedbackStatus status) {
  constexpr std::array kTexts{Text::server_feedback_received, Text::server_feedback_assigned,
                              Text::server_feedback_answered, Text::server_feedback_closed,
                              Text::server_feedback_reopened};
  return contract::text(kTexts[static_cast<std::size_t>(status)]);
}

std::string feedback_due_text(const FeedbackCase& feedback) {
  if (!feedback.due) return {};
  std::string day = contract::format_date(*feedback.due);
  if (!contract::calendar_covers(*feedback.due)) day += contract::text(Text::feedback_due_estimated);
  if (feedback.overdue) day += contract::text(Text::server_form_overdue);
  return day;
}

void add_feedback_form_pages(DocumentBook& book, const service::FeedbackService& feedback) {
  for (const char* pattern : {"/feedback/new", "/feedback/done"})
    book.add({.pattern = pattern,
              .query = {"kind", "topic", "area", "text", "page"},
              .make = [&feedback](const PageCall& call) -> contract::Result<Document> {
                const auto content = feedback.content();
                Document document = feedback_page(*content, Text::server_form_title);
                document.blocks.push_back(paragraph_block(words(Text::feedback_new_lead)));
                return form_document(*content, {call.query, {}}, std::move(document));
              },
              .paths = no_paths});
  for (const char* pattern : {"/feedback/lookup", "/feedback/{reference}"})
    book.add({.pattern = pattern,
              .make = [&feedback](const PageCall& call) { return lookup_page(*feedback.content(), call); },
              .paths = no_paths,
              .kept = std::string_view(pattern).find('{') == std::string_view::npos});
}

void add_feedback_form_routes(Router& router, const FeedbackFormGround& ground) {
  const auto forms = std::make_shared<Forms>(ground);
  router.limits().add("forms of a caller", forms->submissions.shared());
  router.limits().add("browsers without the cookie of a case", forms->cookieless);
  Route form = Route::post(kFormSubmit, "submit_feedback_form", kLargestBody, over(forms, submit));
  form.too_large = [forms](const Request& request, Response problem) {
    return too_large(*forms, request, std::move(problem));
  };
  form.form_page = form_page_at("/feedback/new");
  router.add(std::move(form));
  Route lookup = Route::post(kFormFind, "find_feedback_form", kFindBody, over(forms, find_reply));
  lookup.form_page = form_page_at("/feedback/lookup");
  router.add(std::move(lookup));
  add_progress_routes(router, forms);
}

}  // namespace wufei::http
