// What has the colour of a kind of waste: the panel of an answer, rows with a strip and a tag.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kRadius = 14, kStrip = 14, kStripe = 28, kSketchWidth = 84, kSketchHeight = 92;

TextStyle lead(const UiState& s, bool bold, float size, float line) {
  if (s.theme.elder) size = 26 + s.theme.more, line = 38 + s.theme.more * 1.5F;
  return {bold ? platform::Face::bold : platform::Face::regular, size, line};
}

Colour on_waste(Waste waste) {
  return waste == Waste::no_bin ? colour::nobin_ink : colour::on_bin;
}

struct PanelParts {
  TextBlock name, kind, where, how, action;
  float sketch = 0;  // its width, 0: no room
  float head = 0;    // height of what stands above the line
};

PanelParts lay_panel(const UiState& s, const AnswerPanel& panel, float inner) {
  const bool large = s.theme.elder || is_wide(s);
  const TextStyle kind{platform::Face::bold, large ? 40 + s.theme.more : 32.0F,
                       large ? 54 + s.theme.more * 1.5F : 42.0F};
  PanelParts parts;
  parts.sketch = s.view.width < 360 ? 64 : kSketchWidth;
  if (natural_width(s, panel.kind, kind) > inner - parts.sketch - 4) parts.sketch = 0;
  const float room = parts.sketch > 0 ? inner - parts.sketch - 4 : inner;
  const auto lay = [&](std::string_view text, const TextStyle& style, float width) {
    return text.empty() ? TextBlock{} : lay_text(s, text, style, width);
  };
  parts.name = lay(panel.name, text_style(s, TextSize::body), room);
  parts.kind = lay(panel.kind, kind, room);
  parts.where = lay(panel.where, lead(s, true, 19, 28), room);
  parts.how = lay(panel.how, lead(s, false, 18, 26), inner);
  parts.action = lay(panel.action, lead(s, true, 18, 26), inner - 80);
  parts.head = std::max(parts.name.height + parts.kind.height + parts.where.height,
                        parts.sketch * kSketchHeight / kSketchWidth);
  return parts;
}

// Black on the yellow, like the tape around what is dangerous; whole stripes within the round corners.
void draw_tape(UiState& s, const NodeRect& rect) {
  for (float x = rect.x + kStrip; x + kStripe <= rect.x + rect.width; x += kStripe)
    s.list.quad({x, rect.y, kStripe / 2, kStrip}, -kStrip, -kStrip, colour::nobin_ink);
}

Colour sketch_colour(SketchPaint paint, Waste waste) {
  switch (paint) {
    case SketchPaint::text:
      return on_waste(waste);
    case SketchPaint::panel:
      return waste_colour(waste);
    case SketchPaint::stop:
      return colour::hazardous;
    case SketchPaint::band:
      break;
  }
  return colour::nobin;
}

void draw_sketch(UiState& s, const AnswerPanel& panel, float x, float y, float width) {
  const float f = width / kSketchWidth;
  for (const SketchShape& shape : panel.sketch) {
    const Colour paint = sketch_colour(shape.paint, panel.waste);
    const NodeRect rect{x + shape.x * f, y + shape.y * f, shape.w * f, shape.h * f};
    switch (shape.kind) {
      case SketchKind::box:
        s.list.fill(rect, paint, shape.r * f);
        break;
      case SketchKind::quad:
        s.list.quad(rect, shape.r * f, -shape.r * f, paint);
        break;
      case SketchKind::bar:
        s.list.line(rect.x, rect.y, x + shape.w * f, y + shape.h * f, paint, shape.r * f);
        break;
      case SketchKind::ring:
        s.list.ring(rect.x, rect.y, rect.width, paint, shape.r * f);
        break;
    }
  }
}

// Draws the text at the pen and moves the pen below it.
void put_part(UiState& s, const TextBlock& block, std::string_view role, float x, float& y, Colour colour) {
  if (block.lines.empty()) return;
  const NodeRect rect{x, y, std::ceil(block.width), block.height};
  draw_text(s, block, x, y, colour);
  add_node(s, role, block.text, &rect);
  y += block.height;
}

bool put_action(UiState& s, std::string_view key, const AnswerPanel& panel, const TextBlock& label, float x,
                float y, float height) {
  const std::uint32_t id = widget_id(s, key);
  const float icon = s.theme.icon;
  const NodeRect rect{x, y, std::ceil(label.width) + icon + 8 + 40, height};
  const Colour ink = waste_colour(panel.waste);
  s.list.set_owner(id);
  s.list.fill(rect, on_waste(panel.waste), 10);
  draw_icon(s, "truck", icon, x + 20, y + (height - icon) / 2, ink);
  draw_text(s, label, x + 28 + icon, y + (height - label.height) / 2, ink);
  s.list.set_owner(0);
  add_link_node(s, id, panel.action, panel.href, rect);
  return react(s, id, key, rect);
}

struct RowParts {
  TextBlock title, text, tag;
  bool below = false;  // the tag, where a line has no room for both
  float height = 0;    // of the texts
};

constexpr float kRowPad = 16, kCaret = 20;

TextStyle kind_tag_style(const UiState& s) {
  return s.theme.elder ? text_style(s, TextSize::small, true) : TextStyle{platform::Face::bold, 14, 24};
}

RowParts lay_row(const UiState& s, const WasteRow& row, float width) {
  const float inner = width - 2 * kRowPad - 8 - kCaret - 8;
  RowParts parts;
  parts.tag = lay_text(s, row.tag, kind_tag_style(s), inner);
  const float beside = inner - parts.tag.width - 16 - 12;
  parts.below = beside < 7 * s.theme.body;
  const float room = parts.below ? inner : beside;
  parts.title = lay_text(s, row.title, lead(s, true, 18, 26), room);
  if (!row.text.empty()) parts.text = lay_text(s, row.text, text_style(s, TextSize::small), room);
  parts.height = parts.title.height + parts.text.height + (parts.below ? parts.tag.height + 6 : 0);
  return parts;
}

// Its left end, as round as the block around it where the block ends.
void draw_strip(UiState& s, const NodeRect& rect, Waste waste, bool first, bool last) {
  const Colour paint = waste_colour(waste);
  s.list.fill({rect.x, rect.y, 2 * kRadius, rect.height}, paint, first || last ? kRadius : 0);
  if (!first) s.list.fill({rect.x, rect.y, 6, kRadius}, paint);
  if (!last) s.list.fill({rect.x, rect.y + rect.height - kRadius, 6, kRadius}, paint);
  s.list.fill({rect.x + 6, rect.y, 2 * kRadius - 6, rect.height}, colour::paper);
}

void draw_tag(UiState& s, const TextBlock& tag, Waste waste, float x, float y) {
  s.list.fill({x, y, tag.width + 16, tag.height}, waste_colour(waste), 6);
  draw_text(s, tag, x + 8, y, on_waste(waste));
}

void draw_row(UiState& s, const WasteRow& row, const RowParts& parts, const NodeRect& rect) {
  const float middle = rect.y + rect.height / 2, x = rect.x + kRowPad + 8;
  const float right = rect.x + rect.width - kRowPad;
  float y = middle - parts.height / 2;
  s.list.fill({rect.x + 8, rect.y + 2, rect.width - 10, rect.height - 4},
              {kNothing, colour::ground, colour::sunken}, 10);
  draw_text(s, parts.title, x, y, colour::ink);
  y += parts.title.height;
  if (!parts.text.lines.empty()) draw_text(s, parts.text, x, y, colour::ink_2);
  draw_icon(s, "caret-right", kCaret, right - kCaret, middle - kCaret / 2, colour::ink_2);
  if (parts.below)
    draw_tag(s, parts.tag, row.waste, x, y + parts.text.height + 6);
  else
    draw_tag(s, parts.tag, row.waste, right - kCaret - 12 - parts.tag.width - 16,
             middle - parts.tag.height / 2);
}

}  // namespace

bool Ui::answer(std::string_view key, const AnswerPanel& panel) {
  UiState& s = state_;
  const float pad = wide() ? 30.0F : 20.0F, tape = panel.waste == Waste::no_bin ? kStrip : 0;
  const PanelParts parts = lay_panel(s, panel, width() - 2 * pad);
  const float button =
      panel.href.empty() ? 0 : std::max(s.theme.elder ? 64.0F : 52.0F, parts.action.height + 26);
  const float height =
      tape + pad + parts.head + 16 + 1 + 16 + parts.how.height + (button > 0 ? button + 16 : 0) + pad;
  const NodeRect rect = place(s, width(), height, {12, 16}, true);
  s.list.fill(rect, waste_colour(panel.waste), kRadius);
  if (tape > 0) draw_tape(s, rect);
  const float x = rect.x + pad, top = rect.y + tape + pad;
  if (parts.sketch > 0) draw_sketch(s, panel, rect.x + rect.width - pad - parts.sketch, top, parts.sketch);
  Colour ink = on_waste(panel.waste);
  float y = top;
  put_part(s, parts.name, "heading1", x, y, ink);
  if (!panel.name.empty()) take_heading_focus(s);
  put_part(s, parts.kind, "text", x, y, ink);
  put_part(s, parts.where, "text", x, y, ink);
  y = top + parts.head + 16;
  ink.alpha = 150;
  s.list.fill({x, y, rect.width - 2 * pad, 1}, ink);
  ink.alpha = 255;
  y += 17;
  put_part(s, parts.how, "text", x, y, ink);
  return button > 0 && put_action(s, key, panel, parts.action, x, y + 16, button);
}

int Ui::waste_rows(std::string_view name, const std::vector<WasteRow>& rows) {
  UiState& s = state_;
  if (rows.empty()) return -1;
  const Scope group = list(name);
  LayoutBox& block = open_block(s, {scaled(s, 8), scaled(s, 16)}, 0, 0);
  const NodeRect frame{block.x, block.y, block.width, 0};
  block.shapes = 1;
  s.list.fill(frame, colour::paper, kRadius);
  int pressed = -1;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Scope item = list_item();
    const RowParts parts = lay_row(s, rows[i], frame.width);
    const float least = s.theme.elder ? 72.0F : 60.0F;
    const NodeRect rect = place(s, frame.width, std::max(least, parts.height + 24), {0, 0}, true);
    const std::uint32_t id = widget_id(s, rows[i].href);
    draw_strip(s, rect, rows[i].waste, i == 0, i + 1 == rows.size());
    s.list.set_owner(id);
    draw_row(s, rows[i], parts, rect);
    s.list.set_owner(0);
    if (i > 0) s.list.fill({rect.x, rect.y, rect.width, 1}, colour::line);
    Node& node = add_link_node(s, id, rows[i].title, rows[i].href, rect);
    node.description =
        std::string(rows[i].text) + (rows[i].text.empty() ? "" : " ") + std::string(rows[i].tag);
    if (react(s, id, rows[i].href, rect)) pressed = static_cast<int>(i);
  }
  const float bottom = current(s).bottom;
  close_block(s);
  s.list.border({frame.x, frame.y, frame.width, bottom - frame.y}, colour::line, kRadius);
  return pressed;
}

bool Ui::waste_tag(std::string_view key, std::string_view label, std::string_view href, Waste waste) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const TextBlock word = lay_text(s, label, kind_tag_style(s), width() - 16);
  const float height = std::max(s.theme.touch, elder() ? word.height + 24 : 0);
  const NodeRect rect = place(s, std::ceil(word.width) + 16, height, {0, 0}, false);
  s.list.set_owner(id);
  draw_tag(s, word, waste, rect.x, rect.y + (rect.height - word.height) / 2);
  s.list.set_owner(0);
  add_link_node(s, id, label, href, rect);
  return react(s, id, key, rect);
}

}  // namespace wufei::kit
