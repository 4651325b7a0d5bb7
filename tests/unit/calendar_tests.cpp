// What the desk sets beside the content: which rule holds, which bookings lose their places, whom to tell;
// and that neither a change nor a booking is lost to the other.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "pickup/calendar/calendar_service.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::Calendar;
using contract::CalendarChange;
using contract::CalendarFault;
using contract::CalendarKind;
using contract::Rule;

namespace {

contract::Date day(const char* text) {
  return *contract::parse_date(text);
}

const contract::PickupRules& real_rules() {
  static const service::ContentPtr content = real_content();
  return content->get<service::PickupContent>().rules;
}

contract::SlotKey key(const char* date, const char* window = "am", const char* area = "a") {
  return {area, "bulky", day(date), window};
}

CalendarChange closed(const char* date, const char* reason = "车辆检修", const char* window = "") {
  return {CalendarKind::closed, day(date), day(date), "", "", window, 0, reason};
}

CalendarChange bare(CalendarKind kind, const char* date) {
  return {kind, day(date), day(date), "", "", "", 0, ""};
}

CalendarChange places(int count, const char* first, bool one_day, const char* area = "") {
  return {CalendarKind::places,
          day(first),
          one_day ? day(first) : contract::kNoLastDay,
          area,
          "",
          "am",
          count,
          ""};
}

Calendar calendar_of(std::initializer_list<CalendarChange> changes) {
  Calendar calendar;
  for (const CalendarChange& change : changes)
    calendar.push_back({static_cast<std::int64_t>(calendar.size()) + 1, change, 0, {}, 0, 0, {}});
  return calendar;
}

int all_places(const Calendar& calendar, const contract::SlotKey& slot) {
  const contract::Capacity places = contract::capacity_on(real_rules(), calendar, slot);
  return places.online + places.phone;
}

struct Desk {
  service::CalendarService::Seen seen(int losing = 0) { return {calendar.view()->version, losing}; }
  std::int64_t make(const CalendarChange& change, int losing = 0) {
    const auto made = calendar.make(change, seen(losing), kClerk);
    REQUIRE(made);
    return *made;
  }
  std::string booked(int number = 1) {
    const auto pickup = book(office, sample_request(number));
    REQUIRE(pickup);
    return pickup->reference;
  }
  std::vector<service::PersonToTell> people() { return calendar.people(false, kClerk)->people; }
  std::vector<contract::Slot> slots(const char* date) {
    return *office.pickups->list_slots(sample_request().area, "bulky", day(date), 1);
  }

  Office office;
  service::CalendarService calendar{*office.store, *office.pickups, office.clock};
};

}  // namespace

TEST_CASE("calendar: a closing holds for its days, area and window; a day of rest is opened by the desk") {
  CalendarChange morning = closed("2026-11-26", "r", "am");
  morning.area = "a";
  const Calendar calendar = calendar_of({morning, bare(CalendarKind::open, "2026-11-29")});
  CHECK(contract::closing(calendar, key("2026-11-26")) == &calendar[0]);
  CHECK_FALSE(contract::closing(calendar, key("2026-11-26", "pm")));
  CHECK_FALSE(contract::closing(calendar, key("2026-11-26", "am", "b")));
  CHECK_FALSE(contract::closing(calendar, key("2026-11-27")));
  CHECK_FALSE(contract::is_closed_day(real_rules(), calendar, day("2026-11-26")));
  CHECK(contract::is_closed_day(real_rules(), calendar_of({closed("2026-11-26")}), day("2026-11-26")));
  CHECK(contract::is_closed(real_rules(), {}, key("2026-11-29")));  // a Sunday
  CHECK_FALSE(contract::is_closed(real_rules(), calendar, key("2026-11-29")));
  CHECK(contract::is_closed(real_rules(), calendar, key("2026-12-06")));
  const Calendar both = calendar_of({bare(CalendarKind::open, "2026-11-29"), closed("2026-11-29")});
  CHECK(contract::is_closed(real_rules(), both, key("2026-11-29")));
}

TEST_CASE(
    "calendar: the more exact rule about places counts, then the later beginning, then the later change") {
  const int usual = all_places({}, key("2026-12-01"));
  CHECK(usual == 22);
  const Calendar calendar =
      calendar_of({places(10, "2026-12-01", false), places(4, "2026-12-05", true),
                   places(12, "2026-12-03", false), places(7, "2026-12-01", false, "a")});
  CHECK(all_places(calendar, key("2026-11-30", "am", "b")) == usual);
  CHECK(all_places(calendar, key("2026-12-01", "am", "b")) == 10);
  CHECK(all_places(calendar, key("2026-12-01", "pm", "b")) == usual);
  CHECK(all_places(calendar, key("2026-12-04", "am", "b")) == 12);
  CHECK(all_places(calendar, key("2026-12-05", "am", "b")) == 4);
  CHECK(all_places(calendar, key("2026-12-05", "am", "a")) == 4);
  CHECK(all_places(calendar, key("2027-06-01", "am", "a")) == 7);
  CHECK(all_places(calendar_of({places(5, "2026-12-01", true), places(6, "2026-12-01", true)}),
                   key("2026-12-01")) == 6);
  const CalendarChange lorry{
      CalendarKind::day_places, day("2026-12-02"), day("2026-12-02"), "", "", "", 30, ""};
  CHECK(contract::day_capacity_on(real_rules(), calendar_of({lorry}), day("2026-12-02")) == 30);
  CHECK(contract::day_capacity_on(real_rules(), calendar_of({lorry}), day("2026-12-03")) == 24);
}

TEST_CASE("calendar: who booked last loses the place; what is done keeps it and takes one") {
  const std::vector<contract::Standing> standing{{1, false, key("2026-12-01")},
                                                 {2, true, key("2026-12-01")},
                                                 {3, true, key("2026-12-01")},
                                                 {4, true, key("2026-12-01", "pm")}};
  CHECK(contract::displaced(real_rules(), {}, standing).empty());
  const auto two = contract::displaced(real_rules(), calendar_of({places(2, "2026-12-01", true)}), standing);
  REQUIRE(two.size() == 1);
  CHECK(two[0].id == 3);
  CHECK(two[0].why == contract::Displacement::window_full);
  const CalendarChange lorry{
      CalendarKind::day_places, day("2026-12-01"), day("2026-12-01"), "", "", "", 3, ""};
  const auto day_full = contract::displaced(real_rules(), calendar_of({lorry}), standing);
  REQUIRE(day_full.size() == 1);
  CHECK(day_full[0].id == 4);
  CHECK(day_full[0].why == contract::Displacement::day_full);
  const auto all = contract::displaced(real_rules(), calendar_of({closed("2026-12-01", "雨雪")}), standing);
  REQUIRE(all.size() == 3);
  CHECK(all[0].reason == "雨雪");
  CHECK(all[0].rule == 1);
}

TEST_CASE(
    "calendar: a closed day is refused at once to all, its reason is listed, it opens again; a restart "
    "changes nothing") {
  Desk desk;
  const std::string reference = desk.booked(1);
  const auto touch = desk.calendar.preview(closed("2026-11-26"));
  REQUIRE(touch);
  CHECK(touch->losing == 1);
  REQUIRE(touch->slots.size() == 1);
  CHECK(touch->slots[0].booked == 1);
  CHECK(touch->slots[0].places == 0);
  const std::int64_t number = desk.make(closed("2026-11-26"), 1);
  CHECK(has_field(book(desk.office, sample_request(2)).error(), "/slot", Rule::slot_closed));
  CHECK(has_field(desk.office.pickups->book_by_phone(sample_request(2), kClerk).error(), "/slot",
                  Rule::slot_closed));
  const auto slots = desk.slots("2026-11-26");
  REQUIRE(slots.size() == 2);
  CHECK(slots[0].closed == "车辆检修");
  CHECK(slots[0].remaining == 0);
  CHECK(slots[0].day_remaining > 0);
  CHECK(desk.slots("2026-11-27")[0].closed.empty());
  CHECK(contract::slots_from_json(contract::slots_to_json(slots))[0].closed == "车辆检修");
  CHECK(desk.office.pickups->show(reference, false, kClerk)->pickup.status == contract::PickupStatus::booked);
  CHECK(desk.office.pickups->show(reference, false, kClerk)->pickup.slot.closed == "车辆检修");
  CHECK(desk.office.pickups->on_closed_days()->at(day("2026-11-26")) == 1);

  desk.office.reopen();
  service::CalendarService again(*desk.office.store, *desk.office.pickups, desk.office.clock);
  CHECK(has_field(book(desk.office, sample_request(2)).error(), "/slot", Rule::slot_closed));
  CHECK(again.preview_end(number)->regaining == 1);
  REQUIRE(again.end(number, {again.view()->version, 0}, kClerk));
  CHECK(again.end(number, {0, 0}, kClerk));  // it is ended
  CHECK(book(desk.office, sample_request(2)));
  CHECK(again.view()->history.at(0).ended_by == "cli:t");
}

TEST_CASE("calendar: fewer places hold for new bookings and take none away; more places are there at once") {
  Desk desk;
  desk.booked(1);
  desk.booked(2);
  CalendarChange one = places(1, "2026-11-26", true);
  CHECK(desk.calendar.preview(one)->losing == 1);
  desk.make(one, 1);
  CHECK(has_field(book(desk.office, sample_request(3)).error(), "/slot", Rule::slot_full));
  CHECK(desk.slots("2026-11-26")[0].remaining == 0);
  CHECK(desk.people().size() == 1);
  one.places = 30;
  desk.make(one);
  CHECK(book(desk.office, sample_request(3)));
  CHECK(desk.people().empty());
  const CalendarChange lorry{
      CalendarKind::day_places, day("2026-11-26"), day("2026-11-26"), "", "", "", 3, ""};
  desk.make(lorry);
  CHECK(has_field(book(desk.office, sample_request(4)).error(), "/slot", Rule::day_full));
  desk.make(bare(CalendarKind::open, "2026-11-29"));
  contract::PickupRequest sunday = sample_request(5);
  sunday.slot = sample_slot("bulky", "2026-11-29");
  CHECK(book(desk.office, sunday));
}

TEST_CASE("calendar: changes are checked: days past and too far, spans, places, reasons") {
  Desk desk;
  const auto has = [&](const CalendarChange& change, CalendarFault fault) {
    const auto faults = desk.calendar.check(change);
    return std::find(faults.begin(), faults.end(), fault) != faults.end();
  };
  CHECK(desk.calendar.check(closed("2026-11-24")).empty());  // today
  CHECK(has(closed("2026-11-23"), CalendarFault::day_past));
  CHECK(desk.calendar.check(closed("2027-12-01")).empty());
  CHECK(has(closed("2028-01-15"), CalendarFault::day_too_far));
  CalendarChange long_one = closed("2026-12-01");
  long_one.last = day("2026-12-31");
  CHECK(desk.calendar.check(long_one).empty());
  long_one.last = day("2027-01-01");
  CHECK(has(long_one, CalendarFault::span));
  long_one.last = day("2026-11-30");
  CHECK(has(long_one, CalendarFault::span));
  CHECK(has(closed("2026-12-01", " "), CalendarFault::reason_missing));
  CHECK(has(closed("2026-12-01", "a\nb"), CalendarFault::reason_text));
  CHECK(has(closed("2026-12-01", "\u202E"), CalendarFault::reason_text));
  CHECK(has(closed("2026-12-01", std::string(61, 'x').c_str()), CalendarFault::reason_text));
  CHECK(has(closed("2026-12-01", "r", "night"), CalendarFault::unknown_place));
  CHECK(has(places(1000, "2026-12-01", true), CalendarFault::places_range));
  CHECK(has(places(-1, "2026-12-01", true), CalendarFault::places_range));
  CHECK(has(places(1, "2026-12-01", true, "nowhere"), CalendarFault::unknown_place));
  CHECK(has(bare(CalendarKind::day_places, "2026-12-01"), CalendarFault::places_range));
  CHECK(has(bare(CalendarKind::open, "2026-12-01"), CalendarFault::not_closed));
  CHECK_FALSE(desk.calendar.make(closed("2026-11-23"), desk.seen(), kClerk));
}

TEST_CASE("calendar: a stale page and a booking that came in between are refused; the same twice is one") {
  Desk desk;
  const auto before = desk.seen();
  desk.booked(1);
  const auto unseen = desk.calendar.make(closed("2026-11-26"), before, kClerk);
  REQUIRE_FALSE(unseen);
  CHECK(unseen.error().code == contract::ErrorCode::precondition);
  const auto now = desk.seen(1);
  const auto made = desk.calendar.make(closed("2026-11-26"), now, kClerk);
  REQUIRE(made);
  CHECK(*desk.calendar.make(closed("2026-11-26"), now, kClerk) == *made);
  CHECK(desk.calendar.view()->history.size() == 1);
  const auto other = contract::Actor::staff("desk:zhao");
  CHECK(desk.calendar.make(closed("2026-11-27"), now, other).error().code ==
        contract::ErrorCode::precondition);
  CHECK(desk.calendar.make(closed("2026-11-26"), now, other).error().code ==
        contract::ErrorCode::precondition);
}

TEST_CASE("calendar: people are told, by tick or by message, and again when the day opens after all") {
  Desk desk;
  const std::string first = desk.booked(1), second = desk.booked(2);
  const std::int64_t number = desk.make(closed("2026-11-26"), 2);
  using service::TellWhy;
  REQUIRE(desk.people().size() == 2);
  REQUIRE(desk.calendar.tell(first, TellWhy::closed, true, kClerk));
  CHECK(desk.calendar.tell(first, TellWhy::closed, true, kClerk));
  CHECK(desk.calendar.tell(first, TellWhy::over, true, kClerk).error().code ==
        contract::ErrorCode::precondition);
  CHECK(desk.calendar.tell("WF-222-222-222", TellWhy::closed, true, kClerk).error().code ==
        contract::ErrorCode::not_found);
  CHECK(desk.people()[0].told);
  CHECK(desk.people()[0].told_by == "cli:t");
  CHECK(*desk.calendar.notify(kClerk) == 1);
  CHECK(*desk.calendar.notify(kClerk) == 0);
  CHECK(desk.people()[1].noticed_at == desk.office.clock.now());
  REQUIRE(desk.calendar.tell(first, TellWhy::closed, false, kClerk));
  CHECK_FALSE(desk.people()[0].told);
  REQUIRE(desk.calendar.tell(first, TellWhy::closed, true, kClerk));

  REQUIRE(desk.calendar.end(number, desk.seen(), kClerk));
  REQUIRE(desk.people().size() == 1);  // the other's message had not gone out
  CHECK(desk.people()[0].why == TellWhy::restored);
  CHECK_FALSE(desk.people()[0].told);
  REQUIRE(desk.calendar.tell(first, TellWhy::restored, true, kClerk));
  CHECK(desk.people()[0].told);
  desk.make(closed("2026-11-26", "大雪"), 2);  // once more: all of them again
  REQUIRE(desk.people().size() == 2);
  CHECK_FALSE(desk.people()[0].told);
  CHECK(*desk.calendar.notify(kClerk) == 2);
  REQUIRE(desk.office.pickups->cancel_by_staff(second, "r", kClerk));
  CHECK(desk.people().size() == 1);
}

TEST_CASE(
    "calendar: the message says day, reason and what to do; one that is overtaken is not sent; no reminder "
    "for a closed day") {
  Desk desk;
  desk.booked(1);
  const std::string second = desk.booked(2);
  desk.make(closed("2026-11-26", "车辆检修"), 2);
  CHECK(*desk.calendar.notify(kClerk) == 2);
  const auto unsent = [&] {
    return *desk.office.store->readers().run(
        [&](storage::Session& session) -> contract::Result<std::vector<storage::NoticeRow>> {
          std::vector<storage::NoticeRow> closed;
          for (auto& row : storage::NoticeStore(*desk.office.store, "pickup").list(session, true))
            if (row.kind == "day_closed" && row.given_up_at == 0) closed.push_back(std::move(row));
          return closed;
        });
  };
  REQUIRE(unsent().size() == 2);
  for (const char* part : {"车辆检修", "11月26日"}) {
    CAPTURE(part);
    CAPTURE(unsent()[0].text);
    CHECK(unsent()[0].text.find(part) != std::string::npos);
  }
  REQUIRE(desk.office.pickups->cancel_by_staff(second, "r", kClerk));
  CHECK(unsent().size() == 1);
  desk.office.clock.set("2026-11-25T18:30:00+08:00");
  CHECK(*desk.office.pickups->queue_reminders() == 0);
}

TEST_CASE(
    "calendar: a closing that is ended tells nobody any more; one that still holds does, and so does the "
    "next") {
  Desk desk;
  desk.booked(1);
  contract::PickupRequest afternoon = sample_request(2);
  afternoon.slot = sample_slot("bulky", "2026-11-26", "pm");
  REQUIRE(book(desk.office, afternoon));
  const auto waiting = [&] {
    return *desk.office.store->readers().run([&](storage::Session& session) -> contract::Result<int> {
      int count = 0;
      for (const auto& row : storage::NoticeStore(*desk.office.store, "pickup").list(session, true))
        count += row.kind == "day_closed" && row.last_error != storage::kOvertaken ? 1 : 0;
      return count;
    });
  };
  const std::int64_t all_day = desk.make(closed("2026-11-26"), 2);
  const std::int64_t morning = desk.make(closed("2026-11-26", "大雪", "am"));
  REQUIRE(*desk.calendar.notify(kClerk) == 2);
  REQUIRE(desk.calendar.end(all_day, desk.seen(), kClerk));
  CHECK(waiting() == 1);
  REQUIRE(desk.people().size() == 1);
  CHECK(desk.people()[0].noticed_at > 0);
  REQUIRE(desk.calendar.end(morning, desk.seen(), kClerk));
  CHECK(waiting() == 0);
  CHECK(desk.people().empty());
  desk.make(closed("2026-11-26"), 2);
  CHECK(*desk.calendar.notify(kClerk) == 2);
  CHECK(waiting() == 2);
  desk.make(bare(CalendarKind::open, "2026-11-29"));  // another day
  CHECK(waiting() == 2);
}

TEST_CASE("calendar: a message about a closing that went out is put right by a colleague") {
  Desk desk;
  const std::string reference = desk.booked(1);
  const std::int64_t number = desk.make(closed("2026-11-26"), 1);
  REQUIRE(*desk.calendar.notify(kClerk) == 1);
  REQUIRE(desk.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    const storage::NoticeStore notices(*desk.office.store, "pickup");
    for (const auto& row : notices.list(session, true))
      if (row.kind == "day_closed") REQUIRE(notices.mark_sent(session, row.id, desk.office.clock.now()));
    return contract::ok();
  }));
  REQUIRE(desk.calendar.end(number, desk.seen(), kClerk));
  REQUIRE(desk.people().size() == 1);
  CHECK(desk.people()[0].why == service::TellWhy::restored);
  CHECK(desk.people()[0].stop.reference == reference);
}

TEST_CASE("calendar: a booking taken while a day is closed is refused or on the list, never lost") {
  Desk desk;
  std::atomic<int> booked{0}, refused{0};
  std::vector<std::thread> residents;
  for (int thread = 0; thread < 4; ++thread)
    residents.emplace_back([&, thread] {
      for (int i = 0; i < 5; ++i)
        ++(book(desk.office, sample_request(1 + thread * 5 + i)) ? booked : refused);
    });
  contract::Result<std::int64_t> made = contract::make_error(contract::ErrorCode::unavailable, "");
  for (int losing = 0; !made; ++losing)
    made = desk.calendar.make(closed("2026-11-26"), desk.seen(losing), kClerk);
  for (std::thread& resident : residents) resident.join();
  CHECK(booked + refused == 20);
  CHECK(desk.people().size() == static_cast<std::size_t>(booked));
  CHECK_FALSE(book(desk.office, sample_request(30)));
}
