#include "desk/cases/case_view.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "desk/cases/case_group_view.hpp"
#include "desk/cases/case_page.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/find.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"

namespace wufei::http {
namespace {

using contract::FeedbackCase;
using contract::FeedbackStatus;
using contract::Permission;
using contract::Text;

constexpr std::size_t kLongestNote = 500;

const FeedbackCase& case_in(const CaseView& view) {
  return view.one.feedback;
}

// What the case has of the number that opens it: on paper it stands in no text either.
std::vector<std::string> own_of(const CaseView& view) {
  return {case_in(view).phone};
}

void write_paragraphs(HtmlWriter& out, std::string_view text, const std::vector<std::string>& own) {
  out.open("div", {{"class", "said"}});
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.empty()) continue;
    out.open("p");
    write_own_text(out, line, own);
    out.close("p");
  }
  out.close("div");
}

void write_head(HtmlWriter& out, const CaseView& view) {
  const FeedbackCase& feedback = case_in(view);
  const contract::FeedbackKind* kind =
      contract::find_kind(view.content.get<service::FeedbackContent>(), feedback.kind);
  out.open("p", {{"class", "back"}}).link(kInbox, contract::text(Text::server_work_inbox)).close("p");
  out.open("div", {{"class", "bar"}});
  write_title(out, feedback.reference);
  write_tag(out, kind ? kind->name : feedback.kind, Tone::quiet);
  write_due(out, feedback, view.today);
  out.close("div");
}

void write_facts(HtmlWriter& out, const CaseView& view) {
  const FeedbackCase& feedback = case_in(view);
  const auto& rules = view.content.get<service::FeedbackContent>();
  const contract::FeedbackTopic* topic = contract::find_topic(rules, feedback.topic);
  const contract::Area* area =
      contract::find_area(view.content.get<service::CountyContent>().areas, feedback.area);
  out.open("dl", {{"class", "facts"}});
  write_fact(out, Text::server_work_status, status_words(feedback.status));
  write_fact(out, Text::server_work_body, feedback.body);
  write_fact(out, Text::server_work_topic, topic ? topic->name : feedback.topic);
  write_fact(out, Text::server_work_area, area ? area->name : feedback.area);
  if (feedback.due) write_fact(out, Text::server_work_due, service::day_text(*feedback.due));
  write_fact(out, Text::server_work_page, feedback.page);
  write_fact(out, Text::server_work_person,
             feedback.anonymous ? contract::text(Text::server_work_anonymous) : feedback.contact_name);
  write_desk_phone(out, view.caller,
                   {feedback.phone, view.with_phone, case_path(feedback.reference, "/phone")});
  write_fact(out, Text::server_work_consent_publish,
             contract::text(feedback.publish_consent ? Text::server_work_yes : Text::server_work_no));
  out.close("dl");
}

void write_photos(HtmlWriter& out, const CaseView& view) {
  const FeedbackCase& feedback = case_in(view);
  if (feedback.photo_count == 0) return;
  out.open("ul", {{"class", "photos"}});
  for (int i = 1; i <= feedback.photo_count; ++i) {
    const std::string number = std::to_string(i);
    out.open("li")
        .element("a", contract::text(Text::server_work_photo, {{"number", number}}),
                 {{"href", case_path(feedback.reference, "/photos/") + number}})
        .close("li");
  }
  out.close("ul");
}

void write_answers(HtmlWriter& out, const CaseView& view) {
  for (const contract::FeedbackAnswer& answer : case_in(view).answers) {
    out.element("h2", contract::text(Text::server_work_answered_at, {{"when", short_moment(answer.at)}}));
    write_paragraphs(out, answer.text, own_of(view));
  }
  if (!view.one.reopen_reason.empty()) {
    out.element("h2", contract::text(Text::server_work_reopen_reason));
    write_paragraphs(out, view.one.reopen_reason, own_of(view));
  }
}

void write_past(HtmlWriter& out, const CaseView& view) {
  std::vector<HistoryLine> lines;
  const auto& history = case_in(view).history;
  for (std::size_t i = 0; i < history.size(); ++i)
    lines.push_back({history[i].at, std::string(contract::feedback_event_text(history[i].kind)),
                     history[i].detail, i < view.one.actors.size() ? view.names.of(view.one.actors[i]) : ""});
  for (const storage::CaseNote& note : view.file.notes)
    lines.push_back({note.at,
                     words(note.kind == storage::CaseNoteKind::note       ? Text::server_work_note_internal
                           : note.kind == storage::CaseNoteKind::transfer ? Text::server_work_transfer_reason
                                                                          : Text::server_work_not_published),
                     note.text, view.names.of(note.actor)});
  for (const service::FeedbackCallLine& call : view.one.calls)
    lines.push_back({call.at, words(verdict_words(call.verdict)), call.remark, view.names.of(call.actor)});
  std::stable_sort(lines.begin(), lines.end(),
                   [](const HistoryLine& a, const HistoryLine& b) { return a.at < b.at; });
  out.element("h2", contract::text(Text::server_work_history));
  write_history(out, lines);
}

// ---- What is done with it

void area_field(FormParts& parts, const CaseView& view, const std::string& name, Text label,
                const std::string& other, std::size_t limit, Text hint) {
  parts.text_field({.name = name,
                    .label = words(label),
                    .hint = words(hint),
                    .value = typed_or(view.typed, name, other),
                    .type = "area",
                    .limit = limit});
}

// The button of the same form takes what is typed along: the template stands after it.
void write_templates(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  const FeedbackCase& feedback = case_in(view);
  SelectField::Group offered{{}, {{"", words(Text::server_work_choose)}}};
  for (const service::AnswerTemplate& one : view.content.get<service::FeedbackContent>().templates)
    if (one.topics.empty() || contract::is_among(one.topics, feedback.topic))
      offered.choices.push_back({one.id, one.name});
  if (offered.choices.size() == 1) return;
  parts.select_field({"template",
                      words(Text::server_work_template),
                      words(Text::server_work_template_hint),
                      typed_or(view.typed, "template", {}),
                      {std::move(offered)}});
  out.element(
      "button", contract::text(Text::server_work_insert),
      {{"type", "submit"}, {"formaction", case_path(feedback.reference, "/template")}, {"class", "second"}});
}

void write_answer_form(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  out.element("h2", contract::text(Text::server_work_answer));
  open_action(out, parts, view, "/answer");
  if (!view.one.followers.empty())
    out.element("p",
                contract::text(Text::server_work_shared_answer,
                               {{"count", std::to_string(view.one.followers.size())}}),
                {{"class", "note"}});
  write_templates(out, parts, view);
  area_field(parts, view, "answer", Text::server_work_answer_text, {}, contract::kFeedbackTextLimits.max,
             Text::server_work_answer_hint);
  parts.button(contract::text(Text::server_work_send_answer));
  out.close("form");
}

void write_assign_form(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  const bool first = case_in(view).body.empty();
  out.element("h2", contract::text(first ? Text::server_work_hand_over : Text::server_work_transfer));
  open_action(out, parts, view, "/assign");
  parts.text_field({.name = "body",
                    .label = words(Text::server_work_body),
                    .hint = {},
                    .value = typed_or(view.typed, "body", {}),
                    .limit = 60});
  parts.text_field(
      {.name = "reason",
       .label = words(Text::server_work_reason),
       .hint = words(first ? Text::server_work_reason_optional : Text::server_work_reason_internal),
       .value = typed_or(view.typed, "reason", {}),
       .limit = kLongestNote});
  parts.button(contract::text(first ? Text::server_work_hand_over : Text::server_work_transfer), {}, {},
               "second");
  out.close("form");
}

void write_note_form(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  out.open("details", {{"open", parts.is_wrong("note") ? "open" : kNoAttribute}});
  out.element("summary", contract::text(Text::server_work_note_internal));
  open_action(out, parts, view, "/note");
  area_field(parts, view, "note", Text::server_work_note_internal, {}, kLongestNote,
             Text::server_work_note_hint);
  parts.button(contract::text(Text::server_work_keep_note), {}, {}, "second");
  out.close("form").close("details");
}

void write_close_form(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  const bool answered = case_in(view).status == FeedbackStatus::answered;
  out.open("details", {{"open", parts.is_wrong("close_note") ? "open" : kNoAttribute}});
  out.element("summary", contract::text(Text::server_work_close));
  open_action(out, parts, view, "/close");
  parts.text_field(
      {.name = "close_note",
       .label = words(Text::server_work_reason),
       .hint = words(answered ? Text::server_work_reason_optional : Text::server_work_close_hint),
       .value = typed_or(view.typed, "close_note", {}),
       .limit = kLongestNote});
  parts.button(contract::text(Text::server_work_close), {}, {}, "danger");
  out.close("form").close("details");
}

void write_propose_form(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  const FeedbackCase& feedback = case_in(view);
  out.open(
      "details",
      {{"open", parts.is_wrong("public_text") || parts.is_wrong("public_answer") ? "open" : kNoAttribute}});
  out.element("summary", contract::text(Text::server_work_propose));
  open_action(out, parts, view, "/propose");
  area_field(parts, view, "public_text", Text::server_work_public_text, feedback.text,
             contract::kFeedbackTextLimits.max, Text::server_work_public_hint);
  area_field(parts, view, "public_answer", Text::server_work_public_answer,
             feedback.answers.empty() ? std::string() : feedback.answers.back().text,
             contract::kFeedbackTextLimits.max, Text::server_work_public_hint);
  parts.button(contract::text(Text::server_work_send_proposal), {}, {}, "second");
  out.close("form").close("details");
}

void write_drop_form(HtmlWriter& out, FormParts& parts, const CaseView& view, bool mine) {
  open_action(out, parts, view, "/drop");
  parts.hidden(kNumber, std::to_string(view.file.proposal->number));
  parts.text_field({.name = "drop_reason",
                    .label = words(Text::server_work_reason),
                    .hint = words(Text::server_work_reason_internal),
                    .value = typed_or(view.typed, "drop_reason", {}),
                    .limit = kLongestNote});
  parts.button(contract::text(mine ? Text::server_work_take_back : Text::server_work_refuse), {}, {},
               "second");
  out.close("form");
}

void write_proposal(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  const storage::CaseProposal& proposal = *view.file.proposal;
  const bool mine = proposal.actor == contract::actor_text(view.caller.actor());
  out.element("h2", contract::text(Text::server_work_proposal));
  out.element("p", contract::text(Text::server_work_proposed_by, {{"name", view.names.of(proposal.actor)},
                                                                  {"when", short_moment(proposal.at)}}));
  out.element("h3", contract::text(Text::server_work_public_text));
  write_paragraphs(out, proposal.text, own_of(view));
  out.element("h3", contract::text(Text::server_work_public_answer));
  write_paragraphs(out, proposal.answer, own_of(view));
  if (mine) {
    out.element("p", contract::text(Text::server_work_second_person), {{"class", "note"}});
  } else {
    open_action(out, parts, view, "/publish");
    parts.hidden(kNumber, std::to_string(proposal.number));
    parts.button(contract::text(Text::server_work_publish));
    out.close("form");
  }
  write_drop_form(out, parts, view, mine);
}

void write_published(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  const FeedbackCase& feedback = case_in(view);
  out.element("h2", contract::text(Text::server_work_published));
  out.open("p").link("/feedback/published/" + feedback.published, feedback.published).close("p");
  if (!view.caller.may(Permission::publish_cases)) return;
  open_action(out, parts, view, "/withdraw");
  parts.button(contract::text(Text::server_work_withdraw), {}, {}, "danger");
  out.close("form");
}

void write_publishing(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  const FeedbackCase& feedback = case_in(view);
  if (!feedback.published.empty()) return write_published(out, parts, view);
  if (!view.caller.may(Permission::publish_cases)) return;
  if (view.file.proposal) return write_proposal(out, parts, view);
  if (feedback.publish_consent && !feedback.answers.empty()) write_propose_form(out, parts, view);
}

void write_actions(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  const FeedbackCase& feedback = case_in(view);
  const bool handled = view.caller.may(Permission::handle_cases);
  const bool over = feedback.status == FeedbackStatus::closed;
  const bool led = !view.one.leader.empty() && contract::is_open(feedback.status);
  out.open("aside", {{"class", "panel"}, {"aria-label", contract::text(Text::server_work_actions)}});
  if (handled && view.one.to_call) write_call_form(out, parts, view);
  if (handled && contract::is_open(feedback.status) && !led) write_assign_form(out, parts, view);
  if (handled) write_merge_forms(out, parts, view);
  if (handled && !feedback.text.empty()) write_note_form(out, parts, view);
  if (handled && !over && !led) write_close_form(out, parts, view);
  write_publishing(out, parts, view);
  out.close("aside");
}

}  // namespace

void open_action(HtmlWriter& out, FormParts& parts, const CaseView& view, std::string_view below) {
  open_desk_form(out, view.caller, case_path(case_in(view).reference, below));
  parts.hidden(kVersion, std::to_string(view.one.version));
}

void write_due(HtmlWriter& out, const FeedbackCase& feedback, contract::Date today) {
  if (!contract::is_open(feedback.status)) return write_tag(out, status_words(feedback.status), Tone::good);
  if (!feedback.due) return write_tag(out, contract::text(Text::server_work_no_deadline), Tone::quiet);
  write_days_left(out, *feedback.due, today);
}

void write_days_left(HtmlWriter& out, contract::Date day, contract::Date today) {
  const int left = day.days - today.days;
  const std::string count = std::to_string(left < 0 ? -left : left);
  constexpr int kSoon = 3;
  write_tag(out,
            contract::text(left < 0 ? Text::server_work_days_late : Text::server_work_days_left,
                           {{"count", count}}),
            left < 0        ? Tone::bad
            : left <= kSoon ? Tone::warn
                            : Tone::quiet);
}

std::string case_html(const CaseView& view) {
  const FeedbackCase& feedback = case_in(view);
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  write_head(out, view);
  write_done(out, view.done);
  out.open("div", {{"class", "split"}}).open("div");
  write_paragraphs(out, feedback.text.empty() ? contract::text(Text::server_work_erased) : feedback.text,
                   own_of(view));
  write_group(out, view);
  write_photos(out, view);
  write_facts(out, view);
  write_answers(out, view);
  const bool led = !view.one.leader.empty() && contract::is_open(feedback.status);
  if (view.caller.may(Permission::handle_cases) && feedback.status != FeedbackStatus::closed && !led)
    write_answer_form(out, parts, view);
  write_past(out, view);
  out.close("div");
  write_actions(out, parts, view);
  out.close("div");
  return out.take();
}

}  // namespace wufei::http
