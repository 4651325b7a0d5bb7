#include "feedback/feedback_form.hpp"

#include <array>
#include <memory>

#include "county/county_content.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_routes.hpp"
#include "lib/base/calendar.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/reference.hpp"
#include "lib/base/words.hpp"
#include "lib/page/page_frame.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/caller.hpp"

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

// A page of its own: the client's shell takes over only pages that it can draw itself.
Response page(int status, const service::ContentSet& content, const DocumentBook& book, Text title,
              const std::string& inside) {
  HtmlWriter out;
  write_page_header(out, content.get<service::CountyContent>().site);
  out.open("main").element("h1", contract::text(title)).raw(inside);
  write_service_line(out, content.get<service::CountyContent>().site);
  out.close("main");
  write_page_footer(out, content.get<service::CountyContent>().site, "/feedback/new");
  Response response = text_response(
      status, "text/html; charset=utf-8",
      "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
      " content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>" +
          escape_html(contract::text(title)) + " - " +
          escape_html(content.get<service::CountyContent>().site.portal_name) + "</title>" + book.style() +
          "</head><body><div id=\"static\">" + out.take() + "</div></body></html>");
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

Response form_again(const service::ContentSet& content, const DocumentBook& book, const FormFields& fields,
                    const contract::Error& error) {
  HtmlWriter out;
  out.open("p").open("strong").text(contract::text(Text::server_form_wrong)).close("strong").close("p");
  write_errors(out, "", error.fields);
  write_feedback_form(out, content, fields, error.fields);
  return page(contract::ErrorCode::invalid == error.code ? 400 : 503, content, book, Text::server_form_title,
              out.take());
}

void write_filed(HtmlWriter& out, const FeedbackCase& feedback) {
  out.element("p", contract::text(Text::server_form_filed)).open("dl");
  out.element("dt", contract::text(Text::server_form_reference));
  out.open("dd").element("strong", feedback.reference).close("dd");
  if (!feedback.receipt.empty()) {
    out.element("dt", contract::text(Text::server_form_receipt));
    out.open("dd").element("strong", feedback.receipt).close("dd");
  }
  if (feedback.due) {
    out.element("dt", contract::text(Text::server_form_due));
    out.element("dd", feedback_due_text(feedback));
  }
  out.close("dl");
  out.element("p", contract::text(feedback.receipt.empty() ? Text::server_form_keep_reference
                                                           : Text::server_form_keep_receipt));
  out.open("p").link("/feedback/lookup", contract::text(Text::server_form_to_lookup)).close("p");
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
  HtmlWriter out;
  write_filed(out, *feedback);
  return page(201, *content, forms.book, Text::server_form_filed_title, out.take());
}

void write_case(HtmlWriter& out, const FeedbackCase& feedback) {
  out.open("dl").element("dt", contract::text(Text::server_form_reference));
  out.element("dd", feedback.reference).element("dt", contract::text(Text::server_form_status));
  out.element("dd", feedback_status_text(feedback.status));
  if (feedback.due) {
    out.element("dt", contract::text(Text::server_form_due));
    out.element("dd", feedback_due_text(feedback));
  }
  if (!feedback.body.empty()) {
    out.element("dt", contract::text(Text::server_form_body)).element("dd", feedback.body);
  }
  out.close("dl").element("h2", contract::text(Text::server_form_text)).element("p", feedback.text);
  for (const contract::FeedbackAnswer& answer : feedback.answers) {
    out.element("h2", contract::text(Text::server_form_answer)).element("p", answer.text);
    out.element("p", contract::format_date(contract::china_date(answer.at)) + " " + answer.body);
  }
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
  HtmlWriter out;
  if (feedback) {
    write_case(out, *feedback);
    return page(200, *content, forms.book, Text::server_form_case_title, out.take());
  }
  out.open("p").element("strong", contract::text(Text::server_form_not_found)).close("p");
  write_feedback_lookup_form(out, feedback.error().fields);
  return page(contract::error_status(feedback.error().code), *content, forms.book,
              Text::server_form_lookup_title, out.take());
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

void add_feedback_form_routes(Router& router, service::FeedbackService& feedback, const DocumentBook& book,
                              GuessLimit& guesses) {
  const std::shared_ptr<Forms> forms(new Forms{feedback, book, guesses});
  router.add({"POST", std::string(kFormSubmit), kFormBody, false,
              [forms](const Request& request) { return submit(*forms, request); }, "submit_feedback_form"});
  router.add({"POST", std::string(kFormFind), kFindBody, false,
              [forms](const Request& request) { return find_reply(*forms, request); }, "find_feedback_form"});
}

}  // namespace wufei::http
