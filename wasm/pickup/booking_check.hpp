// What is still wrong with a form, by step and by field: the contract's own rules, the slots the server
// offered, and what the server answered. Reads the model, never changes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/core/model.hpp"

namespace wufei::model {

std::optional<Step> step_of(contract::PageKind kind);
contract::PageKind page_of(Step step);
// The step in which the field of a JSON Pointer into the request is filled in.
Step step_of_pointer(std::string_view pointer);

// The draft as it would be sent: items of the chosen category only.
contract::PickupRequest request_of(const Model& model);
// Every broken rule of one step. Empty when it can be passed.
std::vector<contract::FieldError> step_errors(const Model& model, Step step);
// The first step before `wanted` that can not be passed yet, else `wanted`.
Step first_incomplete(const Model& model, Step wanted);
// The error to show beside a field of the draft: none before the person tried to go on. A pointer ending in
// "/" asks for anything below it.
std::string shown_error(const Model& model, Step step, std::string_view pointer);

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
