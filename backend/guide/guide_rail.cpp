#include "guide/guide_rail.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "guide/guide_parts.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::Card;
using contract::Guide;
using contract::GuideItem;
using contract::Text;

constexpr std::size_t kNear = 6;

class GuideRail {
 public:
  GuideRail(contract::Document& document, const GuideItem& item, const service::GuideFound& found)
      : document_(document), item_(item), guide_(found.guide()), found_(found) {}

  void make(const std::string& line) {
    add_near();
    if (item_.category == contract::kNoBin) add_others_without_bin();
    add_kinds();
    add_line(line);
  }

 private:
  void add(Block block) {
    block.aside = true;
    document_.blocks.push_back(std::move(block));
  }

  void add_list(Text title, const char* anchor, std::vector<Card> cards) {
    if (cards.empty()) return;
    add(contract::heading_block(2, words(title), anchor));
    add(cards_block(words(title), std::move(cards)));
  }

  // A name and its kind are enough beside the text.
  void put(std::vector<Card>& cards, const GuideItem& other) const {
    const std::string path = guide_item_path(other.id);
    const bool known =
        std::any_of(cards.begin(), cards.end(), [&](const Card& card) { return card.href == path; });
    if (other.id == item_.id || known || cards.size() >= kNear) return;
    cards.push_back(guide_item_card(guide_, other));
    cards.back().text.clear();
  }

  // What a word that means several things puts beside it, of its own kind or of another.
  void put_partners(std::vector<Card>& cards, bool own_kind) const {
    for (const contract::GuideWord& word : guide_.words) {
      if (std::find(word.items.begin(), word.items.end(), item_.id) == word.items.end()) continue;
      for (const std::string& id : word.items)
        if (const GuideItem* other = contract::find_guide_item(guide_, id);
            other && (other->category == item_.category) == own_kind)
          put(cards, *other);
    }
  }

  void add_near() {
    std::vector<Card> cards;
    put_partners(cards, false);
    put_partners(cards, true);
    if (!found_.answer.nearest)
      for (const contract::GuideHit& hit : found_.answer.hits)
        if (hit.match != contract::GuideMatch::fuzzy) put(cards, guide_.items[hit.item]);
    add_list(Text::server_guide_near, "near", std::move(cards));
  }

  void add_others_without_bin() {
    std::vector<Card> cards;
    for (const GuideItem& other : guide_.items)
      if (other.category == item_.category && other.subclass == item_.subclass) put(cards, other);
    add_list(Text::server_guide_no_bin_also, "also", std::move(cards));
  }

  void add_kinds() {
    std::vector<Card> cards;
    for (const contract::GuideCategory& category : guide_.categories) {
      cards.push_back(card_to(guide_category_path(category.id), category.name));
      cards.back().category = category.id;
    }
    if (cards.empty()) return;
    add(contract::heading_block(2, words(Text::server_guide_categories), "kinds"));
    Block block = cards_block(words(Text::server_guide_categories), std::move(cards));
    block.box = contract::kTags;
    add(std::move(block));
  }

  void add_line(const std::string& line) {
    if (line.empty()) return;
    Block block = contract::note_block(contract::BlockTone::info, {}, words(Text::server_guide_unsure));
    block.spans.push_back(contract::span(" "));
    block.spans.push_back(contract::link_span(line, "tel:" + line));
    add(std::move(block));
  }

  contract::Document& document_;
  const GuideItem& item_;
  const Guide& guide_;
  const service::GuideFound& found_;
};

}  // namespace

void add_guide_rail(contract::Document& document, const GuideItem& item, const service::GuideFound& found,
                    const std::string& line) {
  GuideRail(document, item, found).make(line);
}

}  // namespace wufei::http
