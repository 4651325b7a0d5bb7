#include <memory>

#include "views/parts.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;

bool is_booking_flow(PageKind kind) {
  return kind >= PageKind::pickup && kind <= PageKind::pickup_done;
}

bool is_my_booking(PageKind kind) {
  return kind >= PageKind::pickup_lookup && kind <= PageKind::pickup_change;
}

void draw_nav_item(kit::Ui& ui, Commands& commands, std::string_view key, Text label, PageKind page,
                   std::string_view icon, bool current) {
  std::string path = contract::page_path(page);
  if (ui.nav_item(key, text(label), path, icon, current)) go(commands, std::move(path));
}

void draw_navigation(const Model& model, kit::Ui& ui, Commands& commands) {
  auto navigation = ui.landmark(kit::Landmark::navigation, text(Text::frame_navigation));
  const PageKind kind = model.page.kind;
  draw_nav_item(ui, commands, "nav_home", Text::frame_home, PageKind::home, "house", kind == PageKind::home);
  draw_nav_item(ui, commands, "nav_pickup", Text::frame_pickup, PageKind::pickup, "truck",
                is_booking_flow(kind));
  draw_nav_item(ui, commands, "nav_lookup", Text::frame_lookup, PageKind::pickup_lookup, "clipboard-text",
                is_my_booking(kind));
}

void draw_portal_name(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string& name = model.site.value.portal_name;
  const std::string_view label = name.empty() ? text(Text::frame_home) : std::string_view(name);
  if (ui.link("portal", label, "/", "recycle", kit::Tone::on_brand)) go(commands, "/");
}

void draw_elder_button(const Model& model, kit::Ui& ui, Commands& commands) {
  const Text action = model.elder ? Text::frame_elder_off : Text::frame_elder_on;
  if (ui.button("elder", text(action),
                {.kind = kit::ButtonKind::quiet,
                 .icon = "text-aa",
                 .full_width = false,
                 .description = text(Text::frame_elder_about)}))
    commands.push_back(model::ToggleElder{});
}

// One line on desktops, two on phones.
void draw_banner(const Model& model, kit::Ui& ui, Commands& commands) {
  auto banner = ui.landmark(kit::Landmark::banner, text(Text::frame_banner));
  auto width = ui.page_width(1120);
  if (ui.wide()) {
    auto row = ui.row(16);
    draw_portal_name(model, ui, commands);
    draw_navigation(model, ui, commands);
    ui.push_right();
    return draw_elder_button(model, ui, commands);
  }
  {
    auto row = ui.row(16);
    draw_portal_name(model, ui, commands);
    ui.push_right();
    draw_elder_button(model, ui, commands);
  }
  auto row = ui.row(8);
  draw_navigation(model, ui, commands);
}

void draw_optional(kit::Ui& ui, Text key, std::string_view name, const std::string& value) {
  if (!value.empty()) ui.text(text(key, {{name, value}}), kit::Tone::muted, kit::TextSize::small);
}

void draw_footer(const Model& model, kit::Ui& ui, Commands& commands) {
  auto footer = ui.landmark(kit::Landmark::content_info, text(Text::frame_footer));
  auto width = ui.page_width(1120);
  const contract::Site& site = model.site.value;
  ui.space(24);
  ui.divider();
  {
    auto row = ui.row(24);
    telephone_link_row(model, ui);
    page_link(ui, commands, "privacy", text(Text::frame_privacy), {PageKind::privacy, {}}, "shield-check");
  }
  if (!site.plan_title.empty())
    ui.text(text(Text::frame_plan, {{"title", site.plan_title}, {"number", site.plan_number}}),
            kit::Tone::muted, kit::TextSize::small);
  draw_optional(ui, Text::frame_host, "body", site.host_body);
  draw_optional(ui, Text::frame_icp, "number", site.icp_number);
  draw_optional(ui, Text::frame_identifier, "number", site.site_identifier);
  ui.space(24);
}

kit::AlertKind alert_kind(model::NoticeKind kind) {
  switch (kind) {
    case model::NoticeKind::success:
      return kit::AlertKind::success;
    case model::NoticeKind::warning:
      return kit::AlertKind::warning;
    case model::NoticeKind::error:
      return kit::AlertKind::error;
    case model::NoticeKind::info:
      break;
  }
  return kit::AlertKind::info;
}

void draw_messages(const Model& model, kit::Ui& ui) {
  if (!model.online)
    ui.alert(kit::AlertKind::warning, text(Text::frame_offline_title), text(Text::frame_offline_text));
  if (model.notice) ui.alert(alert_kind(model.notice->kind), model.notice->title, model.notice->text);
}

// Forms read better in a narrow column; pages with several parts use the width of a desktop.
float width_of(PageKind kind) {
  switch (kind) {
    case PageKind::home:
    case PageKind::pickup:
    case PageKind::pickup_booking:
      return 1120;
    case PageKind::pickup_what:
    case PageKind::pickup_when:
    case PageKind::pickup_change:
      return 880;
    default:
      return 640;
  }
}

void draw_page(const Model& model, kit::Ui& ui, Commands& commands) {
  switch (model.page.kind) {
    case PageKind::home:
      return draw_home(model, ui, commands);
    case PageKind::pickup:
      return draw_pickup(model, ui, commands);
    case PageKind::pickup_what:
      return draw_pickup_what(model, ui, commands);
    case PageKind::pickup_where:
      return draw_pickup_where(model, ui, commands);
    case PageKind::pickup_when:
      return draw_pickup_when(model, ui, commands);
    case PageKind::pickup_who:
      return draw_pickup_who(model, ui, commands);
    case PageKind::pickup_check:
      return draw_pickup_check(model, ui, commands);
    case PageKind::pickup_done:
      return draw_pickup_done(model, ui, commands);
    case PageKind::pickup_lookup:
      return draw_lookup(model, ui, commands);
    case PageKind::pickup_booking:
      return draw_booking(model, ui, commands);
    case PageKind::pickup_change:
      return draw_change(model, ui, commands);
    case PageKind::privacy:
      return draw_privacy(model, ui, commands);
    case PageKind::survey:
      return draw_survey(model, ui, commands);
    case PageKind::document:
    case PageKind::unknown:
      break;
  }
  draw_not_found(model, ui, commands);
}

}  // namespace

void draw_frame(const Model& model, kit::Ui& ui, Commands& commands) {
  // The band is drawn behind the header and, on the home page, behind the first part of the main landmark: it
  // has to end in the middle of that landmark.
  std::unique_ptr<kit::Scope> band(new kit::Scope(ui.brand_band()));
  draw_banner(model, ui, commands);
  {
    auto main = ui.landmark(kit::Landmark::main, text(Text::frame_main));
    // The page is part of every key: a new page never inherits the focus or the typed text of another.
    auto page = ui.push_key(contract::page_path(model.page));
    if (model.page.kind == PageKind::home) draw_home_hero(model, ui, commands);
    band.reset();
    auto width = ui.page_width(width_of(model.page.kind));
    draw_messages(model, ui);
    draw_page(model, ui, commands);
  }
  draw_footer(model, ui, commands);
}

}  // namespace wufei::views
