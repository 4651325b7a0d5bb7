// What people enter, in the booking and in the change form. Every change of the draft is kept on the device
// at once, and takes back what the server had said about that field.
#pragma once

#include <cstdint>
#include <string_view>

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

void set_field(Model& model, Effects& effects, const SetField& command) WUFEI_SECOND_PART(set_field);
// What is looked for is the name of something that is not collected, or an example of it.
bool is_named(const contract::NotAccepted& refusal, std::string_view wanted);
// Says what the search for things found, once nothing more is typed.
inline constexpr std::uint32_t kItemsTimer = 6;
void announce_hits(const Model& model, Effects& effects) WUFEI_SECOND_PART(announce_hits);
void set_consent(Model& model, Effects& effects, bool given) WUFEI_SECOND_PART(set_consent);
void choose_category(Model& model, Effects& effects, const std::string& id)
    WUFEI_SECOND_PART(choose_category);
void set_quantity(Model& model, Effects& effects, const SetQuantity& command) WUFEI_SECOND_PART(set_quantity);
void show_all_items(Model& model, Form form);
void show_days(Model& model, const ShowDays& command) WUFEI_SECOND_PART(show_days);
void choose_day(Model& model, Effects& effects, const ChooseDay& command) WUFEI_SECOND_PART(choose_day);
void choose_slot(Model& model, Effects& effects, const ChooseSlot& command) WUFEI_SECOND_PART(choose_slot);
// A list of slots came: points the grid at a day, takes back a choice that is gone.
void slots_arrived(Model& model, Effects& effects, Form form) WUFEI_SECOND_PART(slots_arrived);

// A draft that is changed is no longer what was submitted or refused.
void save_draft(Model& model, Effects& effects);
// As it is.
void keep_draft(Model& model, Effects& effects);

}  // namespace wufei::model
