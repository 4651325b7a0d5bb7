#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {

void draw_opening(const Model& model, kit::Ui& ui, Commands& commands) {
  const bool failed = model.part == model::LoadState::failed;
  ui.heading(1, text(failed ? Text::document_failed : Text::document_opening));
  if (failed) return draw_failure_with_retry(model, ui, commands, {});
  ui.skeleton(text(Text::common_loading), kit::Skeleton::lines, 6);
}

namespace {

struct WayOn {
  Text title;
  const char* path;
  const char* icon;
};
constexpr WayOn kWaysOn[] = {{Text::frame_search_site, "/search", "magnifying-glass"},
                             {Text::not_found_home, "/", "house"},
                             {Text::frame_pickup, "/pickup", "truck"},
                             {Text::frame_disclosure, "/disclosure", "chart-bar"},
                             {Text::frame_feedback, "/feedback", "megaphone"}};

}  // namespace

void draw_not_found(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(1, text(Text::not_found_title));
  ui.text(text(Text::not_found_text));
  draw_word_form(model, ui, commands);
  ui.heading(2, text(Text::not_found_ways));
  auto rows = ui.rows(text(Text::not_found_ways));
  for (const WayOn& way : kWaysOn) {
    auto item = ui.list_item();
    if (ui.row_link(way.path, text(way.title), way.path, {.icon = way.icon})) go(commands, way.path);
  }
  const std::string& line = model.site.value.service_number;
  if (line.empty()) return;
  auto item = ui.list_item();
  (void)ui.row_link("call", text(Text::frame_call, {{"line", line}}), telephone_link(model),
                    {.icon = "phone-call"});
}

}  // namespace wufei::views
