// The lists that a booking is chosen from (areas, catalogue, free slots), as they come: in the server's page
// or as replies.
#pragma once

#include <string>

#include "lib/base/json.hpp"
#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

// {"areas":...} and {"categories":...,"rules":...}, as far as they are there.
void take_lists(Model& model, const contract::Json& json) WUFEI_SECOND_PART(take_lists);

void areas_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(areas_answered);
void catalogue_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(catalogue_answered);
void draft_slots_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(draft_slots_answered);
void change_slots_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(change_slots_answered);

// Asks for the lists that the current page shows and that are not known or under way.
void ensure_lists(Model& model, Effects& effects);
// Areas and catalogue, whatever the page.
void ensure_all_lists(Model& model, Effects& effects);
// Asks for the slots of the draft or of the open booking; what is shown stays until the answer.
void refresh_slots(Model& model, Effects& effects, Form form) WUFEI_SECOND_PART(refresh_slots);
// The same unless they are known or on their way for what the form is about.
void ensure_slots(Model& model, Effects& effects, Form form) WUFEI_SECOND_PART(ensure_slots);

SlotPicker& picker_of(Model& model, Form form);
const SlotPicker& picker_of(const Model& model, Form form);

}  // namespace wufei::model
