// How many clients share one server: threads, turns, places, and budgets for what is held of requests and
// replies.
#include "lib/net/server.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "lib/base/waiting.hpp"
#include "raw_client.hpp"
#include "support/wait_until.hpp"
#include "test_server.hpp"

using namespace wufei::tests;
using wufei::test::wait_until;
using namespace std::chrono_literals;
using wufei::http::ServerOptions;

namespace {

constexpr const char* kElsewhere = "127.0.0.2";
constexpr int kPatience = 30000;  // ms

std::unique_ptr<RawClient> client_from(const char* source, const TestServer& server) {
  return std::make_unique<RawClient>(server.port(), kPatience, source);
}

// A client has its reply before the server has let go of the connection.
bool becomes_idle(TestServer& server, std::size_t connections) {
  return wait_until([&] { return server.server().idle_connections() == connections; });
}

// Who is idle longest is told in milliseconds.
bool time_passes() {
  const auto then = std::chrono::steady_clock::now();
  return wait_until([&] { return std::chrono::steady_clock::now() - then > 2ms; });
}

}  // namespace

TEST_CASE("pipelined large replies wait for their reader") {
  TestServer server;
  RawClient client(server.port());
  REQUIRE(client.send(get("/big") + get("/big") + get("/big") + get("/hello")));
  REQUIRE(wait_until([&] { return server.server().unsent_bytes() > 0; }));
  for (int i = 0; i < 3; ++i) CHECK(client.read_reply().body.size() == 8 * 1024 * 1024);
  CHECK(client.read_reply().body == "hello");
}

TEST_CASE("readers that do not read hold no thread") {
  ServerOptions options;
  options.workers = 2;
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 8; ++i) idle.push_back(asks(server, get("/big")));
  RawClient client(server.port());
  CHECK(client.exchange(get("/hello")).status == 200);
}

TEST_CASE("a slow header is cut off at its deadline while others are served") {
  ServerOptions options;
  options.workers = 2;
  options.header_deadline = 300ms;
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 50; ++i) slow.push_back(asks(server, "GET /hello HTTP/1.1\r\n"));
  CHECK(wait_until([&] {  // trickling wins no time; whoever asks at once is served, slow ones or not
    for (auto& one : slow) one->send("X");
    RawClient client(server.port());
    return client.exchange(get("/hello")).status == 200 && server.server().open_connections() == 1;
  }));
  CHECK(wait_until([&] { return server.server().parked_bytes() == 0; }));
}

TEST_CASE("500 idle connections block nobody") {
  ServerOptions options;
  options.workers = 2;
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 500; ++i) {
    idle.push_back(std::make_unique<RawClient>(server.port()));
    REQUIRE(idle.back()->connected());
  }
  RawClient client(server.port());
  CHECK(client.exchange(get("/hello")).status == 200);
  CHECK(server.server().open_connections() == 501);
  for (auto& one : idle) CHECK(one->exchange(get("/hello")).status == 200);
}

TEST_CASE("slow handlers hold up nobody while threads are left") {
  for (const char* path : {"/gated", "/gated-quick"}) {
    TestServer server;  // 8 workers
    std::vector<std::unique_ptr<RawClient>> busy;
    for (int i = 0; i < 6; ++i) busy.push_back(asks(server, get(path)));
    REQUIRE(wait_until([&] { return server.stage().waiting() == 6; }));
    RawClient client(server.port());
    for (int i = 0; i < 20; ++i) CHECK(client.exchange(get("/hello")).status == 200);
    CHECK(server.stage().waiting() == 6);
    server.stage().open();
    for (auto& one : busy) CHECK(one->read_reply().body == "late");
  }
}

TEST_CASE("what is at hand is answered while all workers are held; who waits for one is told to come again") {
  ServerOptions options;
  options.workers = 2;
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> held, late;
  for (int i = 0; i < 2; ++i) held.push_back(asks(server, get("/gated")));
  REQUIRE(wait_until([&] { return server.stage().waiting() == 2; }));
  for (int i = 0; i < 4; ++i) late.push_back(asks(server, get("/gated")));
  RawClient client(server.port());
  for (int i = 0; i < 5; ++i) CHECK(client.exchange(get("/note/x")).body == "noted");
  for (auto& one : late) CHECK(one->read_reply().status == 503);
  server.stage().open();
  for (auto& one : held) CHECK(one->read_reply().body == "late");
  CHECK(client.exchange(get("/gated")).body == "late");  // there is room again
}

TEST_CASE(
    "a quick one that is about to wait takes a worker's place first, and is refused when there is none") {
  CHECK(wufei::contract::may_wait());  // no server's thread
  ServerOptions options;
  options.workers = 2;
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> held, late;
  for (int i = 0; i < 2; ++i) held.push_back(asks(server, get("/waits")));
  REQUIRE(wait_until([&] { return server.stage().waiting() == 2; }));
  for (const char* path : {"/waits", "/gated", "/waits", "/waits"}) late.push_back(asks(server, get(path)));
  RawClient client(server.port());
  for (int i = 0; i < 5; ++i) CHECK(client.exchange(get("/note/x")).body == "noted");
  for (auto& one : late) CHECK(one->read_reply().status == 503);
  CHECK(server.stage().waiting() == 2);
  server.stage().open();
  for (auto& one : held) CHECK(one->read_reply().body == "late");
  for (int i = 0; i < 5; ++i) CHECK(client.exchange(get("/waits")).body == "late");  // places were given back
}

TEST_CASE("a request that gave way and began again is served, logged and counted once") {
  constexpr int kLate = 8;
  std::atomic<int> served{0};
  ServerOptions options;
  options.workers = 1;
  options.log_requests = true;
  options.on_served = [&](const wufei::http::Served& one) { served += one.route == "/waits" ? 1 : 0; };
  TestServer server(options);
  const auto held = asks(server, get("/waits"));
  REQUIRE(wait_until([&] { return server.stage().waiting() == 1; }));
  std::vector<std::unique_ptr<RawClient>> late;
  for (int i = 0; i < kLate; ++i) late.push_back(asks(server, get("/waits")));
  REQUIRE(wait_until([&] { return server.stage().notes().size() > 3; }));  // some have given way
  server.stage().open();
  CHECK(held->read_reply().body == "late");
  for (auto& one : late) CHECK(one->read_reply().status > 0);  // 503 where the machine is too slow
  CHECK(wait_until([&] { return served == 1 + kLate; }));      // told after the reply has gone
  CHECK(wait_until([&] { return server.log().count(" /waits ") == 1 + kLate; }));
}

TEST_CASE("who pipelines gets turns like everybody else") {
  ServerOptions options;
  options.workers = 1;
  TestServer server(options);
  RawClient greedy(server.port());
  RawClient patient(server.port());
  CHECK(patient.exchange(get("/hello")).status == 200);
  std::string all = get("/gated-quick");
  for (int i = 0; i < 300; ++i) all += get("/note/greedy");
  REQUIRE(greedy.send(all));
  REQUIRE(wait_until([&] { return server.stage().waiting() == 1; }));
  REQUIRE(patient.send(get("/note/patient")));
  REQUIRE(patient.delivered());
  server.stage().open();
  CHECK(patient.read_reply().body == "noted");
  CHECK(greedy.read_reply().body == "late");
  for (int i = 0; i < 300; ++i) REQUIRE(greedy.read_reply().body == "noted");
  const std::vector<std::string> order = server.stage().notes();
  CHECK(order.size() == 301);
  CHECK(std::find(order.begin(), order.end(), "patient") - order.begin() < 20);
}

TEST_CASE("when all places are taken, the longest idle of the greediest address makes room") {
  ServerOptions options;
  options.max_connections = 4;
  TestServer server(options);
  RawClient resident(server.port());
  CHECK(resident.exchange(get("/hello")).status == 200);
  std::vector<std::unique_ptr<RawClient>> held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(client_from(kElsewhere, server));
    CHECK(held.back()->exchange(get("/hello")).status == 200);
    REQUIRE(becomes_idle(server, held.size() + 1));
    REQUIRE(time_passes());
  }
  RawClient newcomer(server.port());
  CHECK(newcomer.exchange(get("/hello")).status == 200);
  REQUIRE(becomes_idle(server, 4));
  CHECK(held[0]->closed());
  for (RawClient* one : {&resident, held[1].get(), held[2].get()})
    CHECK(one->exchange(get("/hello")).status == 200);
}

TEST_CASE("half a request holds no place that another needs") {
  ServerOptions options;
  options.max_connections = 2;
  TestServer server(options);
  const auto half = client_from(kElsewhere, server), idle = client_from(kElsewhere, server);
  REQUIRE(half->send("GET /hello HTTP/1.1\r\n"));
  REQUIRE(wait_until([&] { return server.server().parked_bytes() > 0; }));
  CHECK(idle->exchange(get("/hello")).status == 200);
  REQUIRE(becomes_idle(server, 2));
  RawClient first(server.port());
  CHECK(first.exchange(get("/hello")).status == 200);
  CHECK(idle->closed());  // idle ones go first
  REQUIRE(becomes_idle(server, 2));
  REQUIRE(first.send(get("/gated")));
  REQUIRE(wait_until([&] { return server.stage().waiting() == 1; }));
  RawClient second(server.port());
  CHECK(second.exchange(get("/hello")).status == 200);
  CHECK(half->closed());
}

TEST_CASE("when every place is at work, newcomers are turned away") {
  ServerOptions options;
  options.max_connections = 4;
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> busy;
  for (int i = 0; i < 4; ++i) busy.push_back(asks(server, get("/gated")));
  REQUIRE(wait_until([&] { return server.stage().waiting() == 4; }));
  RawClient extra(server.port());
  CHECK(extra.read_reply().status == 503);
  server.stage().open();
  for (auto& one : busy) CHECK(one->read_reply().body == "late");
}

TEST_CASE("an address has its share of places; a declared proxy speaks for many") {
  for (const bool is_proxy : {false, true}) {
    ServerOptions options;
    options.max_connections_per_address = 2;
    if (is_proxy) options.trusted_proxies = {kElsewhere};
    TestServer server(options);
    std::vector<std::unique_ptr<RawClient>> held;
    for (int i = 0; i < 3; ++i) {
      held.push_back(client_from(kElsewhere, server));
      CHECK(held.back()->exchange(get("/hello")).status == 200);
      REQUIRE(time_passes());
      REQUIRE(becomes_idle(server, is_proxy ? held.size() : std::min<std::size_t>(held.size(), 2)));
    }
    CHECK(server.server().open_connections() == (is_proxy ? 3 : 2));
    RawClient other(server.port());
    CHECK(other.exchange(get("/hello")).status == 200);
    if (!is_proxy) CHECK(held[0]->closed());
    for (const std::size_t i : {1U, 2U}) CHECK(held[i]->exchange(get("/hello")).status == 200);
  }
}

TEST_CASE("of unfinished requests, the biggest of the greediest address gives way") {
  ServerOptions options;
  options.max_parked_bytes = 256 * 1024;
  TestServer server(options);
  const auto upload = [](std::size_t size) { return post("/upload", std::string(size, 'x')); };
  const auto parks = [&](std::size_t bytes) {
    return wait_until([&] { return server.server().parked_bytes() >= bytes; });
  };
  const auto big = client_from(kElsewhere, server), small = client_from(kElsewhere, server);
  const std::string all = upload(110 * 1024), less = upload(90 * 1024), honest = upload(100 * 1024);
  REQUIRE(big->send(all.substr(0, all.size() - 1)));
  REQUIRE(parks(110 * 1024));
  REQUIRE(small->send(less.substr(0, less.size() - 1)));
  REQUIRE(parks(200 * 1024));
  RawClient client(server.port());
  REQUIRE(client.send(honest.substr(0, honest.size() - 1)));
  const RawReply refused = big->read_reply();
  CHECK(refused.status == 503);
  CHECK(refused.header("retry-after") == "5");
  CHECK(client.exchange("x").body.size() == 100 * 1024);
  CHECK(small->exchange("x").body.size() == 90 * 1024);
}

TEST_CASE("replies that nobody reads have one budget for all; who reads is not disturbed") {
  ServerOptions options;
  options.max_unsent_bytes = 28 * 1024 * 1024;
  TestServer server(options);
  RawClient modest(server.port());
  REQUIRE(modest.send(get("/own?mb=8")));
  std::vector<std::unique_ptr<RawClient>> hoarders;
  for (int i = 0; i < 6; ++i) {
    hoarders.push_back(client_from(kElsewhere, server));
    REQUIRE(hoarders.back()->send(get("/own?mb=16")));
  }
  REQUIRE(wait_until([&] { return server.log().count("info GET /own 200") == 7; }));
  wait_until([&] { return server.server().open_connections() == 2; });
  CHECK(server.server().open_connections() == 2);  // one hoarder and the modest
  CHECK(server.server().unsent_bytes() <= options.max_unsent_bytes);
  CHECK(modest.read_reply().body.size() == 8 * 1024 * 1024);
  RawClient client(server.port());  // too much beside the hoarder, who would have to go
  CHECK(client.exchange(get("/own?mb=14")).body.size() == 14 * 1024 * 1024);
}

TEST_CASE("a body that many replies share is held once") {
  ServerOptions options;
  options.max_unsent_bytes = 10 * 1024 * 1024;
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> readers;
  for (int i = 0; i < 12; ++i) {
    readers.push_back(asks(server, get("/big")));
    REQUIRE(wait_until([&] { return server.log().count("info GET /big 200") == i + 1; }));
  }
  for (auto& one : readers) CHECK(one->read_reply().body.size() == 8 * 1024 * 1024);
}
