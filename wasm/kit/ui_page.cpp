// The page: where it begins and ends, landmarks, bands and cards.
#include <algorithm>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

float card_padding(const UiState& s) {
  return is_wide(s) ? s.theme.padding_wide : s.theme.padding;
}

std::string_view role_of(Landmark kind) {
  switch (kind) {
    case Landmark::banner:
      return "banner";
    case Landmark::navigation:
      return "navigation";
    case Landmark::main:
      return "main";
    case Landmark::complementary:
      return "complementary";
    case Landmark::content_info:
      return "contentinfo";
    case Landmark::region:
      return "region";
    case Landmark::group:
      return "group";
    case Landmark::form:
      return "form";
  }
  return "region";
}

void close_band(UiState& s) {
  --s.brand_depth;
  close_block(s);
}

// On a short page its ground goes on to the lower edge of the view.
void close_foot_band(UiState& s) {
  const std::size_t ground = current(s).shape;
  close_block(s);
  NodeRect& rect = s.list.at(ground).rect;
  rect.height = std::max(rect.height, s.view.height - rect.y);
}

}  // namespace

// White or tinted, with a hairline.
void draw_card(UiState& s, const NodeRect& rect, Colour fill, Colour edge) {
  s.list.fill(rect, fill, s.theme.radius);
  s.list.border(rect, edge, s.theme.radius);
}

void open_card(UiState& s, Colour fill, Colour edge) {
  const float pad = card_padding(s);
  LayoutBox& block = open_block(s, {16, 16}, pad, pad);
  draw_card(s, {block.x - pad, block.y, block.width + 2 * pad, 0}, fill, edge);
  block.shapes = s.list.size() - block.shape;
  ++s.plain_depth;
}

void close_card(UiState& s) {
  --s.plain_depth;
  close_block(s);
}

void begin_page(UiState& s) {
  s.list.clear();
  s.items.clear();
  s.nodes.clear();
  s.blocks.clear();
  s.pieces.clear();
  s.stretches.clear();
  s.used_ids.clear();
  s.parents.assign(1, {1, 0, {}});
  s.brand_depth = s.plain_depth = s.facts_depth = s.duplicate_keys = 0;
  s.focus_id = 0;
  s.acted = s.skipping = false;
  s.laid = s.view.scroll;
  s.turn = 0;
  const bool tablet = !is_wide(s) && s.view.width >= 600;  // one column of 560
  const float side = tablet ? (s.view.width - 560) / 2 : is_wide(s) ? 24.0F : 16.0F;
  LayoutBox root;
  root.x = side;
  root.width = std::max(1.0F, s.view.width - 2 * side);
  s.blocks.push_back(root);
}

float end_page(UiState& s) {
  for (Typed& typed : s.typed) typed.fresh = false;
  return std::max(current(s).bottom, 1.0F);
}

Scope Ui::page_width(float max_css) {
  LayoutBox& block = open_group(state_, {0, 0});
  const float grid = std::min(block.width, scaled(state_, kGrid));  // every column begins on its left edge
  block.x += (block.width - grid) / 2;
  block.width = std::min(grid, scaled(state_, max_css));
  return {state_, close_block};
}

Scope Ui::landmark(Landmark kind, std::string_view name) {
  open_node(state_, role_of(kind), name);
  return {state_, close_node};
}

Scope Ui::push_key(std::string_view key) {
  const Parent parent = state_.parents.back();
  state_.parents.push_back({hash_key(parent.id, key), parent.depth, {}});
  return {state_, close_node};
}

Scope Ui::brand_band(float foot) {
  LayoutBox& block = open_block(state_, {0, scaled(state_, wide() ? 24 : 16)}, 0, 0);
  block.padding = scaled(state_, foot);
  block.shapes = 1;
  state_.list.fill({0, block.y, state_.view.width, 0}, colour::brand);
  ++state_.brand_depth;
  return {state_, close_band};
}

Scope Ui::foot_band() {
  LayoutBox& block = open_block(state_, {scaled(state_, 32), 0}, 0, scaled(state_, 20));
  block.shapes = 1;
  state_.list.fill({0, block.y, state_.view.width, 0}, colour::paper);
  state_.list.fill({0, block.y, state_.view.width, 1}, colour::line);
  return {state_, close_foot_band};
}

Scope Ui::card() {
  open_card(state_, colour::paper, colour::line);
  return {state_, close_card};
}

Scope Ui::tinted_card(AlertKind kind) {
  Colour edge = alert_colour(kind);
  edge.alpha = 70;
  open_card(state_, alert_tint(kind), edge);
  return {state_, close_card};
}

Scope Ui::list(std::string_view name, bool ordered) {
  open_node(state_, ordered ? "ordered_list" : "list", name);
  return {state_, close_node};
}

Scope Ui::list_item() {
  open_node(state_, "listitem", "");
  return {state_, close_node};
}

void Ui::divider() {
  const NodeRect rect = place(state_, width(), 1, {scaled(state_, 12), scaled(state_, 12)}, true);
  state_.list.fill(rect, colour::line);
}

void Ui::focus(std::string_view key) {
  state_.focus_key = key;
}

void Ui::focus_heading() {
  state_.focus_heading = true;
}

}  // namespace wufei::kit
