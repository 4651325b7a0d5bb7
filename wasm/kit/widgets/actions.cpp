// What is pressed: buttons, links, cards that lead somewhere.
#include <algorithm>
#include <cmath>

#include "wasm/kit/icons.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

struct ButtonLook {
  Paint fill;
  Paint text;
  Paint edge;
  bool outlined = false;
};

ButtonLook button_look(const UiState& s, const ButtonOptions& options) {
  using namespace colour;
  if (!options.enabled || options.busy || !options.ready) return {sunken, ink_2, line, false};
  switch (options.kind) {
    case ButtonKind::primary:
      if (in_band(s)) return {{band_act, on_brand_2, on_brand_2}, on_band_act, band_act, false};
      return {{act, act_held, act_held}, on_act, act, false};
    case ButtonKind::secondary:
      if (in_band(s)) return {band_glass(), on_brand, on_brand_2, true};
      return {{paper, ground, sunken}, act_text, act_text, true};
    case ButtonKind::quiet:
      if (in_band(s)) return {band_glass(), on_brand, brand, false};
      return {{kNothing, brand_tint, sunken}, act_text, act_text, false};
    case ButtonKind::danger:
      return {{paper, danger_tint, danger_tint}, danger, danger, true};
  }
  return {};
}

struct ButtonBox {
  NodeRect rect;
  TextBlock label;
  float content = 0;  // width of icon and label
  float icon = 0;     // width of the icon with its gap
};

ButtonBox place_button(UiState& s, std::string_view label, const ButtonOptions& options) {
  const bool quiet = options.kind == ButtonKind::quiet;
  const float pad = quiet ? 12.0F : 20.0F;
  ButtonBox box;
  box.icon = options.icon.empty() && !options.busy ? 0 : s.theme.icon + 8;
  const TextStyle style = text_style(s, options.tall ? TextSize::large : TextSize::lead, true);
  box.label = lay_text(s, label, style, current(s).width - 2 * pad - box.icon);
  box.content = box.icon + box.label.width;
  const float least = !options.tall ? s.theme.button : s.theme.elder ? 72.0F : 56.0F;
  const float height = std::max(least, box.label.height + 20);
  const bool fill = options.full_width && !is_wide(s) && !in_row(s);
  const float natural = std::max(std::ceil(box.content) + 2 * pad, quiet ? s.theme.touch : 104.0F);
  box.rect = place(s, natural, height, {scaled(s, 16), 12}, fill);
  return box;
}

void draw_button(UiState& s, const ButtonBox& box, const ButtonOptions& options) {
  const ButtonLook look = button_look(s, options);
  const NodeRect& rect = box.rect;
  s.list.fill(rect, look.fill, s.theme.radius_small);
  if (look.outlined) s.list.border(rect, look.edge, s.theme.radius_small, 2);
  const float x = rect.x + (rect.width - box.content) / 2;
  const std::string_view icon = options.busy ? std::string_view("hourglass") : options.icon;
  draw_icon(s, icon, s.theme.icon, x, rect.y + (rect.height - s.theme.icon) / 2, look.text);
  draw_text(s, box.label, x + box.icon, rect.y + (rect.height - box.label.height) / 2, look.text);
}

bool put_button(UiState& s, std::string_view key, std::string_view label, std::string_view href,
                const ButtonOptions& options) {
  const std::uint32_t id = widget_id(s, key);
  const ButtonBox box = place_button(s, label, options);
  s.list.set_owner(id);
  draw_button(s, box, options);
  s.list.set_owner(0);
  Node& node = href.empty() ? add_widget_node(s, id, "button", label, box.rect)
                            : add_link_node(s, id, label, href, box.rect);
  node.description = options.description;
  if (!options.enabled) add_state(node, "disabled");
  if (options.busy) add_state(node, "busy");
  if (!options.expanded.empty()) add_state(node, "expanded", options.expanded);
  if (href.empty() && options.kind == ButtonKind::primary) add_state(node, "primary");
  return react(s, id, key, box.rect, options.enabled && !options.busy);
}

// A line under each line of a text, at the foot of its letters.
void underline(UiState& s, const TextBlock& block, float x, float y, Paint paint) {
  const float em = block.style.size;
  float foot = y + (block.style.line_height - em) / 2 + em * 1.02F;
  for (const TextLine& line : block.lines) {
    s.list.fill({x, foot, line.width, 1}, paint);
    foot += block.style.line_height;
  }
}

}  // namespace

Paint link_paint(const UiState& s, Tone tone) {
  const Colour rest = tone_colour(tone, in_band(s));
  return tone == Tone::accent && !in_band(s) ? Paint(rest, colour::ink, colour::ink) : Paint(rest);
}

bool Ui::button(std::string_view key, std::string_view label, const ButtonOptions& options) {
  return put_button(state_, key, label, {}, options);
}

bool Ui::link_button(std::string_view key, std::string_view label, std::string_view href,
                     const ButtonOptions& options) {
  return put_button(state_, key, label, href, options);
}

bool Ui::link(std::string_view key, std::string_view label, std::string_view href, std::string_view icon,
              Tone tone) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const float icon_size = s.theme.icon;
  const float indent = icon.empty() ? 0 : icon_size + 6;
  const TextStyle style = text_style(s, TextSize::body);
  const TextBlock block = lay_text(s, label, style, width() - indent);
  const float height = std::max(s.theme.touch, block.height);
  const float wide = std::max(s.theme.touch, std::ceil(block.width) + indent);
  const NodeRect rect = place(s, wide, height, {0, 0}, false);
  const Paint paint = link_paint(s, tone);
  const float y = rect.y + (height - block.height) / 2;
  s.list.set_owner(id);
  draw_icon(s, icon, icon_size, rect.x, rect.y + (height - icon_size) / 2, paint);
  draw_text(s, block, rect.x + indent, y, paint);
  underline(s, block, rect.x + indent, y, paint);
  s.list.set_owner(0);
  add_link_node(s, id, label, href, rect);
  return react(s, id, key, rect);
}

namespace {

// The parts of a link card, laid for a width.
struct CardParts {
  TextBlock title;
  TextBlock description;
  TextBlock badge;
  TextBlock note;
  bool badge_below = false;
  float icon = 0;    // side of the tinted square behind the icon, 0 without
  float indent = 0;  // of the texts
  float height = 0;  // of the texts
};

constexpr float kChevron = 20;
constexpr float kTitleRoom = 8;  // ems that a title keeps beside a badge; else the badge stands below
constexpr float kBadgeGap = 6;
constexpr float kSwatch = 20;  // the colour of a kind of waste, with its gap

// The kind of waste by name, its colour in front.
void draw_note(UiState& s, const TextBlock& note, Waste waste, float x, float y) {
  const float side = kSwatch - 7;
  const float indent = waste == Waste::none ? 0 : kSwatch;
  if (waste != Waste::none)
    s.list.fill({x, y + (note.style.line_height - side) / 2, side, side}, waste_colour(waste), 3);
  draw_text(s, note, x + indent, y, colour::ink);
}

CardParts lay_card(const UiState& s, std::string_view title, const ChoiceOptions& options, float inner) {
  CardParts parts;
  parts.icon = icon_code_point(options.icon) == 0 ? 0 : s.theme.touch;
  parts.indent = parts.icon > 0 ? parts.icon + 14 : 0;
  const float text = inner - parts.indent - kChevron - 10;
  parts.badge = lay_text(s, options.badge, text_style(s, TextSize::small), text * 0.5F);
  const float badge = options.badge.empty() ? 0 : parts.badge.width + 30;
  parts.badge_below = badge > 0 && text - badge < s.theme.body * kTitleRoom;
  parts.title =
      lay_text(s, title, text_style(s, TextSize::lead, true), parts.badge_below ? text : text - badge);
  parts.description = lay_text(s, options.description, text_style(s, TextSize::small), text);
  parts.note = lay_text(s, options.note, text_style(s, TextSize::small), text - kSwatch);
  parts.height = parts.title.height + (options.description.empty() ? 0 : parts.description.height + 2) +
                 (options.note.empty() ? 0 : parts.note.height + 4) +
                 (parts.badge_below ? parts.badge.height + 4 + kBadgeGap : 0);
  return parts;
}

void draw_card_parts(UiState& s, const CardParts& parts, const ChoiceOptions& options, const NodeRect& rect,
                     float pad, bool chevron) {
  const float middle = rect.y + rect.height / 2;
  if (parts.icon > 0) {
    const bool bin = options.waste != Waste::none && options.note.empty();
    const Colour on_bin = options.waste == Waste::no_bin ? colour::nobin_ink : colour::on_bin;
    s.list.fill({rect.x + pad, middle - parts.icon / 2, parts.icon, parts.icon},
                bin ? waste_colour(options.waste) : colour::brand_tint, 10);
    const float size = s.theme.icon + 4;
    draw_icon(s, options.icon, size, rect.x + pad + (parts.icon - size) / 2, middle - size / 2,
              bin ? on_bin : colour::act_text);
  }
  const float x = rect.x + pad + parts.indent;
  const float y = middle - parts.height / 2;
  draw_text(s, parts.title, x, y, colour::ink);
  if (!options.description.empty())
    draw_text(s, parts.description, x, y + parts.title.height + 2, colour::ink_2);
  if (!options.note.empty())
    draw_note(
        s, parts.note, options.waste, x,
        y + parts.height - parts.note.height - (parts.badge_below ? parts.badge.height + 4 + kBadgeGap : 0));
  const float right = rect.x + rect.width - pad;
  if (chevron) draw_icon(s, "caret-right", kChevron, right - kChevron, middle - kChevron / 2, colour::ink_2);
  if (options.badge.empty()) return;
  const float width = parts.badge.width + 20;
  const float height = parts.badge.height + 4;
  if (parts.badge_below)
    return draw_badge(s, parts.badge, {x, y + parts.height - height, width, height}, options.badge_tone);
  draw_badge(s, parts.badge, {right - kChevron - 10 - width, y, width, height}, options.badge_tone);
}

std::string joined(std::string_view first, std::string_view second) {
  std::string text(first);
  if (!first.empty() && !second.empty()) text += ' ';
  text += second;
  return text;
}

NodeRect place_card(UiState& s, const CardParts& parts, float pad) {
  const float height = std::max({s.theme.touch + 20, parts.height + 2 * pad, parts.icon + 2 * pad});
  return place(s, current(s).width, height, {12, 12}, true);
}

}  // namespace

void Ui::info_card(std::string_view title, const ChoiceOptions& options) {
  UiState& s = state_;
  const float pad = wide() ? 20.0F : 16.0F;
  const CardParts parts = lay_card(s, title, options, width() - 2 * pad);
  const NodeRect rect = place_card(s, parts, pad);
  const std::size_t shape = s.list.size();
  s.list.fill(rect, colour::paper, s.theme.radius);
  s.list.border(rect, colour::line, s.theme.radius);
  draw_card_parts(s, parts, options, rect, pad, false);
  add_node(s, "text", joined(title, joined(options.badge, joined(options.description, options.note))), &rect);
  allow_stretch(s, {shape, 2, s.list.size(), rect.y + rect.height, s.nodes.size() - 1, SIZE_MAX, true});
}

bool Ui::link_card(std::string_view key, std::string_view title, std::string_view href,
                   const ChoiceOptions& options) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const float pad = wide() ? 20.0F : 16.0F;
  const CardParts parts = lay_card(s, title, options, width() - 2 * pad);
  const NodeRect rect = place_card(s, parts, pad);
  s.list.set_owner(id);
  const std::size_t shape = s.list.size();
  s.list.fill(rect, {colour::paper, colour::ground, colour::sunken}, s.theme.radius);
  s.list.border(rect, {colour::line, colour::act_text, colour::act_text}, s.theme.radius);
  draw_card_parts(s, parts, options, rect, pad, true);
  s.list.set_owner(0);
  Node& node = add_link_node(s, id, title, href, rect);
  node.description = joined(joined(options.description, options.badge), options.note);
  const bool pressed = react(s, id, key, rect);
  allow_stretch(
      s, {shape, 2, s.list.size(), rect.y + rect.height, s.nodes.size() - 1, s.items.size() - 1, true});
  return pressed;
}

}  // namespace wufei::kit
