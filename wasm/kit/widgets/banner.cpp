// A tinted block with an icon at its left; its words flow beside the icon.
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

std::string_view banner_icon(AlertKind kind) {
  constexpr std::string_view kIcons[] = {"info", "check-circle", "question", "warning-circle", "hourglass"};
  return kIcons[static_cast<std::size_t>(kind)];
}

}  // namespace

Scope Ui::banner(AlertKind kind) {
  UiState& s = state_;
  const float pad = 16, icon = s.theme.icon, line = text_style(s, TextSize::body).line_height;
  const Colour ink = kind == AlertKind::pending ? colour::ink : alert_colour(kind);
  LayoutBox& block = open_block(s, {12, 16}, pad, 12);
  const NodeRect rect{block.x - pad, block.y, block.width + 2 * pad, 0};
  s.list.fill(rect, alert_tint(kind), 14);
  block.shapes = 1;
  draw_icon(s, banner_icon(kind), icon, block.x, block.bottom + (line - icon) / 2, ink);
  block.x += icon + 12;
  block.width -= icon + 12;
  ++s.plain_depth;
  return {s, close_card};
}

}  // namespace wufei::kit
