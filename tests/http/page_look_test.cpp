// Large print and colours without a program: a form sets a cookie, every page heeds it.
#include <doctest/doctest.h>

#include "lib/base/text.hpp"
#include "lib/page/page_look.hpp"
#include "lib/page/page_routes.hpp"
#include "support/holds.hpp"
#include "support/scratch.hpp"

using namespace wufei;
using contract::Text;
using test::holds;

namespace {

struct Site {
  explicit Site(const std::string& url = {}) {
    book.begin("guide", {});
    book.add({.pattern = "/guide", .make = [](const http::PageCall&) -> contract::Result<contract::Document> {
                return contract::Document{};
              }});
    book.add({.pattern = "/form", .make = [](const http::PageCall&) -> contract::Result<contract::Document> {
                contract::Document document;
                document.entries = contract::FormEntries{"step", "next"};
                return document;
              }});
    REQUIRE(http::add_page_routes(router, book, {scratch.path(), url}));
  }
  http::Response ask(const std::string& method, const std::string& path, const std::string& cookie = {},
                     const std::string& body = {}) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.headers.set("Accept", "text/html");
    if (!cookie.empty()) request.headers.set("Cookie", cookie);
    if (method == "POST") request.headers.set("Content-Type", "application/x-www-form-urlencoded");
    request.body = body;
    return router.handle(request);
  }
  std::string page(const std::string& path, const std::string& cookie) {
    const http::Response reply = ask("GET", path, cookie);
    return reply.shared_body ? *reply.shared_body : reply.body;
  }

  test::Scratch scratch;
  http::DocumentBook book;
  http::Router router;
};

std::string cookie_of(const http::Response& reply) {
  const std::string line(reply.headers.value("Set-Cookie"));
  return line.substr(0, line.find(';'));
}

}  // namespace

TEST_CASE("a press on large print answers with the page it was pressed on, and a cookie for every page") {
  Site site("https://example.org");
  const auto reply = site.ask("POST", "/look", {}, "look=large&back=/guide%3Fq%3D%E7%94%B5%E6%B1%A0");
  CHECK(reply.status == 303);
  CHECK(reply.headers.value("Location") == "/guide?q=%E7%94%B5%E6%B1%A0");
  CHECK(reply.headers.value("Set-Cookie") ==
        "wufei-look=large; Path=/; SameSite=Lax; Max-Age=31536000; Secure");
  for (const char* path : {"/guide", "/nowhere", "/api-of-nobody"})
    for (int time = 0; time < 2; ++time) {  // made, then kept
      CAPTURE(path);
      CHECK(holds(site.page(path, cookie_of(reply)), "<html lang=\"zh-CN\" class=\"elder\">"));
      CHECK(holds(site.page(path, {}), "<html lang=\"zh-CN\">"));
    }
  CHECK(holds(std::string(site.ask("GET", "/guide").headers.value("Vary")), "Cookie"));
}

TEST_CASE("size and colours are two wishes; the usual look needs no cookie") {
  Site site;
  auto reply = site.ask("POST", "/look", "wufei-look=large", "look=dark");
  CHECK(reply.headers.value("Location") == "/");
  CHECK(cookie_of(reply) == "wufei-look=large-dark");
  const std::string page = site.page("/guide", cookie_of(reply));
  CHECK(holds(page, "<html lang=\"zh-CN\" class=\"elder\" data-theme=\"dark\">"));
  CHECK(holds(page, "\" media=\"all\">"));
  reply = site.ask("POST", "/look", cookie_of(reply), "look=standard");
  CHECK(cookie_of(reply) == "wufei-look=dark");
  reply = site.ask("POST", "/look", cookie_of(reply), "look=light");
  CHECK(holds(site.page("/guide", cookie_of(reply)), "\" media=\"not all\">"));
  reply = site.ask("POST", "/look", cookie_of(reply), "look=device");
  CHECK(reply.headers.value("Set-Cookie") == "wufei-look=; Path=/; SameSite=Lax; Max-Age=0");
  CHECK(holds(site.page("/guide", {}), "\" media=\"(prefers-color-scheme: dark)\">"));
}

TEST_CASE("large print has two further steps, on every page, and each leads to the others") {
  Site site;
  for (const std::string size : {"larger", "largest"}) {
    const auto reply = site.ask("POST", "/look", "wufei-look=large-dark", "look=" + size);
    CHECK(cookie_of(reply) == "wufei-look=" + size + "-dark");
    const std::string root =
        "<html lang=\"zh-CN\" class=\"elder\" data-size=\"" + size + "\" data-theme=\"dark\">";
    for (const char* path : {"/guide", "/nowhere"}) CHECK(holds(site.page(path, cookie_of(reply)), root));
    CHECK(cookie_of(site.ask("POST", "/look", cookie_of(reply), "look=light")) ==
          "wufei-look=" + size + "-light");
    CHECK(cookie_of(site.ask("POST", "/look", cookie_of(reply), "look=large")) == "wufei-look=large-dark");
    CHECK(cookie_of(site.ask("POST", "/look", cookie_of(reply), "look=standard")) == "wufei-look=dark");
  }
  CHECK(holds(site.page("/guide", {}),
              "<form class=\"further\" method=\"post\" action=\"/look\">"
              "<input type=\"hidden\" name=\"back\" value=\"/guide\">"));
}

TEST_CASE("the form leads nowhere else and sets nothing else") {
  Site site;
  for (const char* back : {"https://example.com/", "//example.com", "%2F%5Cexample.com", "guide", ""}) {
    CAPTURE(back);
    const auto reply = site.ask("POST", "/look", {}, std::string("look=large&back=") + back);
    CHECK(reply.headers.value("Location") == "/");
  }
  const auto split = site.ask("POST", "/look", {}, "look=large&back=/a%0D%0ASet-Cookie:%20b=c");
  CHECK(split.headers.value("Location") == "/a%0D%0ASet-Cookie:%20b=c");
  CHECK(site.ask("POST", "/look", {}, "look=huge").status == 400);
  CHECK(site.ask("POST", "/look", {}, "").status == 400);
  CHECK(site.page("/guide", "wufei-look=\"><script>-large") == site.page("/guide", "wufei-look=large"));
}

TEST_CASE("where the page does not say its address the browser does, and only the path of that counts") {
  Site site;
  http::Request request;
  request.method = "POST";
  request.path = "/look";
  request.body = "look=large&back=";
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  for (const auto& [from, to] : {std::pair{"http://localhost/pickup/WF-222?done=1", "/pickup/WF-222?done=1"},
                                 {"http://example.com//evil", "/"},
                                 {"nonsense", "/"}}) {
    request.headers.set("Referer", from);
    CHECK(site.router.handle(request).headers.value("Location") == to);
  }
}

TEST_CASE("every page has the form, with its own address in it") {
  Site site;
  const std::string page = site.page("/guide", {});
  CHECK(holds(page,
              "<form class=\"size\" method=\"post\" action=\"/look\">"
              "<input type=\"hidden\" name=\"back\" value=\"/guide\">"));
  CHECK(holds(page, ">" + std::string(contract::text(Text::frame_elder_on)) + "</button>"));
}

TEST_CASE("on a page with a form the buttons of size send that form, and the Enter key what it did before") {
  Site site;
  const std::string page = site.page("/form", {});
  const std::size_t first = page.find("form=\"entries\"");
  REQUIRE(first != std::string::npos);
  const std::size_t begin = page.rfind('<', first);
  CHECK(page.substr(begin, first - begin) ==
        "<button class=\"enter\" type=\"submit\" name=\"step\" value=\"next\" ");
  for (const char* size : {"large", "standard", "larger", "largest"}) {
    const std::size_t at = page.find("name=\"look\" value=\"" + std::string(size));
    REQUIRE(at != std::string::npos);
    const std::string button = page.substr(at, page.find('>', at) - at);
    CHECK(holds(button, "form=\"entries\" formnovalidate"));
  }
  CHECK_FALSE(holds(page, "action=\"/look\""));
  CHECK_FALSE(holds(site.page("/guide", {}), "form=\"entries\""));
}

TEST_CASE("a page that answers a wish for another look is in it at once") {
  Site site;
  site.router.add(http::Route::get("/made", "made", [](const http::Request& request) {
    return http::in_look(request, request.query_value("look"), true,
                         http::text_response(200, "text/html; charset=utf-8", "<html lang=\"zh-CN\"><p>"));
  }));
  const auto made = [&](const std::string& look, const std::string& cookie) {
    http::Request request;
    request.method = "GET";
    request.path = "/made";
    request.query["look"] = look;
    if (!cookie.empty()) request.headers.set("Cookie", cookie);
    return site.router.handle(request);
  };
  const auto large = made("large", "wufei-look=dark");
  CHECK(cookie_of(large) == "wufei-look=large-dark");
  CHECK(holds(large.body, "<html lang=\"zh-CN\" class=\"elder\" data-theme=\"dark\">"));
  const auto standard = made("standard", "wufei-look=large");
  CHECK(standard.headers.value("Set-Cookie") == "wufei-look=; Path=/; SameSite=Lax; Max-Age=0; Secure");
  CHECK(holds(standard.body, "<html lang=\"zh-CN\"><p>"));
  const auto unknown = made("huge", "wufei-look=large");
  CHECK_FALSE(unknown.headers.find("Set-Cookie"));
  CHECK(holds(unknown.body, "class=\"elder\""));
}
