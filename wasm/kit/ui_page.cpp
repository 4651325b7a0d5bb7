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

}  // namespace

// White or tinted, with a hairline and a soft shadow.
void draw_card(UiState& s, const NodeRect& rect, Colour fill, Colour edge, bool shadow) {
  const float radius = s.theme.radius;
  if (shadow) {
    s.list.fill({rect.x - 1, rect.y + 1, rect.width + 2, rect.height + 2}, Colour{16, 42, 67, 9}, radius + 1);
    s.list.fill({rect.x, rect.y + 1, rect.width, rect.height + 1}, Colour{16, 42, 67, 12}, radius);
  }
  s.list.fill(rect, fill, radius);
  s.list.border(rect, edge, radius);
}

void open_card(UiState& s, Colour fill, Colour edge, bool shadow) {
  const float pad = card_padding(s);
  LayoutBox& block = open_block(s, {16, 16}, pad, pad);
  draw_card(s, {block.x - pad, block.y, block.width + 2 * pad, 0}, fill, edge, shadow);
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
  s.acted = false;
  const float side = is_wide(s) ? 24.0F : 16.0F;
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
  const float width = std::min(block.width, scaled(state_, max_css));
  block.x += (block.width - width) / 2;
  block.width = width;
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

Scope Ui::brand_band() {
  LayoutBox& block = open_block(state_, {0, 16}, 0, scaled(state_, wide() ? 24 : 16));
  block.shapes = 1;
  state_.list.fill({0, block.y, state_.view.width, 0}, colour::brand);
  ++state_.brand_depth;
  return {state_, close_band};
}

Scope Ui::card() {
  open_card(state_, colour::paper, colour::line, true);
  return {state_, close_card};
}

Scope Ui::tinted_card(AlertKind kind) {
  Colour edge = alert_colour(kind);
  edge.a = 70;
  open_card(state_, alert_tint(kind), edge, false);
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
