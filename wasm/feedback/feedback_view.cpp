#include "wasm/feedback/feedback_view.hpp"

#include "wasm/feedback/feedback_update.hpp"
#include "wasm/kit/parts.hpp"
#include "wasm/pickup/booking_check.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;
using model::FeedbackAct;
using model::FeedbackField;

// The fields from top to bottom, by the pointers of their faults.
struct FeedbackLabel {
  std::string_view pointer;
  Text label;
};
constexpr FeedbackLabel kFeedbackLabels[] = {
    {"/kind", Text::feedback_kind},           {"/topic", Text::feedback_topic},
    {"/area", Text::feedback_area},           {"/text", Text::feedback_text},
    {"/page", Text::feedback_page},           {"/contact_name", Text::feedback_name},
    {"/phone", Text::feedback_phone},         {"/lookup_reference", Text::feedback_reference},
    {"/lookup_secret", Text::feedback_secret}};

void draw_refused(const Model& model, kit::Ui& ui) {
  const auto& failure = model.feedback.lookup.failure;
  if (!failure) return;
  if (failure->status != 404) return draw_failure(model, ui, *failure);
  ui.alert(kit::AlertKind::error, text(Text::feedback_not_found_title), text(Text::feedback_not_found_text));
}

void draw_secrets(const contract::FeedbackCase& filed, const Model& model, kit::Ui& ui, Commands& commands) {
  auto card = ui.tinted_card(kit::AlertKind::success);
  ui.code(text(Text::feedback_reference), filed.reference);
  if (!filed.receipt.empty()) ui.code(text(Text::feedback_receipt), filed.receipt);
  ui.text(text(filed.receipt.empty() ? Text::feedback_keep_reference : Text::feedback_keep_receipt));
  auto row = ui.row();
  const auto copy = [&](std::string_view key, Text label, const std::string& value, FeedbackAct what) {
    const bool copied = model.copied_reference == value;
    if (ui.button(
            key, text(copied ? Text::notice_copied : label),
            {.kind = kit::ButtonKind::secondary, .icon = copied ? "check" : "copy", .full_width = false}))
      act(commands, what);
  };
  copy("copy", Text::feedback_copy_reference, filed.reference, FeedbackAct::copy_reference);
  if (!filed.receipt.empty())
    copy("copy_receipt", Text::feedback_copy_receipt, filed.receipt, FeedbackAct::copy_receipt);
  if (ui.button("print", text(Text::pickup_print),
                {.kind = kit::ButtonKind::secondary, .icon = "printer", .full_width = false}))
    commands.push_back(model::PrintPage{});
}

}  // namespace

std::string_view feedback_status_text(contract::FeedbackStatus status) {
  switch (status) {
    case contract::FeedbackStatus::received:
      return text(Text::feedback_status_received);
    case contract::FeedbackStatus::assigned:
      return text(Text::feedback_status_assigned);
    case contract::FeedbackStatus::answered:
      return text(Text::feedback_status_answered);
    case contract::FeedbackStatus::closed:
      return text(Text::feedback_status_closed);
    case contract::FeedbackStatus::reopened:
      break;
  }
  return text(Text::feedback_status_reopened);
}

std::string_view kind_name(const Model& model, std::string_view id) {
  const contract::FeedbackKind* kind = contract::find_kind(model.feedback.rules.value, id);
  return kind ? std::string_view(kind->name) : std::string_view();
}

std::string_view topic_name(const Model& model, std::string_view id) {
  const contract::FeedbackTopic* topic = contract::find_topic(model.feedback.rules.value, id);
  return topic ? std::string_view(topic->name) : std::string_view();
}

void draw_feedback_done(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(1, text(Text::feedback_done_title));
  if (!model.feedback.form.filed) return;
  const contract::FeedbackCase& filed = *model.feedback.form.filed;
  draw_secrets(filed, model, ui, commands);
  {
    auto card = ui.card();
    ui.heading(2, text(Text::feedback_next_title));
    std::vector<std::string> lines{std::string(text(Text::feedback_next_1))};
    const Text by =
        model.feedback.rules.value.confirmed ? Text::feedback_next_due_set : Text::feedback_next_due;
    if (filed.due) lines.push_back(text(by, {{"day", due_text(*filed.due)}}));
    lines.emplace_back(text(Text::feedback_next_2));
    draw_text_list(ui, text(Text::feedback_next_title), lines, "check-circle");
  }
  const auto row = row_when_wide(ui);
  page_button(ui, commands, "view", text(Text::feedback_view_case),
              {PageKind::feedback_case, filed.reference}, {.icon = "eye"});
  page_button(ui, commands, "another", text(Text::feedback_another), {PageKind::feedback_new, {}},
              {.kind = kit::ButtonKind::quiet});
}

void draw_feedback_lookup_form(const Model& model, kit::Ui& ui, Commands& commands) {
  const model::FeedbackLookup& lookup = model.feedback.lookup;
  auto form = ui.landmark(kit::Landmark::form, text(Text::feedback_lookup_title));
  auto card = ui.card();
  const auto errors =
      lookup.show_errors ? model::feedback_lookup_errors(model) : std::vector<contract::FieldError>{};
  const std::string reference_error = model::error_at(errors, "/lookup_reference");
  const std::string secret_error = model::error_at(errors, "/lookup_secret");
  if (const auto typed =
          ui.field("lookup_reference", text(Text::feedback_reference), lookup.reference,
                   {.hint = text(Text::feedback_reference_hint), .error = reference_error, .required = true}))
    set(commands, FeedbackField::lookup_reference, *typed);
  if (const auto typed =
          ui.field("lookup_secret", text(Text::feedback_secret), lookup.secret,
                   {.hint = text(Text::feedback_secret_hint), .error = secret_error, .required = true}))
    set(commands, FeedbackField::lookup_secret, *typed);
  draw_refused(model, ui);
  if (ui.button("find", text(lookup.busy ? Text::common_loading : Text::feedback_find),
                {.icon = "magnifying-glass", .busy = lookup.busy}))
    act(commands, FeedbackAct::look_up);
}

void draw_feedback_lookup(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model.feedback.lookup.show_errors) draw_feedback_faults(ui, model::feedback_lookup_errors(model));
  ui.heading(1, text(Text::feedback_lookup_title));
  ui.text(text(Text::feedback_lookup_lead), kit::Tone::muted);
  draw_feedback_lookup_form(model, ui, commands);
  // A page of the server: it asks for the whole number or the receipt, which the client does not know.
  ui.link("mine", text(Text::mine_way), "/mine/feedback", "arrow-right");
  telephone_link_row(model, ui);
}

void draw_feedback_faults(kit::Ui& ui, const std::vector<contract::FieldError>& errors) {
  std::vector<kit::Fault> faults;
  for (const FeedbackLabel& field : kFeedbackLabels) {
    const std::string error = model::error_at(errors, field.pointer);
    if (error.empty()) continue;
    faults.push_back({text(Text::form_fault, {{"label", text(field.label)}, {"error", error}}),
                      model::field_key(field.pointer)});
  }
  kit::fault_summary(ui, text(Text::form_faults, {{"count", std::to_string(faults.size())}}), faults);
}

void draw_feedback(const Model& model, kit::Ui& ui, Commands& commands) {
  switch (model.page.kind) {
    case PageKind::feedback_done:
      return draw_feedback_done(model, ui, commands);
    case PageKind::feedback_lookup:
      return draw_feedback_lookup(model, ui, commands);
    case PageKind::feedback_case:
      return draw_feedback_case(model, ui, commands);
    default:
      return draw_feedback_form(model, ui, commands);
  }
}

}  // namespace wufei::views
