// The hours of the day's windows set at the desk: residents get the new ones, what is booked keeps what it
// was promised until a dispatcher changes it; what cannot be read, stale tabs, colleagues.
#include <doctest/doctest.h>

#include "desk_visit.hpp"
#include "notice/notice_store.hpp"
#include "pickup/slots/slot_routes.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

const std::string kWindowsPath = "/desk/plan/windows";

struct WindowsVisit : DeskVisit {
  WindowsVisit() {
    office.source->on_change(
        [this](const service::ContentPtr& fresh) { office.pickups->set_content(fresh); });
    http::add_slot_routes(router, *office.pickups);
  }
  // The fields of the page, with those of the afternoon as they are wanted.
  Fields afternoon(const std::string& start, const std::string& end) {
    const std::string page = get(kWindowsPath).body;
    return {{"seen-am", hidden(page, "seen-am")},
            {"seen-pm", hidden(page, "seen-pm")},
            {"name-am", "上午"},
            {"start-am", "08:30"},
            {"end-am", "11:30"},
            {"name-pm", "下午"},
            {"start-pm", start},
            {"end-pm", end}};
  }
  http::Response set(Fields fields) {
    fields["sure"] = "1";
    return post(kWindowsPath, fields);
  }
  std::string hours_of(const std::string& reference) {
    const auto slot = office.pickups->show(reference, false, test::kClerk)->pickup.slot;
    return contract::format_clock(slot.start_minute) + " " + contract::format_clock(slot.end_minute);
  }
  // Messages of this kind about bookings, waiting or taken back.
  int messages(const std::string& kind) {
    return *office.store->readers().run([&](storage::Session& session) -> contract::Result<int> {
      int count = 0;
      for (const auto& row : storage::NoticeStore(*office.store).list(session, false))
        count += row.kind == kind ? 1 : 0;
      return count;
    });
  }
  std::string slots() {
    http::Request request;
    request.method = "GET";
    request.path = "/api/v1/slots";
    request.peer = "10.0.0.1";
    request.query["area"] = test::sample_request().area;
    request.query["category"] = "bulky";
    return *router.handle(request).shared_body;
  }
};

contract::PickupRequest for_the_afternoon() {
  contract::PickupRequest request = test::sample_request(3);
  request.slot.replace(request.slot.size() - 2, 2, "pm");
  return request;
}

}  // namespace

TEST_CASE("desk: the hours of a window are changed; what is booked keeps its promise until it is changed") {
  WindowsVisit visit;
  const auto pickup = test::book(visit.office, for_the_afternoon());
  REQUIRE(pickup);
  visit.as("wang", Role::dispatcher);
  const Fields wanted = visit.afternoon("13:30", "17:00");
  const http::Response check = visit.post(kWindowsPath, wanted);
  CHECK(check.status == 200);
  CHECK(holds(check.body, contract::text(Text::server_rota_becomes, {{"what", "下午 13:30\u201317:00"}})));
  CHECK(holds(check.body, "/desk/pickups/" + pickup->reference + "/change"));
  CHECK_FALSE(holds(visit.slots(), "\"13:30\""));  // looking is not setting

  const http::Response done = visit.set(wanted);
  CHECK(done.status == 303);
  CHECK(visit.set(wanted).status == 303);  // the same button twice
  CHECK(holds(visit.slots(), "\"13:30\""));
  CHECK(visit.hours_of(pickup->reference) == "14:00 17:30");
  CHECK(holds(visit.follow(done).body, pickup->reference));
  const auto later = test::book(visit.office, [] {
    contract::PickupRequest request = for_the_afternoon();
    request.phone = "13800000009";
    request.address = "别处 9 号";
    return request;
  }());
  REQUIRE(later);
  CHECK(visit.hours_of(later->reference) == "13:30 17:00");

  const std::string change = "/desk/pickups/" + pickup->reference + "/change";
  const auto slot = visit.office.pickups->show(pickup->reference, false, test::kClerk)->pickup.slot.id;
  const std::string form = visit.get(change).body;
  CHECK(holds(form, contract::text(Text::server_work_hours_promised,
                                   {{"promised", "14:00\u201317:30"}, {"now", "13:30\u201317:00"}})));
  CHECK_FALSE(holds(form, "name=\"new-hours\" type=\"checkbox\" checked"));
  Fields kept{{"version", visit.version_of(pickup->reference)},
              {"slot", slot},
              {"address", pickup->address},
              {"note", "三楼"},
              {"hours", hidden(form, "hours")},
              {first_item(), "1"}};
  CHECK(visit.post(change, kept).status == 303);
  CHECK(visit.office.pickups->show(pickup->reference, false, test::kClerk)->pickup.note == "三楼");
  CHECK(visit.hours_of(pickup->reference) == "14:00 17:30");
  CHECK(visit.messages("changed") == 0);

  kept["version"] = visit.version_of(pickup->reference);
  kept["new-hours"] = "on";
  CHECK(visit.post(change, kept).status == 303);
  CHECK(visit.hours_of(pickup->reference) == "13:30 17:00");
  CHECK(visit.messages("changed") == 1);
  CHECK(visit.post(change, kept).status == 303);  // the same button twice
  CHECK(visit.messages("changed") == 1);
  CHECK_FALSE(holds(visit.get(change).body, "name=\"new-hours\""));
  CHECK_FALSE(holds(visit.get(kWindowsPath).body, pickup->reference));
}

TEST_CASE("desk: hours that changed once more since the form was opened are asked about again") {
  WindowsVisit visit;
  const auto pickup = test::book(visit.office, for_the_afternoon());
  REQUIRE(pickup);
  visit.as("wang", Role::dispatcher);
  REQUIRE(visit.set(visit.afternoon("13:30", "17:00")).status == 303);
  const std::string change = "/desk/pickups/" + pickup->reference + "/change";
  Fields ticked{{"version", "1"},
                {"slot", pickup->slot.id},
                {"address", pickup->address},
                {"note", pickup->note},
                {"hours", hidden(visit.get(change).body, "hours")},
                {"new-hours", "on"},
                {first_item(), "1"}};
  REQUIRE(visit.set(visit.afternoon("15:00", "18:00")).status == 303);
  const http::Response again = visit.post(change, ticked);
  CHECK(again.status == 412);
  CHECK(holds(again.body, words_of(Text::server_work_stale)));
  CHECK(hidden(again.body, "hours") == "15:00\u201318:00");
  CHECK_FALSE(holds(again.body, "name=\"new-hours\" type=\"checkbox\" checked"));
  CHECK(visit.hours_of(pickup->reference) == "14:00 17:30");
  ticked["slot"] = test::sample_slot("bulky", "2026-11-27", "pm");
  CHECK(visit.post(change, ticked).status == 303);  // another day has the hours of now anyway
  CHECK(visit.hours_of(pickup->reference) == "15:00 18:00");
}

TEST_CASE("a change that keeps day and window keeps the hours that were promised, whoever makes it") {
  WindowsVisit visit;
  const auto pickup = test::book(visit.office, for_the_afternoon());
  REQUIRE(pickup);
  visit.as("wang", Role::dispatcher);
  REQUIRE(visit.set(visit.afternoon("13:30", "17:00")).status == 303);
  contract::PickupChange change;
  change.slot = pickup->slot.id;
  change.note = "one";
  REQUIRE(visit.office.pickups->change(pickup->reference, pickup->token, 1, change));
  CHECK(visit.hours_of(pickup->reference) == "14:00 17:30");
  change.note = "two";
  REQUIRE(visit.office.pickups->change_by_staff(pickup->reference, 2, change, test::kClerk));
  CHECK(visit.hours_of(pickup->reference) == "14:00 17:30");
  change.slot.reset();
  change.note = "three";
  REQUIRE(visit.office.pickups->change(pickup->reference, pickup->token, 3, change));
  CHECK(visit.hours_of(pickup->reference) == "14:00 17:30");
}

TEST_CASE("desk: hours that make no day, a stale tab and colleagues who may not are told so") {
  WindowsVisit visit;
  visit.as("wang", Role::dispatcher);
  const Fields stale = visit.afternoon("15:00", "18:00");
  for (const auto& [start, end, said] : {std::tuple("", "17:00", Text::server_rota_fault_clock),
                                         std::tuple("14:00", "99", Text::server_rota_fault_clock),
                                         std::tuple("17:00", "14:00", Text::server_rota_fault_hours),
                                         std::tuple("11:00", "14:00", Text::server_rota_fault_order)}) {
    const std::string from = start;
    CAPTURE(from);
    const http::Response refused = visit.set(visit.afternoon(start, end));
    CHECK(refused.status == 400);
    CHECK(holds(refused.body, words_of(said)));
    CHECK(holds(refused.body, "value=\"" + std::string(end) + "\""));
  }
  Fields nameless = visit.afternoon("14:00", "17:00");
  nameless["name-pm"] = "\u200b";
  CHECK(holds(visit.set(nameless).body, words_of(Text::server_rota_fault_window)));

  CHECK(visit.set(visit.afternoon("13:00", "16:00")).status == 303);
  const http::Response late = visit.set(stale);
  CHECK(late.status == 412);
  CHECK(holds(late.body, words_of(Text::server_work_stale)));
  CHECK(holds(visit.slots(), "\"13:00\""));
  CHECK(visit.set(stale).status == 412);
  Fields again = stale;
  for (const char* name : {"seen-am", "seen-pm"}) again[name] = hidden(late.body, name);
  CHECK(visit.set(again).status == 303);
  CHECK(holds(visit.slots(), "\"15:00\""));

  for (const Role role : {Role::crew, Role::officer, Role::analyst}) {
    visit.as("role" + std::to_string(static_cast<int>(role)), role, "一班");
    CHECK(visit.get(kWindowsPath).status == 403);
  }
}
