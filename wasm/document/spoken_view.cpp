// Large print, where the device has a voice: running text can be listened to.
#include <string>
#include <vector>

#include "lib/document/block_parts.hpp"
#include "wasm/document/document_view.hpp"

namespace wufei::views {
namespace {

using contract::BlockKind;

constexpr std::size_t kWorthIt = 300;  // bytes, 100 characters: less is read faster than listened to

std::vector<std::string> spoken_lines(const contract::Document& document) {
  std::vector<std::string> lines{document.title};
  for (const contract::Block& block : document.blocks) {
    if (block.kind == BlockKind::heading) lines.push_back(block.text);
    if (block.kind == BlockKind::paragraph) {
      lines.push_back(block.text);
      lines.push_back(contract::plain_words(block.spans));
    }
    if (block.kind == BlockKind::list)
      for (const contract::Spans& item : block.items) lines.push_back(contract::plain_words(item));
  }
  return lines;
}

}  // namespace

void draw_spoken(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!ui.elder() || !model.has_voice) return;
  const std::vector<std::string> lines = spoken_lines(model.document.shown.value);
  std::size_t bytes = 0;
  for (const std::string& line : lines) bytes += line.size();
  if (bytes >= kWorthIt) draw_read_aloud(model, ui, commands, lines);
}

}  // namespace wufei::views
