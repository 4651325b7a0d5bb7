#include "desk/cases/case_action.hpp"
#include "desk/cases/case_view.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::Status;
using contract::Text;

std::vector<FormFault> no_faults(const CasePosted&) {
  return {};
}
bool never(const CasePosted&) {
  return false;
}

// ---- The actions

std::vector<FormFault> assign_faults(const CasePosted& posted) {
  auto faults = some_fault(short_text_fault("body", Text::server_work_body, posted.text("body")));
  // To take a case from one body to another needs a reason, which colleagues read.
  const bool moved = !posted.before.feedback.body.empty();
  if (const std::string reason = posted.text("reason"); moved || !reason.empty())
    if (auto fault = long_text_fault("reason", Text::server_work_reason, reason, kCaseReason))
      faults.push_back(std::move(*fault));
  return faults;
}

Status assign(const CasePosted& posted) {
  const auto done =
      posted.desk.feedback.assign(posted.reference(), posted.text("body"), posted.actor(), posted.version());
  if (!done) return done.error();
  const std::string reason = posted.text("reason");
  if (reason.empty()) return contract::ok();
  return posted.desk.cases.note(posted.reference(), storage::CaseNoteKind::transfer, reason, posted.actor());
}

bool is_assigned(const CasePosted& posted) {
  return posted.before.feedback.body == posted.text("body");
}

std::vector<FormFault> note_faults(const CasePosted& posted) {
  return some_fault(
      long_text_fault("note", Text::server_work_note_internal, posted.text("note"), kCaseReason));
}

Status note(const CasePosted& posted) {
  return posted.desk.cases.note(posted.reference(), storage::CaseNoteKind::note, posted.text("note"),
                                posted.actor());
}

// A text with a gap of a template that nobody has filled was not read.
std::vector<FormFault> told_faults(const CasePosted& posted, const char* field, Text label) {
  const std::string text = posted.text(field);
  if (service::has_gap(text)) return {{field, words(label), words(Text::server_work_gap_left)}};
  return some_fault(long_text_fault(field, label, text, {2, contract::kFeedbackTextLimits.max, true}));
}

std::vector<FormFault> answer_faults(const CasePosted& posted) {
  return told_faults(posted, "answer", Text::server_work_answer_text);
}

Status answer(const CasePosted& posted) {
  return contract::status_of(posted.desk.feedback.answer(posted.reference(), posted.text("answer"),
                                                         posted.actor(), posted.version()));
}

bool is_answered(const CasePosted& posted) {
  const auto& answers = posted.before.feedback.answers;
  return !answers.empty() && answers.back().text == posted.text("answer");
}

std::vector<FormFault> close_faults(const CasePosted& posted) {
  const std::string note = posted.text("close_note");
  if (note.empty() && !contract::is_open(posted.before.feedback.status)) return {};
  return some_fault(long_text_fault("close_note", Text::server_work_reason, note, kCaseReason));
}

Status close(const CasePosted& posted) {
  return contract::status_of(posted.desk.feedback.close(posted.reference(), posted.text("close_note"),
                                                        posted.actor(), posted.version()));
}

bool is_closed(const CasePosted& posted) {
  return posted.before.feedback.status == contract::FeedbackStatus::closed;
}

std::vector<FormFault> propose_faults(const CasePosted& posted) {
  auto faults = told_faults(posted, "public_text", Text::server_work_public_text);
  for (FormFault& fault : told_faults(posted, "public_answer", Text::server_work_public_answer))
    faults.push_back(std::move(fault));
  return faults;
}

Status propose(const CasePosted& posted) {
  return posted.desk.cases.propose(posted.reference(), posted.text("public_text"),
                                   posted.text("public_answer"), posted.actor(), posted.version());
}

Status publish(const CasePosted& posted) {
  return posted.desk.cases.publish(posted.reference(), number_field(posted.fields, kNumber), posted.actor(),
                                   posted.version());
}

bool is_published(const CasePosted& posted) {
  return !posted.before.feedback.published.empty();
}

std::vector<FormFault> drop_faults(const CasePosted& posted) {
  return some_fault(
      long_text_fault("drop_reason", Text::server_work_reason, posted.text("drop_reason"), kCaseReason));
}

Status drop(const CasePosted& posted) {
  return posted.desk.cases.drop(posted.reference(), number_field(posted.fields, kNumber),
                                posted.text("drop_reason"), posted.actor());
}

Status withdraw(const CasePosted& posted) {
  return contract::status_of(
      posted.desk.feedback.unpublish(posted.reference(), posted.actor(), posted.version()));
}

bool is_withdrawn(const CasePosted& posted) {
  return posted.before.feedback.published.empty();
}

constexpr CaseAction kActions[] = {
    {"/assign", "desk_case_assign", "transferred", Permission::handle_cases, assign_faults, assign,
     is_assigned},
    {"/note", "desk_case_note", "noted", Permission::handle_cases, note_faults, note, never},
    {"/answer", "desk_case_answer", "answered", Permission::handle_cases, answer_faults, answer, is_answered},
    {"/close", "desk_case_close", "closed", Permission::handle_cases, close_faults, close, is_closed},
    {"/propose", "desk_case_propose", "proposed", Permission::publish_cases, propose_faults, propose, never},
    {"/publish", "desk_case_publish", "published", Permission::publish_cases, no_faults, publish,
     is_published},
    {"/drop", "desk_case_drop", "dropped", Permission::publish_cases, drop_faults, drop, never},
    {"/withdraw", "desk_case_withdraw", "withdrawn", Permission::publish_cases, no_faults, withdraw,
     is_withdrawn}};

}  // namespace

std::vector<FormFault> some_fault(std::optional<FormFault> fault) {
  if (!fault) return {};
  return {std::move(*fault)};
}

std::span<const CaseAction> case_actions() {
  return kActions;
}

}  // namespace wufei::http
