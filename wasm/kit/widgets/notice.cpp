// What is wrong with a page, and the question over it.
#include <algorithm>
#include <cmath>

#include "wasm/kit/parts.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

void put_fault(Ui& ui, const Fault& fault, float x, float y, float width) {
  UiState& s = ui.state();
  const std::string key = "to_" + fault.key;
  const std::uint32_t id = widget_id(s, key);
  const TextStyle style = text_style(s, TextSize::body, true);
  const TextBlock block = lay_text(s, fault.text, style, width);
  const float height = std::max(s.theme.touch, block.height);
  float line_y = y + (height - block.height) / 2;
  s.list.set_owner(id);
  draw_text(s, block, x, line_y, colour::danger);
  for (const TextLine& line : block.lines) {
    s.list.fill({x, line_y + style.line_height / 2 + style.size * 0.54F, line.width, 1}, colour::danger);
    line_y += style.line_height;
  }
  s.list.set_owner(0);
  const NodeRect rect{x, y, std::ceil(block.width), height};
  add_widget_node(s, id, "link", fault.text, rect).value = "#" + fault.key;
  if (react(s, id, key, rect)) ui.focus(fault.key);
}

}  // namespace

void fault_summary(Ui& ui, std::string_view title, const std::vector<Fault>& faults) {
  if (faults.empty()) return;
  UiState& s = ui.state();
  const float pad = 17, icon = 22, inner = ui.width() - 2 * pad;
  const TextStyle head =
      s.theme.elder ? text_style(s, TextSize::large, true) : TextStyle{platform::Face::bold, 19, 28};
  const TextBlock words = lay_text(s, title, head, inner - icon - 8);
  float height = words.height;
  for (const Fault& fault : faults)
    height +=
        std::max(s.theme.touch, lay_text(s, fault.text, text_style(s, TextSize::body, true), inner).height);
  const NodeRect rect = place(s, ui.width(), height + 24, {14, 12}, true);
  s.list.fill(rect, colour::paper, 10);
  s.list.border(rect, colour::danger, 10, 3);
  open_node(s, "alert", "");
  float y = rect.y + 14;
  draw_icon(s, "warning-circle", icon, rect.x + pad, y + (head.line_height - icon) / 2, colour::danger);
  draw_text(s, words, rect.x + pad + icon + 8, y, colour::danger);
  const NodeRect title_rect{rect.x + pad, y, inner, words.height};
  add_node(s, "heading2", title, &title_rect);
  y += words.height;
  for (const Fault& fault : faults) {
    put_fault(ui, fault, rect.x + pad, y, inner);
    y += std::max(s.theme.touch, lay_text(s, fault.text, text_style(s, TextSize::body, true), inner).height);
  }
  close_node(s);
}

namespace {

constexpr float kDialogPad = 20;

// In the middle of the view, whatever was scrolled.
void close_dialog(UiState& s) {
  const LayoutBox box = current(s);
  s.blocks.pop_back();
  close_node(s);
  --s.plain_depth;
  const float height = box.bottom + kDialogPad;
  const float top = std::max(0.0F, std::round((s.view.height - height) / 2));
  const NodeRect card{box.x - kDialogPad, 0, box.width + 2 * kDialogPad, height};
  s.list.at(box.shape).rect.height = s.view.height;
  s.list.at(box.shape).rect.y = -top;
  s.list.at(box.shape + 1).rect.height = height;
  s.nodes.front().rect = card;
  s.nodes.front().has_rect = true;
  add_state(s.nodes.front(), "fixed");
  for (Node& node : s.nodes) node.rect.y += top;
  set_afloat(s, box.shape, 0, top);
}

}  // namespace

Scope dialog(Ui& ui, std::string_view question) {
  UiState& s = ui.state();
  const float least = std::min(480.0F, s.view.width - 32);
  s.nodes.clear();  // what lies under it can not be reached
  s.items.clear();
  LayoutBox box;
  box.width = least - 2 * kDialogPad;
  box.x = (s.view.width - box.width) / 2;
  box.bottom = kDialogPad;
  box.shape = s.list.size();
  Colour scrim = colour::scrim;
  scrim.alpha = 115;
  s.list.fill({0, 0, s.view.width, 0}, scrim);
  s.list.fill({box.x - kDialogPad, 0, least, 0}, colour::paper, 14);
  open_node(s, "dialog", question);
  add_state(s.nodes.back(), "modal");
  ++s.plain_depth;
  s.blocks.push_back(box);
  const TextStyle style =
      s.theme.elder ? text_style(s, TextSize::large, true) : TextStyle{platform::Face::bold, 20, 30};
  const TextBlock block = lay_text(s, question, style, box.width);
  const NodeRect rect = place(s, box.width, block.height, {0, 8}, true);
  draw_text(s, block, rect.x, rect.y, colour::ink);
  add_node(s, "heading2", question, &rect);
  if (s.focus_key == "dialog") {
    s.focus_id = s.nodes.back().id;
    s.focus_key.clear();
  }
  return {s, close_dialog};
}

bool escape_button(Ui& ui, std::string_view key, std::string_view label, const ButtonOptions& options) {
  const bool pressed = ui.button(key, label, options);
  add_state(ui.state().nodes.back(), "escape");
  return pressed;
}

}  // namespace wufei::kit
