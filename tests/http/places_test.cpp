// Places of workers: who waits for one keeps no thread, and what one site holds is not taken from another.
#include "lib/net/worker_places.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

#include "lib/base/text.hpp"
#include "lib/net/server.hpp"
#include "support/wait_until.hpp"
#include "test_server.hpp"

using namespace wufei::tests;
using wufei::test::wait_until;
using namespace std::chrono_literals;
using wufei::http::ServerOptions;
using wufei::http::VirtualHost;
using wufei::http::WorkerPlaces;
using Entry = WorkerPlaces::Entry;

namespace {

// A site with one place, which waits at its own stage.
struct Site {
  std::shared_ptr<Stage> stage = std::make_shared<Stage>();
  std::atomic<int> refused = 0;
  VirtualHost host;

  explicit Site(std::chrono::milliseconds patience) {
    host.router = test_routes(stage);
    host.on_served = [this](const wufei::http::Served& served) { refused += served.refused_busy ? 1 : 0; };
    host.places = std::make_shared<WorkerPlaces>(1, patience);
  }
  ~Site() { stage->open(); }
};

// After the server, so that it goes first whatever fails: a stop waits for handlers.
std::shared_ptr<void> opened_at_end(Site& site) {
  return {nullptr, [&site](void*) { site.stage->open(); }};
}

}  // namespace

TEST_CASE("a place is waited for until patience is over, and not at all when nothing moves") {
  WorkerPlaces patient(1, 1h), hasty(1, 0ms);
  CHECK(patient.enter(0ms) == Entry::taken);
  CHECK(patient.enter(0ms) == Entry::later);
  CHECK(patient.enter(2h) == Entry::refused);
  CHECK(patient.note_refusal());
  CHECK_FALSE(patient.note_refusal());
  CHECK(patient.leave());
  CHECK(patient.enter(2h) == Entry::taken);
  CHECK_FALSE(patient.leave());
  CHECK(hasty.enter(0ms) == Entry::taken);
  CHECK(hasty.enter(0ms) == Entry::refused);
}

TEST_CASE("those who wait long for a worker keep nobody from what is at hand, and get their turn") {
  Site site(1h);
  ServerOptions options;
  options.workers = 1;
  options.virtual_host_of = [&](std::string_view, std::string_view) { return &site.host; };
  TestServer server(options);
  const auto opened = opened_at_end(site);
  const auto held = asks(server, get("/gated"));
  REQUIRE(wait_until([&] { return site.stage->waiting() == 1; }));
  std::vector<std::unique_ptr<RawClient>> late;
  for (int i = 0; i < 12; ++i) late.push_back(asks(server, get(i % 2 == 0 ? "/gated" : "/waits")));
  late.push_back(asks(server, post("/upload", std::string(100 * 1024, 'x'))));
  RawClient client(server.port());
  for (int i = 0; i < 5; ++i) CHECK(client.exchange(get("/note/x")).body == "noted");
  CHECK(site.stage->waiting() == 1);
  site.stage->open();
  CHECK(held->read_reply().body == "late");
  for (std::size_t i = 0; i < 12; ++i) CHECK(late[i]->read_reply().body == "late");
  CHECK(late.back()->read_reply().body.size() == 100 * 1024);
  CHECK(site.refused == 0);
}

TEST_CASE("a site whose places are all stuck is refused alone, once in the log, and says what became of it") {
  Site stuck(0ms), sound(1h);
  ServerOptions options;
  options.workers = 1;
  options.workers_of_hosts = 2;
  options.virtual_host_of = [&](std::string_view, std::string_view path) {
    return path == "/own" ? &sound.host : &stuck.host;
  };
  TestServer server(options);
  const auto opened = opened_at_end(stuck);
  const auto held = asks(server, get("/gated"));
  REQUIRE(wait_until([&] { return stuck.stage->waiting() == 1; }));
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    const RawReply refused = client.exchange(post("/upload", "x"));
    CHECK(refused.status == 503);
    CHECK(refused.header("retry-after") == "5");
    CHECK(refused.body.find(wufei::contract::text(wufei::contract::Text::server_busy_detail)) !=
          std::string::npos);
    CHECK(client.exchange(get("/own?mb=1")).status == 200);
  }
  CHECK(wait_until([&] { return stuck.refused == 3; }));
  CHECK(sound.refused == 0);
  CHECK(server.log().count("requests are refused") == 1);
  stuck.stage->open();
  CHECK(held->read_reply().body == "late");
  CHECK(wait_until([&] { return server.log().has("workers are free again"); }));
  CHECK(client.exchange(post("/upload", "x")).body == "x");
}
