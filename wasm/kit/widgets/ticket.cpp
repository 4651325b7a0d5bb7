// A booking looks like a ticket: its date in a block of its own, a seam, what is collected and where.
#include <algorithm>
#include <cmath>

#include "wasm/kit/parts.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kBlock = 92, kNotch = 8, kRadius = 14, kSide = 14, kTop = 12;

TextStyle bold(float size, float line) {
  return {platform::Face::bold, size, line};
}

// A half circle bitten out of the card's edge; outside of the card it is what lies around it.
void draw_notch(UiState& s, float x, float edge, bool above) {
  s.list.disc(x, edge, kNotch, colour::ground);
  s.list.ring(x, edge, kNotch, colour::line, 1);
  s.list.fill({x - kNotch - 1, above ? edge - kNotch - 1 : edge, 2 * kNotch + 2, kNotch + 1}, colour::ground);
}

// The word of a small button.
TextStyle small_button_style(const UiState& s) {
  return s.theme.elder ? text_style(s, TextSize::small, true) : bold(16, 24);
}

// The texts beside the date, laid for a width.
struct Body {
  TextBlock head, tag, text, place, reference;
  bool tag_below = false;  // the heading, where a line has no room for both
  bool stacked = false;    // the links, as well
  float tag_width = 0, head_height = 0, button = 0, height = 0;
};

// The links: each as high as its word, side by side while every word has one line.
void lay_links(const UiState& s, const Ticket& ticket, float width, Body& body) {
  const auto count = static_cast<float>(ticket.links.size());
  const TextStyle style = small_button_style(s);
  const float each = (width - 8 * (count - 1)) / std::max(1.0F, count) - 8;
  body.button = s.theme.touch;
  for (const TicketLink& link : ticket.links)
    body.stacked = body.stacked || (s.theme.elder && natural_width(s, link.label, style) > each);
  for (const TicketLink& link : ticket.links)
    body.button =
        std::max(body.button, lay_text(s, link.label, style, (body.stacked ? width - 8 : each)).height + 8);
}

Body lay_body(const UiState& s, const Ticket& ticket, float width) {
  const TextStyle small = text_style(s, TextSize::small);
  Body body;
  const TextStyle heading = text_style(s, TextSize::lead, true);
  body.tag = lay_text(s, ticket.state, s.theme.elder ? text_style(s, TextSize::cap, true) : bold(14, 22),
                      width - 16);
  body.tag_width = std::ceil(body.tag.width) + 16;
  const float beside = width - body.tag_width - 8;
  body.tag_below = s.theme.elder && natural_width(s, ticket.category, heading) > beside;
  body.head = lay_text(s, ticket.category, heading, body.tag_below ? width : std::max(60.0F, beside));
  body.text = lay_text(s, ticket.text, small, width);
  body.place = lay_text(s, ticket.place, small, width);
  if (ticket.place.empty()) body.place.height = 0;
  if (ticket.pending) body.text.height = body.place.height = small.line_height;
  body.reference = lay_text(s, ticket.reference, small, width);
  if (ticket.reference.empty()) body.reference.height = 0;
  body.head_height = body.tag_below ? body.head.height + body.tag.height + 8
                                    : std::max(body.head.height, body.tag.height + 2);
  lay_links(s, ticket, width, body);
  const auto rows = static_cast<float>(body.stacked ? ticket.links.size() : 1);
  body.height = body.head_height + body.text.height + body.place.height + body.reference.height +
                (ticket.links.empty() ? 0 : 4 + (8 + body.button) * rows);
  return body;
}

void draw_tag(UiState& s, const Body& body, Tone tone, const NodeRect& rect) {
  s.list.fill(rect, tone_tint(tone), 6);
  draw_text(s, body.tag, rect.x + 8, rect.y + 1,
            tone == Tone::muted ? colour::ink : tone_colour(tone, false));
}

void put_line(UiState& s, std::string_view role, const TextBlock& block, float x, float y, Colour colour) {
  if (block.text.empty()) return;
  const NodeRect rect{x, y, std::ceil(block.width), block.height};
  draw_text(s, block, x, y, colour);
  add_node(s, role, block.text, &rect);
}

bool put_link(UiState& s, const TicketLink& link, std::string_view about, std::string_view key,
              const NodeRect& rect) {
  const std::uint32_t id = widget_id(s, key);
  const TextBlock word = lay_text(s, link.label, small_button_style(s), rect.width - 8);
  s.list.set_owner(id);
  s.list.fill(rect, {colour::paper, colour::ground, colour::sunken}, s.theme.radius_small);
  s.list.border(rect, colour::act_text, s.theme.radius_small, 2);
  draw_text(s, word, rect.x + 4, rect.y + (rect.height - word.height) / 2, colour::act_text, Align::centre,
            rect.width - 8);
  s.list.set_owner(0);
  add_link_node(s, id, link.label, link.href, rect).description = about;
  return react(s, id, key, rect);
}

int put_links(UiState& s, const Ticket& ticket, const Body& body, float x, float y, float width) {
  const auto count = static_cast<float>(ticket.links.size());
  const float each = body.stacked ? width : (width - 8 * (count - 1)) / std::max(1.0F, count);
  std::string about(ticket.category);
  about.append(" ").append(ticket.when).append(" ").append(ticket.reference);
  int pressed = -1;
  for (std::size_t i = 0; i < ticket.links.size(); ++i) {
    const auto at = static_cast<float>(i);
    const NodeRect rect{body.stacked ? x : x + at * (each + 8), body.stacked ? y + at * (body.button + 8) : y,
                        each, body.button};
    if (put_link(s, ticket.links[i], about, "link" + std::to_string(i), rect)) pressed = static_cast<int>(i);
  }
  return pressed;
}

void put_pending(UiState& s, const Ticket& ticket, const NodeRect& rect) {
  const float line = rect.height / 2;
  s.list.fill({rect.x, rect.y + line * 0.25F, rect.width * 0.8F, line * 0.5F}, colour::sunken, line / 4);
  s.list.fill({rect.x, rect.y + line * 1.25F, rect.width * 0.6F, line * 0.5F}, colour::sunken, line / 4);
  add_state(add_node(s, "status", ticket.text, &rect), "busy");
}

int put_body(UiState& s, const Ticket& ticket, const Body& body, float x, float y, float width) {
  put_line(s, "heading3", body.head, x, y, colour::ink);
  const NodeRect tag{body.tag_below ? x : x + width - body.tag_width,
                     body.tag_below ? y + body.head.height + 2 : y, body.tag_width, body.tag.height + 2};
  draw_tag(s, body, ticket.tone, tag);
  add_node(s, "text", ticket.state, &tag);
  y += body.head_height;
  if (ticket.pending)
    put_pending(s, ticket, {x, y, width, body.text.height + body.place.height});
  else
    put_line(s, "text", body.text, x, y, colour::ink);
  y += body.text.height;
  put_line(s, "text", body.place, x, y, colour::ink_2);
  y += body.place.height;
  put_line(s, "text", body.reference, x, y, colour::ink_2);
  return put_links(s, ticket, body, x, y + body.reference.height + 12, width);
}

// The date at the left, over the card's whole height; the seam's notches after it.
void draw_date_left(UiState& s, const Ticket& ticket, const NodeRect& card) {
  const Colour fill = ticket.past ? colour::sunken : colour::brand;
  const Colour ink = ticket.past ? colour::ink_2 : colour::on_brand;
  s.list.fill({card.x, card.y, kBlock, card.height}, fill, kRadius);
  s.list.fill({card.x + kRadius, card.y, kBlock - kRadius, card.height}, fill);
  const TextStyle small{platform::Face::regular, 14, 20};
  float y = card.y + kSide;
  const auto line = [&](const std::string& words, const TextStyle& style) {
    draw_text(s, lay_text(s, words, style, kBlock), card.x, y, ink, Align::centre, kBlock);
    y += style.line_height;
  };
  line(ticket.weekday, small);
  line(ticket.day, bold(30, 36));
  line(ticket.month, small);
  draw_notch(s, card.x + kBlock, card.y, true);
  draw_notch(s, card.x + kBlock, card.y + card.height, false);
}

void draw_date_top(UiState& s, const Ticket& ticket, const NodeRect& card, const TextBlock& when,
                   float height) {
  const Colour fill = ticket.past ? colour::sunken : colour::brand;
  s.list.fill({card.x, card.y, card.width, height}, fill, kRadius);
  s.list.fill({card.x, card.y + kRadius, card.width, height - kRadius}, fill);
  draw_text(s, when, card.x + kSide, card.y + (height - when.height) / 2,
            ticket.past ? colour::ink_2 : colour::on_brand);
}

}  // namespace

int ticket(Ui& ui, const Ticket& ticket) {
  UiState& s = ui.state();
  const auto keys = ui.push_key(ticket.key);
  auto item = ui.list_item();
  const bool top = ui.elder();
  const float inner = ui.width() - 2 * kSide - (top ? 0 : kBlock);
  const TextStyle head_style = top ? text_style(s, TextSize::large, true) : bold(28, 40);
  const TextBlock when = lay_text(s, ticket.when, head_style, ui.width() - 2 * kSide);
  const float head = top && !ticket.when.empty() ? when.height + 16 : 0;
  const Body body = lay_body(s, ticket, inner);
  const float least = top ? 0 : 2 * kSide + 76;
  const float height = std::max(least, body.height + 2 * kTop + head);
  const NodeRect card = place(s, ui.width(), height, {12, 12}, true);
  draw_card(s, card, colour::paper, colour::line);
  if (top && head > 0) draw_date_top(s, ticket, card, when, head);
  if (!top) draw_date_left(s, ticket, card);
  const NodeRect date{card.x, card.y, top ? card.width : kBlock, top ? head : 76 + kSide};
  if (!ticket.when.empty()) add_node(s, "text", ticket.when, &date);
  return put_body(s, ticket, body, card.x + kSide + (top ? 0 : kBlock), card.y + kTop + head, inner);
}

namespace {

struct StubParts {
  TextBlock when, hours, items, place, label, reference, copy;
  float copy_width = 0, copy_height = 0;
  float upper = 0, lower = 0;  // heights over and under the perforation
  bool copy_below = false;
};

StubParts lay_stub(const UiState& s, const Stub& stub, float width) {
  StubParts parts;
  const TextStyle body = text_style(s, TextSize::body);
  parts.when = lay_text(s, stub.when, text_style(s, TextSize::large, true), width);
  parts.hours = lay_text(s, stub.hours, text_style(s, TextSize::lead), width);
  parts.items = lay_text(s, stub.items, body, width);
  parts.place = lay_text(s, stub.place, body, width);
  parts.label = lay_text(s, stub.label, text_style(s, TextSize::small), width);
  parts.copy = lay_text(s, stub.copy, small_button_style(s), width - 54);
  parts.copy_height = std::max(s.theme.touch, parts.copy.height + 8);
  parts.copy_width = std::ceil(parts.copy.width) + 28 + 26;
  TextStyle big = text_style(s, TextSize::title, true);
  const float natural = natural_width(s, stub.reference, big) + 7;
  parts.copy_below = natural + parts.copy_width + 8 > width;
  if (natural > width) big.size = std::floor(big.size * width / natural);  // it stays on one line
  parts.reference = lay_text(s, stub.reference, big, width * 2);
  parts.upper =
      20 + parts.when.height + parts.hours.height + 8 + parts.items.height + parts.place.height + 14;
  parts.lower =
      14 + parts.label.height + parts.reference.height + 12 + (parts.copy_below ? parts.copy_height + 8 : 0);
  return parts;
}

// Dashes over the card's width, a half circle of what lies around it at each end.
void draw_perforation(UiState& s, const NodeRect& card, float y) {
  const float radius = 10;
  for (float x = card.x + 16; x + 6 <= card.x + card.width - 16; x += 10)
    s.list.fill({x, y - 1, 6, 2}, colour::edge);
  s.list.disc(card.x, y, radius, colour::brand);
  s.list.disc(card.x + card.width, y, radius, colour::brand);
}

bool put_copy(UiState& s, const Stub& stub, const StubParts& parts, const NodeRect& rect) {
  const std::uint32_t id = widget_id(s, "copy");
  s.list.set_owner(id);
  s.list.fill(rect, {colour::paper, colour::ground, colour::sunken}, s.theme.radius_small);
  s.list.border(rect, colour::act_text, s.theme.radius_small, 1);
  draw_icon(s, "copy", 20, rect.x + 14, rect.y + (rect.height - 20) / 2, colour::act_text);
  draw_text(s, parts.copy, rect.x + 40, rect.y + (rect.height - parts.copy.height) / 2, colour::act_text);
  s.list.set_owner(0);
  add_widget_node(s, id, "button", stub.copy, rect);
  return react(s, id, "copy", rect);
}

}  // namespace

bool stub(Ui& ui, const Stub& stub) {
  UiState& s = ui.state();
  const float pad = 16, width = ui.width() - 2 * pad;
  const StubParts parts = lay_stub(s, stub, width);
  const NodeRect card = place(s, ui.width(), parts.upper + parts.lower, {16, 16}, true);
  s.list.fill(card, colour::paper, kRadius);
  const float x = card.x + pad, seam = card.y + parts.upper;
  float y = card.y + 20;
  const auto line = [&](const TextBlock& block, Colour colour) {
    put_line(s, "text", block, x, y, colour);
    y += block.height;
  };
  line(parts.when, colour::ink);
  line(parts.hours, colour::ink);
  y += 8;
  line(parts.items, colour::ink);
  line(parts.place, colour::ink_2);
  draw_perforation(s, card, seam);
  y = seam + 14;
  draw_text(s, parts.label, x, y, colour::ink_2);
  const NodeRect code{x, y, width, parts.label.height + parts.reference.height};
  y += parts.label.height;
  const TextStyle& big = parts.reference.style;
  s.list.text(big.face, big.size, x, y + (big.line_height - big.size) / 2, colour::ink, stub.reference, 0.5F);
  add_state(add_node(s, "text", std::string(stub.label) + ' ' + std::string(stub.reference), &code), "code",
            "1");
  const float beside = seam + (parts.lower - parts.copy_height) / 2;
  const float right = card.x + card.width - 8 - parts.copy_width;
  return put_copy(s, stub, parts,
                  {parts.copy_below ? x : right, parts.copy_below ? y + parts.reference.height + 8 : beside,
                   parts.copy_width, parts.copy_height});
}

}  // namespace wufei::kit
