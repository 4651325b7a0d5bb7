// What is still wrong with a form, by step and by field: the contract's own rules, the slots the server
// offered, and what the server answered. Reads the model, never changes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/portal/shared/model.hpp"

namespace wufei::model {

std::optional<Step> step_of(contract::PageKind kind);
contract::PageKind page_of(Step step);

// The questions of a page, from `first` to `last`.
struct Asked {
  Question first = Question::kind;
  Question last = Question::kind;
};
// All of a step; in large print one. Nothing outside of the steps that ask.
std::optional<Asked> asked_now(const Model& model);
// On the page that has `question`.
Asked asked_with(const Model& model, Question question);
contract::Page page_of(const Model& model, Question question);
// Large print: where somebody goes on who comes from the whole step.
Question open_question(const Model& model, Question first);
// Whether the faults of these questions are told.
void show_errors(Model& model, const Asked& asked, bool shown);

// The draft as it would be sent: items of the chosen category only.
contract::PickupRequest request_of(const Model& model);
// Every broken rule of one step. Empty when it can be passed.
std::vector<contract::FieldError> step_errors(const Model& model, Step step);
// Of these questions; only those that are told.
std::vector<contract::FieldError> errors_of(const Model& model, const Asked& asked);
std::vector<contract::FieldError> shown_errors(const Model& model, const Asked& asked);
// The first question before `wanted` that is not answered yet, else `wanted`.
Question first_incomplete(const Model& model, Question wanted);
// The error to show beside a field of the draft: none before the person tried to go on. A pointer ending in
// "/" asks for anything below it.
std::string booking_error(const Model& model, std::string_view pointer);

std::vector<contract::FieldError> lookup_errors(const Model& model);
std::vector<contract::FieldError> change_errors(const Model& model);
// What the change form would change; nothing set when it equals the booking.
contract::PickupChange change_of(const Model& model);
bool is_empty(const contract::PickupChange& change);

// What a fault is called in the summary of a page: the field's label and what is wrong with it. The faults
// come in the order of the page, one for all items.
struct NamedFault {
  std::string text;
  std::string key;  // of the widget to go to
};
std::vector<NamedFault> named_faults(const std::vector<contract::FieldError>& errors);

// Text of the first error at `pointer`, "" without one.
std::string error_at(const std::vector<contract::FieldError>& errors, std::string_view pointer);
// Key of the widget that holds the field of a pointer; views use the same keys.
std::string field_key(std::string_view pointer);

}  // namespace wufei::model
