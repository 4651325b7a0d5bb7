#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using model::Field;
using model::Form;

void draw_whom(const Model& model, kit::Ui& ui, Commands& commands) {
  const bool other = model.booking.draft.request.proxy.has_value();
  auto group = ui.radio_group(text(Text::pickup_for_whom));
  const auto choose = [&](bool flag) {
    commands.push_back(model::SetProxy{.act = model::SetProxy::Act::other, .flag = flag});
  };
  if (ui.radio("for_me", text(Text::pickup_for_me), !other, {.icon = "user"})) choose(false);
  if (ui.radio("for_other", text(Text::pickup_for_other), other,
               {.description = text(Text::pickup_for_other_about), .icon = "users"}))
    choose(true);
}

void draw_name(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string error = model::booking_error(model, "/contact_name");
  const bool other = model.booking.draft.request.proxy.has_value();
  // What the browser knows is of who sits before it.
  const kit::FieldOptions options{
      .kind = other ? kit::FieldKind::text : kit::FieldKind::name,
      .hint = text(other ? Text::pickup_owner_name_hint : Text::pickup_contact_name_hint),
      .error = error,
      .required = true,
      .max_length = static_cast<int>(contract::kNameLimits.max)};
  if (const auto typed = ui.field("contact_name", text(Text::pickup_contact_name),
                                  model.booking.draft.request.contact_name, options))
    commands.push_back(model::SetField{Form::draft, Field::contact_name, *typed});
}

void draw_phone(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string error = model::booking_error(model, "/phone");
  const bool other = model.booking.draft.request.proxy.has_value();
  const kit::FieldOptions options{
      .kind = other ? kit::FieldKind::digits : kit::FieldKind::tel,
      .hint = text(other ? Text::pickup_owner_phone_hint : Text::pickup_phone_hint),
      .error = error,
      .required = true};
  if (const auto typed =
          ui.field("phone", text(Text::pickup_phone), model.booking.draft.request.phone, options))
    commands.push_back(model::SetField{Form::draft, Field::phone, *typed});
}

void draw_proxy(const Model& model, kit::Ui& ui, Commands& commands) {
  using Act = model::SetProxy::Act;
  const std::optional<contract::PickupProxy>& proxy = model.booking.draft.request.proxy;
  if (!proxy) return;
  const std::string name_error = model::booking_error(model, "/proxy/name");
  if (const auto typed = ui.field("proxy_name", text(Text::pickup_proxy_name), proxy->name,
                                  {.kind = kit::FieldKind::name,
                                   .error = name_error,
                                   .required = true,
                                   .max_length = static_cast<int>(contract::kNameLimits.max)}))
    commands.push_back(model::SetProxy{.act = Act::name, .value = *typed});
  const std::string phone_error = model::booking_error(model, "/proxy/phone");
  if (const auto typed = ui.field("proxy_phone", text(Text::pickup_proxy_phone), proxy->phone,
                                  {.kind = kit::FieldKind::tel,
                                   .hint = text(Text::pickup_proxy_phone_hint),
                                   .error = phone_error,
                                   .required = true}))
    commands.push_back(model::SetProxy{.act = Act::phone, .value = *typed});
  const std::string error = model::booking_error(model, "/proxy/consent");
  if (ui.checkbox("proxy_consent", text(Text::pickup_proxy_consent), proxy->consent, error))
    commands.push_back(model::SetProxy{.act = Act::consent, .flag = !proxy->consent});
}

void draw_note(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string error = model::booking_error(model, "/note");
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
  page_link(ui, commands, "privacy", text(Text::pickup_privacy_link), contract::parse_page("/privacy"),
            "shield-check");
  const bool given = model.booking.draft.request.consent;
  const std::string error = model::booking_error(model, "/consent");
  if (ui.checkbox("consent", text(Text::pickup_consent), given, error))
    commands.push_back(model::SetConsent{!given});
}

}  // namespace

void draw_pickup_who(const Model& model, kit::Ui& ui, Commands& commands) {
  draw_step_head(model, ui, commands, Text::pickup_who_title);
  auto form = ui.landmark(kit::Landmark::form, text(Text::pickup_who_title));
  draw_whom(model, ui, commands);
  draw_name(model, ui, commands);
  draw_phone(model, ui, commands);
  draw_proxy(model, ui, commands);
  draw_note(model, ui, commands);
  draw_consent(model, ui, commands);
  draw_step_buttons(model, ui, commands);
}

}  // namespace wufei::views
