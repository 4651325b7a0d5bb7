// Large print, where the device has a voice: a button that reads what the page says, and stops.
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {

void draw_read_aloud(const Model& model, kit::Ui& ui, Commands& commands,
                     const std::vector<std::string>& lines) {
  if (!ui.elder() || !model.has_voice) return;
  if (!ui.button("read", text(model.speaking ? Text::speech_stop : Text::speech_read),
                 {.kind = kit::ButtonKind::secondary, .icon = "megaphone"}))
    return;
  model::ReadAloud read;
  if (!model.speaking)
    for (const std::string& line : lines)
      if (!line.empty()) read.lines.append(line).push_back('\n');
  commands.push_back(std::move(read));
}

}  // namespace wufei::views
