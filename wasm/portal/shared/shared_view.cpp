#include "wasm/portal/shared/shared_view.hpp"

#include <utility>

#include "wasm/portal/shared/fetching.hpp"

namespace wufei::views {

using kit::ButtonKind;

void draw_failure(const Model& model, kit::Ui& ui, const model::Failure& failure) {
  const model::FailureText said = model::failure_text(model, failure);
  const bool ours = model::is_offline(failure) || failure.status == 429;
  ui.alert(ours ? kit::AlertKind::warning : kit::AlertKind::error, said.title, said.text);
}

void draw_failure_with_retry(const Model& model, kit::Ui& ui, Commands& commands,
                             const model::Failure& failure) {
  draw_failure(model, ui, failure);
  if (ui.button("retry", text(Text::common_retry), {.kind = ButtonKind::secondary}))
    commands.push_back(model::Retry{});
}

void draw_word_form(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(2, text(Text::guide_label));
  draw_word_field(model, ui, commands);
}

void draw_word_field(const Model& model, kit::Ui& ui, Commands& commands) {
  auto form = ui.landmark(kit::Landmark::form, text(Text::guide_search));
  kit::FieldOptions options;
  options.kind = kit::FieldKind::search;
  options.bare = true;
  options.hint = options.ghost = text(Text::home_ask_hint);
  if (auto typed = ui.field("word", text(Text::guide_label), model.home_word, options))
    commands.push_back(model::AtHome{model::HomeAct::word, *typed});
  if (ui.field_go("ask", text(Text::guide_search))) commands.push_back(model::AtHome{model::HomeAct::ask});
}

std::optional<kit::Scope> row_when_wide(kit::Ui& ui) {
  return ui.wide() ? std::optional<kit::Scope>(ui.row()) : std::nullopt;
}

void go(Commands& commands, std::string path) {
  commands.push_back(model::Navigate{std::move(path)});
}

void page_link(kit::Ui& ui, Commands& commands, std::string_view key, std::string_view label,
               const contract::Page& page, std::string_view icon) {
  std::string path = contract::page_path(page);
  if (ui.link(key, label, path, icon)) go(commands, std::move(path));
}

void page_button(kit::Ui& ui, Commands& commands, std::string_view key, std::string_view label,
                 const contract::Page& page, const kit::ButtonOptions& options) {
  std::string path = contract::page_path(page);
  if (ui.link_button(key, label, path, options)) go(commands, std::move(path));
}

void draw_unconfirmed(const Model& model, kit::Ui& ui) {
  if (model.catalogue.value.rules.confirmed) return;
  auto banner = ui.banner(kit::AlertKind::info);
  ui.rich_text("title", {{.text = text(Text::pickup_pending_title), .strong = true}});
  ui.text(text(Text::pickup_pending_text));
}

void telephone_link_row(const Model& model, kit::Ui& ui) {
  const contract::Site& site = model.site.value;
  if (site.service_number.empty()) return;
  const std::string label =
      text(Text::frame_line, {{"name", site.service_name}, {"line", site.service_number}});
  (void)ui.link("service_line", label, telephone_link(model));
}

void draw_text_list(kit::Ui& ui, std::string_view name, const std::vector<std::string>& lines,
                    std::string_view icon) {
  if (lines.empty()) return;
  auto list = ui.list(name);
  for (const std::string& line : lines) {
    auto item = ui.list_item();
    ui.icon_text(icon, line, kit::Tone::normal);
  }
}

void draw_looks(kit::Ui& ui, const std::optional<std::vector<contract::Look>>& looks, Text none, Text lists) {
  if (!looks) return;
  std::vector<std::string> lines;
  for (const contract::Look& look : *looks) lines.push_back(contract::look_text(look, moment_text(look.at)));
  auto card = ui.card();
  ui.heading(2, text(Text::look_title));
  if (lines.empty()) ui.text(text(none));
  draw_text_list(ui, text(Text::look_title), lines, "eye");
  ui.text(text(lists), kit::Tone::muted);
}

void draw_pickup_facts(const Model& model, kit::Ui& ui, const contract::Pickup& pickup) {
  auto facts = ui.facts(text(Text::booking_facts));
  ui.fact(text(Text::pickup_check_when), slot_text(model, pickup.slot));
  const std::string_view category = category_name(model, pickup.category);
  const std::string items = items_text(model, pickup.items);
  if (!category.empty()) ui.fact(text(Text::pickup_category_label), category);
  if (!items.empty()) ui.fact(text(Text::pickup_check_what), items);
  ui.fact(text(Text::pickup_check_where), place_text(model, pickup.area, pickup.village, pickup.address));
  ui.fact(text(Text::pickup_check_who), pickup.contact_name);
  ui.fact(text(Text::pickup_check_phone), pickup.phone);
  if (pickup.proxy) ui.fact(text(Text::pickup_check_proxy), contract::proxy_text(pickup.proxy));
  if (!pickup.note.empty()) ui.fact(text(Text::pickup_check_note), pickup.note);
}

void draw_pickup_tools(const Model& model, kit::Ui& ui, Commands& commands) {
  auto row = ui.row();
  const bool open = model.open.pickup.known && contract::is_open(model.open.pickup.value.status);
  if (open && ui.button("calendar", text(Text::pickup_calendar),
                        {.kind = ButtonKind::secondary, .icon = "calendar-plus", .full_width = false}))
    commands.push_back(model::DownloadCalendar{});
  const bool copied = !model.copied_reference.empty();
  if (ui.button("copy", text(copied ? Text::notice_copied : Text::feedback_copy_reference),
                {.kind = ButtonKind::secondary, .icon = copied ? "check" : "copy", .full_width = false}))
    commands.push_back(model::CopyReference{});
  if (ui.button("print", text(Text::pickup_print),
                {.kind = ButtonKind::secondary, .icon = "printer", .full_width = false}))
    commands.push_back(model::PrintPage{});
}

}  // namespace wufei::views
