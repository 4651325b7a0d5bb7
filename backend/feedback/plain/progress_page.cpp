#include "feedback/plain/progress_page.hpp"

#include "county/county_pages.hpp"
#include "feedback/feedback_form.hpp"
#include "feedback/feedback_plain_form.hpp"
#include "feedback/own/mine_routes.hpp"
#include "journal/looks_html.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/html.hpp"
#include "lib/page/moment.hpp"
#include "lib/page/page_look.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::Document;
using contract::FeedbackCase;
using contract::paragraph_block;
using contract::Text;

void add_due(Block& facts, const FeedbackCase& feedback) {
  if (feedback.due)
    facts.facts.push_back({words(Text::server_form_due), {contract::span(feedback_due_text(feedback))}});
}

// On paper without the number of who wrote it, which opens the case.
void add_said(Document& document, Text heading, const std::string& said, const std::string& phone = {}) {
  document.blocks.push_back(contract::heading_block(2, words(heading)));
  HtmlWriter out;
  out.open("p");
  write_own_text(out, said, {phone});
  document.blocks.push_back(written_form(out.close("p").take()));
}

void add_facts(Document& document, const FeedbackCase& feedback) {
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
}

void add_words(Document& document, const FeedbackCase& feedback) {
  add_said(document, Text::server_form_text, feedback.text, feedback.phone);
  for (const contract::FeedbackAnswer& answer : feedback.answers) {
    add_said(document, Text::server_form_answer, answer.text, feedback.phone);
    document.blocks.push_back(
        paragraph_block(contract::format_date(contract::china_date(answer.at)) + " " + answer.body));
  }
  if (feedback.stars > 0)
    document.blocks.push_back(
        paragraph_block(contract::text(Text::feedback_rated, {{"stars", std::to_string(feedback.stars)}})));
}

void write_done_note(HtmlWriter& out, Text title, Text text) {
  out.open("div", {{"class", "note success"}, {"role", "status"}});
  out.open("p").element("strong", contract::text(title)).close("p");
  out.element("p", contract::text(text)).close("div");
}

// What was just done, or what is wrong: first on the page. "" when there is nothing to say.
std::string first_words(const ProgressView& view) {
  HtmlWriter out;
  FormParts(out, view.faults).summary();
  if (view.done == "rated" && view.feedback.stars > 0)
    write_done_note(out, Text::feedback_rated_title, Text::feedback_rated_text);
  if (view.done == "reopened" && view.feedback.status == contract::FeedbackStatus::reopened)
    write_done_note(out, Text::feedback_reopened_title, Text::feedback_reopened_text);
  return out.take();
}

SelectField case_stars(std::string_view chosen) {
  constexpr Text kWords[] = {Text::feedback_star_1, Text::feedback_star_2, Text::feedback_star_3,
                             Text::feedback_star_4, Text::feedback_star_5};
  SelectField field{std::string(kCaseStars), words(Text::feedback_rate_title), {}, std::string(chosen), {{}}};
  field.groups[0].choices.push_back({"", words(Text::server_form_choose)});
  for (int stars = contract::kMaxStars; stars >= 1; --stars) {
    const std::string number = std::to_string(stars);
    field.groups[0].choices.push_back(
        {number, contract::text(Text::feedback_star_spoken,
                                {{"stars", number}, {"word", contract::text(kWords[stars - 1])}})});
  }
  return field;
}

void write_words_field(FormParts& parts, const ProgressView& view, std::string_view name, std::string label,
                       std::size_t limit) {
  parts.text_field({.name = std::string(name),
                    .label = std::move(label),
                    .hint = {},
                    .value = std::string(field_value(view.fields, name)),
                    .type = "area",
                    .limit = limit});
}

void write_case_rating(HtmlWriter& out, FormParts& parts, const ProgressView& view) {
  out.open("section");
  parts.select_field(case_stars(field_value(view.fields, kCaseStars)));
  write_words_field(parts, view, kCaseComment, words(Text::feedback_comment) + words(Text::common_optional),
                    contract::kFeedbackCommentLimits.max);
  out.open("p");
  parts.button(contract::text(Text::feedback_rate_send), kCaseAct, kRateAct);
  out.close("p").close("section");
}

void write_reopening(HtmlWriter& out, FormParts& parts, const ProgressView& view) {
  out.open("section").element("h2", contract::text(Text::feedback_reopen_title));
  if (view.feedback.reopen_until > 0) {  // the instant is the end of the last day
    const contract::Date until = contract::china_date(view.feedback.reopen_until - 1);
    out.element("p", contract::text(Text::feedback_reopen_until, {{"until", contract::format_date(until)}}));
  }
  out.element("p", contract::text(Text::feedback_reopen_text));
  write_words_field(parts, view, kReopenReason, words(Text::feedback_reason),
                    contract::kFeedbackReasonLimits.max);
  out.open("p");
  parts.button(contract::text(Text::feedback_reopen), kCaseAct, kReopenAct, "second");
  out.close("p").close("section");
}

// One form for both, so that what stands in one field is not lost by the button of the other.
std::string acts_html(const ProgressView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  out.open("form", {{"class", "stacked"},
                    {"id", kEntriesForm},
                    {"method", "post"},
                    {"action", progress_path(view.feedback.reference)},
                    {"accept-charset", "utf-8"}});
  parts.hidden(kCaseProof, view.proof);
  if (view.feedback.rateable) write_case_rating(out, parts, view);
  if (view.feedback.reopenable) write_reopening(out, parts, view);
  out.close("form");
  return out.take();
}

// What was typed into fields that are there no more.
std::string left_over(const ProgressView& view) {
  const auto left = [&view](bool stands, std::string_view name) {
    return stands ? std::string_view() : field_value(view.fields, name);
  };
  std::string typed(left(view.feedback.rateable, kCaseComment));
  const std::string_view reason = left(view.feedback.reopenable, kReopenReason);
  if (!typed.empty() && !reason.empty()) typed += "\n";
  return typed.append(reason);
}

void add_acts(Document& document, const ProgressView& view) {
  if (std::string typed = left_over(view); !typed.empty()) add_said(document, Text::server_case_typed, typed);
  if (!view.feedback.rateable && !view.feedback.reopenable) return;
  document.entries.emplace();
  document.blocks.push_back(written_form(acts_html(view)));
}

}  // namespace

contract::Spans strong_spans(std::string text) {
  contract::Span span = contract::span(std::move(text));
  span.strong = true;
  return {std::move(span)};
}

Document feedback_page(const service::ContentSet& content, Text title) {
  Document document = titled_page(content, title, Text::server_page_other_description);
  document.path = "/feedback/new";
  document.indexed = false;
  return document;
}

std::string progress_path(std::string_view reference, std::string_view done) {
  std::string path = std::string("/feedback/case/").append(reference);
  return done.empty() ? path : path.append("?done=").append(done);
}

Document progress_document(const service::ContentSet& content, const ProgressView& view) {
  Document document = feedback_page(content, Text::server_form_case_title);
  if (std::string first = first_words(view); !first.empty())
    document.blocks.push_back(written_form(std::move(first)));
  add_facts(document, view.feedback);
  add_words(document, view.feedback);
  add_acts(document, view);
  HtmlWriter looks;
  write_looks(looks, view.feedback.looks,
              {Text::feedback_looks_none, Text::feedback_looks_lists, moment_words});
  document.blocks.push_back(written_form(looks.take()));
  document.blocks.push_back(paragraph_block({contract::link_span(
      words(Text::mine_title), std::string(kFeedbackMine) + "/" + view.feedback.reference)}));
  add_service_line(document, content);
  return document;
}

Document unread_case_document(const service::ContentSet& content, const ProgressView& view) {
  Document document = feedback_page(content, Text::server_form_case_title);
  document.blocks.push_back(written_form(first_words(view)));
  add_acts(document, view);
  add_service_line(document, content);
  return document;
}

Document filed_document(const service::ContentSet& content, const FeedbackCase& feedback) {
  Document document = feedback_page(content, Text::server_form_filed_title);
  document.blocks.push_back(paragraph_block(words(Text::server_form_filed)));
  Block facts = facts_block({});
  facts.facts.push_back({words(Text::server_form_reference), strong_spans(feedback.reference)});
  if (!feedback.receipt.empty())
    facts.facts.push_back({words(Text::server_form_receipt), strong_spans(feedback.receipt)});
  add_due(facts, feedback);
  document.blocks.push_back(std::move(facts));
  document.blocks.push_back(paragraph_block(
      words(feedback.receipt.empty() ? Text::server_form_keep_reference : Text::server_form_keep_receipt)));
  document.blocks.push_back(
      paragraph_block({contract::link_span(words(Text::server_form_to_lookup), "/feedback/lookup")}));
  add_service_line(document, content);
  return document;
}

Document case_lookup_document(const service::ContentSet& content, const CaseLookup& lookup,
                              std::string title) {
  Document document = feedback_page(content, Text::server_form_lookup_title);
  document.path = "/feedback/lookup";
  if (!title.empty()) document.title = std::move(title);
  if (!lookup.lead.empty()) document.blocks.push_back(paragraph_block(strong_spans(lookup.lead)));
  document.blocks.push_back(written_form(feedback_lookup_form_html(lookup.errors, lookup.reference)));
  if (!lookup.typed.empty()) add_said(document, Text::server_case_typed, lookup.typed);
  add_service_line(document, content);
  return document;
}

}  // namespace wufei::http
