// What a day holds in the whole county: one lorry's stops, whichever area, category and window they are of.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "county/county_content.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/slot_store.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::Rule;
using test::book;
using test::has_field;
using test::Office;
using test::sample_request;

namespace {

constexpr const char* kDay = "2026-11-26";

const contract::PickupRules& rules() {
  return test::real_content()->get<service::PickupContent>().rules;
}
int online() {
  return contract::day_left(rules(), 0, 0).online;
}

// The n-th request for a day: areas, categories and windows in turn, so that no slot is ever nearly full.
contract::PickupRequest spread_request(int number, const std::string& day = kDay) {
  const auto content = test::real_content();
  const auto& categories = content->get<service::PickupContent>().catalogue.categories;
  const auto& areas = content->get<service::CountyContent>().areas;
  const auto turn = static_cast<std::size_t>(number);
  contract::PickupRequest request = sample_request(number, categories[turn % categories.size()].id);
  request.area = areas[turn % areas.size()].code;
  request.slot = contract::slot_id({request.area, request.category, *contract::parse_date(day),
                                    rules().windows[turn % rules().windows.size()].id});
  return request;
}

std::vector<contract::Pickup> fill_day(Office& office, const std::string& day = kDay) {
  std::vector<contract::Pickup> made;
  for (int i = 0; i < online(); ++i) {
    const auto pickup = book(office, spread_request(i, day));
    REQUIRE(pickup);
    made.push_back(*pickup);
  }
  return made;
}

// What the list says of a day: places of its slots, and of the county.
struct Offer {
  int places = 0;
  int of_day = -1;
};
Offer offer(Office& office, std::size_t area, const std::string& category, const std::string& day = kDay) {
  const std::string code = test::real_content()->get<service::CountyContent>().areas[area].code;
  Offer offer;
  const auto slots = office.pickups->list_slots(code, category, contract::parse_date(day), 1);
  for (const contract::Slot& slot : *slots) {
    offer.places += slot.remaining;
    offer.of_day = slot.day_remaining;
    CHECK(slot.remaining <= slot.day_remaining);
  }
  return offer;
}

}  // namespace

TEST_CASE("the day's bound keeps the telephone's share, and is given in whole bookings") {
  contract::PickupRules of;
  of.day_capacity = 24;
  of.phone_share_percent = 10;
  const auto left = [&](int online, int phone) {
    const contract::Capacity capacity = contract::day_left(of, online, phone);
    return std::pair(capacity.online, capacity.phone);
  };
  CHECK(left(0, 0) == std::pair(22, 24));
  CHECK(left(21, 0) == std::pair(1, 3));
  CHECK(left(22, 0) == std::pair(0, 2));
  CHECK(left(22, 2) == std::pair(0, 0));
  CHECK(left(10, 12) == std::pair(2, 2));  // by telephone more than the share: the day has no more
  CHECK(left(30, 5) == std::pair(0, 0));   // the county lowered the bound
  of.day_capacity = 0;
  CHECK(left(500, 500) == std::pair(contract::kNoDayBound, contract::kNoDayBound));
}

TEST_CASE("a day that is full over all areas and categories offers nothing; a cancellation frees one place") {
  Office office;
  CHECK(offer(office, 0, "bulky").of_day == online());
  const auto made = fill_day(office);
  for (const char* category : {"bulky", "clothes", "cardboard", "e_waste"})
    for (const std::size_t area : {0U, 5U, 10U}) CHECK(offer(office, area, category).places == 0);
  const auto refused = book(office, spread_request(online()));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == contract::ErrorCode::conflict);
  CHECK(has_field(refused.error(), "/slot", Rule::day_full));
  CHECK(book(office, spread_request(200, "2026-11-27")));
  for (const contract::Slot& slot :
       office.pickups->nearest_open(*contract::parse_slot_id(spread_request(online()).slot), 3))
    CHECK(contract::format_date(slot.date) != kDay);
  REQUIRE(office.pickups->cancel(made[3].reference, made[3].token, std::nullopt));
  CHECK(offer(office, 7, "clothes").of_day == 1);
  CHECK(offer(office, 7, "clothes").places == 2);  // one in either window, of the one that the day has
  CHECK(book(office, spread_request(online())));
  CHECK(has_field(book(office, spread_request(online() + 1)).error(), "/slot", Rule::day_full));
  office.reopen();
  CHECK(offer(office, 7, "clothes").of_day == 0);
}

TEST_CASE("nobody moves a booking to a day that is full; within the day it may move") {
  Office office;
  const auto elsewhere = book(office, spread_request(100, "2026-11-27"));
  REQUIRE(elsewhere);
  const auto made = fill_day(office);
  contract::PickupChange change;
  auto slot = *contract::parse_slot_id(elsewhere->slot.id);
  slot.date = *contract::parse_date(kDay);
  change.slot = contract::slot_id(slot);
  const auto refused = office.pickups->change(elsewhere->reference, elsewhere->token, 1, change);
  REQUIRE_FALSE(refused);
  CHECK(has_field(refused.error(), "/slot", Rule::day_full));
  CHECK(office.pickups->get(elsewhere->reference, elsewhere->token)->slot.id == elsewhere->slot.id);
  auto own = *contract::parse_slot_id(made[0].slot.id);
  own.window = own.window == "am" ? "pm" : "am";
  change.slot = contract::slot_id(own);
  CHECK(office.pickups->change(made[0].reference, made[0].token, 1, change));
  CHECK(offer(office, 0, "bulky").of_day == 0);
}

TEST_CASE("bookings by telephone have what is left of the day, and no more") {
  Office office;
  fill_day(office);
  for (int i = online(); i < rules().day_capacity; ++i)
    CHECK(office.pickups->book_by_phone(spread_request(i), test::kClerk));
  const auto refused = office.pickups->book_by_phone(spread_request(rules().day_capacity), test::kClerk);
  REQUIRE_FALSE(refused);
  CHECK(has_field(refused.error(), "/slot", Rule::day_full));
}

TEST_CASE("300 clients race for one day over all slots: exactly its online places are booked") {
  Office office;
  std::atomic<int> booked{0}, full{0}, other{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 300; ++i)
    threads.emplace_back([&, i] {
      const auto pickup = book(office, spread_request(i));
      if (pickup)
        ++booked;
      else
        ++(has_field(pickup.error(), "/slot", Rule::day_full) ? full : other);
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(booked == online());
  CHECK(full == 300 - online());
  CHECK(other == 0);
  CHECK(office.pickups->run_sheet(*contract::parse_date(kDay), "", false, test::kClerk)->size() ==
        static_cast<std::size_t>(online()));
}

TEST_CASE("a bound that the county raises or lowers counts at the next booking") {
  Office office;
  const auto with_bound = [&office](int bookings) {
    office.pickups->set_content(test::edited<service::PickupContent>(
        *office.pickups->content(), [&](auto& pickup) { pickup.rules.day_capacity = bookings; }));
  };
  REQUIRE(book(office, spread_request(1)));
  REQUIRE(book(office, spread_request(2)));
  with_bound(2);
  CHECK(has_field(book(office, spread_request(3)).error(), "/slot", Rule::day_full));
  CHECK(offer(office, 0, "bulky").of_day == 0);
  with_bound(5);
  CHECK(book(office, spread_request(3)));
  with_bound(0);
  for (int i = 10; i < 50; ++i) CHECK(book(office, spread_request(i)));
}

// What is summed up from the slots is what a count of the bookings says, also where places were taken away
// since.
TEST_CASE("a day's sums over its slots are its bookings, whatever became of them") {
  constexpr storage::Query kCount{"test.count_day",
                                  "SELECT count(*) FROM pickup WHERE date = ?1 AND place = ?2"
                                  " AND status <> 'cancelled' AND id <> ?3"};
  Office office;
  const auto made = fill_day(office);
  for (int i = online(); i < rules().day_capacity; ++i)
    REQUIRE(office.pickups->book_by_phone(spread_request(i), test::kClerk));
  const auto check = [&](std::int64_t without) {
    const contract::Date day = *contract::parse_date(kDay);
    const auto counted = office.store->readers().run([&](storage::Session& session) {
      const auto sums = storage::SlotStore::day_booked(session, day, day, without)[day.days];
      CHECK(sums.online == session.number(kCount, day, "online", without));
      CHECK(sums.phone == session.number(kCount, day, "phone", without));
      return contract::Result<int>(sums.online);
    });
    REQUIRE(counted);
    return *counted;
  };
  CHECK(check(0) == online());
  for (std::int64_t id = 1; id <= rules().day_capacity; ++id) check(id);
  for (const std::size_t i : {0U, 5U, 7U})
    REQUIRE(office.pickups->cancel(made[i].reference, made[i].token, std::nullopt));
  CHECK(check(0) == online() - 3);
  office.pickups->set_content(test::edited<service::PickupContent>(
      *test::real_content(), [](auto& pickup) { pickup.rules.day_capacity = 0; }));
  // A slot that holds more than it may by now: five were booked when there was room for more, one comes by
  // telephone.
  contract::PickupRequest crowded = sample_request(500);
  crowded.slot = test::sample_slot();
  for (int i = 0; i < 5; ++i) {
    contract::PickupRequest request = sample_request(500 + i);
    request.slot = crowded.slot;
    REQUIRE(book(office, request));
  }
  office.pickups->set_content(test::edited<service::PickupContent>(
      *office.pickups->content(), [](auto& pickup) { pickup.rules.default_capacity["bulky"]["am"] = 5; }));
  contract::PickupRequest by_phone = sample_request(510);
  by_phone.slot = crowded.slot;
  const auto called = office.pickups->book_by_phone(by_phone, test::kClerk);
  constexpr storage::Query kLeft{"test.slot_left", "SELECT online_remaining FROM slot WHERE id = ?1"};
  const auto left = office.store->readers().run([&](storage::Session& session) {
    return contract::Result<std::int64_t>(session.number(kLeft, crowded.slot));
  });
  REQUIRE(called);
  REQUIRE(*left == 0);
  CHECK(check(0) == online() - 3 + 5);
}
