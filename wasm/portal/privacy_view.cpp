#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {

void draw_privacy(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(1, text(Text::privacy_title));
  if (!draw_state(model, ui, commands, model.site, kit::Skeleton::lines)) return;
  const contract::Site& site = model.site.value;
  if (!site.privacy_summary.empty()) ui.text(site.privacy_summary);
  for (const contract::NoticeSection& section : site.privacy) {
    ui.heading(2, section.heading);
    ui.text(section.text);
  }
}

}  // namespace wufei::views
