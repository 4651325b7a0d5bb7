// What every page of the server has: frame, marked place, structured data, its fault when it cannot be read.
#include <doctest/doctest.h>

#include <regex>
#include <set>

#include "app/home_page.hpp"
#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "disclosure/article_content.hpp"
#include "disclosure/article_routes.hpp"
#include "lib/base/json.hpp"
#include "lib/page/html.hpp"
#include "lib/page/page_frame.hpp"
#include "lib/page/page_routes.hpp"
#include "lib/page/structured_data.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_pages.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using test::holds;

namespace {

// The pages that are not of public information, around the given content.
struct Pages {
  explicit Pages(service::ContentPtr content) : source(std::move(content)) {
    app::add_home_page(
        book, source,
        [this] {
          auto board = std::make_shared<service::IndicatorBoard>();
          board->content = source.current();
          return board;
        },
        service::system_clock());
    http::add_county_pages(book, source);
    http::add_pickup_pages(book, source);
  }
  [[nodiscard]] std::string body(const std::string& path) const {
    return http::page_body(book.frame(), *book.open(path));
  }
  service::ContentSource source;
  http::DocumentBook book;
};

}  // namespace

TEST_CASE("every page says that the site is on trial until it is opened") {
  const Pages trial(test::real_content());
  const std::string mark =
      "<strong>" + std::string(contract::text(contract::Text::frame_trial)) + "</strong>";
  for (const std::string& path : trial.book.paths()) {
    CHECK(holds(trial.body(path), mark));
    CHECK(holds(trial.body(path), contract::text(contract::Text::frame_trial_about)));
  }
  const Pages run(test::edited<service::CountyContent>(*test::real_content(), [](auto& county) {
    county.site.host_body = "County office";
    county.site.opened = "2027-03-01";
  }));
  CHECK_FALSE(holds(run.body("/"), mark));
  CHECK(holds(run.body("/"), "County office"));
}

TEST_CASE("every page has the skip link first, the bar of phones last, and says who is behind the site") {
  const Pages pages(test::real_content());
  for (const std::string& path : pages.book.paths()) {
    const std::string body = pages.body(path);
    CAPTURE(path);
    CHECK(body.find("<a ") == body.find("<a class=\"skip\" href=\"#main\""));
    CHECK(holds(body, "<main id=\"main\""));
    CHECK(body.find("<nav", body.find("</footer>")) != std::string::npos);
    CHECK(body.find("<a ", body.find("</nav>", body.find("</footer>"))) == std::string::npos);
    for (const contract::ImprintLine& line : contract::kImprint) {
      const std::size_t label = body.find("<dt>" + std::string(contract::text(line.label)) + "</dt>");
      CHECK(label != std::string::npos);
      const std::string value = "<dd>" + std::string(contract::text(line.missing)) + "</dd>";
      CHECK(body.find(value, label) == body.find("<dd>", label));
    }
  }
}

TEST_CASE("the page's place is marked where desktops and phones have it") {
  const Pages pages(test::real_content());
  const auto lit = [&](const char* path) {
    std::vector<std::string> words;
    const std::string body = pages.body(path);
    for (std::size_t at = 0; (at = body.find("aria-current=\"page\">", at)) != std::string::npos; ++at) {
      const std::size_t from = body.find('>', at) + 1;
      words.push_back(body.substr(from, body.find('<', from) - from));
    }
    return words;
  };
  const auto both = [](contract::Text first, contract::Text second) {
    return std::vector<std::string>{std::string(contract::text(first)), std::string(contract::text(second))};
  };
  using contract::Text;
  CHECK(lit("/pickup") == both(Text::frame_pickup, Text::frame_bar_pickup));
  CHECK(lit("/pickup/lookup") == both(Text::frame_mine, Text::frame_mine));
  CHECK(lit("/privacy").empty());
}

TEST_CASE("text can not leave its place in a page") {
  CHECK(http::escape_html("<b a=\"'&\">") == "&lt;b a=&quot;&#39;&amp;&quot;&gt;");
  CHECK_FALSE(holds(http::script_safe_json("{\"a\":\"</script>\"}"), "</"));
  const Pages pages(test::edited<service::CountyContent>(
      *test::real_content(), [](auto& county) { county.site.tagline = "<script>alert(1)</script>"; }));
  CHECK(holds(pages.body("/"), "&lt;script&gt;alert(1)"));
  CHECK_FALSE(holds(pages.body("/"), "<script"));
}

TEST_CASE("the page of the collection begins with what is done there: to book, and to see what is booked") {
  const Pages pages(test::real_content());
  const auto page = pages.book.open("/pickup");
  REQUIRE(page);
  const contract::Block& first = page->blocks.front();
  CHECK(first.kind == contract::BlockKind::buttons);
  REQUIRE(first.cards.size() == 2);
  CHECK(first.cards[0].href == "/pickup/new/what");
  CHECK(first.cards[1].href == "/pickup/lookup");
  const std::string body = pages.body("/pickup");
  const std::size_t lead = body.find(contract::text(contract::Text::pickup_lead));
  REQUIRE(lead != std::string::npos);  // after it, not gone
  CHECK(body.find("href=\"/pickup/new/what\"") < lead);
}

TEST_CASE("public pages are complete without the client") {
  const Pages pages(test::real_content());
  const std::string pickup = pages.body("/pickup");
  const service::ContentSet& content = *pages.source.current();
  for (const contract::Category& category : content.get<service::PickupContent>().catalogue.categories)
    for (const contract::CatalogueItem& item : category.items) CHECK(holds(pickup, item.name));
  for (const contract::NotAccepted& refusal : content.get<service::PickupContent>().catalogue.refusals)
    CHECK(holds(pickup, refusal.reason));
  CHECK(holds(pickup, contract::text(contract::Text::server_page_rule_pending)));
  CHECK(holds(pickup, "tel:12345"));
  CHECK(pages.book.open("/pickup")->indexed);
  const std::string day = content.get<service::CountyContent>().site.news[0].date;
  CHECK(holds(pages.body("/"), "<time datetime=\"" + day + "\">" + day + "</time>"));
  for (const char* own : {"/pickup/lookup", "/pickup/new", "/pickup/new/what", "/pickup/WF-222-222-222",
                          "/pickup/WF-222-222-222/change"}) {
    CAPTURE(own);
    REQUIRE(pages.book.open(own));
    CHECK_FALSE(pages.book.open(own)->indexed);
    CHECK(holds(pages.body(own), "tel:12345"));
    // A reference goes into no link, and into the field of its look-up alone.
    CHECK_FALSE(std::regex_search(pages.body(own), std::regex("(href|action|content)=\"[^\"]*WF-222")));
    const bool named = std::string_view(own).find("WF-") != std::string_view::npos;
    CHECK(holds(pages.body(own), "value=\"WF-222-222-222\"") == named);
  }
  for (const char* none : {"/pickup/new/nothing", "/pickup/WF-1", "/pickup/new/change"})
    CHECK_FALSE(pages.book.open(none));
  CHECK(pages.book.paths() == std::vector<std::string>{"/", "/privacy", "/news", "/pickup"});
}

TEST_CASE("each entry of a feed has a time of its own, newest first") {
  const auto content = test::real_content();
  const auto count = content->get<service::DisclosureContent>().articles.size();
  std::set<std::string> all;
  std::string last = "9";
  const std::string feed = http::atom_feed(*content, nullptr, "https://portal.example");
  for (std::size_t at = feed.find("<entry>"); at != std::string::npos; at = feed.find("<entry>", at + 1)) {
    const std::size_t begin = feed.find("<updated>", at) + 9;
    const std::string updated = feed.substr(begin, feed.find('<', begin) - begin);
    CHECK(updated < last);
    all.insert(last = updated);
  }
  CHECK(all.size() == count);
}

TEST_CASE("structured data says of each page what it is, and no more than its kind may") {
  const auto data_of = [](const char* path, std::vector<contract::Link> crumbs, const char* type = "") {
    contract::Document document;
    document.path = path;
    document.type = type;
    document.title = "Title";
    document.description = "Short.";
    document.crumbs = std::move(crumbs);
    for (int i = 0; i < 9; ++i)
      document.blocks.push_back(contract::paragraph_block("Paragraph number " + std::to_string(i)));
    const std::string element = http::structured_data(document, {}, "https://portal.example");
    const std::size_t begin = element.find('>') + 1;
    return *contract::parse_json(element.substr(begin, element.rfind("</") - begin));
  };
  const std::vector<contract::Link> above{{"Above", "/above"}};
  const auto set = data_of("/open-data/tasks", above, "Dataset");
  CHECK(set[0]["@type"] == "Dataset");
  CHECK(set[0]["description"].get<std::string>().size() >= 50);
  CHECK_FALSE(set[0].contains("breadcrumb"));
  CHECK(set[1]["@type"] == "BreadcrumbList");
  CHECK(data_of("/indicators/method", above)["@type"] == "WebPage");
  CHECK(data_of("/indicators/method", above)["breadcrumb"]["itemListElement"].size() == 2);
  CHECK_FALSE(data_of("/indicators", {}).contains("breadcrumb"));  // of one item
  CHECK(data_of("/indicators", {})["@type"] == "CollectionPage");
}

TEST_CASE("a page that cannot be read now is a fault, not a page that does not exist") {
  const test::Scratch scratch;
  http::DocumentBook book;
  book.begin("t", {"t"});
  book.add({.pattern = "/broken", .make = [](const http::PageCall&) -> contract::Result<contract::Document> {
              return contract::make_error(contract::ErrorCode::unavailable, "read: disk I/O error");
            }});
  const Pages pages(test::real_content());
  book.set_frame([&pages] { return pages.book.frame(); });
  http::Router router;
  REQUIRE(http::add_page_routes(router, book, {scratch.path() / "www", ""}));
  for (const char* accept : {"text/html", "application/json"}) {
    http::Request request;
    request.method = "GET";
    request.path = "/broken";
    request.headers.set("Accept", accept);
    const http::Response reply = router.handle(request);
    CHECK(reply.status == 503);
    CHECK(reply.cause == "read: disk I/O error");
    CHECK_FALSE(holds(reply.body, "disk"));
  }
}
