#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;
using model::Field;
using model::Form;
using model::Step;

void draw_name(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string error = model::shown_error(model, Step::who, "/contact_name");
  const kit::FieldOptions options{.kind = kit::FieldKind::name,
                                  .hint = text(Text::pickup_contact_name_hint),
                                  .error = error,
                                  .required = true,
                                  .max_length = static_cast<int>(contract::kNameLimits.max)};
  if (const auto typed = ui.field("contact_name", text(Text::pickup_contact_name),
                                  model.booking.draft.request.contact_name, options))
    commands.push_back(model::SetField{Form::draft, Field::contact_name, *typed});
}

void draw_phone(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string error = model::shown_error(model, Step::who, "/phone");
  const kit::FieldOptions options{
      .kind = kit::FieldKind::tel, .hint = text(Text::pickup_phone_hint), .error = error, .required = true};
  if (const auto typed =
          ui.field("phone", text(Text::pickup_phone), model.booking.draft.request.phone, options))
    commands.push_back(model::SetField{Form::draft, Field::phone, *typed});
}

void draw_note(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string error = model::shown_error(model, Step::who, "/note");
  const std::string label = std::string(text(Text::pickup_note)).append(text(Text::common_optional));
  const kit::FieldOptions options{.kind = kit::FieldKind::multi_line,
                                  .hint = text(Text::pickup_note_hint),
                                  .error = error,
                                  .max_length = static_cast<int>(contract::kNoteLimits.max)};
  if (const auto typed = ui.field("note", label, model.booking.draft.request.note, options))
    commands.push_back(model::SetField{Form::draft, Field::note, *typed});
}

void draw_consent(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string& summary = model.site.value.privacy_summary;
  if (!summary.empty()) ui.text(summary, kit::Tone::muted, kit::TextSize::small);
  page_link(ui, commands, "privacy", text(Text::pickup_privacy_link), {PageKind::privacy, {}},
            "shield-check");
  const bool given = model.booking.draft.request.consent;
  const std::string error = model::shown_error(model, Step::who, "/consent");
  if (ui.checkbox("consent", text(Text::pickup_consent), given, error))
    commands.push_back(model::SetConsent{!given});
}

}  // namespace

void draw_pickup_who(const Model& model, kit::Ui& ui, Commands& commands) {
  draw_step_head(model, ui, Step::who, Text::pickup_who_title);
  auto form = ui.landmark(kit::Landmark::form, text(Text::pickup_who_title));
  draw_name(model, ui, commands);
  draw_phone(model, ui, commands);
  draw_note(model, ui, commands);
  draw_consent(model, ui, commands);
  draw_step_buttons(model, ui, commands, Step::who);
}

}  // namespace wufei::views
