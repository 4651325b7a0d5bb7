// The server as clients meet it: keep-alive, refusals, deadlines, shutdown.
#include "lib/net/server.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "lib/base/json.hpp"
#include "raw_client.hpp"
#include "support/wait_until.hpp"
#include "test_server.hpp"

using namespace wufei::tests;
using wufei::test::wait_until;
using namespace std::chrono_literals;
using wufei::contract::Json;
using wufei::http::ServerOptions;

namespace {

Json problem_of(const RawReply& reply) {
  CHECK(reply.header("content-type") == "application/problem+json");
  CHECK(reply.header("x-content-type-options") == "nosniff");
  CHECK(!reply.header("content-security-policy").empty());
  const auto parsed = wufei::contract::parse_json(reply.body);
  REQUIRE(parsed);
  CHECK((*parsed)["status"] == reply.status);
  CHECK((*parsed)["instance"] == "urn:request:" + reply.header("x-request-id"));
  return *parsed;
}

}  // namespace

TEST_CASE("a plain reply carries the fixed headers") {
  TestServer server;
  RawClient client(server.port());
  const RawReply reply = client.exchange(get("/hello"));
  CHECK(reply.status == 200);
  CHECK(reply.body == "hello");
  CHECK(reply.header("content-type") == "text/plain; charset=utf-8");
  CHECK(reply.header("x-frame-options") == "DENY");
  CHECK(reply.header("cross-origin-opener-policy") == "same-origin");
  CHECK(reply.header("referrer-policy") == "same-origin");
  CHECK(reply.header("permissions-policy").find("camera=()") != std::string::npos);
  CHECK(reply.header("date").ends_with("GMT"));
  CHECK(reply.header("x-request-id").size() == 16);
  CHECK(reply.header("connection").empty());
}

TEST_CASE("the library's client and server understand each other") {
  TestServer server;
  httplib::Client client("127.0.0.1", server.port());
  client.set_keep_alive(true);
  for (int i = 0; i < 5; ++i) {
    const auto reply = client.Post("/echo", "{\"n\":" + std::to_string(i) + "}", "application/json");
    REQUIRE(reply);
    CHECK(reply->body == "{\"n\":" + std::to_string(i) + "}");
  }
  CHECK(server.server().open_connections() == 1);
}

TEST_CASE("a connection survives replies of 400 and more") {
  TestServer server;
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    const RawReply reply = client.exchange(post("/conflict", "{}"));
    CHECK(reply.status == 409);
    const Json problem = problem_of(reply);
    CHECK(problem["code"] == "conflict");
    CHECK(problem["errors"][0]["rule"] == "slot_full");
    CHECK(reply.header("connection").empty());
  }
  CHECK(client.exchange(get("/nothing")).status == 404);
  CHECK(client.exchange(get("/throws")).status == 500);
  CHECK(client.exchange(get("/hello")).status == 200);
}

TEST_CASE("pipelined requests are answered in order") {
  TestServer server;
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 50; ++i) all += get("/items/" + std::to_string(i)) + post("/conflict", "{}");
  REQUIRE(client.send(all));
  for (int i = 0; i < 50; ++i) {
    CHECK(client.read_reply().body == std::to_string(i));
    CHECK(client.read_reply().status == 409);
  }
}

TEST_CASE("a body split into many packets arrives whole") {
  TestServer server;
  RawClient client(server.port(), 8000);
  const std::string body = "{\"text\":\"" + std::string(3000, 'a') + "\"}";
  const std::string bytes = post("/echo", body);
  for (std::size_t at = 0; at < bytes.size(); at += 37)
    REQUIRE(client.send(std::string_view(bytes).substr(at, 37)));
  CHECK(client.read_reply().body == body);
}

TEST_CASE("a body in chunks arrives whole, and its limit holds") {
  TestServer server;
  const std::string head =
      "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nTransfer-Encoding: "
      "chunked\r\n\r\n";
  RawClient client(server.port());
  REQUIRE(client.send(head + "2\r\n{\"\r\n"));
  REQUIRE(wait_until([&] { return server.server().parked_bytes() > 0; }));
  CHECK(client.exchange("5;x=y\r\na\":1}\r\n0\r\nTrailer: x\r\n\r\n").body == "{\"a\":1}");
  CHECK(client.exchange(head + "0\r\n\r\n").status == 200);
  CHECK(client.exchange(head + "20000\r\n").status == 413);
  RawClient second(server.port());
  CHECK(second.exchange(head + "zz\r\n").status == 400);
}

TEST_CASE("the largest allowed body is taken") {
  TestServer server;
  RawClient client(server.port(), 8000);
  const std::string body(wufei::http::kLargestBody, 'b');
  CHECK(client.exchange(post("/upload", body)).body == body);
  CHECK(client.exchange(get("/hello")).status == 200);
  CHECK(wait_until([&] { return server.server().parked_bytes() == 0; }));
}

TEST_CASE("too large a body is refused before it is sent") {
  TestServer server;
  RawClient client(server.port());
  const RawReply reply = client.exchange(
      "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nContent-Length: 70000\r\n\r\n");
  CHECK(reply.status == 413);
  CHECK(problem_of(reply)["code"] == "too_large");
  CHECK(reply.header("connection") == "close");
  CHECK(client.closed());
}

TEST_CASE("a client that goes on sending still reads its 413") {
  TestServer server;
  RawClient client(server.port());
  const std::string body(900 * 1024, 'x');
  client.send(post("/echo", body));
  CHECK(client.read_reply().status == 413);
}

TEST_CASE("Expect: 100-continue is answered once, or refused at once") {
  TestServer server;
  RawClient client(server.port());
  const std::string head =
      "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n";
  CHECK(client.exchange(head + "Content-Length: 2\r\n\r\n").status == 100);
  CHECK(client.exchange("{}").body == "{}");
  CHECK(client.exchange(get("/hello")).body == "hello");
  CHECK(client.exchange(head + "Content-Length: 99999\r\n\r\n").status == 413);
}

TEST_CASE("what cannot be served is refused with the right status") {
  TestServer server;
  struct Row {
    std::string bytes;
    int status;
    bool stays_open;
  };
  const std::string host = "Host: t\r\n";
  const std::vector<Row> rows{
      {"POST /echo HTTP/1.1\r\n" + host + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 415,
       true},
      {"POST /echo HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\n{}", 415, true},
      {"GET /hello HTTP/1.1\r\n" + host + "X: " + std::string(9000, 'a') + "\r\n\r\n", 431, false},
      {"GET /hello HTTP/1.1\r\n" + host + "X: " + std::string(20000, 'a'), 431, false},
      {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414, false},
      {"GET /nothing HTTP/1.1\r\n" + host + "\r\n", 404, true},
      {"POST /hello HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", 405, true},
      {"PUT /hello HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", 405, true},
      {"TRACE /hello HTTP/1.1\r\n" + host + "\r\n", 501, false},
      {"BREW /hello HTTP/1.1\r\n" + host + "\r\n", 501, false},
      {"GET /hello HTTP/2.0\r\n" + host + "\r\n", 505, false},
      {"GET /hello\r\n\r\n", 400, false},
      {"GET /hello HTTP/1.1\r\n\r\n", 400, false},
      {"GET /hello HTTP/1.1\r\n" + host + host + "\r\n", 400, false},
      {"GET /hello HTTP/1.1\r\n" + host + "Bad Header: x\r\n\r\n", 400, false},
      {"GET /hello HTTP/1.1\r\n" + host + " folded: x\r\n\r\n", 400, false},
      {"GET /hello HTTP/1.1\r\n" + host + "X: a\nY: b\r\n\r\n", 400, false},
      {"GET /hel%2 HTTP/1.1\r\n" + host + "\r\n", 400, false},
      {"GET /hello?q=%ff HTTP/1.1\r\n" + host + "\r\n", 400, true},
      {"GET ftp://t/hello HTTP/1.1\r\n" + host + "\r\n", 400, false},
      {"POST /echo HTTP/1.1\r\n" + host + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400, false},
      {"POST /echo HTTP/1.1\r\n" + host + "Content-Length: -2\r\n\r\n{}", 400, false},
      {"POST /echo HTTP/1.1\r\n" + host + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", 400,
       false},
      {"POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", 501, false},
      {"\x16\x03\x01\x02", 400, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes.substr(0, 120));
    RawClient client(server.port());
    const RawReply reply = client.exchange(row.bytes);
    CHECK(reply.status == row.status);
    problem_of(reply);
    CHECK(reply.header("connection") == (row.stays_open ? "" : "close"));
    if (row.stays_open) CHECK(client.exchange(get("/hello")).status == 200);
    CHECK(reply.body.find("JSON") == std::string::npos);  // what is refused may be a photograph or a coding
  }
}

TEST_CASE("a wrong method names the right ones; OPTIONS does too") {
  TestServer server;
  RawClient client(server.port());
  const std::string host = " HTTP/1.1\r\nHost: t\r\n\r\n";
  CHECK(client.exchange("PATCH /items/x" + host).header("allow") == "GET, HEAD, DELETE, OPTIONS");
  const RawReply options = client.exchange("OPTIONS /items/x" + host);
  CHECK(options.status == 204);
  CHECK(options.header("allow") == "GET, HEAD, DELETE, OPTIONS");
  CHECK(options.header("content-length").empty());
  CHECK(client.exchange("DELETE /items/x" + host).body == "x");
}

TEST_CASE("HEAD says the length and sends nothing") {
  TestServer server;
  RawClient client(server.port());
  const RawReply head = client.exchange("HEAD /hello HTTP/1.1\r\nHost: t\r\n\r\n", true);
  CHECK(head.status == 200);
  CHECK(head.header("content-length") == "5");
  CHECK(client.exchange("HEAD /big HTTP/1.1\r\nHost: t\r\n\r\n", true).header("content-length") == "8388608");
  CHECK(client.exchange("HEAD /nothing HTTP/1.1\r\nHost: t\r\n\r\n", true).status == 404);
  CHECK(client.exchange(get("/hello")).body == "hello");
}

TEST_CASE("ranges are ignored, absolute targets and HTTP/1.0 understood") {
  TestServer server;
  RawClient client(server.port());
  for (const char* range : {"bytes=0-1", "bytes=5-1", "bites=0-1", "nonsense", ""})
    CHECK(client.exchange(get("/hello", "Range: " + std::string(range) + "\r\n")).body == "hello");
  for (const char* origin : {"http://test", "HTTP://test", "https://test"})
    CHECK(
        client.exchange("GET " + std::string(origin) + "/items/a%20b HTTP/1.1\r\nHost: test\r\n\r\n").body ==
        "a b");
  const std::string large(100 * 1024, 'x');  // the limit is that of the route, however it is named
  const std::string length = "\r\nHost: test\r\nContent-Length: " + std::to_string(large.size()) + "\r\n\r\n";
  CHECK(client.exchange("POST http://test/upload HTTP/1.1" + length + large).body == large);
  const RawReply kept = client.exchange("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(kept.header("connection") == "keep-alive");
  CHECK(client.exchange("GET /hello HTTP/1.0\r\n\r\n").body == "hello");
  CHECK(client.closed());
}

TEST_CASE("Connection: close is obeyed") {
  TestServer server;
  RawClient client(server.port());
  const RawReply reply = client.exchange(get("/hello", "Connection: close\r\n"));
  CHECK(reply.body == "hello");
  CHECK(reply.header("connection") == "close");
  CHECK(client.closed());
}

TEST_CASE("a half-closed client gets its reply") {
  TestServer server;
  RawClient client(server.port());
  client.send(get("/gated"));
  client.shutdown_write();
  REQUIRE(wait_until([&] { return server.stage().waiting() == 1; }));
  server.stage().open();
  CHECK(client.read_reply().body == "late");
  CHECK(client.closed());
}

TEST_CASE("an exception is a 500 without detail and a line in the log") {
  TestServer server;
  RawClient client(server.port());
  const RawReply reply = client.exchange(get("/throws?phone=13800000000"));
  CHECK(reply.status == 500);
  CHECK(problem_of(reply)["code"] == "internal");
  CHECK(reply.body.find("secret") == std::string::npos);
  CHECK(server.log().has("error request " + reply.header("x-request-id")));
  CHECK(server.log().has("the secret of the handler"));
  CHECK_FALSE(server.log().has("13800000000"));
}

TEST_CASE("a 503 leaves its cause in the log, and tells the client nothing of it") {
  TestServer server;
  RawClient client(server.port());
  const RawReply reply = client.exchange(get("/broken"));
  CHECK(reply.status == 503);
  CHECK(reply.body.find("disk") == std::string::npos);
  CHECK(server.log().has("error request " + reply.header("x-request-id") +
                         " GET /broken: the disk of the handler"));
}

TEST_CASE("browsers are told to stay with https where residents have nothing else") {
  TestServer plain;
  RawClient client(plain.port());
  CHECK(client.exchange(get("/hello")).header("strict-transport-security").empty());
  ServerOptions options;
  options.https_outside = true;
  TestServer outside(options);
  RawClient visitor(outside.port());
  CHECK(visitor.exchange(get("/hello", "X-Forwarded-Proto: https\r\n")).header("strict-transport-security") ==
        "max-age=31536000");
  CHECK(visitor.exchange(get("/hello", "X-Forwarded-Proto: http\r\n"))
            .header("strict-transport-security")
            .empty());
}

TEST_CASE("the access log holds the route, not the path") {
  TestServer server;
  RawClient client(server.port());
  client.exchange(get("/items/WF-SECRET?x=private"));
  CHECK(server.log().has("info GET /items/{name} 200"));
  CHECK_FALSE(server.log().has("SECRET"));
  CHECK_FALSE(server.log().has("private"));
  CHECK_FALSE(server.log().has("127.0.0.1"));
}

TEST_CASE("a value with line ends makes no header") {
  TestServer server;
  RawClient client(server.port());
  const RawReply reply = client.exchange(get("/inject?v=a%0d%0aSet-Cookie:%20x=1"));
  CHECK(reply.status == 200);
  CHECK(reply.header("set-cookie").empty());
  CHECK(reply.header("x-given").empty());
  CHECK(client.exchange(get("/inject?v=fine")).header("x-given") == "fine");
}

TEST_CASE("X-Forwarded-For is believed only from a listed proxy") {
  const std::string forged = "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\nX-Request-Id: 0f3e-9c2a7b4410d8e6\r\n";
  TestServer direct;
  RawClient client(direct.port());
  const RawReply plain = client.exchange(get("/echo-peer", forged));
  CHECK(plain.body == "127.0.0.1");
  CHECK(plain.header("x-request-id") != "0f3e-9c2a7b4410d8e6");
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1"};
  TestServer behind(options);
  RawClient second(behind.port());
  const RawReply reply = second.exchange(get("/echo-peer", forged));
  CHECK(reply.body == "203.0.113.9");
  CHECK(reply.header("x-request-id") == "0f3e-9c2a7b4410d8e6");
  for (const std::string typed : {"13800001234", "abc-1", "some-body-or-other"})
    CHECK(second.exchange(get("/echo-peer", "X-Request-Id: " + typed + "\r\n")).header("x-request-id") !=
          typed);
  CHECK(second.exchange(get("/echo-peer", "X-Forwarded-For: rubbish\r\n")).body == "127.0.0.1");
}

TEST_CASE("an idle connection is closed at its deadline") {
  ServerOptions options;
  options.idle_deadline = 300ms;
  TestServer server(options);
  CHECK(wait_until([&] {  // on a loaded machine the first words may come too late
    RawClient client(server.port());
    return client.exchange(get("/hello")).status == 200 && client.closed();
  }));
}

TEST_CASE("empty lines are no requests: they keep no connection open") {
  ServerOptions options;
  options.idle_deadline = 200ms;
  TestServer server(options);
  CHECK(wait_until([&] {
    RawClient client(server.port());
    return client.exchange("\r\n" + get("/hello")).status == 200 &&
           wait_until([&] { return !client.send("\r\n") || server.server().open_connections() == 0; });
  }));
}
