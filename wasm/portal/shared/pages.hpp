// The pages of the portal. Each reads the model, draws with the kit and pushes commands; none changes state,
// fetches or keeps anything between frames.
#pragma once

#include "wasm/kit/ui.hpp"
#include "wasm/portal/shared/command.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::views {

using model::Commands;
using model::Model;

// The whole page: header, the page of model.page, footer.
void draw_frame(const Model& model, kit::Ui& ui, Commands& commands);

// The opening of the home page, inside the coloured band.
void draw_home_hero(const Model& model, kit::Ui& ui, Commands& commands);
void draw_home(const Model& model, kit::Ui& ui, Commands& commands);
// The ticket of the next pickup that this device knows of, on home; nothing when there is none.
void draw_coming_booking(const Model& model, kit::Ui& ui, Commands& commands)
    WUFEI_SECOND_PART(draw_coming_booking);
void draw_pickup_what(const Model& model, kit::Ui& ui, Commands& commands)
    WUFEI_SECOND_PART(draw_pickup_what);
void draw_pickup_where(const Model& model, kit::Ui& ui, Commands& commands)
    WUFEI_SECOND_PART(draw_pickup_where);
void draw_pickup_when(const Model& model, kit::Ui& ui, Commands& commands)
    WUFEI_SECOND_PART(draw_pickup_when);
void draw_pickup_who(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_pickup_who);
void draw_pickup_check(const Model& model, kit::Ui& ui, Commands& commands)
    WUFEI_SECOND_PART(draw_pickup_check);
void draw_pickup_done(const Model& model, kit::Ui& ui, Commands& commands)
    WUFEI_SECOND_PART(draw_pickup_done);
// Beside the steps on desktops: the booking so far.
void draw_step_rail(const Model& model, kit::Ui& ui) WUFEI_SECOND_PART(draw_step_rail);
void draw_lookup(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_lookup);
// Large print may be larger still, on every page; my bookings have the choice among their settings.
void draw_further_sizes(const Model& model, kit::Ui& ui, Commands& commands)
    WUFEI_SECOND_PART(draw_further_sizes);
void draw_booking(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_booking);
// The question over a booking whether it is to be cancelled.
void draw_cancel_question(const Model& model, kit::Ui& ui, Commands& commands)
    WUFEI_SECOND_PART(draw_cancel_question);
// The question over any page whether what was filled in is to be thrown away.
void draw_drop_question(kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_drop_question);
// The opening of the page after a booking, inside the coloured band.
void draw_done_hero(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_done_hero);
void draw_change(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_change);
void draw_document(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_document);
void draw_guide(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_guide);
void draw_quiz(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_quiz);
void draw_places(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_places);
// The form, its thanks, the look-up and one case.
void draw_feedback(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_feedback);
// A page that is on its way.
void draw_opening(const Model& model, kit::Ui& ui, Commands& commands);
void draw_survey(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_survey);
void draw_not_found(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_not_found);

}  // namespace wufei::views
