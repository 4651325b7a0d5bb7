#include "lib/page/cards_html.hpp"

#include <string>

#include "lib/base/civil_date.hpp"
#include "lib/document/block_parts.hpp"
#include "lib/page/box_html.hpp"
#include "lib/page/figure_svg.hpp"
#include "lib/page/span_html.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockTone;

// What stands at the right of a card: words, or a tag in the colours of its tone.
void write_badge(HtmlWriter& out, const contract::Card& card) {
  if (card.badge.empty()) return;
  const bool plain = card.badge_tone == BlockTone::normal || card.badge_tone == BlockTone::pending;
  const std::string look =
      plain ? "badge" : "badge state " + std::string(contract::tone_name(card.badge_tone));
  out.text(" ").element("small", card.badge, {{"class", look}});
}

// What has a kind has its class.
void write_card(HtmlWriter& out, const contract::Card& card) {
  if (card.category.empty())
    out.open("li");
  else
    out.open("li", {{"class", card.category}});
  write_icon(out, card.icon);
  out.open("p");
  if (card.href.empty())
    out.element("strong", card.title);
  else
    out.link(card.href, card.title);
  write_badge(out, card);
  out.close("p");
  if (contract::parse_date(card.text))
    write_day(out, card.text);
  else if (!card.text.empty())
    out.element("p", card.text);
  out.close("li");
}

}  // namespace

// Links that all have a kind are rows with a strip and a tag, or only the tag.
void write_cards(HtmlWriter& out, const Block& block) {
  const bool things = contract::are_things(block);
  const bool tags = block.box == contract::kTags;
  out.open("ul", {{"class", tags ? "bin-tags" : things ? "cards things" : "cards"}});
  for (const contract::Card& card : block.cards) write_card(out, card);
  out.close("ul");
}

// The title inside the panel, if there is one, is the page's.
void write_answer(HtmlWriter& out, const Block& block, std::string_view title) {
  const contract::Card& card = block.cards.front();
  out.open("div", {{"class", "answer " + card.category}}).raw(figure_svg(card.icon));
  if (!title.empty()) out.element("h1", title);
  out.open("p", {{"class", "kind"}}).element("strong", card.title).close("p");
  if (!card.badge.empty()) out.open("p", {{"class", "where"}}).element("strong", card.badge).close("p");
  out.element("p", card.text, {{"class", "how"}});
  if (!card.href.empty()) out.open("p", {{"class", "act"}}).link(card.href, block.text).close("p");
  out.close("div");
}

}  // namespace wufei::http
