// The opening of the portal inside the band, and what counts: large numbers, squares.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

void put_line(UiState& s, std::string_view text, const TextStyle& style, Colour colour, Margins margins) {
  if (text.empty()) return;
  const TextBlock block = lay_text(s, text, style, current(s).width);
  const NodeRect rect = place(s, current(s).width, block.height, margins, true);
  draw_text(s, block, rect.x, rect.y, colour);
  add_node(s, "text", text, &rect);
}

// Cells of one group stand in columns of this many.
int cell_rows(const UiState& s) {
  return is_wide(s) ? 3 : 2;
}

struct CellLook {
  float side, gap, between;
};

// `name` is empty on phones.
NodeRect draw_group(UiState& s, const CellGroup& group, const CellLook& look, float x, float y) {
  const int rows = cell_rows(s), columns = std::max(1, (group.total + rows - 1) / rows);
  const float pitch = look.side + look.gap;
  for (int cell = 0; cell < group.total; ++cell) {
    const int column = cell / rows, row = cell % rows;
    const NodeRect square{x + pitch * static_cast<float>(column), y + pitch * static_cast<float>(row),
                          look.side, look.side};
    if (cell < group.filled) s.list.fill(square, colour::act, 3);
    if (cell >= group.filled) s.list.border(square, colour::edge, 3, 2);
  }
  return {x, y, pitch * static_cast<float>(columns) - look.gap,
          pitch * static_cast<float>(std::min(rows, group.total)) - look.gap};
}

}  // namespace

void Ui::hero(std::string_view above, std::string_view title, std::string_view lead, std::string_view mind) {
  const TextStyle small = text_style(state_, TextSize::small);
  put_line(state_, above, small, colour::on_brand_2, {wide() ? 24.0F : 10.0F, 4});
  heading(1, title);
  put_line(state_, lead, text_style(state_, TextSize::body), colour::on_brand, {4, 4});
  put_line(state_, mind, small, colour::on_brand_2, {4, 4});
}

bool Ui::heading_link(int level, std::string_view text, std::string_view key, std::string_view label,
                      std::string_view href) {
  UiState& s = state_;
  heading(level, text);
  const NodeRect head = s.nodes.back().rect;
  const std::uint32_t id = widget_id(s, key);
  const TextStyle style = text_style(s, TextSize::body);
  const TextBlock block = lay_text(s, label, style, width());
  const float right = current(s).x + width(), left = right - block.width;
  const float wide = std::max(block.width, s.theme.touch);
  const NodeRect rect{right - wide, head.y + (head.height - s.theme.touch) / 2, wide, s.theme.touch};
  const Paint paint = link_paint(s, Tone::accent);
  const float y = rect.y + (rect.height - style.line_height) / 2;
  s.list.set_owner(id);
  draw_text(s, block, left, y, paint);
  s.list.fill({left, y + style.line_height - 3, block.width, 1}, paint);
  s.list.set_owner(0);
  add_link_node(s, id, label, href, rect);
  return react(s, id, key, rect);
}

void Ui::heard_heading(std::string_view text) {
  const NodeRect rect{current(state_).x, current(state_).bottom, current(state_).width, 1};
  add_node(state_, "heading1", text, &rect);
  if (!state_.focus_heading) return;
  state_.focus_id = state_.nodes.back().id;
  state_.focus_heading = false;
}

void Ui::band_steps(std::string_view name, const std::vector<std::string_view>& labels) {
  UiState& s = state_;
  constexpr float kRadius = 11, kGap = 6;
  const TextStyle style = text_style(s, TextSize::small);
  const NodeRect line = place(s, width(), 2 * kRadius + 2, {12, 0}, true);
  float taken = 0;
  for (const std::string_view label : labels) taken += 2 * kRadius + kGap + natural_width(s, label, style);
  const auto joints = static_cast<float>(std::max<std::size_t>(labels.size(), 2) - 1);
  const float joint = std::clamp((line.width - taken) / joints, 16.0F, wide() ? 56.0F : 400.0F);
  const float middle = line.y + line.height / 2;
  float x = line.x;
  open_node(s, "ordered_list", name);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const float begin = x;
    s.list.ring(x + kRadius, middle, kRadius, colour::on_brand_2, 1);
    const std::string number = std::to_string(i + 1);
    const TextStyle small{platform::Face::regular, 13, 18};
    draw_text(s, lay_text(s, number, small, 40), x, middle - 9, colour::on_brand, Align::centre, 2 * kRadius);
    x += 2 * kRadius + kGap;
    const TextBlock block = lay_text(s, labels[i], style, line.width);
    draw_text(s, block, x, middle - style.line_height / 2, colour::on_brand);
    x += block.width;
    const NodeRect rect{begin, line.y, x - begin, line.height};
    add_node(s, "listitem", labels[i], &rect);
    if (i + 1 < labels.size()) s.list.fill({x + 8, middle, joint - 16, 1}, colour::on_brand_2);
    x += joint;
  }
  close_node(s);
}

void Ui::count(std::string_view number, std::string_view text) {
  UiState& s = state_;
  const TextStyle big = {platform::Face::bold, 28, 36}, body = text_style(s, TextSize::body);
  const TextBlock head = lay_text(s, number, big, width());
  const TextBlock rest = lay_text(s, text, body, width() - head.width - 6);
  const NodeRect rect = place(s, width(), std::max(head.height, rest.height), {0, 8}, true);
  draw_text(s, head, rect.x, rect.y, colour::ink);
  draw_text(s, rest, rect.x + head.width + 6, rect.y + head.height - body.line_height - 2, colour::ink_2);
  add_node(s, "text", std::string(number) + ' ' + std::string(text), &rect);
}

void Ui::cells(std::string_view name, const std::vector<CellGroup>& groups) {
  UiState& s = state_;
  const bool named = is_wide(s);
  const CellLook look{named ? 18.0F : 14.0F, 4, 12};
  const TextStyle style{platform::Face::regular, 14, 20};
  const LayoutBox& block = current(s);
  const float left = block.x, right = block.x + block.width, top = block.bottom + std::max(block.after, 8.0F);
  float x = left, y = top, bottom = top;
  for (const CellGroup& group : groups) {
    const int columns = (group.total + cell_rows(s) - 1) / cell_rows(s);
    float needed = (look.side + look.gap) * static_cast<float>(columns) - look.gap;
    const std::string label = std::string(group.name) + ' ' + std::to_string(group.total);
    if (named) needed = std::max(needed, natural_width(s, label, style));
    if (x > left && x + needed > right) x = left, y = bottom + look.between;
    NodeRect drawn = draw_group(s, group, look, x, y);
    if (named) {
      const float row = static_cast<float>(cell_rows(s)) * (look.side + look.gap);
      const TextBlock words = lay_text(s, label, style, needed + 2);
      draw_text(s, words, x, y + row, colour::ink_2);
      drawn.height = row + words.height;
    }
    bottom = std::max(bottom, y + drawn.height);
    x += needed + look.between;
  }
  const NodeRect rect = place(s, width(), bottom - top, {8, 8}, true);
  add_node(s, "img", name, &rect);
}

}  // namespace wufei::kit
