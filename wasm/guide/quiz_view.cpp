// The quiz: a question at a time, its explanation, and the result.
#include "wasm/guide/quiz_update.hpp"

#include "wasm/document/document_update.hpp"
#include "wasm/document/document_view.hpp"

namespace wufei::views {
namespace {

using contract::GuideItem;
using model::QuizQuestion;

const GuideItem& item_of(const model::Quiz& quiz, const QuizQuestion& question) {
  return quiz.items.value[question.item];
}

void draw_opening_page(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(1, text(Text::guide_quiz_title));
  ui.text(text(Text::guide_quiz_about));
  if (!draw_state(model, ui, commands, model.quiz.items)) return;
  if (ui.button("begin", text(Text::guide_quiz_begin), {.icon = "list-checks", .full_width = true}))
    commands.push_back(model::QuizBegin{});
}

void draw_options(const QuizQuestion& question, std::string_view right, kit::Ui& ui, Commands& commands) {
  auto group = ui.radio_group(text(Text::guide_quiz_options));
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const std::string& category = question.options[i];
    const bool chosen = question.chosen == static_cast<int>(i);
    kit::ChoiceOptions options;
    options.enabled = !question.answered();
    if (question.answered() && category == right) {
      options.badge = text(Text::guide_quiz_is_right);
      options.badge_tone = kit::Tone::success;
    } else if (chosen) {
      options.badge = text(Text::guide_quiz_is_wrong);
      options.badge_tone = kit::Tone::danger;
    }
    if (ui.radio(category, model::category_text(category), chosen, options))
      commands.push_back(model::QuizChoose{i});
  }
}

void draw_explanation(const model::Quiz& quiz, const QuizQuestion& question, kit::Ui& ui) {
  const GuideItem& item = item_of(quiz, question);
  const bool right = model::is_right(quiz, question);
  auto card = ui.tinted_card(right ? kit::AlertKind::success : kit::AlertKind::info);
  ui.icon_text(right ? "check-circle" : "info",
               text(right ? Text::guide_quiz_right : Text::guide_quiz_wrong,
                    {{"item", item.name}, {"category", model::category_text(item.category)}}),
               kit::Tone::normal);
  ui.text(item.why);
  ui.text(item.how_to);
  ui.text(text(Text::guide_basis, {{"basis", item.basis}}), kit::Tone::muted, kit::TextSize::small);
}

void draw_quiz_question(const Model& model, kit::Ui& ui, Commands& commands) {
  const model::Quiz& quiz = model.quiz;
  const QuizQuestion& question = quiz.questions[quiz.current];
  const GuideItem& item = item_of(quiz, question);
  const auto key = ui.push_key(std::to_string(quiz.current));
  ui.text(text(Text::guide_quiz_progress, {{"number", std::to_string(quiz.current + 1)},
                                           {"all", std::to_string(quiz.questions.size())}}),
          kit::Tone::muted);
  ui.heading(1, text(Text::guide_quiz_question, {{"item", item.name}}));
  draw_options(question, item.category, ui, commands);
  if (!question.answered()) return;
  draw_explanation(quiz, question, ui);
  const bool last = quiz.current + 1 == quiz.questions.size();
  if (ui.button("next", text(last ? Text::guide_quiz_finish : Text::guide_quiz_next),
                {.icon = "arrow-right"}))
    commands.push_back(model::QuizNext{});
}

void draw_result_row(const Model& model, const QuizQuestion& question, kit::Ui& ui, Commands& commands) {
  const GuideItem& item = item_of(model.quiz, question);
  const bool right = model::is_right(model.quiz, question);
  kit::ChoiceOptions options{.description = item.why,
                             .badge = text(right ? Text::guide_quiz_is_right : Text::guide_quiz_is_wrong),
                             .note = model::category_text(item.category)};
  options.badge_tone = right ? kit::Tone::success : kit::Tone::danger;
  options.waste = waste_of(item.category);
  auto row = ui.list_item();
  const std::string path = "/guide/items/" + item.id;
  if (ui.link_card(item.id, item.name, path, options)) go(commands, path);
}

void draw_result(const Model& model, kit::Ui& ui, Commands& commands) {
  const model::Quiz& quiz = model.quiz;
  ui.heading(1, text(Text::guide_quiz_score, {{"right", std::to_string(model::quiz_right(quiz))},
                                              {"all", std::to_string(quiz.questions.size())}}));
  ui.text(text(Text::guide_quiz_over));
  {
    const auto row = row_when_wide(ui);
    if (ui.button("again", text(Text::guide_quiz_again), {.icon = "list-checks"}))
      commands.push_back(model::QuizBegin{});
    if (ui.button("share", text(Text::guide_quiz_share),
                  {.kind = kit::ButtonKind::secondary, .icon = "download-simple"}))
      commands.push_back(model::QuizShare{});
  }
  ui.heading(2, text(Text::guide_quiz_review));
  auto list = ui.list(text(Text::guide_quiz_review));
  for (const QuizQuestion& question : quiz.questions) draw_result_row(model, question, ui, commands);
}

}  // namespace

void draw_quiz(const Model& model, kit::Ui& ui, Commands& commands) {
  const model::Quiz& quiz = model.quiz;
  if (quiz.questions.empty()) return draw_opening_page(model, ui, commands);
  if (quiz.current < quiz.questions.size()) return draw_quiz_question(model, ui, commands);
  draw_result(model, ui, commands);
}

}  // namespace wufei::views
