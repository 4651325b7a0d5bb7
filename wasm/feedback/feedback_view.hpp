// The pages about feedback, by their kind. In the second part of the program; only feedback_view.cpp calls
// them.
#pragma once

#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {

void draw_feedback_form(const Model& model, kit::Ui& ui, Commands& commands);
void draw_feedback_done(const Model& model, kit::Ui& ui, Commands& commands);
void draw_feedback_lookup(const Model& model, kit::Ui& ui, Commands& commands);
void draw_feedback_lookup_form(const Model& model, kit::Ui& ui, Commands& commands);
void draw_feedback_case(const Model& model, kit::Ui& ui, Commands& commands);
// What is wrong with the form or the look-up, before the heading: each field once, with the way to it.
void draw_feedback_faults(kit::Ui& ui, const std::vector<contract::FieldError>& errors);

std::string_view feedback_status_text(contract::FeedbackStatus status);
std::string_view kind_name(const Model& model, std::string_view id);
std::string_view topic_name(const Model& model, std::string_view id);

// Pushes the change of one field.
inline void set(Commands& commands, model::FeedbackField field, std::string value) {
  commands.push_back(model::FeedbackCommand{model::FeedbackAct::set, field, std::move(value)});
}
inline void act(Commands& commands, model::FeedbackAct what, int index = 0) {
  commands.push_back(model::FeedbackCommand{.act = what, .index = index});
}

}  // namespace wufei::views
