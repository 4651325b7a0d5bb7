#include "feedback/feedback_form.hpp"

#include <memory>

#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "county/site/routes.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_plain_form.hpp"
#include "feedback/own/mine_routes.hpp"
#include "journal/looks_html.hpp"
#include "lib/base/calendar.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/reference.hpp"
#include "lib/base/text.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/html.hpp"
#include "lib/page/moment.hpp"
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

using contract::Block;
using contract::Document;
using contract::paragraph_block;

contract::Spans strong(std::string text) {
  contract::Span span = contract::span(std::move(text));
  span.strong = true;
  return {std::move(span)};
}

Document form_page(const service::ContentSet& content, Text title) {
  Document document = titled_page(content, title, Text::server_page_other_description);
  document.path = "/feedback/new";
  document.indexed = false;
  return document;
}

Response reply_with(int status, const DocumentBook& book, const Document& document) {
  Response response =
      text_response(status, "text/html; charset=utf-8", plain_page(book.frame(), document, book.style()));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

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

struct Forms {
  service::FeedbackService& feedback;
  const DocumentBook& book;
  GuessLimit& guesses;
  PhotoLimit& photos;
  bool https = false;  // residents reach the site by https
  CallerLimit submissions{kForms};
};

// The same, not sent yet, for a reader who wants another look.
Response form_in_look(const service::ContentSet& content, const Forms& forms, const Request& request,
                      const PostedForm& posted) {
  Document document = form_page(content, Text::server_form_title);
  document.blocks.push_back(paragraph_block(words(Text::feedback_new_lead)));
  Response page =
      reply_with(200, forms.book,
                 form_document(content, {posted.fields, {}, !posted.files.empty()}, std::move(document)));
  return in_look(request, field_value(posted.fields, kLookField), forms.https, std::move(page));
}

Document lookup_document(const service::ContentSet& content, const contract::Error& error,
                         std::string_view reference, Document document) {
  document.blocks.push_back(written_form(feedback_lookup_form_html(error.fields, reference)));
  add_service_line(document, content);
  return document;
}

Response form_again(const service::ContentSet& content, const DocumentBook& book, const PostedForm& posted,
                    const contract::Error& error) {
  Document document = form_page(content, Text::server_form_title);
  const bool of_fields = !error.fields.empty();
  document.blocks.push_back(paragraph_block(strong(
      of_fields ? words(Text::server_form_wrong) : std::string(contract::error_explanation(error.code)))));
  Response response = reply_with(
      contract::error_status(error.code), book,
      form_document(content, {posted.fields, error.fields, !posted.files.empty()}, std::move(document)));
  if (error.retry_after_s > 0) response.headers.set("Retry-After", std::to_string(error.retry_after_s));
  response.cause = cause_of(error);
  return response;
}

void add_due(Block& facts, const FeedbackCase& feedback) {
  if (feedback.due)
    facts.facts.push_back({words(Text::server_form_due), {contract::span(feedback_due_text(feedback))}});
}

Document filed_document(const service::ContentSet& content, const FeedbackCase& feedback) {
  Document document = form_page(content, Text::server_form_filed_title);
  document.blocks.push_back(paragraph_block(words(Text::server_form_filed)));
  Block facts = facts_block({});
  facts.facts.push_back({words(Text::server_form_reference), strong(feedback.reference)});
  if (!feedback.receipt.empty())
    facts.facts.push_back({words(Text::server_form_receipt), strong(feedback.receipt)});
  add_due(facts, feedback);
  document.blocks.push_back(std::move(facts));
  document.blocks.push_back(paragraph_block(
      words(feedback.receipt.empty() ? Text::server_form_keep_reference : Text::server_form_keep_receipt)));
  document.blocks.push_back(
      paragraph_block({contract::link_span(words(Text::server_form_to_lookup), "/feedback/lookup")}));
  add_service_line(document, content);
  return document;
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
    if (const auto refusal = forms.photos.take(peer)) return *refusal;
    auto photo = forms.feedback.keep_photo(posted.files[i].bytes);
    if (!photo) {
      forms.photos.refused(peer);
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
  Document document = form_page(*content, Text::server_form_title);
  document.title = contract::error_title(contract::ErrorCode::too_large);
  document.blocks.push_back(paragraph_block(words(Text::server_form_photos_note)));
  document.blocks.push_back(
      paragraph_block({contract::link_span(words(Text::server_form_title), "/feedback/new")}));
  add_service_line(document, *content);
  return reply_with(problem.status, forms.book, document);
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
  forms.photos.filed(request.peer, *feedback);
  forms.guesses.remember_owner(request.peer, feedback->reference);
  return reply_with(201, forms.book, filed_document(*content, *feedback));
}

Document case_document(const service::ContentSet& content, const FeedbackCase& feedback) {
  Document document = form_page(content, Text::server_form_case_title);
  Block facts = facts_block({});
  const auto fact = [&facts](Text label, std::string value) {
    facts.facts.push_back({words(label), {contract::span(std::move(value))}});
  };
  fact(Text::server_form_reference, feedback.reference);
  fact(Text::server_form_status, std::string(feedback_status_text(feedback.status)));
  add_due(facts, feedback);
  if (!feedback.body.empty()) fact(Text::server_form_body, feedback.body);
  document.blocks.push_back(std::move(facts));
  if (feedback.merged) document.blocks.push_back(paragraph_block(words(Text::feedback_merged)));
  const auto text = [&document, &feedback](Text heading, const std::string& said) {
    document.blocks.push_back(contract::heading_block(2, words(heading)));
    HtmlWriter out;
    out.open("p");
    write_own_text(out, said, {feedback.phone});
    document.blocks.push_back(written_form(out.close("p").take()));
  };
  text(Text::server_form_text, feedback.text);
  for (const contract::FeedbackAnswer& answer : feedback.answers) {
    text(Text::server_form_answer, answer.text);
    document.blocks.push_back(
        paragraph_block(contract::format_date(contract::china_date(answer.at)) + " " + answer.body));
  }
  HtmlWriter looks;
  write_looks(looks, feedback.looks, {Text::feedback_looks_none, Text::feedback_looks_lists, moment_words});
  document.blocks.push_back(written_form(looks.take()));
  document.blocks.push_back(paragraph_block(
      {contract::link_span(words(Text::mine_title), std::string(kFeedbackMine) + "/" + feedback.reference)}));
  add_service_line(document, content);
  return document;
}

contract::Result<FeedbackCase> find(Forms& forms, std::string_view peer, const FormFields& fields) {
  const auto reference =
      contract::normalised_reference(field_value(fields, "reference"), contract::kFeedbackPrefix);
  if (!reference) return contract::field_error("/reference", contract::Rule::reference_format);
  const std::string_view secret = field_value(fields, "secret");
  const auto phone = contract::normalised_phone_secret(secret);
  const auto receipt = phone ? std::nullopt : contract::normalised_receipt(secret);
  if (!phone && !receipt) return contract::field_error("/secret", contract::Rule::lookup_secret);
  return find_case(forms.feedback, forms.guesses,
                   {peer, *reference, phone.value_or(""), receipt.value_or("")});
}

Response find_reply(Forms& forms, const Request& request) {
  const auto content = forms.feedback.content();
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  const auto feedback = find(forms, request.peer, *fields);
  if (feedback) return reply_with(200, forms.book, case_document(*content, *feedback));
  Document document = form_page(*content, Text::server_form_lookup_title);
  const contract::Error& error = feedback.error();
  const bool ours = contract::error_status(error.code) >= 500;
  document.blocks.push_back(paragraph_block(strong(ours ? std::string(contract::error_explanation(error.code))
                                                        : words(Text::server_form_not_found))));
  Response response =
      reply_with(contract::error_status(error.code), forms.book,
                 lookup_document(*content, error, field_value(*fields, "reference"), std::move(document)));
  response.cause = cause_of(error);
  return response;
}

// Without a reference, or with one that can be: what belongs to it is asked for on the page.
contract::Result<Document> lookup_page(const service::ContentSet& content, const PageCall& call) {
  if (contract::parse_page(call.path).kind == contract::PageKind::document)
    return contract::make_error(contract::ErrorCode::not_found, "no such page");
  return lookup_document(content, {}, {}, form_page(content, Text::server_form_lookup_title));
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
                Document document = form_page(*content, Text::server_form_title);
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

void add_feedback_form_routes(Router& router, service::FeedbackService& feedback, const DocumentBook& book,
                              GuessLimit& guesses, PhotoLimit& photos, bool https) {
  const std::shared_ptr<Forms> forms(new Forms{feedback, book, guesses, photos, https});
  router.limits().add("forms of a caller", forms->submissions.shared());
  Route form = Route::post(kFormSubmit, "submit_feedback_form", kLargestBody,
                           [forms](const Request& request) { return submit(*forms, request); });
  form.too_large = [forms](const Request& request, Response problem) {
    return too_large(*forms, request, std::move(problem));
  };
  form.form_page = form_page_at("/feedback/new");
  router.add(std::move(form));
  Route lookup = Route::post(kFormFind, "find_feedback_form", kFindBody,
                             [forms](const Request& request) { return find_reply(*forms, request); });
  lookup.form_page = form_page_at("/feedback/lookup");
  router.add(std::move(lookup));
}

}  // namespace wufei::http
