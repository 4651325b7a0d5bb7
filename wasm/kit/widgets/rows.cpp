// Lists that lead somewhere: rows in one block, tiles, chips, the few large choices of elder mode.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kCaret = 20;

void close_rows(UiState& s) {
  close_node(s);
  close_card(s);
}

// How an icon with one or two lines of text beside it is drawn.
struct LineLook {
  float square = 40;  // side of the icon's, 0 without
  float glyph = 24;
  float pad = 16, gap = 12, least = 60, around = 12;  // around: above and below the texts
  TextStyle head, second;
  Colour ink = colour::ink, ink_2 = colour::ink_2, mark = colour::act_text, tint = colour::brand_tint;
  bool caret = true;
};

struct Line {
  TextBlock head, second;
  float indent = 0;
  NodeRect rect;
};

Line place_line(UiState& s, std::string_view title, std::string_view second, const LineLook& look,
                Margins margins) {
  Line line;
  line.indent = look.pad + (look.square > 0 ? look.square + look.gap : 0);
  const float room = current(s).width - line.indent - look.pad - (look.caret ? kCaret + look.gap : 0);
  line.head = lay_text(s, title, look.head, room);
  line.second = lay_text(s, second, look.second, room);
  if (second.empty()) line.second.height = 0;
  const float texts = line.head.height + line.second.height;
  line.rect = place(s, current(s).width, std::max({look.least, texts + 2 * look.around, look.square + 20}),
                    margins, true);
  return line;
}

void draw_line(UiState& s, const Line& line, const LineLook& look, std::string_view icon) {
  const NodeRect& rect = line.rect;
  const float middle = rect.y + rect.height / 2;
  if (look.square > 0) {
    const NodeRect square{rect.x + look.pad, middle - look.square / 2, look.square, look.square};
    s.list.fill(square, look.tint, 10);
    draw_icon(s, icon, look.glyph, square.x + (look.square - look.glyph) / 2, middle - look.glyph / 2,
              look.mark);
  }
  const float y = middle - (line.head.height + line.second.height) / 2;
  draw_text(s, line.head, rect.x + line.indent, y, look.ink);
  if (line.second.height > 0)
    draw_text(s, line.second, rect.x + line.indent, y + line.head.height, look.ink_2);
  if (look.caret)
    draw_icon(s, "caret-right", kCaret, rect.x + rect.width - look.pad - kCaret, middle - kCaret / 2,
              look.ink_2);
}

// The link's node, with what is said after its name, and whether it was pressed. `shape`: of a background
// that grows with its line in a grid, with the shapes it has.
struct Target {
  std::uint32_t id;
  std::string_view key, title, href, description;
};
bool put_target(UiState& s, const Target& target, const NodeRect& rect) {
  s.list.set_owner(0);
  add_link_node(s, target.id, target.title, target.href, rect).description = target.description;
  return react(s, target.id, target.key, rect);
}
bool put_card(UiState& s, const Target& target, const NodeRect& rect, std::size_t shape) {
  const bool pressed = put_target(s, target, rect);
  allow_stretch(
      s, {shape, 2, s.list.size(), rect.y + rect.height, s.nodes.size() - 1, s.items.size() - 1, true});
  return pressed;
}

LineLook row_look(const UiState& s) {
  LineLook look;
  look.head = {platform::Face::bold, 18, 26};
  look.second = text_style(s, TextSize::small);
  if (s.theme.elder) look.head = text_style(s, TextSize::lead, true), look.square = 52, look.glyph = 32;
  return look;
}

}  // namespace

Scope Ui::rows(std::string_view name) {
  LayoutBox& block = open_block(state_, {12, 12}, 0, 0);
  draw_card(state_, {block.x, block.y, block.width, 0}, colour::paper, colour::line);
  block.shapes = state_.list.size() - block.shape;
  ++state_.plain_depth;
  open_node(state_, "list", name);
  return {state_, close_rows};
}

bool Ui::row_link(std::string_view key, std::string_view title, std::string_view href,
                  const ChoiceOptions& options) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  LineLook look = row_look(s);
  if (options.icon.empty()) look.square = 0;
  const bool first = current(s).bottom == current(s).y;
  const Line line = place_line(s, title, options.description, look, {0, 0});
  const NodeRect& rect = line.rect;
  s.list.set_owner(id);
  s.list.fill({rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 2},
              {kNothing, colour::ground, colour::sunken}, s.theme.radius - 1);
  if (!first) s.list.fill({rect.x + 1, rect.y, rect.width - 2, 1}, colour::line);
  draw_line(s, line, look, options.icon);
  return put_target(s, {id, key, title, href, options.description}, rect);
}

bool Ui::tile_link(std::string_view key, std::string_view title, std::string_view href,
                   const ChoiceOptions& options) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  if (wide()) {
    LineLook look = row_look(s);
    look.square = 52, look.glyph = 30, look.gap = 14, look.least = 84;
    const Line line = place_line(s, title, options.description, look, {0, 0});
    s.list.set_owner(id);
    const std::size_t shape = s.list.size();
    s.list.fill(line.rect, {colour::paper, colour::ground, colour::sunken}, 14);
    s.list.border(line.rect, {colour::line, colour::act_text, colour::act_text}, 14);
    draw_line(s, line, look, options.icon);
    return put_card(s, {id, key, title, href, options.description}, line.rect, shape);
  }
  constexpr float kTileWidth = 52, kTileHeight = 48, kGlyph = 30;
  const TextStyle style =
      s.theme.elder ? text_style(s, TextSize::small, true) : TextStyle{platform::Face::bold, 16, 22};
  const TextBlock word = lay_text(s, title, style, width());
  const NodeRect rect = place(s, width(), 14 + kTileHeight + 6 + word.height + 12, {0, 0}, true);
  s.list.set_owner(id);
  const float x = rect.x + (rect.width - kTileWidth) / 2, y = rect.y + 14;
  s.list.fill({x, y, kTileWidth, kTileHeight}, {colour::brand_tint, colour::sunken, colour::sunken}, 14);
  draw_icon(s, options.icon, kGlyph, x + (kTileWidth - kGlyph) / 2, y + (kTileHeight - kGlyph) / 2,
            colour::act_text);
  draw_text(s, word, rect.x, y + kTileHeight + 6, colour::ink, Align::centre, rect.width);
  return put_target(s, {id, key, title, href, options.description}, rect);
}

bool Ui::big_link(std::string_view key, std::string_view title, std::string_view href,
                  const ChoiceOptions& options) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const bool main = options.badge_tone == Tone::on_brand, call = options.badge_tone == Tone::warning;
  const Colour fill = main ? colour::act : call ? colour::warn_tint : colour::paper;
  LineLook look;
  const bool small = s.view.width < 360;  // room for the name only; the rest is said
  look.square = look.glyph = 52, look.pad = look.gap = 18, look.around = 16;
  look.least = small ? 88 : 96;
  const float letters = std::max(30.0F, s.theme.body);
  look.head = {platform::Face::bold, letters, letters * 1.4F};
  look.second = text_style(s, TextSize::body);
  look.ink = look.ink_2 = main ? colour::on_act : colour::ink;
  look.mark = main ? colour::on_act : call ? colour::warn : colour::act_text;
  look.tint = kNothing;
  look.caret = false;
  const Line line = place_line(s, title, small ? std::string_view() : options.description, look, {12, 12});
  s.list.set_owner(id);
  const std::size_t shape = s.list.size();
  s.list.fill(line.rect, {fill, main ? colour::act_held : fill, main ? colour::act_held : fill}, 14);
  s.list.border(line.rect, call ? colour::warn : main ? colour::act : colour::edge, 14, 2);
  draw_line(s, line, look, options.icon);
  return put_card(s, {id, key, title, href, options.description}, line.rect, shape);
}

// In standard type 40 high, in a target of full height.
bool Ui::chip_link(std::string_view key, std::string_view label, std::string_view href) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const TextStyle style =
      s.theme.elder ? text_style(s, TextSize::small) : TextStyle{platform::Face::regular, 16, 24};
  const TextBlock word = lay_text(s, label, style, width() - 28);
  const float high = word.height + 16;
  const NodeRect rect = place(s, std::ceil(word.width) + 28, std::max(s.theme.touch, high), {0, 0}, false);
  const NodeRect chip{rect.x, rect.y + (rect.height - high) / 2, rect.width, high};
  s.list.set_owner(id);
  s.list.fill(chip, {colour::paper, colour::ground, colour::sunken}, 20);
  s.list.border(chip, {colour::edge, colour::act_text, colour::act_text}, 20);
  draw_text(s, word, chip.x + 14, chip.y + 8, colour::ink);
  return put_target(s, {id, key, label, href, {}}, rect);
}

}  // namespace wufei::kit
