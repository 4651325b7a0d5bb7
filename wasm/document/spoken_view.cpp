// Large print, where the device has a voice: running text can be listened to.
#include "lib/document/spoken.hpp"
#include "wasm/document/document_view.hpp"

namespace wufei::views {

void draw_spoken(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!ui.elder() || !model.has_voice) return;
  const contract::Document& shown = model.document.shown.value;
  if (contract::is_worth_listening(shown))
    draw_read_aloud(model, ui, commands, contract::spoken_lines(shown));
}

}  // namespace wufei::views
