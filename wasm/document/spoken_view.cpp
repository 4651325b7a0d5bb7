// Large print, where the device has a voice: running text can be listened to.
#include "lib/document/spoken.hpp"
#include "wasm/document/document_view.hpp"

namespace wufei::views {

void draw_spoken(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!ui.elder() || !model.has_voice) return;
  const std::vector<std::string> lines = contract::spoken_lines(model.document.shown.value);
  if (contract::is_worth_listening(lines)) draw_read_aloud(model, ui, commands, lines);
}

}  // namespace wufei::views
