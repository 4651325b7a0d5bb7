#include "wasm/portal/shared_view.hpp"

namespace wufei::views {

void draw_opening(const Model& model, kit::Ui& ui, Commands& commands) {
  const bool failed = model.part == model::LoadState::failed;
  ui.heading(1, text(failed ? Text::document_failed : Text::document_opening));
  if (failed) return draw_failure_with_retry(model, ui, commands, {});
  ui.loading(text(Text::common_loading));
  ui.skeleton(6);
}

void draw_not_found(const Model& model, kit::Ui& ui, Commands& commands) {
  (void)model;
  ui.heading(1, text(Text::not_found_title));
  ui.text(text(Text::not_found_text));
  page_button(ui, commands, "home", text(Text::not_found_home), {contract::PageKind::home, {}},
              {.icon = "house"});
}

}  // namespace wufei::views
