// Pieces that several pages share: failures with a way out, loading states, links inside the site, the list
// of items, the choice of a slot, the look-up form. Same contract as the pages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/site/routes.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/portal/shared/pages.hpp"
#include "wasm/portal/shared/texts.hpp"

namespace wufei::views {

// A failure with its explanation, and with the button that asks again.
void draw_failure(const Model& model, kit::Ui& ui, const model::Failure& failure);
void draw_failure_with_retry(const Model& model, kit::Ui& ui, Commands& commands,
                             const model::Failure& failure);

// True when the value can be shown. Otherwise draws why not: that it is on its way, or the failure with a
// retry.
template <class T>
bool draw_state(const Model& model, kit::Ui& ui, Commands& commands, const model::Remote<T>& remote,
                kit::Skeleton shape = kit::Skeleton::rows) {
  if (remote.state == model::LoadState::failed) draw_failure_with_retry(model, ui, commands, remote.failure);
  if (!remote.known && remote.state != model::LoadState::failed)
    ui.skeleton(text(Text::common_loading), shape, 4);
  return remote.known;
}

// What is this waste? A word, and the guide answers.
void draw_word_form(const Model& model, kit::Ui& ui, Commands& commands);
// Only its field.
void draw_word_field(const Model& model, kit::Ui& ui, Commands& commands);
// Buttons side by side on desktops, below each other at full width on phones. Keep it as long as the buttons.
std::optional<kit::Scope> row_when_wide(kit::Ui& ui);

void go(Commands& commands, std::string path);
void page_link(kit::Ui& ui, Commands& commands, std::string_view key, std::string_view label,
               const contract::Page& page, std::string_view icon = {});
void page_button(kit::Ui& ui, Commands& commands, std::string_view key, std::string_view label,
                 const contract::Page& page, const kit::ButtonOptions& options = {});
void telephone_link_row(const Model& model, kit::Ui& ui);
// What is not certain of a collection, while its rules are only proposed.
void draw_unconfirmed(const Model& model, kit::Ui& ui);

// Progress of a booking's page, what is wrong with it, its heading; on desktops the buttons below it. On
// phones those stand at the foot of the view (draw_step_foot, after the page). Only on a step that asks.
void draw_step_head(const Model& model, kit::Ui& ui, Commands& commands, Text title);
void draw_step_buttons(const Model& model, kit::Ui& ui, Commands& commands);
void draw_step_foot(const Model& model, kit::Ui& ui, Commands& commands) WUFEI_SECOND_PART(draw_step_foot);
// The bar on top in large print: one question back, a voice, the way out.
void draw_question_banner(const Model& model, kit::Ui& ui, Commands& commands)
    WUFEI_SECOND_PART(draw_question_banner);
// What is wrong with a page, before its heading.
void draw_faults(kit::Ui& ui, const std::vector<contract::FieldError>& errors) WUFEI_SECOND_PART(draw_faults);

// Below what it reads, line by line.
void draw_read_aloud(const Model& model, kit::Ui& ui, Commands& commands,
                     const std::vector<std::string>& lines);
void draw_text_list(kit::Ui& ui, std::string_view name, const std::vector<std::string>& lines,
                    std::string_view icon);
// Who of the staff opened it; nothing when that is not told. `none`: nobody has; `lists`: where else it is
// seen.
void draw_looks(kit::Ui& ui, const std::optional<std::vector<contract::Look>>& looks, Text none, Text lists);
// Places, time and items of a booking, or of a draft that was checked.
void draw_pickup_facts(const Model& model, kit::Ui& ui, const contract::Pickup& pickup);
// Calendar, copy, print.
void draw_pickup_tools(const Model& model, kit::Ui& ui, Commands& commands);

// Steppers for items of one category, what to prepare below each chosen one. `chosen` may hold items of other
// categories; the total counts this category only.
void draw_item_list(const Model& model, kit::Ui& ui, Commands& commands, model::Form form,
                    const contract::Category& category, const std::vector<contract::PickupItem>& chosen);
void draw_item(kit::Ui& ui, Commands& commands, model::Form form, const contract::CatalogueItem& item,
               int quantity, int room);
int quantity_in(const contract::Category& category, const std::vector<contract::PickupItem>& chosen);
int quantity_of(const std::vector<contract::PickupItem>& chosen, std::string_view item);

// Days, then windows. `slot` is the chosen slot id; `error` is shown with the days.
void draw_slot_picker(const Model& model, kit::Ui& ui, Commands& commands, model::Form form,
                      std::string_view slot, std::string_view error);

// What was submitted and is not at the server: on the page it was submitted from, when it is tried again and
// until when, and the way to give it up; and in the list of the person's own things, with the way to mend
// what the server refused. Nothing without one.
void draw_waiting_box(const Model& model, kit::Ui& ui, Commands& commands, bool feedback);
void draw_waiting_list(const Model& model, kit::Ui& ui, Commands& commands);

void draw_lookup_form(const Model& model, kit::Ui& ui, Commands& commands);
// The bookings of this device; nothing without one.
void draw_kept_bookings(const Model& model, kit::Ui& ui, Commands& commands);

}  // namespace wufei::views
