// The flow of blocks: columns, grids, rows; margins that collapse; lines that are centred or stretched once
// they are complete.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kWide = 900;  // CSS pixels
constexpr std::size_t kNone = SIZE_MAX;

// The margin between what is there and what comes; at the top only a space() that was asked for.
float gap_before(const LayoutBox& block, float before) {
  return block.empty ? block.after : std::max(block.after, before);
}

void advance(LayoutBox& block, float bottom, float after) {
  block.bottom = bottom;
  block.after = after;
  block.empty = false;
}

NodeRect place_in_row(UiState& s, LayoutBox& row, float natural, float height) {
  const float width = std::min(natural, row.width);
  if (row.pen > row.x && row.pen + width > row.x + row.width + 0.5F) finish_line(s, row);
  const NodeRect rect{row.pen, row.line_top, width, height};
  row.pen += width + row.gap;
  row.line_bottom = std::max(row.line_bottom, row.line_top + height);
  row.empty = false;
  s.pieces.push_back({s.list.size(), s.nodes.size(), s.items.size(), height});
  return rect;
}

// Everything that a piece drew moves with it.
void shift_piece(UiState& s, const Piece& piece, const Piece& end, float dx, float dy) {
  const auto move = [dx, dy](NodeRect& rect) {
    rect.x += dx;
    rect.y += dy;
  };
  s.list.shift(piece.shape, end.shape, dx, dy);
  for (std::size_t i = piece.node; i < end.node; ++i) move(s.nodes[i].rect);
  for (std::size_t i = piece.item; i < end.item; ++i) move(s.items[i].rect);
}

void apply_stretch(UiState& s, const Stretch& stretch, float bottom) {
  const float more = bottom - stretch.bottom;
  if (more <= 0) return;
  for (std::size_t i = 0; i < stretch.shapes; ++i) s.list.at(stretch.shape + i).rect.height += more;
  if (stretch.centred) s.list.shift(stretch.shape + stretch.shapes, stretch.content_end, 0, more / 2);
  if (stretch.node != kNone) s.nodes[stretch.node].rect.height += more;
  if (stretch.item != kNone) s.items[stretch.item].rect.height += more;
}

}  // namespace

LayoutBox& current(UiState& s) {
  return s.blocks.back();
}

float scaled(const UiState& s, float css) {
  return std::round(css * s.theme.scale);
}

bool is_wide(const UiState& s) {
  return s.view.width >= kWide;
}

void set_afloat(UiState& s, std::size_t shape, std::size_t item, float down) {
  s.list.shift(shape, s.list.size(), 0, down);
  s.list.set_afloat(shape);
  const auto first = s.items.begin() + static_cast<std::ptrdiff_t>(item);
  for (auto one = first; one != s.items.end(); ++one) {
    one->view_y = one->rect.y + down;
    one->afloat = true;
  }
  std::rotate(s.items.begin(), first, s.items.end());
  follow_scroll(s);
}

void follow_scroll(UiState& s) {
  const float density = s.fonts.density();
  const float scroll = std::round(s.view.scroll * density) / density;
  s.list.follow(scroll);
  for (Item& item : s.items)
    if (item.afloat) item.rect.y = item.view_y + scroll;
}

bool in_row(const UiState& s) {
  return s.blocks.back().flow == Flow::row;
}

bool in_band(const UiState& s) {
  return s.brand_depth > 0 && s.plain_depth == 0;
}

void finish_line(UiState& s, LayoutBox& row) {
  if (s.pieces.size() <= row.first_piece) return;
  const Piece end{s.list.size(), s.nodes.size(), s.items.size(), 0};
  const float spare = std::max(0.0F, row.x + row.width - (row.pen - row.gap));
  for (std::size_t i = row.first_piece; i < s.pieces.size(); ++i) {
    const float dx = i >= row.right_from ? spare : 0;
    const float dy = std::round((row.line_bottom - row.line_top - s.pieces[i].height) / 2);
    const Piece& next = i + 1 < s.pieces.size() ? s.pieces[i + 1] : end;
    if (dx > 0 || dy > 0) shift_piece(s, s.pieces[i], next, dx, dy);
  }
  // What stands at the right edge and had no room on this line stands there on the next.
  const bool waits = row.right_from == s.pieces.size();
  s.pieces.resize(row.first_piece);
  row.right_from = waits ? row.first_piece : SIZE_MAX;
  row.bottom = row.line_bottom;
  row.pen = row.x;
  row.line_top = row.line_bottom = row.line_bottom + row.gap * 0.67F;
}

NodeRect place(UiState& s, float natural, float height, Margins margins, bool fill) {
  LayoutBox& block = current(s);
  if (block.flow == Flow::row) return place_in_row(s, block, natural, height);
  const float y = block.bottom + gap_before(block, margins.before);
  const NodeRect rect{block.x, y, fill ? block.width : std::min(natural, block.width), height};
  advance(block, y + height, margins.after);
  return rect;
}

LayoutBox& open_group(UiState& s, Margins margins) {
  LayoutBox& parent = current(s);
  if (parent.flow == Flow::row) return open_block(s, margins, 0, 0);
  LayoutBox block;
  block.x = parent.x;
  block.width = parent.width;
  block.y = block.bottom = parent.bottom;
  block.empty = parent.empty;
  block.after = block.empty ? parent.after : std::max(parent.after, margins.before);
  block.margins = margins;
  s.blocks.push_back(block);
  return s.blocks.back();
}

LayoutBox& open_block(UiState& s, Margins margins, float padding_x, float padding_y) {
  LayoutBox& parent = current(s);
  float y = parent.bottom + gap_before(parent, margins.before);
  if (parent.flow == Flow::row) {
    finish_line(s, parent);
    y = parent.line_top;
  }
  LayoutBox block;
  block.x = parent.x + padding_x;
  block.width = std::max(1.0F, parent.width - 2 * padding_x);
  block.y = y;
  block.bottom = y + padding_y;
  block.padding = padding_y;
  block.margins = margins;
  block.shape = s.list.size();
  s.blocks.push_back(block);
  return s.blocks.back();
}

void close_block(UiState& s) {
  if (current(s).flow == Flow::row) finish_line(s, current(s));
  const LayoutBox block = current(s);
  s.blocks.pop_back();
  const float bottom = block.bottom + block.padding;
  for (std::size_t i = 0; i < block.shapes; ++i) s.list.at(block.shape + i).rect.height += bottom - block.y;
  LayoutBox& parent = current(s);
  if (parent.flow == Flow::row) {
    parent.line_top = parent.line_bottom = bottom + parent.gap;
    parent.bottom = bottom;
    parent.empty = false;
    return;
  }
  if (block.shapes == 0 && bottom == block.y) return;  // nothing was placed: as if it had not been there
  advance(parent, bottom, std::max(block.margins.after, block.padding > 0 ? 0 : block.after));
  if (block.shapes > 0)
    allow_stretch(s, {block.shape, block.shapes, s.list.size(), bottom, kNone, kNone, false});
}

void allow_stretch(UiState& s, const Stretch& stretch) {
  const bool in_grid = s.blocks.size() >= 2 && s.blocks[s.blocks.size() - 2].flow == Flow::grid;
  if (in_grid) s.stretches.push_back(stretch);
}

// --- Scopes ---

namespace {

void close_row(UiState& s) {
  close_block(s);
}

// Ends the open column or cell, if there is one.
void close_cell(UiState& s, LayoutBox& outer) {
  const LayoutBox cell = s.blocks.back();
  const auto first = s.stretches.begin() + static_cast<std::ptrdiff_t>(cell.first_stretch);
  const auto not_last = [&](const Stretch& stretch) { return stretch.bottom < cell.bottom - 0.5F; };
  s.stretches.erase(std::remove_if(first, s.stretches.end(), not_last), s.stretches.end());
  outer.line_bottom = std::max(outer.line_bottom, cell.bottom);
  s.blocks.pop_back();
}

LayoutBox& outer_of(UiState& s) {
  return s.blocks[s.blocks.size() - 2];
}

void finish_grid_line(UiState& s, LayoutBox& grid) {
  for (std::size_t i = grid.first_stretch; i < s.stretches.size(); ++i)
    apply_stretch(s, s.stretches[i], grid.line_bottom);
  s.stretches.resize(grid.first_stretch);
  grid.bottom = std::max(grid.bottom, grid.line_bottom);
  grid.line_top = grid.line_bottom + grid.gap;
}

void open_cell(UiState& s, const LayoutBox& outer) {
  const int column = outer.index % outer.count;
  float width =
      (outer.width - outer.gap * static_cast<float>(outer.count - 1)) / static_cast<float>(outer.count);
  LayoutBox cell;
  cell.x = outer.x + static_cast<float>(column) * (width + outer.gap);
  if (outer.second > 0 && outer.count == 2) {
    width = column == 1 ? outer.second : outer.width - outer.gap - outer.second;
    if (column == 1) cell.x = outer.x + outer.width - width;
  }
  cell.width = width;
  cell.y = cell.bottom = outer.line_top;
  cell.first_stretch = s.stretches.size();
  s.blocks.push_back(cell);
}

void close_columns(UiState& s) {
  close_cell(s, outer_of(s));
  LayoutBox& columns = current(s);
  columns.bottom = columns.line_bottom;
  close_block(s);
}

void close_grid(UiState& s) {
  LayoutBox& grid = current(s);
  if (grid.flow != Flow::grid) {
    close_cell(s, outer_of(s));
    finish_grid_line(s, current(s));
  }
  close_block(s);
}

LayoutBox& open_split(UiState& s, Flow flow, int count, float gap) {
  const float before = flow == Flow::columns ? 24.0F : 12.0F;
  LayoutBox& block = open_block(s, {scaled(s, before), scaled(s, 16)}, 0, 0);
  block.flow = flow;
  block.count = std::max(1, count);
  block.gap = scaled(s, gap);
  block.line_top = block.line_bottom = block.bottom;
  block.first_stretch = s.stretches.size();
  return block;
}

}  // namespace

Scope Ui::columns(int count, float gap) {
  LayoutBox& block = open_split(state_, Flow::columns, wide() ? count : 1, gap);
  block.index = 0;
  open_cell(state_, block);
  return {state_, close_columns};
}

Scope Ui::beside(float second, float gap) {
  LayoutBox& block = open_split(state_, Flow::columns, wide() ? 2 : 1, gap);
  block.index = 0;
  block.second = std::min(scaled(state_, second), block.width / 2);
  open_cell(state_, block);
  return {state_, close_columns};
}

void Ui::next_column() {
  LayoutBox& outer = outer_of(state_);
  close_cell(state_, outer);
  LayoutBox& columns = current(state_);
  ++columns.index;
  if (columns.index % columns.count == 0) columns.line_top = columns.line_bottom + columns.gap;
  open_cell(state_, columns);
}

Scope Ui::grid(int count, int wide_count, float gap) {
  open_split(state_, Flow::grid, wide() ? wide_count : count, gap);
  return {state_, close_grid};
}

void Ui::next_cell() {
  if (current(state_).flow != Flow::grid) close_cell(state_, outer_of(state_));
  LayoutBox& grid = current(state_);
  ++grid.index;
  if (grid.index > 0 && grid.index % grid.count == 0) finish_grid_line(state_, grid);
  open_cell(state_, grid);
}

Scope Ui::row(float gap, float above) {
  LayoutBox& block = open_block(state_, {scaled(state_, above), scaled(state_, 12)}, 0, 0);
  block.flow = Flow::row;
  block.gap = scaled(state_, gap);
  block.pen = block.x;
  block.line_top = block.line_bottom = block.bottom;
  block.first_piece = state_.pieces.size();
  return {state_, close_row};
}

void Ui::push_right() {
  if (in_row(state_)) current(state_).right_from = state_.pieces.size();
}

void Ui::space(float css) {
  LayoutBox& block = current(state_);
  if (in_row(state_)) block.pen += scaled(state_, css);
  block.after = std::max(block.after, scaled(state_, css));
}

bool Ui::wide() const {
  return is_wide(state_);
}
bool Ui::roomy() const {
  constexpr float kRoomy = 1060;
  return state_.view.width >= kRoomy;
}
bool Ui::cramped() const {
  constexpr float kSmallestTelephone = 320;
  return state_.view.width < kSmallestTelephone;
}
bool Ui::elder() const {
  return state_.theme.elder;
}
float Ui::width() const {
  return state_.blocks.back().width;
}

}  // namespace wufei::kit
