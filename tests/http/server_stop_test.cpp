// A server's end and its next start.
#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "lib/net/server.hpp"
#include "raw_client.hpp"
#include "support/wait_until.hpp"
#include "test_server.hpp"

using namespace wufei::tests;
using wufei::http::ServerOptions;
using wufei::test::wait_until;
using namespace std::chrono_literals;

TEST_CASE("stop() lets requests under way finish") {
  TestServer server;
  RawClient busy(server.port());
  RawClient partial(server.port());
  RawClient idle(server.port());
  CHECK(idle.exchange(get("/hello")).status == 200);
  REQUIRE(busy.send(get("/gated")));
  const std::string bytes = post("/echo", "{\"a\":1}");
  REQUIRE(partial.send(bytes.substr(0, bytes.size() - 3)));
  REQUIRE(wait_until([&] { return server.stage().waiting() == 1 && server.server().parked_bytes() > 0; }));
  std::thread stopper([&] { server.server().stop(); });
  CHECK(idle.closed());  // it has begun
  REQUIRE(partial.send(bytes.substr(bytes.size() - 3)));
  CHECK(partial.read_reply().body == "{\"a\":1}");
  server.stage().open();
  const RawReply reply = busy.read_reply();
  CHECK(reply.body == "late");
  CHECK(reply.header("connection") == "close");
  CHECK_FALSE(RawClient(server.port()).connected());
  busy.shutdown_write();
  partial.shutdown_write();
  stopper.join();
  CHECK(server.server().open_connections() == 0);
}

TEST_CASE("stop() waits no longer than its deadline for a client") {
  ServerOptions options;
  options.drain_deadline = 300ms;
  TestServer server(options);
  RawClient partial(server.port());
  REQUIRE(partial.send("GET /hello HTTP/1.1\r\n"));
  REQUIRE(wait_until([&] { return server.server().parked_bytes() > 0; }));
  server.server().stop();  // comes back though the client never finishes
  CHECK(partial.closed());
}

TEST_CASE("a second server on the port fails and says why") {
  TestServer first;
  wufei::http::Server second(test_routes(), {});
  const auto started = second.start("127.0.0.1", first.port());
  REQUIRE_FALSE(started);
  CHECK(started.error().code == wufei::contract::ErrorCode::unavailable);
  CHECK(started.error().detail.find("Address already in use") != std::string::npos);
  wufei::http::Server third(test_routes(), {});
  CHECK_FALSE(third.start("no such host.invalid", 0));
}

TEST_CASE("a port can be taken again right after a stop") {
  int port = 0;
  {
    TestServer first;
    port = first.port();
    RawClient client(port);
    CHECK(client.exchange(get("/hello")).status == 200);
  }
  wufei::http::Server again(test_routes(), {});
  CHECK(again.start("127.0.0.1", port));
}
