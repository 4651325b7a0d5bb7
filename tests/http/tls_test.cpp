// The server speaking TLS itself: what it speaks, bytes in every portion, clients that stop or talk nonsense.
#include <doctest/doctest.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <thread>

#include "lib/net/server.hpp"
#include "raw_client.hpp"
#include "support/wait_until.hpp"
#include "test_server.hpp"
#include "tls_client.hpp"

using namespace wufei::tests;
using wufei::http::ServerOptions;
using wufei::http::TlsFault;
using wufei::http::TlsKeeper;
using wufei::test::wait_until;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<TlsKeeper> keeper_of(const TestPair& pair) {
  TlsFault fault = TlsFault::none;
  auto keeper = TlsKeeper::open(pair.files(), fault);
  REQUIRE(keeper);
  return keeper;
}

struct TlsServer {
  explicit TlsServer(ServerOptions options = {}) : server(with_tls(std::move(options))) {}
  ServerOptions with_tls(ServerOptions options) {
    options.tls = keeper;
    options.https_outside = true;
    return options;
  }
  [[nodiscard]] int port() const { return server.port(); }

  TestPair pair;
  std::shared_ptr<TlsKeeper> keeper = keeper_of(pair);
  TestServer server;
};

// Nothing of the last test is left: no connection, no byte of a request.
bool is_quiet(TlsServer& tls) {
  return wait_until(
      [&] { return tls.server.server().open_connections() == 0 && tls.server.server().parked_bytes() == 0; });
}

std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>('a' + (i * 31 + i / 251) % 26);
  return bytes;
}

}  // namespace

TEST_CASE("TLS: requests and replies, kept alive, with HSTS, ended in order") {
  TlsServer tls;
  TlsClient client(tls.port());
  REQUIRE(client.handshake());
  CHECK(client.version() == "TLSv1.3");
  for (int i = 0; i < 3; ++i) {
    const RawReply reply = client.exchange(get("/hello"));
    CHECK(reply.status == 200);
    CHECK(reply.body == "hello");
    CHECK(reply.header("strict-transport-security").find("max-age=31536000") != std::string::npos);
  }
  CHECK(client.exchange(post("/echo", "{\"a\":1}")).body == "{\"a\":1}");
  CHECK(client.exchange(get("/echo-peer")).body == "127.0.0.1");
  CHECK(client.exchange(get("/hello", "Connection: close\r\n")).header("connection") == "close");
  CHECK(client.closed());
  CHECK(client.ended_in_order());
  CHECK(is_quiet(tls));
}

TEST_CASE("TLS: 1.2 with AEAD ciphers is spoken, older and weaker is refused") {
  TlsServer tls;
  TlsClient newer(tls.port(), {.newest = TLS1_2_VERSION});
  REQUIRE(newer.handshake());
  CHECK(newer.version() == "TLSv1.2");
  CHECK(newer.cipher().starts_with("ECDHE-"));
  CHECK(newer.exchange(get("/hello")).body == "hello");
  TlsClient old(tls.port(), {.newest = TLS1_1_VERSION, .oldest = TLS1_VERSION, .ciphers = "ALL"});
  CHECK_FALSE(old.handshake());
  for (const char* weak : {"AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384"}) {
    TlsClient client(tls.port(), {.newest = TLS1_2_VERSION, .ciphers = weak});
    CHECK_FALSE(client.handshake());
  }
  TlsClient same(tls.port(), {.newest = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256"});
  CHECK(same.handshake());
}

TEST_CASE("TLS: HTTP/1.1 is chosen among the protocols, a client that speaks only others is told") {
  TlsServer tls;
  TlsClient both(tls.port(), {.protocols = "\x02h2\x08http/1.1"});
  REQUIRE(both.handshake());
  CHECK(both.protocol() == "http/1.1");
  CHECK(both.exchange(get("/hello")).body == "hello");
  TlsClient other(tls.port(), {.protocols = "\x02h2"});
  CHECK_FALSE(other.handshake());
  TlsClient none(tls.port());
  REQUIRE(none.handshake());
  CHECK(none.protocol().empty());
}

TEST_CASE("TLS: big bodies both ways") {
  TlsServer tls;
  TlsClient client(tls.port());
  REQUIRE(client.handshake());
  const std::string body = pattern(1024 * 1024);
  CHECK(client.exchange(post("/upload", body)).body == body);
  const RawReply shared = client.exchange(get("/big"));
  CHECK(shared.body.size() == 8 * 1024 * 1024);
  const RawReply own = client.exchange(get("/own?mb=3"));
  CHECK(own.body == std::string(3 * 1024 * 1024, 'x'));
  for (const std::size_t size : {16383, 16384, 16385, 65535, 65536, 65537})  // around records and buffers
    CHECK(client.exchange(post("/upload", body.substr(0, size))).body == body.substr(0, size));
}

TEST_CASE("TLS: whoever reads late gets all of it, in order") {
  TlsServer tls;
  TlsClient client(tls.port());
  REQUIRE(client.handshake());
  std::string requests;
  for (int i = 0; i < 4; ++i) requests += get("/own?mb=2") + get("/items/" + std::to_string(i));
  REQUIRE(client.send(requests));
  REQUIRE(wait_until([&] { return tls.server.server().unsent_bytes() > 0; }));  // it is stuck at our socket
  for (int i = 0; i < 4; ++i) {
    CHECK(client.read_reply().body.size() == 2 * 1024 * 1024);
    CHECK(client.read_reply().body == std::to_string(i));
  }
  CHECK(wait_until([&] { return tls.server.server().unsent_bytes() == 0; }));
}

TEST_CASE("TLS: many requests in one record, and one request in records of one byte") {
  TlsServer tls;
  TlsClient client(tls.port());
  REQUIRE(client.handshake());
  std::string requests;
  for (int i = 0; i < 200; ++i) requests += get("/items/n" + std::to_string(i));
  REQUIRE(client.send(requests));
  for (int i = 0; i < 200; ++i) CHECK(client.read_reply().body == "n" + std::to_string(i));
  for (const char byte : post("/echo", "[1,2,3]")) REQUIRE(client.send({&byte, 1}));
  CHECK(client.read_reply().body == "[1,2,3]");
}

TEST_CASE("TLS: a refusal is read before the end, although more was on its way") {
  TlsServer tls;
  TlsClient client(tls.port());
  REQUIRE(client.handshake());
  client.send(post("/echo", pattern(1024 * 1024)));
  CHECK(client.read_reply().status == 413);
  CHECK(client.closed());
  CHECK(client.ended_in_order());
}

TEST_CASE("TLS: a client that says it has ended gets its reply") {
  TlsServer tls;
  TlsClient client(tls.port());
  REQUIRE(client.handshake());
  REQUIRE(client.send(get("/hello")));
  client.shutdown_write();
  CHECK(client.read_reply().body == "hello");
  CHECK(client.closed());
  CHECK(is_quiet(tls));
}

TEST_CASE("TLS: silence before, within and after the handshake ends with the header's deadline") {
  ServerOptions options;
  options.header_deadline = 1500ms;
  TlsServer tls(options);
  RawClient silent(tls.port());
  RawClient within(tls.port());
  TlsClient after(tls.port());
  REQUIRE(within.send("\x16\x03\x01\x02"));  // a record's first bytes
  REQUIRE(after.handshake());
  CHECK(silent.closed());
  CHECK(within.closed());
  CHECK(after.closed());
  CHECK(after.ended_in_order());
  CHECK(is_quiet(tls));
}

TEST_CASE("TLS: a handshake that trickles in does not put its deadline off") {
  ServerOptions options;
  options.header_deadline = 300ms;
  TlsServer tls(options);
  RawClient client(tls.port());
  REQUIRE(client.send(std::string_view("\x16\x03\x01\x01\x00\x01\x00\x00\xfc\x03\x03", 11)));
  int sent = 0;
  pollfd end{client.socket(), POLLIN, 0};
  while (::poll(&end, 1, 10) == 0 && client.send("x")) ++sent;
  CHECK(sent < 240);  // of 249 that were to come
  CHECK(client.closed());
}

TEST_CASE("TLS: nonsense and plain HTTP cost nothing but their connection") {
  TlsServer tls;
  TlsClient good(tls.port());
  REQUIRE(good.handshake());
  for (const std::string& bytes : {get("/hello"), std::string(5000, 'x'), std::string("\x16\x03\x01\xff\xff"),
                                   std::string("\x15\x03\x01\x00\x02\x02\x28", 7)}) {
    RawClient client(tls.port());
    client.send(bytes);
    client.shutdown_write();
    CHECK(client.closed());
  }
  CHECK(good.exchange(get("/hello")).body == "hello");
  // And within a connection that has begun well.
  TlsClient spoilt(tls.port());
  REQUIRE(spoilt.handshake());
  CHECK(spoilt.exchange(get("/hello")).body == "hello");
  const std::string record("\x17\x03\x03\x00\x20", 5);
  ::send(spoilt.socket(), (record + std::string(32, 'x')).data(), 37, MSG_NOSIGNAL);
  CHECK(spoilt.closed());
  CHECK(good.exchange(get("/hello")).body == "hello");
}

TEST_CASE("TLS: a client that goes in the middle of the handshake, or of a reply, leaves nothing behind") {
  TlsServer tls;
  { RawClient client(tls.port()); }
  {
    RawClient client(tls.port());
    client.send(std::string_view("\x16\x03\x01\x00\x50\x01\x00\x00\x4c\x03\x03", 11));
    REQUIRE(wait_until([&] { return tls.server.server().parked_bytes() > 0; }));  // what TLS holds counts
  }
  {
    TlsClient client(tls.port());
    REQUIRE(client.handshake());
    REQUIRE(client.send(get("/big")));
    REQUIRE(wait_until([&] { return tls.server.server().unsent_bytes() > 0; }));
  }
  CHECK(is_quiet(tls));
  TlsClient good(tls.port());
  REQUIRE(good.handshake());
  CHECK(good.exchange(get("/hello")).body == "hello");
}

TEST_CASE("TLS: stop() ends handshakes and idle connections, and a request under way is answered") {
  TlsServer tls;
  RawClient greeting(tls.port());
  TlsClient idle(tls.port());
  TlsClient busy(tls.port());
  REQUIRE(idle.handshake());
  REQUIRE(busy.handshake());
  REQUIRE(busy.send(get("/gated")));
  REQUIRE(wait_until([&] { return tls.server.stage().waiting() == 1; }));
  std::thread stopper([&] { tls.server.server().stop(); });
  CHECK(idle.closed());
  CHECK(idle.ended_in_order());
  CHECK(greeting.closed());
  tls.server.stage().open();
  CHECK(busy.read_reply().body == "late");
  CHECK(busy.closed());
  stopper.join();
}
