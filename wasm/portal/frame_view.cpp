#include <algorithm>
#include <iterator>
#include <optional>

#include "county/site/navigation.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/guide/guide_update.hpp"

#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;

std::string_view section_of(const Model& model) {
  if (model.page.kind == PageKind::document) return model.document.shown.value.section;
  return contract::page_facts(model.page.kind).section;
}

void draw_words(const Model& model, kit::Ui& ui, Commands& commands) {
  auto navigation = ui.landmark(kit::Landmark::navigation, text(Text::frame_navigation));
  const std::string_view section = section_of(model);
  ui.space(28);
  for (const contract::NavigationEntry& entry : contract::kNavigation)
    if (ui.bar_word(entry.section, text(entry.title), entry.path, entry.is_lit(section)))
      go(commands, std::string(entry.path));
}

// 1 to kFlowSteps inside a booking: nothing leads away from it but the way out, which keeps what was typed.
constexpr int kFlowSteps = 5;
int flow_step(const Model& model) {
  const int step = static_cast<int>(model.page.kind) - static_cast<int>(PageKind::pickup_what) + 1;
  return step >= 1 && step <= kFlowSteps ? step : 0;
}

void draw_elder_button(const Model& model, kit::Ui& ui, Commands& commands) {
  const Text action = model.elder ? Text::frame_elder_off : Text::frame_elder_on;
  if (ui.bar_button("elder", text(action), text(Text::frame_elder_about)))
    commands.push_back(model::ToggleElder{});
}

void draw_flow_banner(const Model& model, kit::Ui& ui, Commands& commands) {
  auto banner = ui.landmark(kit::Landmark::banner, text(Text::frame_banner));
  auto bar = ui.plain_bar();
  if (ui.bar_skip("skip", text(Text::frame_skip))) ui.focus_heading();
  if (ui.bar_exit("exit", text(Text::frame_exit), "/pickup")) go(commands, "/pickup");
  if (!ui.elder() && !ui.cramped())  // no room
    ui.bar_title(text(Text::frame_step,
                      {{"step", std::to_string(flow_step(model))}, {"count", std::to_string(kFlowSteps)}}));
  ui.push_right();
  draw_elder_button(model, ui, commands);
}

// Large print has no room for more than the name and the way back to the standard size.
void draw_banner(const Model& model, kit::Ui& ui, Commands& commands) {
  auto banner = ui.landmark(kit::Landmark::banner, text(Text::frame_banner));
  auto bar = ui.top_bar();
  if (ui.bar_skip("skip", text(Text::frame_skip))) ui.focus_heading();
  const std::string& name = model.site.value.portal_name;
  if (ui.bar_name("portal", name.empty() ? text(Text::frame_home) : std::string_view(name)))
    go(commands, "/");
  if (!ui.elder() && !ui.cramped() && is_on_trial(model.site.value)) ui.bar_tag(text(Text::frame_trial));
  if (!ui.elder() && ui.wide()) draw_words(model, ui, commands);
  ui.push_right();
  if (!ui.elder() && ui.bar_search("search", text(Text::frame_search_site), "/search", ui.roomy()))
    go(commands, "/search");
  draw_elder_button(model, ui, commands);
}

// Large print: the way home and a voice. The home page has both itself.
void draw_elder_foot(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model.page.kind == PageKind::home) return;
  const std::string& line = model.site.value.service_number;
  const std::string call = line.empty() ? std::string() : text(Text::frame_call, {{"line", line}});
  auto bar = ui.bottom_bar(text(Text::frame_navigation), line.empty() ? 1 : 2, call);
  if (ui.bar_place("home", text(Text::frame_home), "/", "house")) go(commands, "/");
  if (!line.empty()) (void)ui.bar_place("call", call, telephone_link(model), "phone-call");
}

void draw_foot(const Model& model, kit::Ui& ui, Commands& commands) {
  if (ui.keyboard_open()) return;
  if (flow_step(model) > 0) {
    if (model.part == model::LoadState::ready) draw_step_foot(model, ui, commands);
    return;
  }
  if (ui.elder()) return draw_elder_foot(model, ui, commands);
  if (ui.wide()) return;
  const std::string_view section = section_of(model);
  const auto has_place = [](const contract::NavigationEntry& entry) { return !entry.icon.empty(); };
  auto bar = ui.bottom_bar(text(Text::frame_navigation),
                           static_cast<int>(std::count_if(std::begin(contract::kNavigation),
                                                          std::end(contract::kNavigation), has_place)));
  for (const contract::NavigationEntry& entry : contract::kNavigation)
    if (has_place(entry) && ui.bar_place(entry.section, text(entry.bar_word), entry.path, entry.icon,
                                         entry.is_lit_in_bar(section)))
      go(commands, std::string(entry.path));
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

void draw_footer_links(const Model& model, kit::Ui& ui, Commands& commands) {
  auto row = ui.row(24);
  telephone_link_row(model, ui);
  path_link(ui, commands, "privacy", text(Text::frame_privacy), "/privacy");
  path_link(ui, commands, "site_map", text(Text::frame_site_map), "/site-map");
  path_link(ui, commands, "site_error", text(Text::frame_site_error), site_error_path(model));
  path_link(ui, commands, "open_data", text(Text::frame_open_data), "/open-data");
}

void draw_footer(const Model& model, kit::Ui& ui, Commands& commands) {
  auto footer = ui.landmark(kit::Landmark::content_info, text(Text::frame_footer));
  auto band = ui.foot_band();
  auto width = ui.page_width(1120);
  const contract::Site& site = model.site.value;
  if (ui.elder() && model.part == model::LoadState::ready) draw_further_sizes(model, ui, commands);
  draw_footer_links(model, ui, commands);
  if (is_on_trial(site)) ui.text(text(Text::frame_trial_about), kit::Tone::muted, kit::TextSize::small);
  if (!site.plan_title.empty())
    ui.text(text(Text::frame_plan, {{"title", site.plan_title}, {"number", site.plan_number}}),
            kit::Tone::muted, kit::TextSize::small);
  auto facts = ui.facts(text(Text::frame_imprint));
  auto grid = ui.grid(1, 3, 0);
  for (const contract::ImprintLine& fact : contract::kImprint) {
    ui.next_cell();
    const std::string& value = site.*fact.value;
    ui.small_fact(text(fact.label), value.empty() ? text(fact.missing) : std::string_view(value));
  }
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

// A page that is all about the missing network.
bool tells_of_network(const Model& model) {
  const auto& shown = model.document.shown;
  return model.page.kind == PageKind::document && shown.state == model::LoadState::failed && !shown.known;
}

void draw_messages(const Model& model, kit::Ui& ui) {
  const bool filled = !model::is_blank(model.booking.draft) || !model.feedback.form.request.text.empty();
  if (!model.online && !tells_of_network(model))
    ui.alert(kit::AlertKind::warning, text(Text::frame_offline_title),
             filled ? text(Text::frame_offline_text) : std::string_view());
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
  const auto& shown = model.document.shown;
  const bool plain = shown.known && shown.value.section == "guide" && !contract::has_rail(shown.value);
  const bool column = model::draws_itself(model) || plain;
  auto width = ui.page_width(column ? 960 : 1120);
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

// The rail fills up as the booking grows.
void draw_beside_rail(const Model& model, kit::Ui& ui, Commands& commands) {
  auto columns = ui.beside(320, 48);
  draw_page(model, ui, commands);
  ui.next_column();
  if (model.part == model::LoadState::ready && model.catalogue.known) draw_step_rail(model, ui);
}

}  // namespace

void draw_frame(const Model& model, kit::Ui& ui, Commands& commands) {
  // The band is drawn behind the header and, on the home page, behind the first part of the main landmark: it
  // has to end in the middle of that landmark.
  const bool home = model.page.kind == PageKind::home;
  const bool done = model.page.kind == PageKind::pickup_done && model::has_part(model);
  std::optional<kit::Scope> band;
  if (flow_step(model) > 0 && ui.elder() && model.part == model::LoadState::ready) {
    draw_question_banner(model, ui, commands);
  } else if (flow_step(model) > 0) {
    draw_flow_banner(model, ui, commands);
  } else {
    const float foot = ui.wide() ? 36 : 20;
    band.emplace(ui.brand_band(done || (home && !ui.elder()) ? foot : 0));
    draw_banner(model, ui, commands);
  }
  {
    auto main = ui.landmark(kit::Landmark::main, text(Text::frame_main));
    auto page = ui.push_key(page_key(model));
    if (home) draw_home_hero(model, ui, commands);
    if (done) draw_done_hero(model, ui, commands);
    band.reset();
    const bool rail = flow_step(model) > 0 && ui.wide() && !ui.elder();
    auto width = ui.page_width(rail ? 1120 : contract::page_facts(model.page.kind).width);
    draw_messages(model, ui);
    if (rail)
      draw_beside_rail(model, ui, commands);
    else
      draw_page(model, ui, commands);
  }
  draw_footer(model, ui, commands);
  draw_foot(model, ui, commands);
  if (model.page.kind == PageKind::pickup_booking && model.open.asking_cancel)
    draw_cancel_question(model, ui, commands);
  if (model.dropping && model::has_part(model)) draw_drop_question(ui, commands);
}

}  // namespace wufei::views
