// Pages are made again when their own subject has changed, and only then.
#include <doctest/doctest.h>

#include <map>

#include "lib/page/page_routes.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;

namespace {

// Three subjects with a page each that counts how often it was made; "survey" shows what "pickup" says.
struct Site {
  Site() {
    for (const char* subject : {"pickup", "guide", "survey"}) {
      book.begin(subject, subject == std::string("survey") ? std::vector<std::string>{"pickup"}
                                                           : std::vector<std::string>{});
      book.add({"/" + roots.at(subject),
                {},
                [this, subject](const http::PageCall&) { return page(subject); },
                {}});
    }
    REQUIRE(http::add_page_routes(router, source, book, {scratch.path(), "https://example.org"}));
  }
  contract::Result<contract::Document> page(const std::string& subject) {
    contract::Document document;
    document.title = subject;
    document.blocks.push_back(contract::paragraph_block(std::to_string(++made[subject])));
    return document;
  }
  std::string tag(const std::string& path, const std::string& query = {}) {
    http::Request request;
    request.method = "GET";
    request.path = path;
    if (!query.empty()) request.query["path"] = query;
    const http::Response response = router.handle(request);
    REQUIRE(response.status == 200);
    return std::string(response.headers.value("ETag"));
  }
  std::map<std::string, std::string> tags() {
    std::map<std::string, std::string> all;
    for (const auto& [subject, root] : roots)
      all[subject] = tag("/" + root) + tag("/api/v1/pages", "/" + root);
    return all;
  }

  const std::map<std::string, std::string> roots{
      {"pickup", "indicators"}, {"guide", "guide"}, {"survey", "tasks"}};
  std::map<std::string, int> made;
  test::Scratch scratch;
  service::ContentSource source{test::real_content()};
  http::DocumentBook book;
  http::Router router;
};

}  // namespace

TEST_CASE("a change of one subject leaves the kept pages of others") {
  Site site;
  const auto before = site.tags();
  CHECK(site.tags() == before);
  CHECK(site.made == std::map<std::string, int>{{"guide", 2}, {"pickup", 2}, {"survey", 2}});  // HTML, blocks
  site.book.changed("guide");
  const auto after = site.tags();
  CHECK(site.made == std::map<std::string, int>{{"guide", 4}, {"pickup", 2}, {"survey", 2}});
  CHECK(after.at("guide") != before.at("guide"));
  CHECK(after.at("pickup") == before.at("pickup"));
  CHECK(after.at("survey") == before.at("survey"));
}

TEST_CASE("a page that shows another subject is made again with it") {
  Site site;
  site.tags();
  site.book.changed("pickup");
  site.tags();
  CHECK(site.made == std::map<std::string, int>{{"guide", 2}, {"pickup", 4}, {"survey", 4}});
  site.book.changed("notice");  // no pages of its own, and nobody shows it
  site.tags();
  CHECK(site.made == std::map<std::string, int>{{"guide", 2}, {"pickup", 4}, {"survey", 4}});
}
