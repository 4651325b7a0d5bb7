// What is read: headings, paragraphs, facts, codes, badges.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"
#include "wasm/kit/utf8.hpp"

namespace wufei::kit {
namespace {

struct HeadingLook {
  TextStyle style;
  Margins margins;
};

HeadingLook heading_look(const UiState& s, int level) {
  const bool band = in_band(s);
  switch (level) {
    case 1:
      if (band) return {text_style(s, TextSize::hero, true), {scaled(s, 8), scaled(s, 4)}};
      return {text_style(s, is_wide(s) ? TextSize::display : TextSize::title, true),
              {scaled(s, 20), scaled(s, 12)}};
    case 2:
      return {text_style(s, TextSize::large, true), {scaled(s, 24), scaled(s, 8)}};
    default:
      return {text_style(s, TextSize::body, true), {scaled(s, 16), scaled(s, 6)}};
  }
}

// A block of text as a leaf; the whole column outside rows, its own width inside.
NodeRect place_text(UiState& s, const TextBlock& block, Margins margins) {
  return place(s, std::ceil(block.width), block.height, margins, !in_row(s));
}

void put_text(UiState& s, std::string_view text, const TextStyle& style, Colour colour, Margins margins,
              std::string_view role) {
  const TextBlock block = lay_text(s, text, style, current(s).width);
  const NodeRect rect = place_text(s, block, margins);
  draw_text(s, block, rect.x, rect.y, colour);
  add_node(s, role, text, &rect);
}

void close_facts(UiState& s) {
  --s.facts_depth;
  close_node(s);
  close_block(s);
}

std::string alert_icon(AlertKind kind) {
  switch (kind) {
    case AlertKind::info:
      return "info";
    case AlertKind::success:
      return "check-circle";
    case AlertKind::warning:
      return "warning";
    case AlertKind::error:
      return "warning-circle";
    case AlertKind::pending:
      return "hourglass";
  }
  return "info";
}

}  // namespace

FactLook fact_look(const UiState& s, float width) {
  const bool stacked = s.theme.elder || width < 240;
  return {stacked, stacked ? width : std::clamp(std::round(width * 0.3F), 7 * s.theme.body, 180.0F)};
}

void take_heading_focus(UiState& s) {
  if (!s.focus_heading) return;
  s.focus_id = s.nodes.back().id;
  s.focus_heading = false;
}

void Ui::heading(int level, std::string_view text, Tone tone, std::string_view anchor) {
  level = std::clamp(level, 1, 4);
  const HeadingLook look = heading_look(state_, level);
  const char role[] = {'h', 'e', 'a', 'd', 'i', 'n', 'g', static_cast<char>('0' + level)};
  put_text(state_, text, look.style, tone_colour(tone, in_band(state_)), look.margins, {role, sizeof role});
  if (level == 1) take_heading_focus(state_);
  std::string& wanted = state_.focus_key;
  if (anchor.empty() || wanted.substr(0, 1) != "#" || wanted.substr(1) != anchor) return;
  state_.focus_id = state_.nodes.back().id;
  wanted.clear();
}

void Ui::heading_below(std::string_view words) {
  tighten(0);
  HeadingLook look = heading_look(state_, 1);
  look.margins.before = 0;
  put_text(state_, words, look.style, colour::ink, look.margins, "heading1");
  take_heading_focus(state_);
}

void Ui::text(std::string_view text, Tone tone, TextSize size) {
  const bool bold = size >= TextSize::title;
  put_text(state_, text, text_style(state_, size, bold), tone_colour(tone, in_band(state_)), {8, 8}, "text");
}

void Ui::icon_text(std::string_view icon, std::string_view text, Tone tone) {
  const TextStyle style = text_style(state_, TextSize::body);
  const float size = state_.theme.icon;
  const float indent = size + 8;
  const TextBlock block = lay_text(state_, text, style, width() - indent);
  const NodeRect rect = place(state_, std::ceil(block.width) + indent, block.height, {6, 6}, !in_row(state_));
  const Colour colour = tone_colour(tone, in_band(state_));
  draw_icon(state_, icon, size, rect.x, rect.y + (style.line_height - size) / 2, colour);
  draw_text(state_, block, rect.x + indent, rect.y, colour);
  add_node(state_, "text", text, &rect);
}

Scope Ui::facts(std::string_view name) {
  open_group(state_, {8, 8});
  open_node(state_, "definition_list", name);
  ++state_.facts_depth;
  return {state_, close_facts};
}

void Ui::fact(std::string_view label, std::string_view value) {
  UiState& s = state_;
  if (s.facts_depth == 0) return text(std::string(label) + ' ' + std::string(value));
  const FactLook look = fact_look(s, width());
  const float gap = 12;
  const float pad = scaled(s, 9);
  const bool first = current(s).bottom == current(s).y;
  const float top = first ? 0 : pad;
  const TextStyle style = text_style(s, TextSize::body);
  const TextBlock term = lay_text(s, label, style, look.label_width);
  const float room = look.stacked ? width() : width() - look.label_width - gap;
  const TextBlock definition = lay_text(s, value, style, room);
  const float content =
      look.stacked ? term.height + definition.height : std::max(term.height, definition.height);
  const NodeRect row = place(s, width(), content + top + pad, {0, 0}, true);
  if (!first) s.list.fill({row.x, row.y, row.width, 1}, colour::line);
  const NodeRect left{row.x, row.y + top, look.label_width, term.height};
  const NodeRect right{row.x + row.width - room, left.y + (look.stacked ? term.height : 0), room,
                       definition.height};
  draw_text(s, term, left.x, left.y, colour::ink_2);
  draw_text(s, definition, right.x, right.y, colour::ink);
  add_node(s, "term", label, &left);
  add_node(s, "definition", value, &right);
}

void Ui::small_fact(std::string_view label, std::string_view value) {
  UiState& s = state_;
  const TextStyle style = text_style(s, TextSize::small);
  const float column = 5.5F * style.size;
  const bool below = elder() && width() - column - 12 < 6 * style.size;  // no room for both in a line
  const float indent = below ? 0 : column + 12;
  const TextBlock term = lay_text(s, label, style, below ? width() : column);
  const TextBlock definition = lay_text(s, value, style, width() - indent);
  const float height = below ? term.height + definition.height : std::max(term.height, definition.height);
  const NodeRect row = place(s, width(), height + 2, {0, 0}, true);
  const NodeRect left{row.x, row.y, below ? row.width : column, term.height};
  const NodeRect right{row.x + indent, row.y + (below ? term.height : 0), row.width - indent,
                       definition.height};
  draw_text(s, term, left.x, left.y, colour::ink_2);
  draw_text(s, definition, right.x, right.y, colour::ink);
  add_node(s, "term", label, &left);
  add_node(s, "definition", value, &right);
}

void Ui::code(std::string_view label, std::string_view value) {
  const TextStyle small = text_style(state_, TextSize::body);
  TextStyle big = text_style(state_, TextSize::display, true);
  float spacing = big.size * 0.06F;
  const auto count = static_cast<float>(count_code_points(value));
  float value_width = natural_width(state_, value, big) + spacing * count;
  if (value_width > width()) {  // a reference stays on one line
    const float shrink = width() / value_width;
    big.size = std::floor(big.size * shrink);
    spacing *= shrink;
    value_width = width();
  }
  const TextBlock name = lay_text(state_, label, small, width());
  const NodeRect rect = place(state_, std::max(name.width, value_width), name.height + big.line_height,
                              {12, 12}, !in_row(state_));
  draw_text(state_, name, rect.x, rect.y, tone_colour(Tone::muted, in_band(state_)));
  const float y = rect.y + name.height + (big.line_height - big.size) / 2;
  const Colour ink = in_band(state_) ? colour::on_brand : colour::act_text;
  state_.list.text(big.face, big.size, rect.x, y, ink, value, spacing);
  add_state(add_node(state_, "text", std::string(label) + ' ' + std::string(value), &rect), "code", "1");
}

void Ui::badge(std::string_view text, Tone tone) {
  const TextStyle style = text_style(state_, TextSize::small, true);
  const TextBlock block = lay_text(state_, text, style, width() - 20);
  const NodeRect rect = place(state_, std::ceil(block.width) + 20, block.height + 4, {8, 8}, false);
  draw_badge(state_, block, rect, tone);
  add_node(state_, "text", text, &rect);
}

void draw_badge(UiState& s, const TextBlock& block, const NodeRect& rect, Tone tone) {
  s.list.fill(rect, tone_tint(tone), 6);
  draw_text(s, block, rect.x + 10, rect.y + 2, tone_colour(tone, false));
}

void Ui::alert(AlertKind kind, std::string_view title, std::string_view text) {
  UiState& s = state_;
  const float icon = s.theme.icon + 2;
  const float pad = 16;
  const float indent = pad + icon + 12;
  const float inner = width() - indent - pad;
  const TextStyle strong = text_style(s, TextSize::body, true);
  const TextBlock head = lay_text(s, title, strong, inner);
  const TextBlock body = lay_text(s, text, text_style(s, TextSize::body), inner);
  const float head_height = title.empty() ? 0 : head.height;
  const float gap = title.empty() || text.empty() ? 0 : 4;
  const float height = head_height + gap + (text.empty() ? 0 : body.height);
  const NodeRect rect = place(s, width(), height + 2 * pad, {16, 16}, true);
  s.list.fill(rect, alert_tint(kind), s.theme.radius);
  Colour edge = alert_colour(kind);
  draw_icon(s, alert_icon(kind), icon, rect.x + pad, rect.y + pad + (strong.line_height - icon) / 2, edge);
  edge.alpha = 70;
  s.list.border(rect, edge, s.theme.radius);
  open_node(s, kind == AlertKind::error ? "alert" : "status", "");
  const NodeRect head_rect{rect.x + indent, rect.y + pad, inner, head_height};
  const NodeRect body_rect{rect.x + indent, rect.y + pad + head_height + gap, inner, body.height};
  if (!title.empty()) add_node(s, "text", title, &head_rect);
  if (!text.empty()) add_node(s, "text", text, &body_rect);
  close_node(s);
  if (!title.empty()) draw_text(s, head, head_rect.x, head_rect.y, alert_colour(kind));
  if (!text.empty()) draw_text(s, body, body_rect.x, body_rect.y, colour::ink);
}

}  // namespace wufei::kit
