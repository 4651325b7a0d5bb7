// The page of a thing: the field with what was asked, the answer, and beside it what is near, the kinds and
// whom to ask.
#include <doctest/doctest.h>

#include <algorithm>

#include "lib/page/document_html.hpp"
#include "publishing_visit.hpp"

using namespace wufei;
using namespace wufei::tests;
using contract::Block;
using contract::BlockKind;

namespace {

constexpr const char* kMattress = "/guide/items/mattress";

contract::Document thing(EditorVisit& visit, const std::string& target) {
  const auto page = visit.book.open(target);
  REQUIRE(page);
  return *page;
}

const Block* list_of(const contract::Document& page, std::string_view name) {
  for (const Block& block : page.blocks)
    if (block.kind == BlockKind::cards && block.text == name) return &block;
  return nullptr;
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("a thing's page begins with the field, which keeps the word that was asked, and then the answer") {
  EditorVisit visit;
  const contract::Document plain = thing(visit, kMattress);
  REQUIRE(plain.blocks.front().kind == BlockKind::filters);
  CHECK(plain.blocks.front().href == "/guide");
  CHECK(plain.blocks.front().filters.front().value == plain.title);
  CHECK(contract::titled_answer(plain) == &plain.blocks[1]);
  CHECK(plain.indexed);
  const contract::Document asked = thing(visit, std::string(kMattress) + "?q=%E5%B8%AD%E6%A2%A6%E6%80%9D");
  CHECK(asked.blocks.front().filters.front().value == "席梦思");
  CHECK_FALSE(asked.indexed);
  const std::string html = public_page(visit, kMattress);
  CHECK(times(html, "<h1>") == 1);
  CHECK(html.find("class=\"ask-field\"") < html.find("<div class=\"answer bulky\">"));
  CHECK(holds(public_page(visit, "/guide?q=%E5%B8%AD%E6%A2%A6%E6%80%9D"),
              std::string("href=\"") + kMattress + "?q=%E5%B8%AD%E6%A2%A6%E6%80%9D\""));
}

TEST_CASE(
    "a thing's page that keeps a word is passed on as the thing's own, and leads back to what was found") {
  EditorVisit visit;
  const std::string word = "?q=%E5%B8%AD%E6%A2%A6%E6%80%9D";
  const contract::Document own = thing(visit, kMattress), asked = thing(visit, kMattress + word);
  CHECK(contract::canonical_path(own) == kMattress);
  CHECK(contract::canonical_path(asked) == kMattress);
  CHECK(asked.path == kMattress + word);
  CHECK(own.crumbs.front().href == "/guide");
  CHECK(asked.crumbs.front().href == "/guide" + word);
  CHECK(visit.book.knows(asked.crumbs.front().href));
  const contract::Document kept = contract::document_from_json(contract::document_to_json(asked));
  CHECK(contract::canonical_path(kept) == kMattress);
}

TEST_CASE("a word of nothing but space is none") {
  EditorVisit visit;
  for (const char* blank : {"?q=%20", "?q=%E3%80%80%20", "?q="}) {
    const contract::Document page = thing(visit, std::string(kMattress) + blank);
    CHECK(page.blocks.front().filters.front().value == page.title);
    CHECK(page.crumbs.front().href == "/guide");
    CHECK(contract::canonical_path(page) == kMattress);
    CHECK(contract::canonical_path(thing(visit, std::string("/guide") + blank)) == "/guide");
    CHECK(thing(visit, std::string("/guide") + blank).blocks.size() == thing(visit, "/guide").blocks.size());
  }
  const contract::Document asked =
      thing(visit, std::string(kMattress) + "?q=%20%E5%B8%AD%E6%A2%A6%E6%80%9D%20");
  CHECK(asked.blocks.front().filters.front().value == "席梦思");
}

TEST_CASE("where minutes count, the call stands above the field") {
  EditorVisit visit;
  const contract::Document page = thing(visit, "/guide/items/ammunition");
  REQUIRE(page.blocks.size() > 3);
  CHECK(page.blocks[0].tone == contract::BlockTone::error);
  CHECK(page.blocks[1].kind == BlockKind::filters);
  CHECK(page.blocks[2].kind == BlockKind::answer);
  CHECK(contract::titled_answer(page) == nullptr);
}

TEST_CASE("beside the answer, after the text: what the guide puts near it, each kind as a tag, whom to ask") {
  EditorVisit visit;
  const contract::Document page = thing(visit, kMattress);
  const Block* near_it = list_of(page, "相近的");
  REQUIRE(near_it);
  REQUIRE(near_it->cards.size() > 1);
  CHECK(near_it->cards.size() <= 6);
  CHECK(near_it->cards.front().category != "bulky");  // what is easily confused comes first
  bool same = false, itself = false;
  for (const contract::Card& card : near_it->cards) {
    same = same || card.category == "bulky";
    itself = itself || card.href == kMattress;
    CHECK(card.text.empty());
    CHECK_FALSE(card.badge.empty());
  }
  CHECK(same);
  CHECK_FALSE(itself);
  const Block* kinds = list_of(page, "按类别看");
  REQUIRE(kinds);
  CHECK(kinds->box == contract::kTags);
  CHECK(kinds->cards.size() == 7);
  CHECK(page.blocks.back().spans.back().href == "tel:12345");
  // Nothing of the text follows what stands beside it.
  const auto aside = [](const Block& block) { return block.aside; };
  CHECK(std::is_partitioned(page.blocks.rbegin(), page.blocks.rend(), aside));
  const std::string html = public_page(visit, kMattress);
  const std::size_t rail = html.find("<aside");
  REQUIRE(rail != std::string::npos);
  CHECK(html.find("id=\"why\"") < rail);
  CHECK(html.find("id=\"near\"") > rail);
  CHECK(holds(html, "class=\"document railed of-guide\""));
  CHECK(holds(html, "<ul class=\"bin-tags\"><li class=\"recyclable\">"));
}

TEST_CASE("what stands beside a thing is not found as the thing") {
  EditorVisit visit;
  const contract::Document page = thing(visit, kMattress);
  const std::string text = http::document_text(page);
  CHECK(holds(text, "投到哪里"));
  CHECK_FALSE(holds(text, "按类别看"));
  CHECK_FALSE(holds(text, list_of(page, "相近的")->cards.front().title));
}

TEST_CASE("what goes into no bin has the rest of its subclass beside it") {
  EditorVisit visit;
  const contract::Document page = thing(visit, "/guide/items/gas_bottle");
  const Block* others = list_of(page, "也不投垃圾桶的");
  REQUIRE(others);
  CHECK(others->aside);
  for (const contract::Card& card : others->cards) CHECK(card.category == contract::kNoBin);
}
