// Making a booking: the draft's life, the steps, the one submit and what the server may answer to it. The
// same draft with the same content always carries the same Idempotency-Key, so that neither a double tap nor
// a retry after a lost answer books twice.
#pragma once

#include <optional>
#include <string>

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

// Of an earlier visit, as the device keeps it (Model::draft); once.
void restore_draft(Model& model, Effects& effects) WUFEI_SECOND_PART(restore_draft);
// Gives the draft its id when it has none yet.
void begin_draft(Model& model);
// A new one begins.
void forget_draft(Model& model, Effects& effects);
// Another booking at the address of the one just made, for the same person, or for a neighbour: then who was
// written becomes who books. Consent is asked for anew.
void book_again(Model& model, Effects& effects, const BookAgain& command) WUFEI_SECOND_PART(book_again);
// To the next page, when nothing is wrong with this one; `from` is its first question.
void next_step(Model& model, Effects& effects, Question from) WUFEI_SECOND_PART(next_step);
void submit_booking(Model& model, Effects& effects) WUFEI_SECOND_PART(submit_booking);
// Sends what was submitted and is not under way. `pressed`: the person has asked for it just now.
void send_booking(Model& model, Effects& effects, bool pressed);
void booking_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(booking_answered);
// The chosen slot, or its whole day, was full; and the notice's title that says which.
bool is_full(const Failure& failure);
contract::Text full_title(const Failure& failure);
// The slots that a problem document offers instead of a full one.
std::vector<contract::Slot> nearest_slots(const std::string& body);

}  // namespace wufei::model
