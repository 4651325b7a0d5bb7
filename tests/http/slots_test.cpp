// The list of free times: kept while nothing can have changed, never older than what was committed, by
// whatever process.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "app/features.hpp"
#include "lib/base/json.hpp"
#include "pickup/slots/kept_slots.hpp"
#include "pickup/slots/slot_routes.hpp"
#include "plain_visit.hpp"
#include "support/raw_database.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

// What a reply says of the sample's slot, -1 = it is not in the list.
int left_in(const http::Response& reply, const std::string& slot) {
  REQUIRE(reply.status == 200);
  REQUIRE(reply.shared_body);
  CHECK(reply.headers.value("Cache-Control") == "private, no-store");
  const auto json = contract::parse_json(*reply.shared_body);
  REQUIRE(json);
  for (const contract::Json& row : json->at("slots"))
    if (row.at("id") == slot) return row.at("remaining").get<int>();
  return -1;
}

struct SlotVisit : Visit {
  SlotVisit() { http::add_slot_routes(router, *office.pickups); }
  http::Response slots(const std::string& more = {}) {
    return get("/api/v1/slots?area=" + test::sample_request().area + "&category=bulky" + more);
  }
  int left() { return left_in(slots(), test::sample_slot()); }
};

}  // namespace

TEST_CASE("free times: the same bytes while nothing happens, others after each booking and cancellation") {
  SlotVisit visit;
  const http::Response first = visit.slots(), again = visit.slots();
  // The server may have other databases, whose commits count there.
  if (!visit.office.store->is_shared()) CHECK(first.shared_body == again.shared_body);
  CHECK(*first.shared_body == *again.shared_body);
  const int before = visit.left();
  const auto pickup = test::book(visit.office, test::sample_request());
  REQUIRE(pickup);
  CHECK(visit.left() == before - 1);
  REQUIRE(visit.office.pickups->cancel(pickup->reference, pickup->token, std::nullopt));
  CHECK(visit.left() == before);
}

TEST_CASE("free times: what another process commits is seen at once") {
  SlotVisit visit;
  const int before = visit.left();
  storage::StoreOptions options;
  options.directory = visit.office.scratch.path() / "data";
  auto other = storage::Store::open(options);
  REQUIRE(other);
  app::join_all(**other);
  service::PickupService theirs(**other, test::real_content(), visit.office.clock, service::system_ids());
  for (int i = 1; i <= 5; ++i) {
    REQUIRE(theirs.book(test::sample_request(i), "", ""));
    CHECK(visit.left() == before - i);
  }
}

TEST_CASE("free times: another day, another question and other content have lists of their own") {
  SlotVisit visit;
  const std::string today = *visit.slots().shared_body;
  CHECK(*visit.slots("&days=3").shared_body != today);
  CHECK(*visit.slots("&from=2026-11-27").shared_body != today);
  CHECK(*visit.slots().shared_body == today);
  for (const char* wrong : {"&days=0", "&days=x", "&from=1", "&days=63"})
    CHECK(visit.slots(wrong).status == 400);
  visit.office.clock.set("2026-11-25T10:00:00+08:00");
  CHECK(*visit.slots().shared_body != today);
  visit.office.clock.set("2026-11-24T10:00:00+08:00");
  visit.office.pickups->set_content(std::make_shared<service::ContentSet>(*test::real_content()));
  CHECK(*visit.slots().shared_body == today);
  CHECK(visit.get("/api/v1/slots?area=none&category=bulky").status == 404);
}

// A list that was read before a commit must not be taken for one of after it, whichever thread reads.
TEST_CASE("free times: readers beside a writer never see more places than were left before they asked") {
  SlotVisit visit;
  const int before = visit.left();
  std::atomic<int> booked = 0, wrong = 0, asked = 0;
  std::atomic<bool> over = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i)
    readers.emplace_back([&] {
      while (!over) {
        const int done = booked;
        http::Request request;
        request.method = "GET";
        request.path = "/api/v1/slots";
        request.query = {{"area", test::sample_request().area}, {"category", "bulky"}};
        const http::Response reply = visit.router.handle(request);
        const auto json = contract::parse_json(*reply.shared_body);
        ++asked;
        for (const contract::Json& row : json->at("slots"))
          if (row.at("id") == test::sample_slot() && row.at("remaining").get<int>() > before - done) ++wrong;
      }
    });
  for (int i = 1; i <= 12; ++i) {
    if (!test::book(visit.office, test::sample_request(i))) ++wrong;
    ++booked;
  }
  while (asked < 40) std::this_thread::yield();
  over = true;
  for (std::thread& reader : readers) reader.join();
  CHECK(wrong == 0);
  CHECK(visit.left() == before - 12);
}

TEST_CASE("kept slots: of one moment, no older one comes back, and so many questions") {
  http::KeptSlots kept;
  const auto body = std::make_shared<const std::string>("x");
  service::SlotsMoment first, second;
  first.database = 1;
  second.database = 2;
  kept.keep(first, "a", body);
  CHECK(kept.find(first, "a") == body);
  CHECK_FALSE(kept.find(first, "b"));
  CHECK_FALSE(kept.find(second, "a"));
  kept.keep(second, "b", body);
  kept.keep(first, "a", body);
  CHECK_FALSE(kept.find(first, "a"));
  CHECK(kept.find(second, "b") == body);
  for (std::size_t i = 0; i < 2 * http::kMostKeptSlots; ++i) kept.keep(second, std::to_string(i), body);
  std::size_t found = 0;
  for (std::size_t i = 0; i < 2 * http::kMostKeptSlots; ++i)
    if (kept.find(second, std::to_string(i))) ++found;
  CHECK(found == http::kMostKeptSlots - 1);
}

TEST_CASE("the rows of these tests are on the engine that the suite names") {
  const test::Office office;
  CHECK(office.store->is_shared() == test::on_postgres());
}
