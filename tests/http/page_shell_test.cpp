// The first page of a visit holds its style sheet; the pages after it link to the sheet.
#include <doctest/doctest.h>

#include "lib/page/page_routes.hpp"
#include "lib/page/page_shell.hpp"
#include "lib/web/content_policy.hpp"
#include "support/scratch.hpp"

using namespace wufei;

namespace {

constexpr const char* kLink = "<link rel=\"stylesheet\" href=\"/assets/style.css\">";
constexpr const char* kStyle = "<style>p{color:red}</style>";
// openssl dgst -sha256 -binary | base64
constexpr const char* kHash = "sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64=";

struct Site {
  explicit Site(const std::string& style = "p{color:red}") {
    test::write_file(
        scratch.path() / "index.html",
        std::string(
            "<!doctype html><html lang=\"zh-CN\"{{look}}>{{title}}{{description}}{{canonical}}{{head}}") +
            kLink + "{{content}}{{data}}");
    std::filesystem::create_directory(scratch.path() / "assets");
    if (!style.empty()) test::write_file(scratch.path() / "assets/style.css", style);
    book.begin("guide", {});
    for (const char* path : {"/guide", "/guide/quiz"})
      book.add(
          {path,
           {},
           [](const http::PageCall&) -> contract::Result<contract::Document> { return contract::Document{}; },
           {}});
    REQUIRE(http::add_page_routes(router, book, {scratch.path(), ""}));
  }
  http::Response get(const std::string& path, const char* from, const std::string& tag = {}) {
    http::Request request;
    request.method = "GET";
    request.path = path;
    if (from != nullptr) request.headers.set("Sec-Fetch-Site", from);
    if (!tag.empty()) request.headers.set("If-None-Match", tag);
    return router.handle(request);
  }

  test::Scratch scratch;
  http::DocumentBook book;
  http::Router router;
};

bool holds(const http::Response& reply, const std::string& text) {
  return reply.shared_body && reply.shared_body->find(text) != std::string::npos;
}
std::string policy_of(const http::Response& reply) {
  return std::string(reply.headers.value("Content-Security-Policy"));
}

}  // namespace

TEST_CASE("who comes from elsewhere gets the style sheet in the page, and a policy for just that sheet") {
  Site site;
  for (const char* from : {"none", "cross-site", "same-site"})
    for (int time = 0; time < 2; ++time) {  // made, then kept
      const auto reply = site.get("/guide", from);
      CHECK(reply.status == 200);
      CHECK(holds(reply, kStyle));
      CHECK_FALSE(holds(reply, kLink));
      CHECK(policy_of(reply) == http::content_policy(kHash));
      CHECK(reply.headers.value("Vary") == "Accept-Encoding, Cookie, Sec-Fetch-Site");
    }
  const auto first = site.get("/guide", "none");
  const auto again = site.get("/guide", "none", std::string(first.headers.value("ETag")));
  CHECK(again.status == 304);
  CHECK(policy_of(again) == http::content_policy(kHash));
}

TEST_CASE(
    "from page to page, deep in the site and for programs the sheet is a link and the policy is the strict "
    "one") {
  Site site;
  for (const auto& reply : {site.get("/guide", "same-origin"), site.get("/guide", nullptr),
                            site.get("/guide/quiz", "none"), site.get("/guide", "same-origin")}) {
    CHECK(reply.status == 200);
    CHECK(holds(reply, kLink));
    CHECK_FALSE(holds(reply, "<style>"));
    CHECK(policy_of(reply).empty());  // the server adds content_policy()
  }
  CHECK(site.get("/guide", "none").headers.value("ETag") !=
        site.get("/guide", "same-origin").headers.value("ETag"));
}

TEST_CASE("a style sheet that is not there, or would end its element, is linked to") {
  for (const char* style : {"", "p{}</style><script>"}) {
    Site site(style);
    const auto reply = site.get("/guide", "none");
    CHECK(holds(reply, kLink));
    CHECK_FALSE(holds(reply, "<style>"));
    CHECK(policy_of(reply).empty());
  }
}

TEST_CASE("the policy lets in nothing that stands in a page but one style sheet") {
  const std::string strict = http::content_policy(), open = http::content_policy(kHash);
  CHECK(strict.find("style-src 'self';") != std::string::npos);
  CHECK(open.find("style-src 'self' '" + std::string(kHash) + "';") != std::string::npos);
  for (const std::string& policy : {strict, open}) {
    CHECK(policy.find("unsafe-inline") == std::string::npos);
    CHECK(policy.find("script-src 'self' 'wasm-unsafe-eval';") != std::string::npos);
  }
}
