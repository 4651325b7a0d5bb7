// My booking: opening it with the token on this device, changing it, cancelling it. Every write names the
// version it is based on, so that nobody overwrites what they have not seen.
#pragma once

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

// The page of model.page.reference was entered: uses what is known, or looks for the token on the device.
void open_booking(Model& model, Effects& effects) WUFEI_SECOND_PART(open_booking);
void take_token(Model& model, Effects& effects, const Stored& stored) WUFEI_SECOND_PART(take_token);
void open_booking_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(open_booking_answered);
// A booking that the server just sent becomes the open one.
void show_opened(Model& model, const contract::Pickup& pickup);
// Keeps the token on the device.
void remember_token(Model& model, Effects& effects, const contract::Pickup& pickup);

void ask_cancel(Model& model, Effects& effects, bool asking) WUFEI_SECOND_PART(ask_cancel);
void confirm_cancel(Model& model, Effects& effects) WUFEI_SECOND_PART(confirm_cancel);
void cancel_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(cancel_answered);

// Fills the change form from the open booking unless it holds this booking already.
void fill_change(Model& model, Effects& effects) WUFEI_SECOND_PART(fill_change);
void submit_change(Model& model, Effects& effects) WUFEI_SECOND_PART(submit_change);
void change_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(change_answered);

void copy_reference(Model& model, Effects& effects) WUFEI_SECOND_PART(copy_reference);
void download_calendar(Model& model, Effects& effects) WUFEI_SECOND_PART(download_calendar);
// The slip of the booking that the page shows and opens; of any other page the page.
void print_page(Model& model, Effects& effects) WUFEI_SECOND_PART(print_page);
// The download could not be made; one that works is never answered.
void calendar_failed(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(calendar_failed);

}  // namespace wufei::model
