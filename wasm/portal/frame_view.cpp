#include <memory>

#include "lib/document/navigation.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/guide/guide_update.hpp"

#include "wasm/portal/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;

std::string_view section_of(const Model& model) {
  if (model.page.kind == PageKind::document) return model.document.shown.value.section;
  return contract::page_facts(model.page.kind).section;
}

void draw_navigation(const Model& model, kit::Ui& ui, Commands& commands) {
  auto navigation = ui.landmark(kit::Landmark::navigation, text(Text::frame_navigation));
  const std::string_view section = section_of(model);
  // NOLINTNEXTLINE(modernize-make-unique): a scope does not move
  const auto grid = ui.wide() ? nullptr : std::unique_ptr<kit::Scope>(new kit::Scope(ui.grid(3, 3, 4)));
  for (const contract::NavigationEntry& item : contract::kNavigation) {
    if (item.icon.empty()) continue;
    if (grid) ui.next_cell();
    const std::string_view icon = ui.roomy() ? item.icon : std::string_view();
    if (ui.nav_item(item.section, text(item.title), item.path, icon, item.section == section))
      go(commands, std::string(item.path));
  }
}

void draw_portal_name(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string& name = model.site.value.portal_name;
  const std::string_view label = name.empty() ? text(Text::frame_home) : std::string_view(name);
  if (ui.link("portal", label, "/", "recycle", kit::Tone::on_brand)) go(commands, "/");
}

// Where the line has room for it; the footer says it in full on every page.
void draw_trial_mark(const Model& model, kit::Ui& ui) {
  const bool has_room = ui.wide() ? ui.roomy() : ui.width() >= 340 && !ui.elder();
  if (has_room && is_on_trial(model.site.value))
    ui.text(text(Text::frame_trial), kit::Tone::on_brand, kit::TextSize::small);
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

// One line on desktops; on phones the navigation stands below, three in a row.
void draw_banner(const Model& model, kit::Ui& ui, Commands& commands) {
  auto banner = ui.landmark(kit::Landmark::banner, text(Text::frame_banner));
  auto width = ui.page_width(1120);
  if (ui.wide() && !ui.elder()) {
    auto row = ui.row(4);
    draw_portal_name(model, ui, commands);
    draw_trial_mark(model, ui);
    draw_navigation(model, ui, commands);
    ui.push_right();
    return draw_elder_button(model, ui, commands);
  }
  {
    auto row = ui.row(16);
    draw_portal_name(model, ui, commands);
    draw_trial_mark(model, ui);
    ui.push_right();
    draw_elder_button(model, ui, commands);
  }
  const auto row = row_when_wide(ui);
  draw_navigation(model, ui, commands);
}

void draw_optional(kit::Ui& ui, Text key, std::string_view name, const std::string& value) {
  if (!value.empty()) ui.text(text(key, {{name, value}}), kit::Tone::muted, kit::TextSize::small);
}

void path_link(kit::Ui& ui, Commands& commands, std::string_view key, std::string_view label,
               std::string path) {
  if (ui.link(key, label, path)) go(commands, std::move(path));
}

// The form that reports an error of this site says where the person was.
std::string site_error_path(const Model& model) {
  std::string path = "/feedback/new?kind=site_error&page=";
  const std::string page = contract::page_path(model.page);
  return path + page.substr(0, page.find('?'));
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
    path_link(ui, commands, "open_data", text(Text::frame_open_data), "/open-data");
    path_link(ui, commands, "site_map", text(Text::frame_site_map), "/site-map");
    path_link(ui, commands, "site_error", text(Text::frame_site_error), site_error_path(model));
  }
  if (is_on_trial(site)) ui.text(text(Text::frame_trial_about), kit::Tone::muted, kit::TextSize::small);
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

// The page is part of every key: a new page never inherits the focus or the typed text of another. A document
// keeps its keys while it is narrowed by its filters, and until the next one is there.
std::string page_key(const Model& model) {
  if (model::draws_itself(model)) return model.page.target.substr(0, model.page.target.find('?'));
  if (model.page.kind == PageKind::document) return std::string(model::document_key(model));
  return contract::page_path(model.page);
}

// Most public pages are drawn as the server made them; the guide's search, quiz and places do more.
void draw_public_page(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model::is_guide_search(model)) return draw_guide(model, ui, commands);
  if (model::is_guide_quiz(model)) return draw_quiz(model, ui, commands);
  if (model::is_guide_places(model)) return draw_places(model, ui, commands);
  draw_document(model, ui, commands);
}

void draw_page(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!model::has_part(model)) return draw_opening(model, ui, commands);
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
    case PageKind::feedback_new:
    case PageKind::feedback_done:
    case PageKind::feedback_lookup:
    case PageKind::feedback_case:
      return draw_feedback(model, ui, commands);
    case PageKind::document:
      return draw_public_page(model, ui, commands);
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
    auto page = ui.push_key(page_key(model));
    if (model.page.kind == PageKind::home) draw_home_hero(model, ui, commands);
    band.reset();
    auto width = ui.page_width(contract::page_facts(model.page.kind).width);
    draw_messages(model, ui);
    draw_page(model, ui, commands);
  }
  draw_footer(model, ui, commands);
}

}  // namespace wufei::views
