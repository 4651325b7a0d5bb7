// The page of "/" as the server writes it; the client's is in tests/ui/home_view_tests.cpp.
#include <doctest/doctest.h>

#include "app/home_page.hpp"
#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "indicator/indicator_content.hpp"
#include "lib/page/page_frame.hpp"
#include "pickup/pickup_content.hpp"
#include "publishing/announcement.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using test::holds;

namespace {

struct Home {
  Home() {
    app::add_home_page(
        book, source, [this] { return board(); }, service::system_clock());
    http::add_county_pages(book, source);
  }
  // Every indicator of the plan; the first `published` have a value.
  [[nodiscard]] service::IndicatorBoardPtr board() const {
    auto made = std::make_shared<service::IndicatorBoard>();
    made->content = source.current();
    for (const contract::Indicator& row : made->content->get<service::IndicatorContent>().indicators) {
      made->rows.emplace_back();
      made->rows.back().row = &row;
      if (static_cast<int>(made->rows.size()) > published) continue;
      made->rows.back().revisions.emplace_back();
      made->rows.back().current.push_back(0);
    }
    return made;
  }
  [[nodiscard]] std::string body(const std::string& path = "/") const {
    return http::page_body(book.frame(), *book.open(path));
  }
  service::ContentSource source{test::real_content()};
  http::DocumentBook book;
  int published = 0;
};

}  // namespace

TEST_CASE("home says what the client says, in the same order") {
  const Home home;
  const auto& site = home.source.current()->get<service::CountyContent>().site;
  using contract::Text;
  // The first is large print's own.
  std::vector<std::string> found, expected{std::string(contract::text(Text::home_elder_title)), site.tagline};
  const contract::Document document = *home.book.open("/");
  for (const contract::Block& block : document.blocks)
    if (block.kind == contract::BlockKind::heading) found.push_back(block.text);
  for (const Text key : {Text::guide_label, Text::home_indicators, Text::home_news, Text::home_more})
    expected.emplace_back(contract::text(key));
  CHECK(found == expected);
  const std::string body = home.body();
  CHECK(holds(body, contract::text(Text::home_trial)));
  CHECK(holds(body, "action=\"/guide\" method=\"get\""));
  for (const contract::Question& question : site.questions)
    CHECK(holds(body, "<a href=\"" + question.link + "\">" + question.word + "</a>"));
  for (const auto& category : home.source.current()->get<service::PickupContent>().catalogue.categories)
    CHECK(holds(body,
                "<a href=\"/pickup/new/what?category=" + category.id + "\">" + category.short_name + "</a>"));
  for (const contract::NewsItem& item : site.news) {
    CHECK(holds(body, "<a href=\"/news#" + item.id + "\">" + item.title + "</a>"));
    CHECK(holds(home.body("/news"), item.text));
  }
}

TEST_CASE("a client gets the tiles and the tallies of home in its page and from the API alike") {
  Home home;
  const contract::Document document = *home.book.open("/");
  const contract::Json data = contract::excerpt_to_json(document);
  const auto& categories = home.source.current()->get<service::PickupContent>().catalogue.categories;
  for (const contract::Excerpt& excerpt :
       {contract::excerpt_from_json(data), contract::excerpt_of_page(contract::document_to_json(document))}) {
    REQUIRE(excerpt.tiles.size() == categories.size());
    for (std::size_t i = 0; i < categories.size(); ++i) {
      CHECK(excerpt.tiles[i].href == "/pickup/new/what?category=" + categories[i].id);
      CHECK(excerpt.tiles[i].title == categories[i].short_name);
      CHECK(excerpt.tiles[i].text == categories[i].examples);
      CHECK(excerpt.tiles[i].icon == categories[i].icon);
    }
    CHECK(excerpt.tallies.size() == 6);
  }
  CHECK(contract::excerpt_to_json(*home.book.open("/news")).is_null());
}

TEST_CASE("a client gets what all are told, urgent words first, with the words of the page") {
  Home home;
  const auto now = service::system_clock().now();
  REQUIRE(home.source.replace(test::edited<service::AnnouncementContent>(
      *home.source.current(), [&](service::AnnouncementContent& content) {
        content.all = {{"a", "Later again.", "", false, now - 9, now + 3600, ""},
                       {"b", "No lorry.", "/pickup", true, now - 9, now + 3600, ""},
                       {"c", "Over.", "", true, now - 9, now - 1, ""},
                       {"d", "Wrong.", "", true, now - 9, now + 3600, "an error"}};
      })));
  const contract::Document document = *home.book.open("/");
  for (const contract::Excerpt& excerpt : {contract::excerpt_from_json(contract::excerpt_to_json(document)),
                                           contract::excerpt_of_page(contract::document_to_json(document))}) {
    REQUIRE(excerpt.notes.size() == 2);
    CHECK(excerpt.notes[0].tone == contract::BlockTone::warning);
    REQUIRE(excerpt.notes[0].spans.size() == 3);
    CHECK(holds(excerpt.notes[0].spans[1].text, "No lorry."));
    CHECK(excerpt.notes[0].spans[2].href == "/pickup");
    CHECK(holds(excerpt.notes[1].spans[1].text, "Later again."));
    CHECK_FALSE(excerpt.tiles.empty());
    const std::string body = home.body();
    for (const contract::Span& span : excerpt.notes[0].spans) CHECK(holds(body, span.text));
  }
}

TEST_CASE("home counts what is published, group by group") {
  Home home;
  const auto cells = [&] {
    const contract::Document document = *home.book.open("/");
    for (const contract::Block& block : document.blocks)
      if (block.kind == contract::BlockKind::cells) return block;
    FAIL("no cells");
    return contract::Block();
  };
  const auto squares = [&](const std::string& square) {
    const std::string body = home.body();
    int count = 0;
    for (std::size_t at = body.find(square); at != std::string::npos; at = body.find(square, at + 1)) ++count;
    return count;
  };
  CHECK(cells().tallies.size() == 6);
  CHECK(squares("<b></b>") == 48);
  CHECK(squares("<b class=\"on\"></b>") == 0);
  home.published = 13;  // the whole first group of twelve and one more
  CHECK(cells().tallies[0].filled == 12);
  CHECK(cells().tallies[1].filled == 1);
  CHECK(squares("<b class=\"on\"></b>") == 13);
  CHECK(holds(home.body(), "<strong>13</strong>"));
  const auto again = contract::excerpt_of_page(contract::document_to_json(*home.book.open("/"))).tallies;
  REQUIRE(again.size() == 6);
  CHECK(again[0].filled == 12);
  CHECK(again[1].total == 11);
}
