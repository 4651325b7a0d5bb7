// The page of "/", in the words and the order of the server's (backend/app/home_page.cpp).
#include <optional>

#include "wasm/document/document_view.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;
using model::AtHome;
using model::HomeAct;

constexpr float kAskWidth = 416;  // CSS pixels
// Under 360 across, without the page's sides.
bool is_small(const kit::Ui& ui) {
  constexpr float kSmall = 360 - 2 * 16;
  return !ui.wide() && ui.width() < kSmall;
}
constexpr int kMostChips = 8;

void row_to(kit::Ui& ui, Commands& commands, std::string_view title, std::string_view path,
            std::string_view about, std::string_view icon) {
  auto item = ui.list_item();
  if (ui.row_link(path, title, path, {.description = about, .icon = icon})) go(commands, std::string(path));
}

std::string call_text(const Model& model, Text key) {
  return text(key, {{"line", model.site.value.service_number}});
}

// --- The band ---

void draw_band(const Model& model, kit::Ui& ui, Commands& commands) {
  const contract::Site& site = model.site.value;
  const std::string above = text(Text::home_band, {{"county", site.county_name}});
  ui.hero(site.county_name.empty() ? std::string_view() : std::string_view(above),
          site.tagline.empty() ? text(Text::home_fallback_title) : std::string_view(site.tagline),
          text(Text::home_lead), is_on_trial(site) ? text(Text::home_trial) : std::string_view());
  {
    const auto row = row_when_wide(ui);
    page_button(ui, commands, "book", text(Text::home_book), {PageKind::pickup_what, {}},
                {.icon = "truck", .tall = true});
    if (ui.wide() && !site.service_number.empty())
      (void)ui.link_button("ring", call_text(model, Text::home_call), telephone_link(model),
                           {.kind = kit::ButtonKind::secondary, .icon = "phone-call", .tall = true});
  }
  if (is_small(ui)) return;
  ui.band_steps(text(Text::home_steps),
                {text(Text::home_step_1), text(Text::home_step_2), text(Text::home_step_3)});
}

// --- Words to all residents ---

void draw_announcements(const Model& model, kit::Ui& ui, Commands& commands) {
  int number = 0;
  for (const contract::Excerpt::Note& note : model.home.value.notes) {
    const auto key = ui.push_key("note" + std::to_string(number++));
    draw_note(model, ui, commands, note.tone, {}, note.spans);
  }
}

// --- What is this waste? ---

void draw_question(const Model& model, kit::Ui& ui, Commands& commands) {
  draw_word_form(model, ui, commands);
  auto strip = ui.strip(text(Text::guide_label), 8);
  int left = kMostChips;
  for (const contract::Question& question : model.site.value.questions) {
    if (left-- == 0) break;
    auto item = ui.list_item();
    if (ui.chip_link(question.word, question.word, question.link)) go(commands, question.link);
  }
}

// --- What can be booked ---

// A category is the first choice of a booking: its address says so, also to whom it is passed on.
void draw_tile(kit::Ui& ui, Commands& commands, const contract::Card& tile) {
  ui.next_cell();
  auto item = ui.list_item();
  if (ui.tile_link(tile.href, tile.title, tile.href, {.description = tile.text, .icon = tile.icon}))
    go(commands, tile.href);
}

void draw_categories(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!draw_state(model, ui, commands, model.home, kit::Skeleton::tiles)) return;
  auto block = ui.wide() ? std::nullopt : std::optional<kit::Scope>(ui.rows(text(Text::home_categories)));
  auto list = ui.wide() ? std::optional<kit::Scope>(ui.list(text(Text::home_categories))) : std::nullopt;
  auto grid = ui.grid(4, 4, ui.wide() ? 16 : 0);
  for (const contract::Card& tile : model.home.value.tiles) draw_tile(ui, commands, tile);
}

// A booking of this device is nearer than everything else: the ticket of the next, as soon as it is known.
void draw_recent(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model.last_reference.empty()) return;
  if (!model.kept.list.empty()) return draw_coming_booking(model, ui, commands);
  if (has_ticket(model) && model.part == model::LoadState::loading)
    return ui.skeleton(text(Text::common_loading), kit::Skeleton::rows, 2);
  auto rows = ui.rows(text(Text::home_lookup));
  const std::string title = text(Text::home_recent, {{"reference", model.last_reference}});
  row_to(ui, commands, title,
         contract::page_path(contract::Page{PageKind::pickup_booking, model.last_reference}),
         text(Text::home_recent_about), "calendar-check");
}

// --- Rows ---

void draw_call_row(const Model& model, kit::Ui& ui) {
  if (model.site.value.service_number.empty()) return;
  auto item = ui.list_item();
  (void)ui.row_link("call", call_text(model, Text::home_call), telephone_link(model),
                    {.description = text(Text::home_call_about), .icon = "phone-call"});
}

void draw_feedback_row(kit::Ui& ui, Commands& commands) {
  row_to(ui, commands, text(Text::home_feedback), "/feedback", text(Text::home_feedback_about), "megaphone");
}

void draw_help(const Model& model, kit::Ui& ui, Commands& commands) {
  auto rows = ui.rows(text(Text::home_services));
  draw_call_row(model, ui);
  row_to(ui, commands, text(Text::home_lookup), contract::page_path(PageKind::pickup_lookup),
         text(Text::home_lookup_about), "clipboard-text");
  draw_feedback_row(ui, commands);
}

void draw_more_rows(kit::Ui& ui, Commands& commands) {
  row_to(ui, commands, text(Text::home_how), "/pickup", text(Text::home_how_about), "info");
  row_to(ui, commands, text(Text::home_guide), "/guide", text(Text::home_guide_about), "recycle");
  row_to(ui, commands, text(Text::home_surveys), "/surveys", text(Text::home_surveys_about), "list-checks");
  row_to(ui, commands, text(Text::home_disclosure), "/disclosure", text(Text::home_disclosure_about),
         "newspaper");
}

void draw_more(kit::Ui& ui, Commands& commands) {
  auto rows = ui.rows(text(Text::home_more));
  draw_more_rows(ui, commands);
}

void draw_news(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model.site.value.news.empty()) return;
  ui.heading(2, text(Text::home_news));
  auto rows = ui.rows(text(Text::home_news));
  for (const contract::NewsItem& news : model.site.value.news)
    row_to(ui, commands, news.title, "/news#" + news.id, news.date, {});
}

// --- Indicators ---

struct Progress {
  int total = 0, filled = 0;
  std::string groups;
  std::vector<kit::CellGroup> cells;
};

Progress progress_of(const std::vector<contract::Tally>& tallies) {
  Progress progress;
  for (const contract::Tally& tally : tallies) {
    progress.total += tally.total;
    progress.filled += tally.filled;
    if (!progress.groups.empty()) progress.groups += text(Text::common_separator);
    progress.groups += text(Text::home_indicators_group, {{"name", tally.name},
                                                          {"total", std::to_string(tally.total)},
                                                          {"published", std::to_string(tally.filled)}});
    progress.cells.push_back({tally.name, tally.total, tally.filled});
  }
  return progress;
}

// Nothing is counted before the server has said it.
void draw_indicators(const Model& model, kit::Ui& ui, Commands& commands) {
  const Progress progress = progress_of(model.home.value.tallies);
  if (progress.total == 0) return;
  const std::string total = std::to_string(progress.total), filled = std::to_string(progress.filled);
  if (ui.heading_link(2, text(Text::home_indicators), "indicators",
                      text(Text::home_indicators_all, {{"count", total}}), "/indicators"))
    go(commands, "/indicators");
  auto card = ui.card();
  ui.count(filled, text(Text::home_indicators_count, {{"total", total}}));
  ui.cells(text(Text::home_indicators_spoken,
                {{"total", total}, {"published", filled}, {"groups", progress.groups}}),
           progress.cells);
  ui.text(text(Text::home_indicators_note), kit::Tone::muted, kit::TextSize::small);
}

// --- Elder mode: four choices, and the rest behind one button ---

void draw_choice(kit::Ui& ui, Commands& commands, Text title, Text about, const contract::Page& page,
                 std::string_view icon, kit::Tone tone) {
  ui.next_cell();
  const std::string path = page.kind == PageKind::document ? page.target : contract::page_path(page);
  if (ui.big_link(path, text(title), path, {.description = text(about), .icon = icon, .badge_tone = tone}))
    go(commands, path);
}

void draw_choices(const Model& model, kit::Ui& ui, Commands& commands) {
  auto grid = ui.grid(1, 2);
  draw_choice(ui, commands, Text::home_elder_book, Text::home_elder_book_about, {PageKind::pickup_what, {}},
              "truck", kit::Tone::on_brand);
  draw_choice(ui, commands, Text::home_elder_lookup, Text::home_elder_lookup_about,
              {PageKind::pickup_lookup, {}}, "clipboard-text", kit::Tone::normal);
  draw_choice(ui, commands, Text::home_elder_guide, Text::home_elder_guide_about,
              {PageKind::document, {}, "/guide"}, "recycle", kit::Tone::normal);
  if (model.site.value.service_number.empty()) return;
  ui.next_cell();
  const Text call = is_small(ui) ? Text::frame_call : Text::home_elder_call;
  (void)ui.big_link("call", call_text(model, call), telephone_link(model),
                    {.description = text(Text::home_elder_call_about),
                     .icon = "phone-call",
                     .badge_tone = kit::Tone::warning});
}

void draw_elder(const Model& model, kit::Ui& ui, Commands& commands) {
  if (is_small(ui))
    ui.heard_heading(text(Text::home_elder_title));
  else
    ui.heading(1, text(Text::home_elder_title));
  if (is_on_trial(model.site.value)) ui.text(text(Text::home_trial), kit::Tone::muted);
  draw_announcements(model, ui, commands);
  draw_choices(model, ui, commands);
  if (ui.button("more", text(Text::home_more),
                {.kind = kit::ButtonKind::secondary,
                 .icon = model.home_more ? "minus" : "plus",
                 .expanded = model.home_more ? "1" : "0"}))
    commands.push_back(AtHome{HomeAct::more});
  if (!model.home_more) return;
  draw_recent(model, ui, commands);
  {
    auto rows = ui.rows(text(Text::home_more));
    draw_feedback_row(ui, commands);
    row_to(ui, commands, text(Text::home_indicators), "/indicators", {}, "list-checks");
    draw_more_rows(ui, commands);
  }
  draw_news(model, ui, commands);
}

}  // namespace

void draw_home_hero(const Model& model, kit::Ui& ui, Commands& commands) {
  if (ui.elder()) return;
  auto width = ui.page_width(1120);
  if (!ui.wide()) return draw_band(model, ui, commands);
  ui.space(34);
  auto columns = ui.beside(kAskWidth, 64);
  draw_band(model, ui, commands);
  ui.next_column();
  auto card = ui.card();
  draw_question(model, ui, commands);
}

void draw_home(const Model& model, kit::Ui& ui, Commands& commands) {
  if (ui.elder()) return draw_elder(model, ui, commands);
  draw_announcements(model, ui, commands);
  draw_recent(model, ui, commands);
  draw_categories(model, ui, commands);
  if (ui.wide()) {
    {
      auto columns = ui.beside(kAskWidth, 64);
      draw_indicators(model, ui, commands);
      ui.next_column();
      draw_news(model, ui, commands);
    }
    ui.heading(2, text(Text::home_more));
    auto pair = ui.pair((ui.width() - 16) / 2, 16, 12);  // each is as tall as its rows
    draw_more(ui, commands);
    ui.next_column();
    return draw_help(model, ui, commands);
  }
  draw_question(model, ui, commands);
  draw_help(model, ui, commands);
  draw_indicators(model, ui, commands);
  draw_news(model, ui, commands);
  ui.heading(2, text(Text::home_more));
  draw_more(ui, commands);
}

}  // namespace wufei::views
