#include <doctest/doctest.h>

#include <utility>

#include "lib/base/calendar.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::calendar_covers;
using contract::is_closed;
using contract::is_public_holiday;
using contract::is_working_day;
using contract::parse_date;
using contract::Rule;
using test::has_field;
using test::Office;
using test::real_content;
using test::sample_request;
using test::sample_slot;

constexpr std::pair<int, int> kFreeByLaw[] = {{1, 1},  {5, 1},  {5, 2},
                                              {10, 1}, {10, 2}, {10, 3}};  // month, day

// The regulation on public holidays (State Council decree 795); lunar days as the almanac prints them.
TEST_CASE("what is free by law is closed in every year, announced or not") {
  const contract::PickupRules rules = real_content()->get<service::PickupContent>().rules;
  for (int year = 2027; year <= 2060; ++year)
    for (const auto& [month, day] : kFreeByLaw) {
      const contract::Date holiday = contract::make_date({year, month, day});
      INFO(contract::format_date(holiday));
      CHECK(is_closed(rules, holiday));
      CHECK_FALSE(is_working_day(holiday));
    }
  for (const char* new_year : {"2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23",
                               "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08"})
    for (int offset = -1; offset <= 6; ++offset)
      CHECK(is_public_holiday(contract::add_days(*parse_date(new_year), offset)));
  for (const char* festival :
       {"2027-04-05", "2028-04-04", "2031-04-05", "2035-04-05",                               // Qingming
        "2027-06-09", "2028-05-28", "2029-06-16", "2030-06-05", "2033-06-01", "2035-06-10",   // Dragon Boat
        "2027-09-15", "2028-10-03", "2029-09-22", "2030-09-12", "2033-09-08", "2035-09-16"})  // Mid-Autumn
    CHECK(is_closed(rules, *parse_date(festival)));
  CHECK_FALSE(is_closed(rules, *parse_date("2060-11-24")));
  CHECK(calendar_covers(*parse_date("2026-12-31")));
  CHECK_FALSE(calendar_covers(*parse_date("2060-01-01")));
}

// 31 December 2059 is a Wednesday; the notice for 2060 will not be in the data for a long time.
TEST_CASE("nobody gets a day that is free by law in a year without a notice, online or by telephone") {
  Office office;
  office.clock.set("2059-12-20T10:00:00+08:00");
  const auto slots = office.pickups->list_slots(sample_request().area, "bulky", std::nullopt, std::nullopt);
  REQUIRE(slots);
  REQUIRE_FALSE(slots->empty());
  for (const contract::Slot& slot : *slots) CHECK(contract::format_date(slot.date) != "2060-01-01");
  contract::PickupRequest request = sample_request(1);
  request.slot = sample_slot("bulky", "2060-01-01");
  CHECK(has_field(office.pickups->book(request, "", "").error(), "/slot", Rule::slot_closed));
  CHECK(has_field(office.pickups->book_by_phone(request, test::kClerk).error(), "/slot", Rule::slot_closed));
  const auto& rules = real_content()->get<service::PickupContent>().rules;
  CHECK(service::year_without_notice(rules, office.clock.now()) == 2060);
  CHECK_FALSE(service::year_without_notice(rules, *contract::parse_instant("2026-12-01T10:00:00+08:00")));
}

TEST_CASE(
    "a booking for a day that was closed later is told to the county, and its resident is not told to wait") {
  Office office;
  const auto booked = office.pickups->book(sample_request(1), "", "");
  REQUIRE(booked);
  CHECK(office.pickups->on_closed_days()->empty());
  office.pickups->set_content(test::edited<service::PickupContent>(*real_content(), [](auto& pickup) {
    pickup.rules.closed_dates.insert(contract::parse_date("2026-11-26")->days);
  }));
  CHECK(*office.pickups->on_closed_days() ==
        std::map<contract::Date, int>{{*contract::parse_date("2026-11-26"), 1}});
  office.clock.set("2026-11-25T18:30:00+08:00");
  CHECK(*office.pickups->queue_reminders() == 0);
  REQUIRE(office.pickups->cancel_by_staff(booked->reference, "holiday", test::kClerk));
  CHECK(office.pickups->on_closed_days()->empty());
}
