// Texts with something beside or above them: a sign before the title on the band, numbers before what comes
// next, the small line under a heading.
#include <algorithm>
#include <cmath>

#include "wasm/kit/parts.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {

void under_heading(Ui& ui, std::string_view text) {
  UiState& s = ui.state();
  current(s).after = 0;
  const TextBlock block = lay_text(s, text, text_style(s, TextSize::small), ui.width());
  const NodeRect rect = place(s, ui.width(), block.height, {0, 8}, true);
  draw_text(s, block, rect.x, rect.y, tone_colour(Tone::muted, in_band(s)));
  add_node(s, "text", text, &rect);
}

void signed_heading(Ui& ui, std::string_view icon, std::string_view text) {
  UiState& s = ui.state();
  const float size = ui.elder() ? 46.0F : 40.0F;
  const TextBlock block = lay_text(s, text, text_style(s, TextSize::hero, true), ui.width() - size - 12);
  const NodeRect rect = place(s, ui.width(), std::max(size, block.height), {8, 8}, true);
  const Colour ink = tone_colour(Tone::normal, in_band(s));
  draw_icon(s, icon, size, rect.x, rect.y + (rect.height - size) / 2 - 2, ink);
  draw_text(s, block, rect.x + size + 12, rect.y + (rect.height - block.height) / 2, ink);
  add_node(s, "heading1", text, &rect);
  take_heading_focus(s);
}

void stacked_fact(Ui& ui, std::string_view label, std::string_view value, bool known) {
  UiState& s = ui.state();
  const float pad = 12, width = ui.width();
  const TextBlock term = lay_text(s, label, text_style(s, TextSize::small), width);
  const TextBlock words = lay_text(s, value, text_style(s, TextSize::body, known), width);
  const bool first = current(s).bottom == current(s).y;
  const float top = first ? 0 : pad;
  const NodeRect row = place(s, width, top + term.height + words.height + pad, {0, 0}, true);
  if (!first) s.list.fill({row.x, row.y, row.width, 1}, colour::line);
  const NodeRect upper{row.x, row.y + top, width, term.height};
  const NodeRect lower{row.x, upper.y + term.height, width, words.height};
  draw_text(s, term, upper.x, upper.y, colour::ink_2);
  draw_text(s, words, lower.x, lower.y, known ? colour::ink : colour::ink_2);
  add_node(s, "term", label, &upper);
  add_node(s, "definition", value, &lower);
}

void numbered(Ui& ui, std::string_view name, const std::vector<std::string>& lines) {
  UiState& s = ui.state();
  const TextStyle style = text_style(s, TextSize::body);
  const TextStyle bold{platform::Face::bold, style.size, style.line_height};
  const float side = ui.elder() ? 40 + s.theme.more : 28.0F;
  open_node(s, "ordered_list", name);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const TextBlock block = lay_text(s, lines[i], style, ui.width() - side - 12);
    const NodeRect rect = place(s, ui.width(), std::max(side, block.height), {8, 8}, true);
    const std::string number = std::to_string(i + 1);
    s.list.disc(rect.x + side / 2, rect.y + side / 2, side / 2, colour::act);
    draw_text(s, lay_text(s, number, bold, side), rect.x, rect.y + (side - bold.line_height) / 2,
              colour::on_act, Align::centre, side);
    draw_text(s, block, rect.x + side + 12, rect.y + std::max(0.0F, (side - style.line_height) / 2),
              colour::ink);
    add_node(s, "listitem", lines[i], &rect);
  }
  close_node(s);
}

}  // namespace wufei::kit
