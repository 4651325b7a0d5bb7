// What the county does with bookings: run sheet, crews, retention. Residents' side: pickup_service_tests.
#include <doctest/doctest.h>

#include "journal/journal.hpp"
#include "lib/store/data_directory.hpp"
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

TEST_CASE("the run sheet shows the day's pickups; telephone numbers only on demand, and logged") {
  Office office;
  const auto one = book(office, sample_request(1)), two = book(office, sample_request(2));
  REQUIRE(office.pickups->cancel(two->reference, two->token, std::nullopt));
  const contract::Date date = *contract::parse_date("2026-11-26");
  const auto masked = office.pickups->run_sheet(date, "", false, test::kClerk);
  REQUIRE(masked);
  REQUIRE(masked->size() == 1);
  CHECK((*masked)[0].phone == "138****0001");
  CHECK((*masked)[0].address == sample_request(1).address);
  const auto clear = office.pickups->run_sheet(date, one->area, true, test::kClerk);
  CHECK(clear->at(0).phone == sample_request(1).phone);
  CHECK(office.pickups->run_sheet(date, "nowhere", true, test::kClerk)->empty());
  test::RawDatabase connection(office.scratch.path() / "data");
  CHECK(connection.ask_number("SELECT count(*) FROM access_log WHERE action = 'run_sheet_with_phone'") == 2);
}

TEST_CASE("a resident reads who of the staff opened the booking, when, and how much they saw") {
  Office office;
  const auto booked = book(office, sample_request(1)), other = book(office, sample_request(2));
  const auto seen = [&] { return office.pickups->get(booked->reference, booked->token); };
  REQUIRE(office.pickups->show(booked->reference, false, test::kClerk));
  CHECK_FALSE(seen()->looks);  // nobody is told what nobody can name
  office.pickups->set_staff_words([](const contract::Actor& actor) { return "office of " + actor.id; });
  REQUIRE(seen()->looks);
  REQUIRE(seen()->looks->size() == 1);
  CHECK(seen()->looks->front().by == "office of " + test::kClerk.id);
  CHECK_FALSE(seen()->looks->front().full_phone);
  office.clock.advance(60);
  REQUIRE(office.pickups->show(booked->reference, false, test::kClerk));  // leafing through is one look
  CHECK(seen()->looks->size() == 1);
  REQUIRE(office.pickups->show(booked->reference, true, test::kClerk));
  REQUIRE(office.pickups->show(other->reference, true, test::kClerk));
  CHECK(seen()->looks->size() == 2);
  CHECK(seen()->looks->back().full_phone);
  CHECK(office.pickups->lookup(booked->reference, "0001")->looks->size() == 2);
  for (int i = 0; i < 30; ++i) {
    office.clock.advance(700);
    REQUIRE(office.pickups->show(booked->reference, false, test::kClerk));
  }
  CHECK(seen()->looks->size() == contract::kMostLooks);
  CHECK(seen()->looks->back().at == office.clock.now());
  const auto cancelled = office.pickups->cancel(booked->reference, booked->token, std::nullopt);
  REQUIRE(cancelled);
  CHECK(cancelled->looks->size() == contract::kMostLooks);
  CHECK_FALSE(office.pickups->show(booked->reference, false, test::kClerk)->pickup.looks);
}

TEST_CASE(
    "a booking for somebody else keeps both numbers and the consent, masked alike, and loses them alike") {
  Office office;
  contract::PickupRequest request = sample_request(1);
  request.proxy = contract::PickupProxy{"Wang", "13900000002", true};
  const auto one = book(office, request);
  REQUIRE(one->proxy);
  CHECK(one->proxy->name == "Wang");
  CHECK(one->proxy->phone == "139****0002");
  CHECK(one->proxy->consent);
  const contract::Date date = *contract::parse_date("2026-11-26");
  const auto masked = office.pickups->run_sheet(date, "", false, test::kClerk);
  CHECK(masked->at(0).phone == "138****0001");
  CHECK(masked->at(0).proxy->phone == "139****0002");
  CHECK(office.pickups->run_sheet(date, "", true, test::kClerk)->at(0).proxy->phone == "13900000002");
  CHECK(office.pickups->show(one->reference, true, test::kClerk)->pickup.proxy->phone == "13900000002");
  REQUIRE(test::complete(*office.pickups, one->reference, 1000));
  for (const char* day : {"2027-05-24", "2027-05-25"}) {
    office.clock.set(std::string(day) + "T10:00:00+08:00");
    CHECK(*office.pickups->erase_expired() == 0);
  }
  office.clock.set("2027-05-26T10:00:00+08:00");
  CHECK(*office.pickups->erase_expired() == 1);
  CHECK_FALSE(office.pickups->show(one->reference, true, test::kClerk)->pickup.proxy);
}

TEST_CASE("staff assign, complete, find nobody, cancel") {
  Office office;
  const auto one = book(office, sample_request(1)), two = book(office, sample_request(2));
  const auto three = book(office, sample_request(3));
  REQUIRE(office.pickups->assign(one->reference, "Crew 0", test::kClerk));
  const auto twice = office.pickups->assign(one->reference, "Crew 1", test::kClerk);
  CHECK(has_field(twice.error(), "", Rule::already_assigned));
  CHECK(office.pickups->show(one->reference, false, test::kClerk)->crew == "Crew 0");
  REQUIRE(office.pickups->assign(one->reference, "Crew 1", test::kClerk, true));
  const auto completed = test::complete(*office.pickups, one->reference, 35500);
  REQUIRE(completed);
  CHECK(completed->collected_grams == 35500);
  CHECK(completed->crew == "Crew 1");
  CHECK(
      has_field(office.pickups->assign(one->reference, "Crew 2", test::kClerk).error(), "", Rule::not_open));
  CHECK(test::not_presented(*office.pickups, two->reference, "nobody home")->pickup.status ==
        PickupStatus::not_presented);
  office.clock.set("2026-11-26T08:00:00+08:00");  // after the resident's cut-off
  CHECK(office.pickups->cancel_by_staff(three->reference, "road closed", test::kClerk)
            ->pickup.history.back()
            .detail == "road closed");
  CHECK(office.pickups->show("WF-222-222-222", false, test::kClerk).error().code == ErrorCode::not_found);
  CHECK(office.pickups->show(one->reference, true, test::kClerk)->pickup.phone == sample_request(1).phone);
}

TEST_CASE("personal data is erased after the retention period; the ledger row stays") {
  Office office;
  const auto pickup = book(office, sample_request());
  REQUIRE(test::complete(*office.pickups, pickup->reference, 1000));
  office.clock.set("2027-05-24T10:00:00+08:00");
  CHECK(*office.pickups->erase_expired() == 0);
  office.clock.set("2027-05-25T10:00:00+08:00");
  CHECK(*office.pickups->erase_expired() == 0);  // 180 days after 26 November
  office.clock.set("2027-05-26T10:00:00+08:00");
  CHECK(*office.pickups->erase_expired() == 1);
  const auto shown = office.pickups->show(pickup->reference, true, test::kClerk);
  REQUIRE(shown);
  CHECK(shown->collected_grams == 1000);
  CHECK(shown->pickup.phone.empty());
  CHECK(shown->pickup.address.empty());
  CHECK_FALSE(office.pickups->lookup(pickup->reference, "0001"));
  CHECK_FALSE(office.pickups->get(pickup->reference, pickup->token));
  CHECK(*service::drop_expired(*office.store, office.clock.now()) == 0);  // its token went with the person
}

TEST_CASE("a clock that leaps back loses no booking") {
  Office office;
  const auto pickup = book(office, sample_request());
  office.clock.set("2020-01-01T00:00:00+08:00");
  CHECK(office.pickups->get(pickup->reference, pickup->token));
  CHECK(*office.pickups->erase_expired() == 0);
  CHECK(*service::drop_expired(*office.store, office.clock.now()) == 0);
}

TEST_CASE("a machine that comes up in the wrong year erases nothing for a day") {
  Office office;
  REQUIRE(book(office, sample_request()));
  CHECK(*office.pickups->erase_expired() == 0);
  office.clock.set("2036-01-01T00:00:00+08:00");
  CHECK(*office.pickups->erase_expired() == 0);
  office.clock.advance(23 * 3600);
  CHECK(*office.pickups->erase_expired() == 0);
  office.clock.set("2026-11-25T10:00:00+08:00");  // set right
  CHECK(*office.pickups->erase_expired() == 0);
  CHECK(office.pickups->run_sheet(*contract::parse_date("2026-11-26"), "", true, test::kClerk)
            ->at(0)
            .contact_name == "Li");
}

TEST_CASE("a booking that is moved to another day needs a crew again") {
  Office office;
  const auto pickup = book(office, sample_request());
  REQUIRE(office.pickups->assign(pickup->reference, "Crew 1", test::kClerk));
  contract::PickupChange change;
  change.slot = sample_slot("bulky", "2026-11-27");
  CHECK(office.pickups->change(pickup->reference, pickup->token, 2, change)->status == PickupStatus::booked);
  CHECK(office.pickups->show(pickup->reference, false, test::kClerk)->crew.empty());
}

TEST_CASE("a flood of bookings is found by when it was made") {
  Office office;
  REQUIRE(book(office, sample_request(1)));
  office.clock.advance(3600);
  const contract::UtcSeconds from = office.clock.now();
  const auto flooded = book(office, sample_request(2));
  REQUIRE(office.pickups->book_by_phone(sample_request(3), test::kClerk));
  const auto cancelled = book(office, sample_request(4));
  REQUIRE(office.pickups->cancel(cancelled->reference, cancelled->token, std::nullopt));
  office.clock.advance(3600);
  const contract::UtcSeconds to = office.clock.now();
  REQUIRE(book(office, sample_request(5)));
  const auto rows = office.pickups->made_between(from, to, "", test::kClerk);
  REQUIRE(rows);
  REQUIRE(rows->size() == 1);
  CHECK(rows->front().reference == flooded->reference);
  CHECK(rows->front().phone.find('*') != std::string::npos);
  CHECK(office.pickups->made_between(from, to, "371524999", test::kClerk)->empty());
  REQUIRE(office.pickups->cancel_by_staff(flooded->reference, "flood", test::kClerk));
  CHECK(office.pickups->made_between(from, to, "", test::kClerk)->empty());
}

TEST_CASE("a booking that is erased takes no words of those who finish it late") {
  Office office;
  const auto told = book(office, sample_request(1)), stopped = book(office, sample_request(2));
  REQUIRE(told);
  REQUIRE(stopped);
  const auto erase = [&] {
    for (int day = 0; day < 400; ++day) {
      office.clock.advance(24 * 3600);
      REQUIRE(office.pickups->erase_expired());
    }
  };
  erase();
  REQUIRE(office.pickups->show(told->reference, false, test::kClerk)->pickup.contact_name.empty());
  REQUIRE(office.pickups->cancel_by_staff(told->reference, "Mrs Wang has moved", test::kClerk));
  REQUIRE(test::not_presented(*office.pickups, stopped->reference, "Mrs Wang was not there"));
  for (const std::string& reference : {told->reference, stopped->reference}) {
    const auto shown = office.pickups->show(reference, false, test::kClerk);
    REQUIRE(shown);
    for (const contract::HistoryEvent& event : shown->pickup.history) CHECK(event.detail.empty());
    if (shown->pickup.aftermath.outcome) CHECK(shown->pickup.aftermath.outcome->words.empty());
  }
}
