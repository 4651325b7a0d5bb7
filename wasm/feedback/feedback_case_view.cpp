// One case: how it stands, what was answered, and what its citizen can do about the answer.
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/feedback/feedback_view.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/outcome/outcome_view.hpp"

namespace wufei::views {
namespace {

using contract::FeedbackCase;
using model::FeedbackAct;
using model::FeedbackField;
using model::OpenFeedback;

constexpr int kReasonRows = 3;

kit::Tone tone_of(const FeedbackCase& feedback) {
  if (feedback.overdue) return kit::Tone::danger;
  return contract::is_open(feedback.status) ? kit::Tone::accent : kit::Tone::success;
}

void fact(kit::Ui& ui, Text label, std::string_view value) {
  if (!value.empty()) ui.fact(text(label), value);
}

void draw_summary(const Model& model, kit::Ui& ui) {
  const FeedbackCase& feedback = model.feedback.open.feedback.value;
  auto card = ui.card();
  ui.code(text(Text::feedback_reference), feedback.reference);
  ui.badge(feedback_status_text(feedback.status), tone_of(feedback));
  ui.space(8);
  if (feedback.merged) ui.text(text(Text::feedback_merged), kit::Tone::muted);
  if (feedback.overdue)
    ui.alert(kit::AlertKind::warning, text(Text::feedback_overdue_title), text(Text::feedback_overdue_text));
  auto facts = ui.facts(text(Text::feedback_case_title));
  fact(ui, Text::feedback_kind, kind_name(model, feedback.kind));
  fact(ui, Text::feedback_topic, topic_name(model, feedback.topic));
  fact(ui, Text::feedback_area, area_name(model, feedback.area));
  fact(ui, Text::feedback_page, feedback.page);
  if (feedback.due) fact(ui, Text::feedback_due, due_text(*feedback.due));
  fact(ui, Text::feedback_body, feedback.body);
  fact(ui, Text::feedback_name, feedback.contact_name);
  fact(ui, Text::feedback_phone, feedback.phone);
  if (feedback.photo_count > 0) fact(ui, Text::feedback_photos, std::to_string(feedback.photo_count));
  fact(ui, Text::feedback_publish,
       text(feedback.publish_consent ? Text::feedback_publish_yes : Text::feedback_publish_no));
  fact(ui, Text::feedback_text, feedback.text);
}

void draw_answers(const Model& model, kit::Ui& ui, Commands& commands) {
  const FeedbackCase& feedback = model.feedback.open.feedback.value;
  for (const contract::FeedbackAnswer& answer : feedback.answers) {
    auto card = ui.tinted_card(kit::AlertKind::success);
    ui.heading(2, text(Text::feedback_answer));
    ui.text(answer.text);
    const std::string at = moment_text(answer.at);
    ui.text(answer.body.empty() ? at : at + " " + answer.body, kit::Tone::muted, kit::TextSize::small);
  }
  if (feedback.published.empty()) return;
  const std::string path = "/feedback/published/" + feedback.published;
  if (ui.link("published", text(Text::feedback_published_link), path, "eye")) go(commands, path);
}

void draw_rating(const Model& model, kit::Ui& ui, Commands& commands) {
  const OpenFeedback& open = model.feedback.open;
  const FeedbackCase& feedback = open.feedback.value;
  if (!feedback.rateable) {
    if (feedback.stars > 0)
      ui.text(text(Text::feedback_rated, {{"stars", std::to_string(feedback.stars)}}), kit::Tone::muted);
    return;
  }
  auto card = ui.card();
  ui.heading(2, text(Text::feedback_rate_title));
  if (const auto chosen = draw_stars(ui, text(Text::feedback_rate_title), open.stars))
    act(commands, FeedbackAct::choose_stars, *chosen);
  const std::string label = std::string(text(Text::feedback_comment)).append(text(Text::common_optional));
  if (const auto typed = ui.field("comment", label, open.comment,
                                  {.kind = kit::FieldKind::multi_line,
                                   .max_length = static_cast<int>(contract::kFeedbackCommentLimits.max)}))
    set(commands, FeedbackField::comment, *typed);
  const bool busy = open.busy && !open.asking_reopen;
  if (ui.button("send_rating", text(busy ? Text::pickup_submitting : Text::feedback_rate_send),
                {.enabled = open.stars > 0, .busy = busy}))
    act(commands, FeedbackAct::send_rating);
}

void draw_reopen_question(const Model& model, kit::Ui& ui, Commands& commands) {
  const OpenFeedback& open = model.feedback.open;
  auto card = ui.tinted_card(kit::AlertKind::warning);
  ui.heading(2, text(Text::feedback_reopen_title));
  ui.text(text(Text::feedback_reopen_text));
  const std::string error =
      open.show_errors ? model::error_at(model::reopen_errors(model), "/reason") : std::string();
  if (const auto typed = ui.field("reason", text(Text::feedback_reason), open.reason,
                                  {.kind = kit::FieldKind::multi_line,
                                   .error = error,
                                   .required = true,
                                   .max_length = static_cast<int>(contract::kFeedbackReasonLimits.max),
                                   .rows = kReasonRows}))
    set(commands, FeedbackField::reason, *typed);
  const auto row = row_when_wide(ui);
  if (ui.button("reopen_send", text(open.busy ? Text::pickup_submitting : Text::feedback_reopen_send),
                {.busy = open.busy}))
    act(commands, FeedbackAct::send_reopening);
  if (ui.button("reopen_keep", text(Text::feedback_reopen_keep),
                {.kind = kit::ButtonKind::secondary, .enabled = !open.busy}))
    act(commands, FeedbackAct::dismiss_reopen);
}

void draw_reopening(const Model& model, kit::Ui& ui, Commands& commands) {
  const OpenFeedback& open = model.feedback.open;
  if (!open.feedback.value.reopenable) return;
  if (open.asking_reopen) return draw_reopen_question(model, ui, commands);
  // The instant is the end of the last day.
  const std::string until = day_text(contract::china_date(open.feedback.value.reopen_until - 1));
  ui.text(text(Text::feedback_reopen_until, {{"until", until}}), kit::Tone::muted);
  if (ui.button("reopen", text(Text::feedback_reopen), {.kind = kit::ButtonKind::secondary}))
    act(commands, FeedbackAct::ask_reopen);
}

void draw_timeline(const FeedbackCase& feedback, kit::Ui& ui) {
  std::vector<std::string> lines;
  for (const contract::HistoryEvent& event : feedback.history)
    lines.push_back(event_text(event.at, contract::feedback_event_text(event.kind), event.detail));
  auto card = ui.card();
  ui.heading(2, text(Text::feedback_timeline));
  draw_text_list(ui, text(Text::feedback_timeline), lines, "clock");
}

}  // namespace

void draw_feedback_case(const Model& model, kit::Ui& ui, Commands& commands) {
  const OpenFeedback& open = model.feedback.open;
  if (open.needs_lookup && model.feedback.lookup.show_errors)
    draw_feedback_faults(ui, model::feedback_lookup_errors(model));
  ui.heading(1, text(Text::feedback_case_title));
  if (open.needs_lookup) {
    ui.alert(kit::AlertKind::info, text(Text::booking_verify_title), text(Text::feedback_verify_text));
    return draw_feedback_lookup_form(model, ui, commands);
  }
  if (!draw_state(model, ui, commands, open.feedback)) return;
  auto columns = ui.columns(2);
  draw_summary(model, ui);
  ui.next_column();
  draw_answers(model, ui, commands);
  if (open.failure) draw_failure(model, ui, *open.failure);
  draw_rating(model, ui, commands);
  draw_reopening(model, ui, commands);
  draw_timeline(open.feedback.value, ui);
  draw_looks(ui, open.feedback.value.looks, Text::feedback_looks_none, Text::feedback_looks_lists);
  // A page of the server: it asks for the whole number or the receipt, which the client does not know.
  ui.link("mine", text(Text::mine_title), "/mine/feedback/" + open.feedback.value.reference);
}

}  // namespace wufei::views
