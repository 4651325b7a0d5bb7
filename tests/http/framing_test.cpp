// Framing byte by byte, and bytes that mean harm: nothing may crash, hang or be read as two different
// requests.
#include "lib/net/framing.hpp"

#include <doctest/doctest.h>

#include <random>
#include <thread>

#include "raw_client.hpp"
#include "test_server.hpp"

using wufei::http::FrameScanner;
using State = FrameScanner::State;

namespace {

std::size_t limit_64k(std::string_view, std::string_view) {
  return 64 * 1024;
}

// Feeds one byte more at a time; answers the number of bytes at which the scanner made up its mind.
std::size_t decided_at(FrameScanner& scanner, const std::string& bytes, State& state) {
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    state = scanner.scan(std::string_view(bytes).substr(0, size), limit_64k);
    if (state != State::incomplete) return size;
  }
  return bytes.size() + 1;
}

const std::string kChunked =
    "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwufe\r\n1\r\ni\r\n0\r\n\r\n";

// A request with a few bytes changed, dropped, doubled or cut off.
std::string damaged(std::string bytes, std::mt19937& random) {
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  for (std::size_t i = below(4) + 1; i > 0 && !bytes.empty(); --i) {
    const std::size_t at = below(bytes.size());
    switch (below(5)) {
      case 0:
        bytes[at] = static_cast<char>(below(256));
        break;
      case 1:
        bytes.erase(at, below(8));
        break;
      case 2:
        bytes.insert(at, bytes.substr(at, below(40)));
        break;
      case 3:
        bytes.resize(at);
        break;
      default:
        bytes.insert(at, "\r\n");
        break;
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("a frame ends exactly at its last byte, however it arrives") {
  for (const std::string& bytes : {wufei::tests::get("/x"), wufei::tests::post("/x", "{\"a\":1}"),
                                   wufei::tests::post("/x", ""), kChunked}) {
    FrameScanner scanner;
    State state = State::incomplete;
    CHECK(decided_at(scanner, bytes, state) == bytes.size());
    CHECK(state == State::complete);
    CHECK(scanner.frame().total_size == bytes.size());
    FrameScanner at_once;
    CHECK(at_once.scan(bytes + "GET ", limit_64k) == State::complete);
    CHECK(at_once.frame().total_size == bytes.size());
  }
  CHECK(wufei::http::decode_chunked(std::string_view(kChunked).substr(kChunked.find("\r\n\r\n") + 4)) ==
        "wufei");
}

TEST_CASE("a refusal knows its path and whether a browser asks") {
  FrameScanner scanner;
  const auto refused = [&](const std::string& bytes) {
    scanner.reset();
    CHECK(scanner.scan(bytes, [](auto, auto) { return std::size_t{10}; }) == State::refused);
    return scanner.refusal();
  };
  const std::string rest = "Host: t\r\nContent-Length: 20\r\nAccept: text/html,*/*;q=0.8\r\n\r\n";
  const auto large = refused("POST http://t/form?x=1 HTTP/1.1\r\n" + rest);
  CHECK(large.status == 413);
  CHECK(large.path == "/form");
  CHECK(large.wants_page);
  const auto long_line = refused("GET /" + std::string(9000, 'x') + " HTTP/1.1\r\n" + rest);
  CHECK(long_line.status == 414);
  CHECK(long_line.wants_page);
  CHECK_FALSE(refused("POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 20\r\n\r\n").wants_page);
}

TEST_CASE("a header without end is refused at its limit") {
  FrameScanner scanner;
  State state = State::incomplete;
  const std::string bytes = "GET / HTTP/1.1\r\nHost: t\r\n" + std::string(40, 'x');
  std::string all = bytes;
  while (all.size() < 20000) all += "A: b\r\n";
  CHECK(decided_at(scanner, all, state) <= wufei::http::kMaxHead + 1);
  CHECK(state == State::refused);
  CHECK(scanner.refusal().status == 431);
}

TEST_CASE("whatever way damaged bytes arrive, they frame the same") {
  std::mt19937 random(20261124);
  const std::string good[] = {wufei::tests::get("/hello?a=b"), wufei::tests::post("/echo", "{\"a\":[1,2]}"),
                              kChunked};
  for (int i = 0; i < 20000; ++i) {
    const std::string bytes = damaged(good[static_cast<std::size_t>(i) % 3], random);
    FrameScanner whole;
    FrameScanner piecewise;
    const State at_once = whole.scan(bytes, limit_64k);
    State state = State::incomplete;
    decided_at(piecewise, bytes, state);
    CAPTURE(bytes);
    if (at_once == State::complete) {
      REQUIRE(state == State::complete);
      REQUIRE(whole.frame().total_size == piecewise.frame().total_size);
      REQUIRE(whole.frame().total_size <= bytes.size());
    }
    if (at_once == State::incomplete) REQUIRE(state == State::incomplete);
  }
}

TEST_CASE("damaged bytes over sockets never take the server down") {
  wufei::tests::TestServer server;
  std::mt19937 random(7);
  const std::string good[] = {
      wufei::tests::get("/items/x?a=b", "Accept: text/html;q=0.5\r\nRange: bytes=0-5\r\n"),
      wufei::tests::post("/echo", "{\"a\":[1,2]}", "X-Forwarded-For: 1.2.3.4\r\n"),
      wufei::tests::get("/hello") + wufei::tests::post("/conflict", "{}"), kChunked};
  for (int i = 0; i < 1500; ++i) {
    wufei::tests::RawClient client(server.port(), 40);
    REQUIRE(client.connected());
    const std::string bytes = damaged(good[static_cast<std::size_t>(i) % 4], random);
    const std::size_t cut = bytes.empty() ? 0 : random() % bytes.size();
    client.send(bytes.substr(0, cut));
    client.send(bytes.substr(cut));
    if (i % 3 == 0) client.shutdown_write();
    if (i % 10 == 0) client.read_reply();
  }
  wufei::tests::RawClient client(server.port());
  CHECK(client.exchange(wufei::tests::get("/hello")).status == 200);
  CHECK_FALSE(server.log().has("error "));
}
