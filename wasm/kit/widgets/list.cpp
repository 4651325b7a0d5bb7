// What long lists of public pages are made of: two columns on any screen, crumbs, chips, entries with what is
// said at their right, small buttons, the way back to the top.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kEntryCaret = 20, kTagPad = 8;
constexpr float kPhone = 600;  // CSS pixels; below it a second line needs the whole width

void close_pair(UiState& s) {
  LayoutBox& outer = s.blocks[s.blocks.size() - 2];
  outer.line_bottom = std::max(outer.line_bottom, current(s).bottom);
  s.stretches.resize(std::min(s.stretches.size(), current(s).first_stretch));
  s.blocks.pop_back();
  current(s).bottom = current(s).line_bottom;
  close_block(s);
}

TextStyle tag_style(const UiState& s) {
  return s.theme.elder ? text_style(s, TextSize::cap, true) : TextStyle{platform::Face::bold, 14, 24};
}

// Where the parts of an entry are.
struct Entry {
  TextBlock head, second, side;
  bool side_below = false, tagged = false;
  float indent = 0, icon = 0;
  NodeRect rect;
};

Entry place_entry(UiState& s, std::string_view title, const ChoiceOptions& options, bool caret) {
  Entry entry;
  entry.icon = options.icon.empty() ? 0 : s.theme.elder ? 52.0F : 40.0F;
  entry.indent = 16 + (entry.icon > 0 ? entry.icon + 12 : 0);
  entry.tagged = options.badge_tone != Tone::muted;
  const float room = current(s).width - entry.indent - 16 - (caret ? kEntryCaret + 12 : 0);
  const bool narrow = s.view.width < kPhone && !options.description.empty();
  const TextStyle plain = text_style(s, narrow ? TextSize::small : TextSize::body);
  entry.side = lay_text(s, options.badge, entry.tagged ? tag_style(s) : plain, room);
  const float side = options.badge.empty() ? 0 : entry.side.width + (entry.tagged ? 2 * kTagPad : 0) + 12;
  entry.side_below = side > 0 && (s.theme.elder || narrow || side > room * 0.45F);
  const float texts = entry.side_below ? room : room - side;
  entry.head = lay_text(s, title, text_style(s, TextSize::lead, true), texts);
  entry.second = lay_text(s, options.description, text_style(s, TextSize::small), texts);
  if (options.description.empty()) entry.second.height = 0;
  const float below = entry.side_below ? entry.side.height + 4 : 0;
  const float height = entry.head.height + entry.second.height + below;
  const float least = s.theme.elder ? 88.0F : 60.0F;
  entry.rect = place(s, current(s).width, std::max({least, height + 24, entry.icon + 20}), {0, 0}, true);
  return entry;
}

void draw_side(UiState& s, const Entry& entry, const ChoiceOptions& options, float x, float y) {
  if (!entry.tagged) return draw_text(s, entry.side, x, y, colour::ink_2);
  s.list.fill({x, y, entry.side.width + 2 * kTagPad, entry.side.height}, tone_tint(options.badge_tone), 6);
  draw_text(s, entry.side, x + kTagPad, y, tone_colour(options.badge_tone, false));
}

void draw_entry(UiState& s, const Entry& entry, const ChoiceOptions& options, bool caret) {
  const NodeRect& rect = entry.rect;
  const float middle = rect.y + rect.height / 2;
  if (entry.icon > 0) {
    const float glyph = s.theme.elder ? 32 : 24;
    const bool kind = options.waste != Waste::none;  // its colour behind the icon: the title names it
    const Colour ink = options.waste == Waste::no_bin ? colour::nobin_ink : colour::on_bin;
    s.list.fill({rect.x + 16, middle - entry.icon / 2, entry.icon, entry.icon},
                kind ? waste_colour(options.waste) : colour::brand_tint, 10);
    draw_icon(s, options.icon, glyph, rect.x + 16 + (entry.icon - glyph) / 2, middle - glyph / 2,
              kind ? ink : colour::act_text);
  }
  const float below = entry.side_below ? entry.side.height + 4 : 0;
  const float y = middle - (entry.head.height + entry.second.height + below) / 2;
  draw_text(s, entry.head, rect.x + entry.indent, y, colour::ink);
  if (entry.second.height > 0)
    draw_text(s, entry.second, rect.x + entry.indent, y + entry.head.height, colour::ink_2);
  const float right = rect.x + rect.width - 16;
  if (caret)
    draw_icon(s, "caret-right", kEntryCaret, right - kEntryCaret, middle - kEntryCaret / 2, colour::ink_2);
  if (options.badge.empty()) return;
  if (entry.side_below)
    return draw_side(s, entry, options, rect.x + entry.indent,
                     y + entry.head.height + entry.second.height + 4);
  const float width = entry.side.width + (entry.tagged ? 2 * kTagPad : 0);
  draw_side(s, entry, options, right - (caret ? kEntryCaret + 12 : 0) - width,
            middle - entry.side.height / 2);
}

// Where draw_entry() has the second line.
std::string said_after(const ChoiceOptions& options) {
  std::string words(options.description);
  if (!words.empty() && !options.badge.empty()) words += ' ';
  return words.append(options.badge);
}

}  // namespace

Scope Ui::pair(float second, float gap, float before) {
  UiState& s = state_;
  LayoutBox& outer = open_block(s, {before, 8}, 0, 0);
  outer.flow = Flow::columns;
  outer.count = 2;
  outer.index = 0;
  outer.gap = gap;
  outer.second = std::clamp(second, 1.0F, std::max(1.0F, outer.width - gap - 1));
  outer.line_top = outer.line_bottom = outer.bottom;
  outer.first_stretch = s.stretches.size();
  LayoutBox cell;
  cell.x = outer.x;
  cell.width = outer.width - gap - outer.second;
  cell.y = cell.bottom = outer.line_top;
  cell.first_stretch = s.stretches.size();
  s.blocks.push_back(cell);
  return {s, close_pair};
}

void Ui::tighten(float css) {
  current(state_).after = std::min(current(state_).after, scaled(state_, css));
}

bool Ui::crumb(std::string_view key, std::string_view label, std::string_view href) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const TextBlock block = lay_text(s, label, text_style(s, TextSize::small), width());
  const NodeRect rect = place(s, std::ceil(block.width), s.theme.touch, {0, 0}, false);
  const float y = rect.y + (rect.height - block.height) / 2;
  const Paint paint = link_paint(s, Tone::accent);
  s.list.set_owner(id);
  draw_text(s, block, rect.x, y, paint);
  s.list.fill({rect.x, y + block.height - 2, block.width, 1}, paint);
  s.list.set_owner(0);
  // A short one is pressed beside itself, where the signs between two of them leave room.
  const float beside = std::max(0.0F, s.theme.touch - rect.width) / 2;
  const NodeRect target{rect.x - beside, rect.y, rect.width + 2 * beside, rect.height};
  add_link_node(s, id, label, href, target);
  return react(s, id, key, target);
}

bool Ui::filter_chip(std::string_view key, std::string_view label, std::string_view href, bool chosen) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  TextStyle style{chosen ? platform::Face::bold : platform::Face::regular, 16, 24};
  if (elder()) style = text_style(s, TextSize::small, chosen);
  const TextBlock word = lay_text(s, label, style, width() - 28);
  const float high = word.height + 16;
  const NodeRect rect = place(s, std::ceil(word.width) + 28, std::max(s.theme.touch, high), {0, 0}, false);
  const NodeRect chip{rect.x, rect.y + (rect.height - high) / 2, rect.width, high};
  s.list.set_owner(id);
  s.list.fill(chip, chosen ? Paint(colour::act) : Paint(colour::paper, colour::ground, colour::sunken), 20);
  if (!chosen) s.list.border(chip, {colour::edge, colour::act_text, colour::act_text}, 20);
  draw_text(s, word, chip.x + 14, chip.y + 8, chosen ? colour::on_act : colour::ink);
  s.list.set_owner(0);
  Node& node = add_link_node(s, id, label, href, rect);
  if (chosen) add_state(node, "current", "true");
  return react(s, id, key, rect);
}

bool Ui::entry_link(std::string_view key, std::string_view title, std::string_view href,
                    const ChoiceOptions& options) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const bool first = current(s).bottom == current(s).y;
  const Entry entry = place_entry(s, title, options, true);
  const NodeRect& rect = entry.rect;
  s.list.set_owner(id);
  s.list.fill({rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 2},
              {kNothing, colour::ground, colour::sunken}, s.theme.radius - 1);
  if (!first) s.list.fill({rect.x + 1, rect.y, rect.width - 2, 1}, colour::line);
  draw_entry(s, entry, options, true);
  s.list.set_owner(0);
  add_link_node(s, id, title, href, rect).description = said_after(options);
  return react(s, id, key, rect);
}

void Ui::entry(std::string_view title, const ChoiceOptions& options) {
  UiState& s = state_;
  const bool first = current(s).bottom == current(s).y;
  const Entry entry = place_entry(s, title, options, false);
  if (!first) s.list.fill({entry.rect.x + 1, entry.rect.y, entry.rect.width - 2, 1}, colour::line);
  draw_entry(s, entry, options, false);
  std::string words(title);
  if (const std::string more = said_after(options); !more.empty()) words += ' ' + more;
  add_node(s, "text", words, &entry.rect);
}

bool Ui::small_button_link(std::string_view key, std::string_view label, std::string_view href,
                           std::string_view icon) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const float size = s.theme.elder ? 28 : 20, indent = icon.empty() ? 0 : size + 8;
  const TextStyle style =
      s.theme.elder ? text_style(s, TextSize::body, true) : TextStyle{platform::Face::bold, 16, 22};
  const TextBlock word = lay_text(s, label, style, width() - indent - 28);
  const NodeRect rect =
      place(s, std::ceil(word.width) + indent + 28, std::max(s.theme.touch, word.height), {8, 8}, false);
  s.list.set_owner(id);
  s.list.fill(rect, {colour::paper, colour::ground, colour::sunken}, 10);
  s.list.border(rect, {colour::edge, colour::act_text, colour::act_text}, 10);
  draw_icon(s, icon, size, rect.x + 14, rect.y + (rect.height - size) / 2, colour::act_text);
  draw_text(s, word, rect.x + 14 + indent, rect.y + (rect.height - word.height) / 2, colour::act_text);
  s.list.set_owner(0);
  add_link_node(s, id, label, href, rect);
  return react(s, id, key, rect);
}

bool Ui::back_to_top(std::string_view key, std::string_view label) {
  UiState& s = state_;
  s.turn = 2 * s.view.height;
  if (s.view.scroll < s.turn || keyboard_open()) return false;
  const std::uint32_t id = widget_id(s, key);
  const TextBlock word = lay_text(s, label, text_style(s, TextSize::body), s.view.width);
  const float foot = wide() && !elder() ? 0 : foot_height(s) + std::max(0.0F, s.view.foot);
  const float height = std::max(s.theme.touch, word.height + 8), width = std::ceil(word.width) + 32;
  const NodeRect rect{current(s).x + current(s).width - width, s.view.height - foot - height - 16, width,
                      height};
  const std::size_t shape = s.list.size(), item = s.items.size();
  s.list.set_owner(id);
  s.list.fill(rect, {colour::paper, colour::ground, colour::sunken}, height / 2);
  s.list.border(rect, {colour::edge, colour::act_text, colour::act_text}, height / 2);
  draw_text(s, word, rect.x + 16, rect.y + (height - word.height) / 2, colour::link);
  s.list.set_owner(0);
  add_state(add_widget_node(s, id, "button", label, rect), "fixed");
  const bool pressed = react(s, id, key, rect);
  set_afloat(s, shape, item, 0);
  return pressed;
}

}  // namespace wufei::kit
