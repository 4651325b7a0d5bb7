#include "wasm/pickup/outcome/outcome_view.hpp"

#include "wasm/pickup/booking_look.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::Aftermath;
using contract::MissedState;
using contract::Pickup;
using Act = model::AfterStop::Act;

const model::AfterForm& form_of(const Model& model) {
  return model.open.after;
}

void act(Commands& commands, Act what, int stars = 0) {
  commands.push_back(model::AfterStop{what, stars});
}

std::string pieces_of(const Model& model, const contract::PickupOutcome& outcome) {
  std::vector<contract::PickupItem> items;
  for (const contract::Pieces& piece : outcome.pieces)
    if (piece.count > 0) items.push_back({piece.item, piece.count, {}});
  return items_text(model, items);
}

void draw_facts(const Model& model, kit::Ui& ui, const contract::PickupOutcome& outcome) {
  auto facts = ui.facts(text(Text::outcome_title));
  if (outcome.kind == contract::OutcomeKind::collected) {
    ui.fact(text(Text::pickup_check_what), pieces_of(model, outcome));
    ui.fact(text(Text::outcome_weight),
            text(Text::outcome_weight_value, {{"weight", contract::kilograms_text(outcome.grams)}}));
  }
  if (!outcome.words.empty()) ui.fact(text(Text::outcome_reason), outcome.words);
}

void draw_comment(const Model& model, kit::Ui& ui, Commands& commands, Text title) {
  const std::string label = std::string(text(title)).append(text(Text::common_optional));
  if (auto typed = ui.field("comment", label, form_of(model).comment,
                            {.kind = kit::FieldKind::multi_line,
                             .max_length = static_cast<int>(contract::kPickupCommentLimits.max)}))
    commands.push_back(model::SetField{model::Form::draft, model::Field::comment, std::move(*typed)});
}

void draw_refused(const Model& model, kit::Ui& ui) {
  if (form_of(model).failure) draw_failure(model, ui, *form_of(model).failure);
}

void draw_report(kit::Ui& ui, const contract::MissedReport& report) {
  constexpr Text kStates[] = {Text::outcome_missed_open, Text::outcome_missed_upheld,
                              Text::outcome_missed_rejected};
  const std::string answer =
      report.answer.empty() ? std::string() : text(Text::outcome_missed_answer, {{"answer", report.answer}});
  ui.alert(report.state == MissedState::open ? kit::AlertKind::info : kit::AlertKind::success,
           text(kStates[static_cast<std::size_t>(report.state)]), answer);
}

void draw_missed_form(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(2, text(Text::outcome_missed_title));
  ui.text(text(Text::outcome_missed_text,
               {{"until", moment_text(model.open.pickup.value.aftermath.missed_until)}}));
  draw_comment(model, ui, commands, Text::outcome_missed_comment);
  draw_refused(model, ui);
  if (ui.button("missed", text(form_of(model).busy ? Text::pickup_submitting : Text::outcome_missed_send),
                {.kind = kit::ButtonKind::secondary, .busy = form_of(model).busy}))
    act(commands, Act::send_missed);
}

void draw_missed(const Model& model, kit::Ui& ui, Commands& commands) {
  const Pickup& pickup = model.open.pickup.value;
  const Aftermath& after = pickup.aftermath;
  if (after.missed) return draw_report(ui, *after.missed);
  if (after.missed_reportable) return draw_missed_form(model, ui, commands);
  if (after.outcome && after.outcome->refuses_missed_report && !contract::is_collected(pickup.status))
    ui.text(contract::rule_text(contract::Rule::missed_refused), kit::Tone::muted);
  if (!after.rateable) draw_refused(model, ui);
}

void draw_rating_form(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(2, text(Text::outcome_rate_title));
  if (const auto chosen = draw_stars(ui, text(Text::outcome_rate_title), form_of(model).stars))
    act(commands, Act::stars, *chosen);
  draw_comment(model, ui, commands, Text::outcome_comment);
  draw_refused(model, ui);
  if (ui.button("send_rating", text(form_of(model).busy ? Text::pickup_submitting : Text::outcome_rate_send),
                {.enabled = form_of(model).stars > 0, .busy = form_of(model).busy}))
    act(commands, Act::send_rating);
}

void draw_rated(const Model& model, kit::Ui& ui, Commands& commands) {
  const Aftermath& after = model.open.pickup.value.aftermath;
  if (after.rateable) return draw_rating_form(model, ui, commands);
  if (after.rating)
    ui.text(text(Text::outcome_rated, {{"stars", std::to_string(after.rating->stars)}}), kit::Tone::muted);
}

}  // namespace

std::optional<int> draw_stars(kit::Ui& ui, std::string_view title, int chosen) {
  constexpr Text kWords[] = {Text::feedback_star_1, Text::feedback_star_2, Text::feedback_star_3,
                             Text::feedback_star_4, Text::feedback_star_5};
  std::optional<int> now;
  auto group = ui.radio_group(title);
  auto grid = ui.grid(5, 5, 6);
  for (int stars = 1; stars <= contract::kPickupStars; ++stars) {
    ui.next_cell();
    const std::string number = std::to_string(stars);
    const std::string_view word = text(kWords[stars - 1]);
    const std::string spoken = text(Text::feedback_star_spoken, {{"stars", number}, {"word", word}});
    if (ui.radio_tile("star" + number, number, word, chosen == stars, true, spoken)) now = stars;
  }
  return now;
}

void draw_outcome(const Model& model, kit::Ui& ui, Commands& commands) {
  const Pickup& pickup = model.open.pickup.value;
  const Aftermath& after = pickup.aftermath;
  if (!after.outcome && !after.missed && !after.missed_reportable) return;
  auto card = ui.card();
  if (after.outcome) {
    ui.heading(2, text(Text::outcome_title));
    const StatusLook look = look_of(pickup.status);
    ui.badge(text(look.label), look.tone);
    ui.space(8);
    draw_facts(model, ui, *after.outcome);
  }
  draw_missed(model, ui, commands);
  draw_rated(model, ui, commands);
}

}  // namespace wufei::views
