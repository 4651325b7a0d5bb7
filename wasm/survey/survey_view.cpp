// Answering a survey: one calm page with the questions that are asked so far, or what became of the answer.

#include "lib/base/find.hpp"
#include "wasm/kit/parts.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::QuestionKind;
using contract::SurveyQuestion;
using Values = std::vector<std::string>;

constexpr std::size_t kMostRadios = 7;  // more options become a list to choose from

std::string page_of(const Model& model, std::string_view rest) {
  return "/surveys/" + model.survey.id + std::string(rest);
}

void link_to(kit::Ui& ui, Commands& commands, std::string_view key, Text label, std::string path,
             std::string_view icon) {
  if (ui.link(key, text(label), path, icon)) go(commands, std::move(path));
}

void draw_links(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto row = ui.row();
  link_to(ui, commands, "results", Text::survey_to_results, page_of(model, "/results"), "list-checks");
  link_to(ui, commands, "receipts", Text::survey_to_receipts, page_of(model, "/receipts"),
          "magnifying-glass");
}

// What is answered now; "" when nothing.
const Values& answer_of(const Model& model, const SurveyQuestion& question) {
  static const Values kNone;
  const auto found = model.survey.kept.answers.find(question.id);
  return found == model.survey.kept.answers.end() ? kNone : found->second;
}

// The key that a refused form focuses belongs to the question's first widget.
std::string widget_key(const SurveyQuestion& question, std::size_t index) {
  return "q-" + question.id + (index == 0 ? std::string() : "-" + std::to_string(index));
}

std::string title_of(const SurveyQuestion& question) {
  return question.required ? question.title : question.title + std::string(text(Text::common_optional));
}

void draw_select(const Model& model, kit::Ui& ui, Commands& commands, const SurveyQuestion& question,
                 const std::string& error) {
  std::vector<kit::SelectOption> options{{"", text(Text::common_choose)}};
  for (const contract::SurveyOption& option : question.options) options.push_back({option.id, option.label});
  const Values& given = answer_of(model, question);
  const std::string title = title_of(question);
  if (const auto chosen =
          ui.select(widget_key(question, 0), title, options, given.empty() ? std::string() : given.front(),
                    {.hint = question.help, .error = error, .required = question.required}))
    commands.push_back(model::SetAnswer{question.id, {*chosen}});
}

void draw_title(kit::Ui& ui, const SurveyQuestion& question) {
  ui.heading(2, title_of(question));
  if (!question.help.empty()) ui.text(question.help, kit::Tone::muted, kit::TextSize::small);
}

void draw_radios(const Model& model, kit::Ui& ui, Commands& commands, const SurveyQuestion& question,
                 const std::string& error) {
  draw_title(ui, question);
  const auto group = ui.radio_group(question.title, error);
  const auto values = contract::question_values(question);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (ui.radio(widget_key(question, i), values[i].label,
                 contract::is_among(answer_of(model, question), values[i].id)))
      commands.push_back(model::SetAnswer{question.id, {values[i].id}});
}

// Numbers side by side, what the ends mean below them.
void draw_scale(const Model& model, kit::Ui& ui, Commands& commands, const SurveyQuestion& question,
                const std::string& error) {
  draw_title(ui, question);
  const bool five = question.kind == QuestionKind::scale5;
  {
    const auto group = ui.radio_group(question.title, error);
    const auto grid = ui.grid(five ? 5 : ui.elder() ? 4 : 6, five ? 5 : 11, 8);
    const auto values = contract::question_values(question);
    for (std::size_t i = 0; i < values.size(); ++i) {
      ui.next_cell();
      if (ui.radio_tile(widget_key(question, i), values[i].id, {},
                        contract::is_among(answer_of(model, question), values[i].id), true, values[i].label))
        commands.push_back(model::SetAnswer{question.id, {values[i].id}});
    }
  }
  const std::string last = five ? "5" : "10";
  ui.text(text(Text::survey_scale_ends,
               {{"first", five ? "1" : "0"}, {"low", question.low}, {"last", last}, {"high", question.high}}),
          kit::Tone::muted, kit::TextSize::small);
}

Values toggled(const SurveyQuestion& question, const Values& given, const contract::SurveyOption& option) {
  Values values;
  if (option.exclusive && !contract::is_among(given, option.id)) return {option.id};
  for (const contract::SurveyOption& other : question.options) {
    const bool on =
        other.id == option.id ? !contract::is_among(given, other.id) : contract::is_among(given, other.id);
    if (on && !other.exclusive) values.push_back(other.id);
  }
  return values;
}

void draw_checkboxes(const Model& model, kit::Ui& ui, Commands& commands, const SurveyQuestion& question,
                     const std::string& error) {
  draw_title(ui, question);
  const auto group = ui.landmark(kit::Landmark::group, question.title);
  const Values& given = answer_of(model, question);
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const contract::SurveyOption& option = question.options[i];
    if (ui.checkbox(widget_key(question, i), option.label, contract::is_among(given, option.id),
                    i == 0 ? error : std::string()))
      commands.push_back(model::SetAnswer{question.id, toggled(question, given, option)});
  }
}

void draw_text(const Model& model, kit::Ui& ui, Commands& commands, const SurveyQuestion& question,
               const std::string& error) {
  const Values& given = answer_of(model, question);
  const std::string title = title_of(question);
  if (const auto typed =
          ui.field(widget_key(question, 0), title, given.empty() ? std::string() : given.front(),
                   {.kind = kit::FieldKind::multi_line,
                    .hint = question.help,
                    .error = error,
                    .required = question.required,
                    .max_length = question.limit}))
    commands.push_back(model::SetAnswer{question.id, {*typed}});
}

void draw_question(const Model& model, kit::Ui& ui, Commands& commands, const SurveyQuestion& question,
                   const std::vector<contract::FieldError>& errors) {
  const auto card = ui.card();
  const std::string error = model::error_at(errors, "/answers/" + question.id);
  switch (question.kind) {
    case QuestionKind::single:
      if (question.options.size() > kMostRadios) return draw_select(model, ui, commands, question, error);
      return draw_radios(model, ui, commands, question, error);
    case QuestionKind::multiple:
      return draw_checkboxes(model, ui, commands, question, error);
    case QuestionKind::scale5:
    case QuestionKind::scale10:
      return draw_scale(model, ui, commands, question, error);
    case QuestionKind::text:
      return draw_text(model, ui, commands, question, error);
  }
}

void draw_code(const Model& model, kit::Ui& ui, Commands& commands,
               const std::vector<contract::FieldError>& errors) {
  const model::SurveyForm& form = model.survey;
  const auto card = ui.card();
  const std::string error = model::error_at(errors, "/code");
  if (const auto typed = ui.field("code", text(Text::survey_code_label), form.kept.code,
                                  {.hint = text(Text::survey_code_help), .error = error}))
    commands.push_back(model::SetSurveyCode{*typed});
  if (form.code_good) return ui.icon_text("check-circle", text(Text::survey_code_good), kit::Tone::success);
  if (form.kept.code.empty()) return;
  if (ui.button("check", text(Text::survey_code_check),
                {.kind = kit::ButtonKind::secondary, .icon = "check", .busy = form.checking}))
    commands.push_back(model::CheckSurveyCode{});
}

// The code is the booking's and not typed: without it there is nothing to fill in yet.
bool draw_after_pickup(const Model& model, kit::Ui& ui, Commands& commands,
                       const std::vector<contract::FieldError>& errors) {
  const bool used = !model::error_at(errors, "/code").empty();
  if (!model.survey.kept.code.empty() && !used) return true;
  ui.alert(kit::AlertKind::info, text(used ? Text::booking_rated_title : Text::survey_after_pickup_title),
           text(used ? Text::booking_rated_text : Text::survey_after_pickup_note));
  link_to(ui, commands, "lookup", Text::lookup_title, "/pickup/lookup", "clipboard-text");
  return false;
}

void draw_notes(const Model& model, kit::Ui& ui) {
  const model::SurveyForm& form = model.survey;
  const contract::Survey& survey = form.survey.value;
  ui.alert(kit::AlertKind::info, text(Text::survey_privacy_title), survey.privacy);
  if (form.kept.code.empty() && survey.takes_open && survey.takes_invited)
    ui.alert(kit::AlertKind::warning, text(Text::survey_open_title), text(Text::survey_open_note));
  if (form.restored) ui.alert(kit::AlertKind::info, {}, text(Text::survey_restored));
  if (!model.online) ui.text(text(Text::survey_offline), kit::Tone::warning);  // the frame says the rest
}

void draw_form(const Model& model, kit::Ui& ui, Commands& commands) {
  const model::SurveyForm& survey_form = model.survey;
  const contract::Survey& survey = survey_form.survey.value;
  const auto errors = model::survey_errors(survey_form);
  if (survey.after_pickup && !draw_after_pickup(model, ui, commands, errors)) return;
  const auto form = ui.landmark(kit::Landmark::form, survey.title);
  draw_notes(model, ui);
  if (survey.takes_invited && !survey.after_pickup) draw_code(model, ui, commands, errors);
  for (const SurveyQuestion& question : survey.questions)
    if (contract::is_asked(survey, question, survey_form.kept.answers))
      draw_question(model, ui, commands, question, errors);
  const model::SurveyProgress progress = model::survey_progress(survey_form);
  ui.text(text(Text::survey_progress,
               {{"answered", std::to_string(progress.answered)}, {"asked", std::to_string(progress.asked)}}),
          kit::Tone::muted);
  if (survey_form.show_errors && !errors.empty())
    ui.alert(kit::AlertKind::error, text(Text::survey_incomplete), {});
  if (survey_form.failure && survey_form.failure->error.fields.empty())
    draw_failure(model, ui, *survey_form.failure);
  if (ui.button("send", text(survey_form.busy ? Text::pickup_submitting : Text::survey_send),
                {.icon = "check", .busy = survey_form.busy}))
    commands.push_back(model::SubmitSurvey{});
}

// What is wrong with the answers, before the heading: the code and each question once, with the way to it.
void draw_survey_faults(const Model& model, kit::Ui& ui) {
  const model::SurveyForm& form = model.survey;
  if (!form.show_errors || !form.survey.known || !form.kept.receipt.empty() || form.kept.waiting) return;
  const contract::Survey& survey = form.survey.value;
  const auto errors = model::survey_errors(form);
  // Where there is no form there is nothing to lead to.
  const bool used = survey.after_pickup && !model::error_at(errors, "/code").empty();
  if (used || survey.status != contract::SurveyStatus::open) return;
  std::vector<kit::Fault> faults;
  const auto add = [&](std::string_view pointer, std::string_view label, std::string key) {
    const std::string error = model::error_at(errors, pointer);
    if (!error.empty())
      faults.push_back({text(Text::form_fault, {{"label", label}, {"error", error}}), std::move(key)});
  };
  add("/code", text(Text::survey_code_label), "code");
  for (const SurveyQuestion& question : survey.questions)
    add("/answers/" + question.id, question.title, widget_key(question, 0));
  kit::fault_summary(ui, text(Text::form_faults, {{"count", std::to_string(faults.size())}}), faults);
}

void draw_thanks(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.alert(kit::AlertKind::success, text(Text::survey_thanks_title), text(Text::survey_thanks_note));
  {
    const auto card = ui.card();
    ui.code(text(Text::survey_receipt), model.survey.kept.receipt);
    ui.text(text(Text::survey_receipt_note), kit::Tone::muted);
  }
  draw_links(model, ui, commands);
  if (model.survey.survey.value.after_pickup) return;
  if (ui.button("again", text(Text::survey_again), {.kind = kit::ButtonKind::secondary}))
    commands.push_back(model::RestartSurvey{});
}

}  // namespace

void draw_survey(const Model& model, kit::Ui& ui, Commands& commands) {
  const model::SurveyForm& form = model.survey;
  const contract::Survey& survey = form.survey.value;
  draw_survey_faults(model, ui);
  ui.heading(1, survey.title.empty() ? text(Text::title_survey) : std::string_view(survey.title));
  if (!draw_state(model, ui, commands, form.survey)) return;
  if (!form.kept.receipt.empty()) return draw_thanks(model, ui, commands);
  if (form.kept.waiting)
    return ui.alert(kit::AlertKind::info, text(Text::survey_waiting_title), text(Text::survey_waiting));
  ui.text(survey.purpose);
  ui.text(text(Text::survey_period,
               {{"from", contract::format_date(survey.opens)}, {"to", contract::format_date(survey.closes)}}),
          kit::Tone::muted, kit::TextSize::small);
  draw_links(model, ui, commands);
  if (survey.status == contract::SurveyStatus::open) return draw_form(model, ui, commands);
  ui.alert(kit::AlertKind::info, text(Text::survey_status_closed), text(Text::survey_closed_note));
}

}  // namespace wufei::views
