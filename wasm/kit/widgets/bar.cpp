// The bars of the frame: the one on top of the page, with the site's name, and the one at the foot of the
// view, which stays while the page scrolls. Sizes are the style sheet's too
// (wasm/portal/shell/style/page.css).
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kLift = 2;  // signs hang a little low in their em box

TextStyle bold(float size, float line) {
  return {platform::Face::bold, size, line};
}

// In large print the bars' letters grow with the page's as far as a view has room for their words: one of 320
// pixels has it for the largest, of 40.
float letters_in_bars(const UiState& s) {
  return std::clamp(std::floor(s.view.width / 8), 24.0F, 24 + s.theme.more);
}
float grown_in_bars(const UiState& s) {
  return s.theme.elder ? letters_in_bars(s) - 24 : 0;
}
TextStyle bar_style(const UiState& s) {
  const float letters = letters_in_bars(s);
  return bold(letters, letters * 1.5F);
}

float bar_height(const UiState& s) {
  if (s.theme.elder) return s.theme.bar + grown_in_bars(s);
  return is_wide(s) ? kWideBar : s.theme.bar;
}

// At the foot, in large print, where a line has no room for both.
bool icons_above_words(const UiState& s) {
  return s.view.width < 280 + 6.25F * s.theme.more;
}

// Something to press in the top bar.
struct BarItem {
  TextStyle style;
  float gap = 0;     // before it
  float pad = 0;     // on both sides of the label; of the icon when there is one
  float least = 0;   // width
  float height = 0;  // of the target
  float box = 0;     // of what is seen, in the middle of it
  std::string_view sign = {};
  float icon = 0;     // size of the sign
  float between = 0;  // it and the label; 0: it stands alone
  bool edge = false;
  bool lit = false;
};

bool put_item(UiState& s, std::string_view key, std::string_view label, std::string_view href,
              const BarItem& item) {
  const std::uint32_t id = widget_id(s, key);
  const bool alone = item.icon > 0 && item.between == 0;
  const Colour ink = in_band(s) ? colour::on_brand : colour::ink;
  const Paint glass = in_band(s) ? band_glass() : Paint{kNothing, colour::brand_tint, colour::sunken};
  const TextBlock block = lay_text(s, alone ? std::string_view() : label, item.style, current(s).width);
  const float width = std::max(item.least, std::ceil(block.width) + 2 * item.pad + item.between + item.icon);
  NodeRect rect = place(s, item.gap + width, item.height, {0, 0}, false);
  rect.x += item.gap;
  rect.width = width;
  const NodeRect box{rect.x, rect.y + (rect.height - item.box) / 2, width, item.box};
  s.list.set_owner(id);
  s.list.fill(box, glass, item.lit ? 0 : s.theme.radius_small);
  if (item.edge) s.list.border(box, in_band(s) ? colour::on_brand_2 : colour::edge, s.theme.radius_small);
  if (item.lit) s.list.fill({rect.x, rect.y + rect.height - 4, width, 4}, ink);
  draw_icon(s, item.sign, item.icon, rect.x + (alone ? (width - item.icon) / 2 : item.pad),
            rect.y + (rect.height - item.icon) / 2 - kLift, ink);
  const float beside = item.icon > 0 ? item.pad + item.icon + item.between : (width - block.width) / 2;
  draw_text(s, block, rect.x + beside, rect.y + (rect.height - block.height) / 2, ink);
  s.list.set_owner(0);
  Node& node =
      href.empty() ? add_widget_node(s, id, "button", label, rect) : add_link_node(s, id, label, href, rect);
  if (item.lit) add_state(node, "current", "page");
  return react(s, id, key, rect);
}

// Of the bar at the foot: its word beside its icon, or below it.
void draw_large_place(UiState& s, std::string_view label, std::string_view icon, const NodeRect& rect,
                      Paint paint) {
  const float side = s.theme.icon;
  TextStyle style = bar_style(s);
  if (icons_above_words(s)) {
    style.line_height = style.size * 1.25F;
    const TextBlock block = lay_text(s, label, style, rect.width);
    draw_icon(s, icon, side, rect.x + (rect.width - side) / 2, rect.y + 5 - kLift, paint);
    return draw_text(s, block, rect.x, rect.y + 5 + side + 1, paint, Align::centre, rect.width);
  }
  const TextBlock block = lay_text(s, label, style, rect.width);
  const float left = rect.x + (rect.width - block.width - side - 8) / 2;
  draw_icon(s, icon, side, left, rect.y + (rect.height - side) / 2 - kLift, paint);
  draw_text(s, block, left + side + 8, rect.y + (rect.height - block.height) / 2, paint);
}

// What the bar's shapes and pointer targets were given in the view's coordinates, the page's list has in its
// own.
void close_bottom_bar(UiState& s) {
  const LayoutBox bar = current(s);
  s.blocks.pop_back();
  close_node(s);
  set_afloat(s, bar.shape, bar.first_item, 0);
  current(s).bottom += bar.bottom - bar.y;
}

}  // namespace

Scope Ui::top_bar() {
  UiState& s = state_;
  LayoutBox& block = open_block(s, {0, 0}, 0, 0);
  const float width = std::min(block.width, scaled(s, kGrid));
  block.x += (block.width - width) / 2;
  block.width = wide() ? width : width + 4;
  block.flow = Flow::row;
  block.pen = block.x;
  block.line_top = block.line_bottom = block.bottom;
  block.first_piece = s.pieces.size();
  return {s, close_block};
}

// As tall as its lines: paper on what is seen of the other as a line.
Scope Ui::plain_bar() {
  Scope bar = top_bar();
  LayoutBox& block = current(state_);
  state_.list.fill({0, block.y, state_.view.width, 0}, colour::line);
  state_.list.fill({0, block.y, state_.view.width, -1}, colour::paper);
  block.shapes = 2;
  return bar;
}

bool Ui::bar_skip(std::string_view key, std::string_view label) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  s.skipping = s.focused == id;
  NodeRect rect{current(s).x, current(s).bottom, 1, 1};
  if (s.skipping) {
    const TextBlock block = lay_text(s, label, text_style(s, TextSize::body, true), width());
    rect = place(s, std::ceil(block.width) + 24, std::max(s.theme.touch, block.height), {0, 0}, false);
    s.list.fill(rect, colour::paper, s.theme.radius_small);
    draw_text(s, block, rect.x + 12, rect.y + (rect.height - block.height) / 2, colour::ink);
  }
  add_widget_node(s, id, "link", label, rect).value = "#main";
  return react(s, id, key, rect);
}

bool Ui::bar_name(std::string_view key, std::string_view label) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const float mark = elder() ? 36.0F : 28.0F;
  const float size = elder() ? letters_in_bars(s) + 2 : wide() ? 21.0F : 19.0F;
  NodeRect rect{current(s).x, current(s).bottom, 1, 1};
  const float height = bar_height(s);
  if (s.skipping) {  // the line keeps its height
    place(s, 0, height, {0, 0}, false);
  } else {
    const TextBlock block = lay_text(s, label, bold(size, size + 7), width() - mark - 8);
    rect = place(s, mark + 8 + std::ceil(block.width), height, {0, 0}, false);
    s.list.mark({rect.x, rect.y + (height - mark) / 2, mark, mark}, colour::on_brand);
    draw_text(s, block, rect.x + mark + 8, rect.y + (height - block.height) / 2, colour::on_brand);
  }
  add_link_node(s, id, label, "/", rect);
  return react(s, id, key, rect);
}

void Ui::bar_tag(std::string_view text) {
  UiState& s = state_;
  if (s.skipping) return;
  const TextBlock block = lay_text(s, text, {platform::Face::regular, 13, 20}, width());
  const float gap = wide() ? 14.0F : 8.0F;
  NodeRect rect = place(s, gap + std::ceil(block.width) + 14, 22, {0, 0}, false);
  rect.x += gap;
  rect.width -= gap;
  s.list.border(rect, colour::on_brand_2, 6);
  draw_text(s, block, rect.x + 7, rect.y + 1, colour::on_brand);
  add_node(s, "text", text, &rect);
}

// Over the row, not in it: whatever stands left and right, it is in the middle.
void Ui::bar_title(std::string_view text) {
  UiState& s = state_;
  const TextBlock block = lay_text(s, text, text_style(s, TextSize::body, true), width());
  const NodeRect rect{(s.view.width - block.width) / 2, (bar_height(s) - block.height) / 2, block.width,
                      block.height};
  draw_text(s, block, rect.x, rect.y, colour::ink);
  add_node(s, "text", text, &rect);
}

bool Ui::bar_exit(std::string_view key, std::string_view label, std::string_view href,
                  std::string_view icon) {
  BarItem item{elder() ? bar_style(state_) : text_style(state_, TextSize::body, true)};
  item.height = item.box = bar_height(state_);
  if (icon.empty()) {
    item.pad = 9;
    return put_item(state_, key, label, href, item);
  }
  item.gap = -4;
  item.sign = icon;
  item.icon = elder() ? 28 : 24;
  item.between = 4;
  return put_item(state_, key, label, href, item);
}

bool Ui::bar_word(std::string_view key, std::string_view label, std::string_view href, bool is_current) {
  BarItem item{text_style(state_, TextSize::body, is_current)};
  if (elder()) item.style.size = letters_in_bars(state_), item.style.line_height = item.style.size * 1.5F;
  item.pad = elder() ? 9 : 13;
  item.height = item.box = bar_height(state_);
  item.lit = is_current;
  return put_item(state_, key, label, href, item);
}

bool Ui::bar_search(std::string_view key, std::string_view label, std::string_view href, bool as_field) {
  BarItem item{{platform::Face::regular, 16, 24}};
  item.height = item.box = item.least = state_.theme.touch;
  item.sign = "magnifying-glass";
  item.icon = 24;
  if (as_field) {
    item.least = 196;
    item.box = 40;
    item.icon = 20;
    item.between = 8;
    item.pad = 13;
    item.edge = true;
  }
  return put_item(state_, key, label, href, item);
}

bool Ui::bar_button(std::string_view key, std::string_view label, std::string_view description) {
  BarItem item{elder() ? bar_style(state_) : bold(16, 24)};
  const float more = grown_in_bars(state_);
  item.gap = wide() ? 12 : 4;
  item.pad = 9;
  item.least = 52;
  item.height = state_.theme.touch + more;
  item.box = (elder() ? 52 : wide() ? 40 : 36) + more;
  item.edge = true;
  const bool pressed = put_item(state_, key, label, {}, item);
  state_.nodes.back().description = description;
  return pressed;
}

float foot_height(const UiState& s) {
  if (!s.theme.elder) return is_wide(s) ? 0 : s.theme.foot;
  if (!icons_above_words(s)) return s.theme.foot + grown_in_bars(s);
  return 44 + letters_in_bars(s) * 1.25F;
}

Scope Ui::bottom_bar(std::string_view name, int places, std::string_view last) {
  UiState& s = state_;
  const float height = foot_height(s) + std::max(0.0F, s.view.foot);
  LayoutBox bar;
  bar.width = s.view.width;
  bar.y = s.view.height - height;
  bar.bottom = s.view.height;
  bar.count = std::max(1, places);
  if (!last.empty()) {
    const float beside = icons_above_words(s) ? 0 : s.theme.icon + 8;
    bar.second = std::max(bar.width / 2, natural_width(s, last, bar_style(s)) + beside + 16);
  }
  bar.shape = s.list.size();
  bar.first_item = s.items.size();
  const NodeRect rect{0, bar.y, bar.width, height};
  s.list.fill(rect, colour::paper);
  s.list.fill({0, bar.y, bar.width, 1}, colour::line);
  open_node(s, "navigation", name);
  Node& node = s.nodes.back();
  node.rect = rect;
  node.has_rect = true;
  add_state(node, "fixed");
  s.blocks.push_back(bar);
  return {s, close_bottom_bar};
}

bool Ui::bar_place(std::string_view key, std::string_view label, std::string_view href, std::string_view icon,
                   bool is_current) {
  UiState& s = state_;
  LayoutBox& bar = current(s);
  const std::uint32_t id = widget_id(s, key);
  float width = bar.width / static_cast<float>(bar.count), left = width * static_cast<float>(++bar.index);
  if (bar.second > 0) {  // of two
    width = bar.index == 0 ? bar.width - bar.second : bar.second;
    left = bar.index == 0 ? 0 : bar.width - bar.second;
  }
  const NodeRect rect{left, bar.y + 1, width, foot_height(s) - 1};
  const Paint paint =
      is_current || elder() ? colour::act_text : Paint(colour::ink_2, colour::act_text, colour::act_text);
  s.list.set_owner(id);
  if (elder()) {
    draw_large_place(s, label, icon, rect, paint);
    if (bar.index > 0) s.list.fill({rect.x, rect.y, 1, rect.height}, colour::line);
  } else {
    const float middle = rect.x + width / 2;
    const TextBlock block =
        lay_text(s, label, is_current ? bold(13, 18) : TextStyle{platform::Face::regular, 13, 18}, width);
    if (is_current) s.list.fill({middle - 26, rect.y + 6, 52, 28}, colour::brand_tint, 14);
    draw_icon(s, icon, 24, middle - 12, rect.y + 8 - kLift, paint);
    draw_text(s, block, rect.x, rect.y + 35, paint, Align::centre, width);
  }
  s.list.set_owner(0);
  Node& node = add_link_node(s, id, label, href, rect);
  if (is_current) add_state(node, "current", "page");
  return react(s, id, key, rect);
}

bool Ui::keyboard_open() const {
  return state_.view.foot < 0;
}

}  // namespace wufei::kit
