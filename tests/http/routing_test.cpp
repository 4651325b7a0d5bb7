// From a request line to its handler, without a server: targets, patterns, methods, forms, the client's
// address.
#include <doctest/doctest.h>

#include "lib/base/percent.hpp"
#include "lib/web/form_fields.hpp"
#include "lib/web/path_pattern.hpp"
#include "lib/web/problem_reply.hpp"
#include "lib/web/router.hpp"
#include "lib/web/target.hpp"
#include "test_server.hpp"

using namespace wufei::http;

TEST_CASE("targets are taken apart strictly") {
  const auto target = parse_target("/a%20b/c?q=%E6%97%A7+x&q=second&empty=&&flag");
  REQUIRE(target);
  CHECK(target->path == "/a b/c");
  CHECK(target->query.at("q") == "\xE6\x97\xA7 x");
  CHECK(target->query.at("empty").empty());
  CHECK(target->query.count("flag") == 1);
  CHECK_FALSE(target->query_broken);
  for (const char* bad : {"", "x", "/%", "/%4", "/%zz", "/%00", "/%ff", "/%0a", "/\xff", "//%e2%80%ae"})
    CHECK_FALSE(parse_target(bad));
}

TEST_CASE("what cannot be decoded of a query is left out, and told") {
  for (const char* bad : {"/p?x=100%&y=1", "/p?x=%B5%E7%B3%D8&y=1", "/p?%zz=1&y=1", "/p?y=1&z=%00"}) {
    const auto target = parse_target(bad);
    REQUIRE(target);
    CHECK(target->path == "/p");
    CHECK(target->query_broken);
    CHECK(target->query.size() == 1);
    CHECK(target->query.at("y") == "1");
  }
}

TEST_CASE("the absolute form of a target is the same as its origin form") {
  CHECK(parse_target("http://host")->path == "/");
  for (const char* absolute :
       {"http://host/a?q=1", "HTTP://host/a?q=1", "https://host:8443/a?q=1", "Https://h/a?q=1"}) {
    const auto target = parse_target(absolute);
    REQUIRE(target);
    CHECK(target->path == "/a");
    CHECK(target->query.at("q") == "1");
  }
  CHECK(parse_target("http://host?q=/x")->path == "/");
  CHECK(parse_target("http://host?q=/x")->query.at("q") == "/x");
  for (const char* bad : {"http://", "http:///a", "ftp://host/a", "http:host/a"})
    CHECK_FALSE(parse_target(bad));
}

TEST_CASE("whose name an authority holds") {
  CHECK(authority_of_target("http://Host:80/a") == "Host:80");
  CHECK(authority_of_target("https://host?q=http://other/") == "host");
  for (const char* none : {"/http://host/", "*", "http://", "http:///a"})
    CHECK(authority_of_target(none).empty());
  for (const char* same : {"a.test", "A.Test", "a.test.", "a.test:80", "a.test.:8080", "a.test:"})
    CHECK(host_name(same) == "a.test");
  CHECK(host_name("[2001:DB8::1]:80") == "[2001:db8::1]");
  CHECK(host_name("192.0.2.1:80") == "192.0.2.1");
  for (const char* none :
       {"", ".", ":80", "a.test..", ".a.test", "a..test", "a.test:x", "a.test:80:80", "[]", "[a.test]",
        "[::1", "[::1]x", "user@a.test", "a.test/", "a%2etest", "a test", "*.test", "\xe6\xb5\x8b.test"})
    CHECK(host_name(none).empty());
  CHECK(host_name(std::string(256, 'a')).empty());
}

TEST_CASE("a refusal is said in the voice of its path") {
  Router router = wufei::tests::test_routes();
  router.set_fallback([](const Request&) { return text_response(200, "text/plain", "page"); });
  const auto voice = [](std::string name) {
    return [name](const Request&, Response problem) {
      problem.headers.set("Content-Type", "text/plain");
      problem.body = name;
      return problem;
    };
  };
  router.set_voice("", voice("house"));
  router.set_voice("/other/", voice("other"));
  const auto said = [&](const char* method, const char* path, bool broken = false) {
    Request request;
    request.method = method;
    request.path = path;
    request.query_broken = broken;
    const Response reply = router.handle(request);
    return std::to_string(reply.status) + " " + reply.body;
  };
  CHECK(said("GET", "/other/nothing") == "404 other");  // no page lies below it
  CHECK(said("GET", "/nothing") == "200 page");
  CHECK(said("POST", "/nothing") == "405 house");
  CHECK(said("DELETE", "/hello") == "405 house");
  CHECK(said("GET", "/hello", true) == "400 house");
  CHECK(said("GET", "/nothing", true) == "200 page");
  CHECK(said("GET", "/hello") == "200 hello");
}

TEST_CASE("the client's address is the last one that is not a proxy of ours") {
  const std::vector<std::string> proxies{"10.0.0.1", "10.0.0.2"};
  CHECK(client_address("1.1.1.1", "2.2.2.2", proxies) == "1.1.1.1");
  CHECK(client_address("10.0.0.1", "", proxies) == "10.0.0.1");
  CHECK(client_address("10.0.0.1", "6.6.6.6, 2.2.2.2,10.0.0.2", proxies) == "2.2.2.2");
  CHECK(client_address("10.0.0.1", "2001:db8::1", proxies) == "2001:db8::1");
  CHECK(client_address("10.0.0.1", "evil", proxies) == "10.0.0.1");
  CHECK(client_address("10.0.0.1", std::string_view("2.2.2.2\0evil", 12), proxies) == "10.0.0.1");
  const std::vector<std::string> networks{"127.0.0.0/8", "2001:db8::/33", "10.1.2.128/25"};
  CHECK(client_address("127.9.9.9", "2.2.2.2", networks) == "2.2.2.2");
  CHECK(client_address("::ffff:127.0.0.1", "2.2.2.2", networks) == "2.2.2.2");
  CHECK(client_address("2001:db8:7fff::1", "2.2.2.2", networks) == "2.2.2.2");
  CHECK(client_address("2001:db8:8000::1", "2.2.2.2", networks) == "2001:db8:8000::1");
  CHECK(client_address("10.1.2.127", "2.2.2.2", networks) == "10.1.2.127");
  CHECK(client_address("10.1.2.129", "2.2.2.2, 127.0.0.1", networks) == "2.2.2.2");
  for (const char* bad : {"", "localhost", "127.0.0.1,10.0.0.1", "10.0.0.0/", "10.0.0.0/33", "0.0.0.0/0",
                          "::/0", "::1/129", "10.0.0.0/8x", "10.0.0/8", " 10.0.0.1"})
    CHECK_FALSE(is_network(bad));
}

TEST_CASE("pairs are split once for addresses and forms, strictly decoded") {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  CHECK(wufei::contract::decoded_pairs("a=1&&b&=x&a=%2B+%E5%8C%97&c==") ==
        Pairs{{"a", "1"}, {"b", ""}, {"a", "+ \xE5\x8C\x97"}, {"c", "="}});
  CHECK(wufei::contract::decoded_pairs("")->empty());
  for (const char* broken : {"a=%", "a=%2", "a=%zz", "%ff=1", "a=%00"})
    CHECK_FALSE(wufei::contract::decoded_pairs(broken));
}

TEST_CASE("a path fits a pattern segment by segment") {
  const auto fit = [](std::string_view pattern, std::string_view path) {
    return fits(segments_of(pattern), segments_of(path));
  };
  CHECK(fit("/a/{x}", "/a/b"));
  CHECK(fit("/{x}.csv", "/b.csv"));
  CHECK(fit("/", "/"));
  for (const char* path : {"/a", "/a/", "/a/b/", "/a/b/c", "/b/b", "a/b", ""})
    CHECK_FALSE(fit("/a/{x}", path));
  for (const char* path : {"/.csv", "/b.json", "/b"}) CHECK_FALSE(fit("/{x}.csv", path));
  CHECK(fit("/{}", "/{}"));
  CHECK_FALSE(fit("/{}", "/x"));
  CHECK(parameters_of(segments_of("/{x}/b/{y}.csv"), segments_of("/1/b/2.csv")) ==
        PathParameters{{"x", "1"}, {"y", "2"}});
}

TEST_CASE("the router knows limits and its fallback") {
  Router router = wufei::tests::test_routes();
  CHECK(router.body_limit("POST", "/echo") == 64 * 1024);
  CHECK(router.body_limit("POST", "/nowhere") == kUnroutedBody);
  CHECK(router.routes().size() == 16);
  Request request;
  request.method = "GET";
  request.path = "/anything";
  CHECK(router.handle(request).status == 404);
  router.set_fallback([](const Request& asked) {
    return text_response(asked.path == "/anything" || asked.path == "/form" ? 200 : 404, "text/plain",
                         "page");
  });
  CHECK(router.handle(request).body == "page");
  request.path = "/items/";
  request.method = "DELETE";
  CHECK(router.handle(request).status == 404);
}

TEST_CASE("a page says which methods it has, with a form's own among them") {
  Router router;
  Route form = Route::post("/form", "form", 100, [](const Request&) { return Response{}; });
  form.takes = Takes::form;
  router.add(std::move(form));
  router.set_fallback([](const Request& asked) {
    CHECK(asked.method == "GET");
    CHECK(asked.body.empty());
    return text_response(asked.path == "/nothing" ? 404 : 200, "text/plain", "page");
  });
  const auto reply = [&](const char* method, const char* path) {
    Request request;
    request.method = method;
    request.path = path;
    request.body = "x=1";
    const Response response = router.handle(request);
    return std::to_string(response.status) + " " + std::string(response.headers.value("Allow"));
  };
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE"})
    CHECK(reply(method, "/page") == "405 GET, HEAD, OPTIONS");
  CHECK(reply("POST", "/nothing") == "404 ");
  CHECK(reply("DELETE", "/form") == "405 GET, HEAD, POST, OPTIONS");
  CHECK(reply("OPTIONS", "/form") == "204 GET, HEAD, POST, OPTIONS");
  CHECK(reply("OPTIONS", "/page") == "204 GET, HEAD, OPTIONS");
}

TEST_CASE("a path that only takes a form leads who opens it to the page of the form") {
  Router router;
  const auto sent = [](const Request&) { return text_response(200, "text/plain", "sent"); };
  Route form = Route::post("/page/{name}/{number}/send", "send", 100, sent);
  form.form_page = form_page_at("/page/{name}");
  router.add(std::move(form));
  Route strict = Route::post("/send", "send_all", 100, sent);
  strict.takes = Takes::form;
  strict.form_page = form_page_at("/");
  router.add(std::move(strict));
  Route both = Route::post("/both", "send_both", 100, sent);
  both.form_page = form_page_at("/elsewhere");
  router.add(std::move(both));
  router.add(
      Route::get("/both", "both", [](const Request&) { return text_response(200, "text/plain", ""); }));
  router.add(Route::post("/program", "program", 100, sent));
  router.set_fallback([](const Request&) { return text_response(404, "text/plain", "none"); });
  const auto reply = [&](const char* method, const char* path) {
    Request request;
    request.method = method;
    request.path = path;
    request.query["again"] = "1";
    const Response response = router.handle(request);
    return std::to_string(response.status) + " " + std::string(response.headers.value("Location")) +
           std::string(response.headers.value("Allow"));
  };
  for (const char* method : {"GET", "HEAD"}) {
    CHECK(reply(method, "/page/a b?/7/send") == "303 /page/a%20b%3F");
    CHECK(reply(method, "/send") == "303 /");
    CHECK(reply(method, "/both") == "200 ");
    CHECK(reply(method, "/program") == "405 POST, OPTIONS");
  }
  for (const char* path : {"/page/a/7/send", "/send"}) {
    CHECK(reply("DELETE", path) == "405 GET, HEAD, POST, OPTIONS");
    CHECK(reply("OPTIONS", path) == "204 GET, HEAD, POST, OPTIONS");
  }
}

TEST_CASE("a form that gives one field two values is refused") {
  Request request;
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  request.body = "kind=complaint&topic=other&kind=praise";
  const auto refused = form_fields(request);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().fields.at(0).pointer == "/kind");
  request.body = "kind=complaint&topic=other&kind=complaint";
  CHECK(form_fields(request));
}
