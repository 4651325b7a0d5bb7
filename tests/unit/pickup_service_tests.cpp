// What the office does with bookings: places, changes, staff, retention.
#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "county/site/references.hpp"
#include "journal/journal.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/sqlite/connection.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_store.hpp"
#include "pickup/slot_store.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::PickupStatus;
using contract::Rule;
using test::book;
using test::has_field;
using test::Office;
using test::sample_request;
using test::sample_slot;

namespace {

int remaining(Office& office, const std::string& slot) {
  const auto key = contract::parse_slot_id(slot);
  const auto slots = office.pickups->list_slots(key->area, key->category, key->date, 1);
  for (const contract::Slot& row : *slots)
    if (row.id == slot) return row.remaining;
  return -1;
}

void fill(Office& office, const std::string& slot) {
  for (int i = 100; i < 120; ++i) {
    contract::PickupRequest request = sample_request(i);
    request.slot = slot;
    REQUIRE(book(office, request));
  }
}

}  // namespace

TEST_CASE("a booking is stored, found again, and takes one place") {
  Office office;
  CHECK(remaining(office, sample_slot()) == 20);
  const auto pickup = book(office, sample_request());
  REQUIRE(pickup);
  CHECK(contract::normalised_reference(pickup->reference, contract::kPickupPrefix) == pickup->reference);
  CHECK(pickup->token.size() == 32);
  CHECK(pickup->status == PickupStatus::booked);
  CHECK(remaining(office, sample_slot()) == 19);
  office.reopen();
  CHECK(office.pickups->get(pickup->reference, pickup->token));
  const auto found = office.pickups->lookup(pickup->reference, "0001");
  REQUIRE(found);
  CHECK(found->contact_name == "Li");
  CHECK(found->phone == "138****0001");
  CHECK(found->token != pickup->token);
  CHECK(found->history.size() == 1);
}

TEST_CASE("personal data is not in the database file in clear") {
  Office office;
  contract::PickupRequest request = sample_request();
  request.contact_name = "UniqueNameOfResident";
  request.note = "UniqueNoteOfResident";
  request.items[0].note = "UniqueItemNote";
  const auto pickup = book(office, request, "UniqueKey", "UniqueBody");
  REQUIRE(pickup);
  office.store->close();
  const std::string bytes = test::RawDatabase::stored_bytes(office.scratch.path() / "data");
  CHECK(bytes.find(pickup->reference) != std::string::npos);
  const std::vector<std::string> secrets{
      "UniqueNameOfResident", "UniqueNoteOfResident", "UniqueItemNote", "UniqueKey",
      "Garden Road",          request.phone,          pickup->token};
  for (const std::string& secret : secrets) CHECK(bytes.find(secret) == std::string::npos);
}

TEST_CASE("300 clients race for one slot: exactly its 20 places are booked") {
  Office office;
  std::atomic<int> booked{0}, full{0}, other{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 300; ++i)
    threads.emplace_back([&, i] {
      const auto pickup = book(office, sample_request(i));
      if (pickup)
        ++booked;
      else
        ++(has_field(pickup.error(), "/slot", Rule::slot_full) ? full : other);
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(booked == 20);
  CHECK(full == 280);
  CHECK(other == 0);
  CHECK(remaining(office, sample_slot()) == 0);
  const auto nearest = office.pickups->nearest_open(*contract::parse_slot_id(sample_slot()), 3);
  REQUIRE(nearest.size() == 3);
  CHECK(nearest[0].id == sample_slot("bulky", "2026-11-26", "pm"));
  CHECK(storage::check_database(office.scratch.path() / "data",
                                {storage::SlotStore::facts(), storage::PickupStore::facts()})
            ->ok);
}

TEST_CASE("the same idempotency key books once, however often and at once") {
  Office office;
  std::mutex mutex;
  std::set<std::string> references;
  std::vector<std::thread> threads;
  for (int i = 0; i < 32; ++i)
    threads.emplace_back([&] {
      const auto pickup = book(office, sample_request(), "key-1", "body");
      const std::lock_guard lock(mutex);
      references.insert(pickup ? pickup->reference + pickup->token : "refused");
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(references.size() == 1);
  CHECK(references.count("refused") == 0);
  const auto other_body = book(office, sample_request(2), "key-1", "another body");
  REQUIRE_FALSE(other_body);
  CHECK(other_body.error().code == ErrorCode::unprocessable);
  office.clock.set("2026-11-26T09:00:00+08:00");  // the slot is past: the first reply still stands
  CHECK(book(office, sample_request(), "key-1", "body"));
}

TEST_CASE("one open booking per address and category, however the address is typed") {
  Office office;
  contract::PickupRequest request = sample_request();
  const auto first = book(office, request);
  REQUIRE(first);
  request.address = " garden road12,HOUSE 1 ";
  request.slot = sample_slot("bulky", "2026-11-27");
  const auto second = book(office, request);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::conflict);
  CHECK(has_field(second.error(), "/address", Rule::open_booking_exists));
  CHECK(remaining(office, request.slot) == 20);
  CHECK(book(office, sample_request(1, "clothes")));
  REQUIRE(office.pickups->cancel(first->reference, first->token, std::nullopt));
  CHECK(book(office, request));
}

TEST_CASE("slots that may not be booked") {
  Office office;
  const auto fault = [&](const std::string& date) {
    contract::PickupRequest request = sample_request();
    request.slot = sample_slot("bulky", date);
    const auto pickup = book(office, request);
    return pickup ? Rule::required : pickup.error().fields.at(0).rule;
  };
  CHECK(fault("2026-11-23") == Rule::slot_in_past);
  CHECK(fault("2026-11-24") == Rule::slot_in_past);  // today: no lead time
  CHECK(fault("2026-11-29") == Rule::slot_closed);   // Sunday
  CHECK(fault("2026-12-23") == Rule::slot_too_far);
  office.clock.set("2026-11-24T18:00:00+08:00");
  CHECK(fault("2026-11-25") == Rule::slot_in_past);
}

TEST_CASE("slots are listed in order, without closed days, within the horizon") {
  Office office;
  const auto slots = office.pickups->list_slots(sample_request().area, "bulky", std::nullopt, std::nullopt);
  REQUIRE(slots);
  CHECK(slots->front().date == *contract::parse_date("2026-11-25"));
  CHECK(slots->back().date == *contract::parse_date("2026-12-22"));
  CHECK(slots->size() == 2 * 24);  // 28 days with four Sundays
  for (std::size_t i = 1; i < slots->size(); ++i) CHECK((*slots)[i - 1].date <= (*slots)[i].date);
  CHECK(office.pickups->list_slots("none", "bulky", std::nullopt, std::nullopt).error().code ==
        ErrorCode::not_found);
  CHECK_FALSE(office.pickups->list_slots(sample_request().area, "bulky", std::nullopt, 0));
  CHECK_FALSE(office.pickups->list_slots(sample_request().area, "bulky", std::nullopt, 63));
}

TEST_CASE("guessing the last digits answers the same as a wrong reference") {
  Office office;
  const auto pickup = book(office, sample_request());
  const auto wrong_digits = office.pickups->lookup(pickup->reference, "9999");
  const auto wrong_reference = office.pickups->lookup("WF-222-222-222", "0001");
  REQUIRE_FALSE(wrong_digits);
  CHECK(wrong_digits.error().code == ErrorCode::not_found);
  CHECK(wrong_digits.error().detail == wrong_reference.error().detail);
}

TEST_CASE("a token opens its own booking, until it expires") {
  Office office;
  const auto one = book(office, sample_request(1)), two = book(office, sample_request(2));
  CHECK(office.pickups->get(one->reference, one->token));
  CHECK(office.pickups->get(one->reference, two->token).error().code == ErrorCode::unauthorized);
  CHECK(office.pickups->get(one->reference, "").error().code == ErrorCode::unauthorized);
  CHECK(office.pickups->get("WF-222-222-222", one->token).error().code == ErrorCode::unauthorized);
  office.clock.advance(72 * 3600);
  CHECK_FALSE(office.pickups->get(one->reference, one->token));
}

TEST_CASE("a change moves the place, keeps the history, and refuses a stale version") {
  Office office;
  const auto pickup = book(office, sample_request());
  contract::PickupChange change;
  change.slot = sample_slot("bulky", "2026-11-27", "pm");
  change.address = "Garden Road 99";
  change.note = "third floor";
  const auto changed = office.pickups->change(pickup->reference, pickup->token, 1, change);
  REQUIRE(changed);
  CHECK(changed->version == 2);
  CHECK(changed->address == "Garden Road 99");
  CHECK(changed->slot.start_minute == 14 * 60);
  CHECK(changed->history.back().kind == "changed");
  CHECK(remaining(office, sample_slot()) == 20);
  CHECK(remaining(office, *change.slot) == 19);
  const auto stale = office.pickups->change(pickup->reference, pickup->token, 1, change);
  CHECK(stale.error().code == ErrorCode::precondition);
  CHECK(storage::check_database(office.scratch.path() / "data",
                                {storage::SlotStore::facts(), storage::PickupStore::facts()})
            ->ok);
}

TEST_CASE("a refused change changes nothing") {
  Office office;
  const auto pickup = book(office, sample_request());
  fill(office, sample_slot("bulky", "2026-11-27"));
  contract::PickupChange change;
  change.address = "Elsewhere 1";
  change.slot = sample_slot("bulky", "2026-11-27");
  const auto refused = office.pickups->change(pickup->reference, pickup->token, 1, change);
  CHECK(has_field(refused.error(), "/slot", Rule::slot_full));
  const auto same = office.pickups->get(pickup->reference, pickup->token);
  CHECK(same->version == 1);
  CHECK(same->address == sample_request().address);
  CHECK(remaining(office, sample_slot()) == 19);
}

TEST_CASE("nothing changes after the cut-off, which is 18:00 of the day before") {
  Office office;
  const auto pickup = book(office, sample_request());
  contract::PickupChange change;
  change.note = "late";
  office.clock.set("2026-11-25T17:59:59+08:00");
  CHECK(office.pickups->get(pickup->reference, pickup->token)->changeable);
  office.clock.set("2026-11-25T18:00:00+08:00");
  CHECK_FALSE(office.pickups->get(pickup->reference, pickup->token)->changeable);
  const auto late = office.pickups->change(pickup->reference, pickup->token, 1, change);
  CHECK(has_field(late.error(), "", Rule::after_cutoff));
  CHECK(
      has_field(office.pickups->cancel(pickup->reference, pickup->token, 1).error(), "", Rule::after_cutoff));
}

TEST_CASE("a cancelled booking gives its place back once") {
  Office office;
  const auto pickup = book(office, sample_request());
  const auto cancelled = office.pickups->cancel(pickup->reference, pickup->token, 1);
  REQUIRE(cancelled);
  CHECK(cancelled->status == PickupStatus::cancelled);
  CHECK(remaining(office, sample_slot()) == 20);
  const auto again = office.pickups->cancel(pickup->reference, pickup->token, std::nullopt);
  CHECK(has_field(again.error(), "", Rule::already_cancelled));
  CHECK(remaining(office, sample_slot()) == 20);
}

TEST_CASE("capacity that the county lowers or raises counts at the next booking") {
  Office office;
  REQUIRE(book(office, sample_request(1)));
  REQUIRE(book(office, sample_request(2)));
  const auto with_places = [&office](int places, int phone_share) {
    office.pickups->set_content(
        test::edited<service::PickupContent>(*office.pickups->content(), [&](auto& pickup) {
          pickup.rules.default_capacity["bulky"]["am"] = places;
          pickup.rules.phone_share_percent = phone_share;
        }));
  };
  with_places(1, test::real_content()->get<service::PickupContent>().rules.phone_share_percent);
  CHECK(has_field(book(office, sample_request(3)).error(), "/slot", Rule::slot_full));
  with_places(3, 0);
  CHECK(book(office, sample_request(3)));
  CHECK(has_field(book(office, sample_request(4)).error(), "/slot", Rule::slot_full));
}

TEST_CASE("telephone bookings use the places held for them, even on the day itself") {
  Office office;
  fill(office, sample_slot());
  CHECK_FALSE(book(office, sample_request(1)));
  CHECK(office.pickups->book_by_phone(sample_request(1), test::kClerk));
  CHECK(office.pickups->book_by_phone(sample_request(2), test::kClerk));
  CHECK(has_field(office.pickups->book_by_phone(sample_request(3), test::kClerk).error(), "/slot",
                  Rule::slot_full));
  contract::PickupRequest today = sample_request(4);
  today.slot = sample_slot("bulky", "2026-11-24", "pm");
  CHECK(office.pickups->book_by_phone(today, test::kClerk));
}

TEST_CASE("the same address has one key") {
  using service::address_key;
  CHECK(address_key("a", "", "Road 1-2, B") == address_key("a", "", "road  1 2b"));
  CHECK(address_key("a", "", "Road 12") != address_key("a", "", "Road 13"));
  CHECK(address_key("a", "v", "Road 12") != address_key("a", "w", "Road 12"));
}

TEST_CASE("nobody aims messages at one telephone number") {
  Office office;
  const auto attempt = [&](int number) {
    contract::PickupRequest request = sample_request(number);
    request.phone = "13800000001";
    request.slot = sample_slot("bulky", number % 2 ? "2026-11-26" : "2026-11-27");
    return book(office, request);
  };
  for (int number = 1; number <= 20; ++number) CHECK(attempt(number));
  const auto refused = attempt(21);
  REQUIRE_FALSE(refused);
  CHECK(has_field(refused.error(), "/phone", Rule::too_many_open));
}

TEST_CASE("the list of slots follows a changed capacity at once") {
  Office office;
  REQUIRE(book(office, sample_request(1)));
  REQUIRE(book(office, sample_request(2)));
  const auto with_capacity = [&](int places) {
    office.pickups->set_content(
        test::edited<service::PickupContent>(*test::real_content(), [&](auto& pickup) {
          pickup.rules.default_capacity["bulky"]["am"] = places;
          pickup.rules.phone_share_percent = 0;
          pickup.rules.day_capacity = 0;
        }));
    return remaining(office, sample_slot());
  };
  CHECK(with_capacity(3) == 1);
  CHECK(with_capacity(1) == 0);
  CHECK(with_capacity(50) == 48);
}
