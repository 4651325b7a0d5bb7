#include <string>

#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using model::Field;
using model::Form;

constexpr std::string_view kSettings = "settings";
constexpr float kAroundLink = 16;  // CSS pixels, as on the server's page

void draw_lookup_refused(const Model& model, kit::Ui& ui) {
  if (!model.lookup.failure) return;
  if (model.lookup.failure->status != 404) return draw_failure(model, ui, *model.lookup.failure);
  ui.alert(kit::AlertKind::error, text(Text::failure_lookup_not_found_title),
           text(Text::failure_lookup_not_found_text));
}

void draw_fields(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto errors =
      model.lookup.show_errors ? model::lookup_errors(model) : std::vector<contract::FieldError>{};
  const std::string reference_error = model::error_at(errors, "/reference");
  const std::string tail_error = model::error_at(errors, "/phone_tail");
  if (const auto typed =
          ui.field("reference", text(Text::lookup_reference), model.lookup.reference,
                   {.hint = text(Text::lookup_reference_hint), .error = reference_error, .required = true}))
    commands.push_back(model::SetField{Form::draft, Field::reference, *typed});
  if (const auto typed = ui.field("phone_tail", text(Text::lookup_phone_tail), model.lookup.phone_tail,
                                  {.kind = kit::FieldKind::digits,
                                   .hint = text(Text::lookup_phone_tail_hint),
                                   .error = tail_error,
                                   .required = true,
                                   .max_length = 20}))
    commands.push_back(model::SetField{Form::draft, Field::phone_tail, *typed});
}

// The ways to what belongs to the reader; how many bookings, where this device knows of some.
void draw_own_chips(const Model& model, kit::Ui& ui, Commands& commands) {
  if (ui.elder()) return;
  const std::size_t count = model.kept.list.size();
  const std::string bookings = count == 0
                                   ? std::string(text(Text::lookup_chip_bookings))
                                   : text(Text::lookup_chip_counted, {{"count", std::to_string(count)}});
  ui.tighten(ui.wide() ? 24 : 16);
  auto strip = ui.strip(text(Text::frame_mine), ui.wide() ? 24.0F : 16.0F);
  const auto chip = [&](std::string_view key, std::string_view label, std::string_view href, bool chosen) {
    auto item = ui.list_item();
    return ui.filter_chip(key, label, href, chosen);
  };
  if (chip("bookings", bookings, "/pickup/lookup", true)) go(commands, "/pickup/lookup");
  if (chip("cases", text(Text::lookup_chip_feedback), "/feedback", false)) go(commands, "/feedback");
  if (chip("settings", text(Text::settings_title), "/pickup/lookup#settings", false))
    ui.focus(std::string("#").append(kSettings));
}

void draw_forgot(const Model& model, kit::Ui& ui) {
  const contract::Site& site = model.site.value;
  if (site.service_number.empty()) return;
  auto card = ui.card();
  ui.heading(2, text(Text::lookup_forgot_title));
  ui.text(text(Text::lookup_forgot_text, {{"name", site.service_name}, {"line", site.service_number}}));
}

void draw_feedback_row(kit::Ui& ui, Commands& commands) {
  auto rows = ui.rows({});
  auto item = ui.list_item();
  if (ui.row_link("feedback", text(Text::frame_feedback), "/feedback",
                  {.description = text(Text::lookup_feedback_about), .icon = "note-pencil"}))
    go(commands, "/feedback");
}

// Steps of model::size_now() from `first` on.
void draw_sizes(const Model& model, kit::Ui& ui, Commands& commands, int first) {
  constexpr Text kSizes[] = {Text::settings_standard, Text::settings_large, Text::settings_larger,
                             Text::settings_largest};
  auto group = ui.radio_group(text(Text::settings_size));
  auto grid = ui.grid(1, 4 - first, 8);
  for (int size = first; size < 4; ++size) {
    ui.next_cell();
    if (ui.radio("size" + std::to_string(size), text(kSizes[size]), size == size_now(model)))
      commands.push_back(model::ChooseSize{size});
  }
}

// How every page looks: at once, and kept on the device.
void draw_settings(const Model& model, kit::Ui& ui, Commands& commands) {
  using device::Colours;
  struct Choice {
    std::string_view key;
    Colours colours;
    Text label;
  };
  constexpr Choice kChoices[] = {{"colours_device", Colours::device, Text::settings_device},
                                 {"colours_light", Colours::light, Text::settings_light},
                                 {"colours_dark", Colours::dark, Text::settings_dark}};
  ui.heading(2, text(Text::settings_title), kit::Tone::normal, kSettings);
  draw_sizes(model, ui, commands, 0);
  auto group = ui.radio_group(text(Text::settings_colours));
  auto grid = ui.grid(1, 3, 8);
  for (const Choice& choice : kChoices) {
    ui.next_cell();
    if (ui.radio(choice.key, text(choice.label), model.colours == choice.colours))
      commands.push_back(model::ChooseColours{choice.colours});
  }
}

}  // namespace

void draw_further_sizes(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model.page.kind != contract::PageKind::pickup_lookup) draw_sizes(model, ui, commands, 1);
}

void draw_lookup_form(const Model& model, kit::Ui& ui, Commands& commands) {
  auto form = ui.landmark(kit::Landmark::form, text(Text::lookup_title));
  draw_fields(model, ui, commands);
  draw_lookup_refused(model, ui);
  if (ui.button("find", text(model.lookup.busy ? Text::common_loading : Text::lookup_submit),
                {.icon = "magnifying-glass", .busy = model.lookup.busy}))
    commands.push_back(model::SubmitLookup{});
}

void draw_lookup(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model.lookup.show_errors) draw_faults(ui, model::lookup_errors(model));
  draw_own_chips(model, ui, commands);
  ui.heading(1, text(Text::lookup_title));
  draw_waiting_list(model, ui, commands);
  draw_kept_bookings(model, ui, commands);
  const model::Draft& draft = model.booking.draft;
  if (!model.kept.list.empty() || !draft.body.empty() || !draft.refused.empty())
    ui.heading(2, text(Text::lookup_other));
  ui.text(text(Text::lookup_lead));
  draw_lookup_form(model, ui, commands);
  ui.space(kAroundLink);
  // A page of the server: it asks for the whole number, which the client does not know.
  ui.link("mine", text(Text::mine_way), "/mine/pickup", "arrow-right");
  draw_forgot(model, ui);
  draw_feedback_row(ui, commands);
  draw_settings(model, ui, commands);
}

}  // namespace wufei::views
