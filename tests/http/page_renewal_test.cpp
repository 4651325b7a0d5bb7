// Pages are made again when their own subject has changed, and only then.
#include <doctest/doctest.h>

#include <map>

#include "lib/base/text.hpp"
#include "lib/page/page_routes.hpp"
#include "support/scratch.hpp"

using namespace wufei;

namespace {

// Three subjects with a page each that counts how often it was made; "survey" shows what "pickup" says.
struct Site {
  Site() {
    for (const char* subject : {"pickup", "guide", "survey"}) {
      book.begin(subject, subject == std::string("survey") ? std::vector<std::string>{"pickup"}
                                                           : std::vector<std::string>{});
      book.add({.pattern = "/" + roots.at(subject),
                .make = [this, subject](const http::PageCall&) { return page(subject); }});
    }
    REQUIRE(http::add_page_routes(router, book, {scratch.path(), "https://example.org"}));
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

TEST_CASE("a refusal is a page in words for a browser, and a problem for a program") {
  Site site;
  site.book.set_frame([] {
    http::PageFrame frame;
    frame.missing.title = "Missing";
    return frame;
  });
  site.router.add(
      http::Route::get("/api/v1/thing", "thing", [](const http::Request&) { return http::Response(); }));
  site.router.add(
      http::Route::post("/form", "form", 10, [](const http::Request&) { return http::Response(); }));
  const auto reply = [&](const char* method, const char* path, const char* accept) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.query_broken = true;
    if (request.method == "POST") request.body = "a=1";
    request.headers.set("Accept", accept);
    return site.router.handle(request);
  };
  const std::string html = "text/html; charset=utf-8", problem = "application/problem+json";
  CHECK(reply("GET", "/guide", "text/html").status == 200);  // the page does without the broken value
  const auto form = reply("POST", "/form", "text/html,*/*;q=0.8");
  CHECK(form.status == 400);
  CHECK(form.headers.value("Content-Type") == html);
  CHECK(form.body.find(contract::error_title(contract::ErrorCode::invalid)) != std::string::npos);
  CHECK(reply("POST", "/form", "*/*").headers.value("Content-Type") == problem);
  CHECK(reply("GET", "/api/v1/thing", "text/html").headers.value("Content-Type") == problem);
  http::Request broken;  // as the server says what it could not read
  broken.path = "/%zz";
  broken.headers.set("Accept", "text/html");
  const auto told = site.router.told(
      broken, http::problem_response(contract::make_error(contract::ErrorCode::invalid), broken));
  CHECK(told.status == 400);
  CHECK(told.headers.value("Content-Type") == html);
  CHECK(told.body.find("Missing") != std::string::npos);
}
