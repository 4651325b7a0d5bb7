#include "feedback/feedback_form.hpp"

#include <array>
#include <memory>

#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_routes.hpp"
#include "lib/base/calendar.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/reference.hpp"
#include "lib/base/words.hpp"
#include "lib/document/routes.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/html.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/form_fields.hpp"

namespace wufei::http {
namespace {

using contract::FeedbackCase;
using contract::FieldError;
using contract::Json;
using contract::Text;
using Errors = std::vector<FieldError>;

constexpr std::size_t kFormBody = 48 * 1024;  // bytes
constexpr std::size_t kFindBody = 4 * 1024;
constexpr RateLimit kForms{60, 1.0 / 30};

void write_errors(HtmlWriter& out, std::string_view pointer, const Errors& errors) {
  for (const FieldError& error : errors)
    if (error.pointer == pointer)
      out.open("strong").text(contract::rule_text(error.rule, error.limit)).close("strong");
}

// <p><label for=name>...</label> control [error]</p>; `control` writes the control.
template <class Control>
void write_field(HtmlWriter& out, const std::string& name, Text label, const Errors& errors,
                 const Control& control) {
  out.open("p").element("label", contract::text(label), {{"for", name}}).open("br");
  control();
  write_errors(out, "/" + name, errors);
  out.close("p");
}

void write_option(HtmlWriter& out, const std::string& value, const std::string& label, bool chosen) {
  if (chosen)
    out.element("option", label, {{"value", value}, {"selected", "selected"}});
  else
    out.element("option", label, {{"value", value}});
}

template <class Rows, class Value>
void write_select(HtmlWriter& out, const std::string& name, Text label, const Rows& rows,
                  const Value& value_of, const FormFields& values, const Errors& errors) {
  write_field(out, name, label, errors, [&] {
    out.open("select", {{"id", name}, {"name", name}});
    write_option(out, "", words(Text::server_form_choose), field_value(values, name).empty());
    for (const auto& row : rows)
      write_option(out, value_of(row), row.name, field_value(values, name) == value_of(row));
    out.close("select");
  });
}

void write_input(HtmlWriter& out, const std::string& name, Text label, std::string_view type,
                 std::string_view value, const Errors& errors) {
  write_field(out, name, label, errors, [&] {
    out.open("input", {{"id", name}, {"name", name}, {"type", type}, {"value", value}});
  });
}

void write_checkbox(HtmlWriter& out, const std::string& name, Text label, bool checked) {
  out.open("p");
  if (checked)
    out.open("input", {{"id", name}, {"name", name}, {"type", "checkbox"}, {"checked", "checked"}});
  else
    out.open("input", {{"id", name}, {"name", name}, {"type", "checkbox"}});
  out.element("label", contract::text(label), {{"for", name}}).close("p");
}

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

// A page of its own: the client's shell takes over only pages that it can draw itself.
Response reply_with(int status, const DocumentBook& book, const Document& document) {
  const PageFrame frame = book.frame();
  Response response = text_response(
      status, "text/html; charset=utf-8",
      "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
      " content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>" +
          escape_html(page_title(frame, document)) + "</title>" + book.style() +
          "</head><body><div id=\"static\">" + page_body(frame, document) + "</div></body></html>");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

bool is_checked(const FormFields& fields, std::string_view name) {
  return fields.find(name) != fields.end();
}

Json request_json(const FormFields& fields) {
  Json json = {{"anonymous", is_checked(fields, "anonymous")},
               {"publish_consent", is_checked(fields, "publish_consent")}};
  for (const char* name : {"kind", "topic", "area", "text", "contact_name", "phone", "page"})
    json[name] = std::string(field_value(fields, name));
  return json;
}

void write_feedback_form(HtmlWriter& out, const service::ContentSet& content, const FormFields& values,
                         const Errors& errors) {
  const auto id_of = [](const auto& row) { return row.id; };
  const auto code_of = [](const contract::Area& area) { return area.code; };
  const auto value = [&](const char* name) { return field_value(values, name); };
  const std::string limit = std::to_string(content.get<service::FeedbackContent>().text_limit);
  out.open("form",
           {{"class", "stacked"}, {"method", "post"}, {"action", kFormSubmit}, {"accept-charset", "utf-8"}});
  write_select(out, "kind", Text::server_form_kind, content.get<service::FeedbackContent>().kinds, id_of,
               values, errors);
  write_select(out, "topic", Text::server_form_topic, content.get<service::FeedbackContent>().topics, id_of,
               values, errors);
  write_select(out, "area", Text::server_form_area, content.get<service::CountyContent>().areas, code_of,
               values, errors);
  write_field(out, "text", Text::server_form_text, errors, [&] {
    out.open("textarea",
             {{"id", "text"}, {"name", "text"}, {"rows", "8"}, {"cols", "40"}, {"maxlength", limit}});
    out.text(value("text")).close("textarea");
  });
  write_input(out, "page", Text::server_form_page, "text", value("page"), errors);
  out.element("p", contract::text(Text::server_form_anonymous_note));
  write_checkbox(out, "anonymous", Text::server_form_anonymous, is_checked(values, "anonymous"));
  write_input(out, "contact_name", Text::server_form_name, "text", value("contact_name"), errors);
  write_input(out, "phone", Text::server_form_phone, "tel", value("phone"), errors);
  write_checkbox(out, "publish_consent", Text::server_form_consent, is_checked(values, "publish_consent"));
  out.open("p").element("button", contract::text(Text::server_form_send), {{"type", "submit"}}).close("p");
  out.close("form");
}

void write_feedback_lookup_form(HtmlWriter& out, const Errors& errors) {
  out.open("form",
           {{"class", "stacked"}, {"method", "post"}, {"action", kFormFind}, {"accept-charset", "utf-8"}});
  write_input(out, "reference", Text::server_form_reference, "text", "", errors);
  write_input(out, "secret", Text::server_form_secret, "text", "", errors);
  out.open("p").element("button", contract::text(Text::server_form_find), {{"type", "submit"}}).close("p");
  out.close("form");
}

// The form with what was typed and what is wrong with it.
Document form_document(const service::ContentSet& content, const FormFields& values, const Errors& errors,
                       Document document) {
  HtmlWriter form;
  write_errors(form, "", errors);
  write_feedback_form(form, content, values, errors);
  document.blocks.push_back(written_form(form.take()));
  add_service_line(document, content);
  return document;
}

Document lookup_document(const service::ContentSet& content, const Errors& errors, Document document) {
  HtmlWriter form;
  write_feedback_lookup_form(form, errors);
  document.blocks.push_back(written_form(form.take()));
  add_service_line(document, content);
  return document;
}

Response form_again(const service::ContentSet& content, const DocumentBook& book, const FormFields& fields,
                    const contract::Error& error) {
  Document document = form_page(content, Text::server_form_title);
  document.blocks.push_back(paragraph_block(strong(words(Text::server_form_wrong))));
  return reply_with(contract::ErrorCode::invalid == error.code ? 400 : 503, book,
                    form_document(content, fields, error.fields, std::move(document)));
}

Block facts_block() {
  Block facts;
  facts.kind = contract::BlockKind::facts;
  return facts;
}

void add_due(Block& facts, const FeedbackCase& feedback) {
  if (feedback.due)
    facts.facts.push_back({words(Text::server_form_due), {contract::span(feedback_due_text(feedback))}});
}

Document filed_document(const service::ContentSet& content, const FeedbackCase& feedback) {
  Document document = form_page(content, Text::server_form_filed_title);
  document.blocks.push_back(paragraph_block(words(Text::server_form_filed)));
  Block facts = facts_block();
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

struct Forms {
  service::FeedbackService& feedback;
  const DocumentBook& book;
  GuessLimit& guesses;
  CallerLimit submissions{kForms};
};

Response submit(Forms& forms, const Request& request) {
  const auto content = forms.feedback.content();
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  if (const auto refusal = forms.submissions.take(request.peer)) return problem_response(*refusal, request);
  const auto wanted = contract::parse_feedback_request(request_json(*fields));
  if (!wanted) return form_again(*content, forms.book, *fields, wanted.error());
  const std::string key = "form-" + hash_bytes(limit_key(request.peer) + "\n" + request.body);
  const auto feedback = forms.feedback.file({*wanted, key, request.body, "form"});
  if (!feedback) return form_again(*content, forms.book, *fields, feedback.error());
  forms.guesses.remember_owner(request.peer, feedback->reference);
  return reply_with(201, forms.book, filed_document(*content, *feedback));
}

Document case_document(const service::ContentSet& content, const FeedbackCase& feedback) {
  Document document = form_page(content, Text::server_form_case_title);
  Block facts = facts_block();
  const auto fact = [&facts](Text label, std::string value) {
    facts.facts.push_back({words(label), {contract::span(std::move(value))}});
  };
  fact(Text::server_form_reference, feedback.reference);
  fact(Text::server_form_status, std::string(feedback_status_text(feedback.status)));
  add_due(facts, feedback);
  if (!feedback.body.empty()) fact(Text::server_form_body, feedback.body);
  document.blocks.push_back(std::move(facts));
  const auto text = [&document](Text heading, const std::string& said) {
    document.blocks.push_back(contract::heading_block(2, words(heading)));
    document.blocks.push_back(paragraph_block(said));
  };
  text(Text::server_form_text, feedback.text);
  for (const contract::FeedbackAnswer& answer : feedback.answers) {
    text(Text::server_form_answer, answer.text);
    document.blocks.push_back(
        paragraph_block(contract::format_date(contract::china_date(answer.at)) + " " + answer.body));
  }
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
  document.blocks.push_back(paragraph_block(strong(words(Text::server_form_not_found))));
  return reply_with(contract::error_status(feedback.error().code), forms.book,
                    lookup_document(*content, feedback.error().fields, std::move(document)));
}

// Without a reference, or with one that can be: what belongs to it is asked for on the page.
contract::Result<Document> lookup_page(const service::ContentSet& content, const PageCall& call) {
  if (contract::parse_page(call.path).kind == contract::PageKind::document)
    return contract::make_error(contract::ErrorCode::not_found, "no such page");
  return lookup_document(content, {}, form_page(content, Text::server_form_lookup_title));
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
                document.blocks.push_back(paragraph_block(words(Text::server_form_note)));
                return form_document(*content, call.query, {}, std::move(document));
              },
              .paths = no_paths});
  for (const char* pattern : {"/feedback/lookup", "/feedback/{reference}"})
    book.add({.pattern = pattern,
              .make = [&feedback](const PageCall& call) { return lookup_page(*feedback.content(), call); },
              .paths = no_paths,
              .kept = std::string_view(pattern).find('{') == std::string_view::npos});
}

void add_feedback_form_routes(Router& router, service::FeedbackService& feedback, const DocumentBook& book,
                              GuessLimit& guesses) {
  const std::shared_ptr<Forms> forms(new Forms{feedback, book, guesses});
  router.add({"POST", std::string(kFormSubmit), kFormBody, false,
              [forms](const Request& request) { return submit(*forms, request); }, "submit_feedback_form"});
  router.add({"POST", std::string(kFormFind), kFindBody, false,
              [forms](const Request& request) { return find_reply(*forms, request); }, "find_feedback_form"});
}

}  // namespace wufei::http
