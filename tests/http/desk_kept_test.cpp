// What a crew's phone recorded without a network and sends later: counted once, late ones with both times,
// clashes with both versions, nothing lost.
#include <doctest/doctest.h>

#include <functional>
#include <utility>

#include "desk_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

constexpr const char* kOurs = "1 号车";
constexpr contract::UtcSeconds kHour = 3600;

contract::UtcSeconds instant(const char* text) {
  return *contract::parse_instant(text);
}

struct KeptVisit : DeskVisit {
  KeptVisit() {
    first = stop(1);
    second = stop(2);
    third = stop(3);
    fourth = stop(4);
    others = stop(5, "2 号车");
    office.clock.set("2026-11-26T10:00:00+08:00");
    as("zhou", Role::crew, kOurs);
  }
  std::string stop(int number, const std::string& crew = kOurs) {
    const std::string reference = booked(*this, number);
    REQUIRE(office.pickups->assign(reference, crew, test::kClerk));
    return reference;
  }
  // A record of 12.5 kg that was noted now and is sent `later` seconds afterwards, by the phone's clock.
  Fields record(const std::string& reference, contract::UtcSeconds later = 0) {
    const auto shown = office.pickups->show(reference, false, test::kClerk);
    Fields fields{{"kind", "collected"},
                  {"kilograms", "12.5"},
                  {"version", std::to_string(shown->pickup.version)},
                  {"noted", std::to_string(office.clock.now())},
                  {"sent", std::to_string(office.clock.now() + later)}};
    for (const contract::PickupItem& item : shown->pickup.items)
      fields["piece-" + item.item] = std::to_string(item.quantity);
    return fields;
  }
  http::Response send(const std::string& reference, Fields fields, const std::string& key = kKey,
                      const std::string& below = "/kept") {
    if (!fields.contains("form_key")) fields["form_key"] = form_key();
    return ask("POST", "/desk/stops/" + reference + below, encoded(fields), key);
  }
  service::StaffPickup shown(const std::string& reference) {
    return *office.pickups->show(reference, false, test::kClerk);
  }
  int revisions(const std::string& reference) {
    const auto now = shown(reference);
    return now.pickup.aftermath.outcome ? now.pickup.aftermath.outcome->revision : 0;
  }
  static constexpr const char* kKey = "0123456789abcdef0123456789abcdef";
  std::string first, second, third, fourth, others;
};

// Does something once, when it is asked for the time: between the look at a booking and the record of it.
class MeddlingClock final : public service::Clock {
 public:
  explicit MeddlingClock(service::Clock& clock) : clock_(clock) {}
  contract::UtcSeconds now() override {
    if (const auto meddle = std::exchange(meddle_, nullptr)) meddle();
    return clock_.now();
  }
  void then(std::function<void()> meddle) { meddle_ = std::move(meddle); }

 private:
  service::Clock& clock_;
  std::function<void()> meddle_;
};

service::KeptRecord kept(KeptVisit& visit, const std::string& reference) {
  service::KeptRecord record;
  record.reference = reference;
  record.crew = kOurs;
  record.key = KeptVisit::kKey + reference;
  record.outcome.grams = 12'500;
  record.version = visit.shown(reference).pickup.version;
  record.times = {visit.office.clock.now(), visit.office.clock.now()};
  return record;
}

}  // namespace

TEST_CASE("kept records: one that is sent three times counts once, also when it was corrected in between") {
  KeptVisit visit;
  const Fields record = visit.record(visit.first);
  const http::Response sent = visit.send(visit.first, record);
  CHECK(sent.status == 200);
  CHECK(holds(sent.body, "\"recorded\""));
  CHECK(holds(std::string(sent.headers.value("Cache-Control")), "no-store"));
  CHECK(visit.send(visit.first, record).body == sent.body);
  contract::Outcome correction;
  correction.grams = 9000;
  correction.replaces = 1;
  REQUIRE(visit.office.pickups->record_outcome(visit.first, correction, test::kClerk));
  CHECK(visit.send(visit.first, record).body == sent.body);
  CHECK(visit.revisions(visit.first) == 2);
  CHECK(visit.shown(visit.first).collected_grams == 9000);
  CHECK(visit.logged("record_arrived") == 1);
  Fields other = record;
  other["kilograms"] = "13";
  CHECK(visit.send(visit.first, other).status == 422);
}

TEST_CASE("kept records: without a key, with a short one, without the form's key, nothing is taken") {
  KeptVisit visit;
  Fields record = visit.record(visit.first);
  CHECK(visit.send(visit.first, record, "").status == 400);
  CHECK(visit.send(visit.first, record, "short").status == 400);
  record["form_key"] = "0";
  CHECK(visit.send(visit.first, record).status == 403);
  CHECK(visit.revisions(visit.first) == 0);
}

TEST_CASE("kept records: three days late with both times, a week late is asked about") {
  KeptVisit visit;
  const Fields record = visit.record(visit.first, 72 * kHour),
               old = visit.record(visit.second, 8 * 24 * kHour);
  const contract::UtcSeconds noted = visit.office.clock.now();
  visit.office.clock.advance(72 * kHour);
  CHECK(visit.send(visit.first, record).status == 401);  // the session is over; the phone keeps it
  CHECK(visit.revisions(visit.first) == 0);
  visit.tokens.clear();
  visit.as("zhou2", Role::crew, kOurs);
  const http::Response late = visit.send(visit.first, record);
  CHECK(late.status == 200);
  CHECK(holds(late.body, "\"late\":true"));
  CHECK(visit.shown(visit.first).pickup.aftermath.outcome->at == noted);
  CHECK(visit.shown(visit.first).pickup.history.back().at == noted + 72 * kHour);
  visit.as("wang", Role::dispatcher);
  CHECK(holds(visit.get("/desk/pickups/" + visit.first).body, "补传"));
  visit.office.clock.advance(5 * 24 * kHour);
  visit.tokens.clear();
  visit.as("zhou3", Role::crew, kOurs);
  const http::Response older = visit.send(visit.second, old, std::string(KeptVisit::kKey) + "1");
  CHECK(older.status == 409);
  CHECK(holds(older.body, "too_late"));
  CHECK(visit.revisions(visit.second) == 0);
}

TEST_CASE("kept records: a phone's clock that is wrong, and one that was set in between") {
  KeptVisit visit;
  Fields ahead = visit.record(visit.first);
  const contract::UtcSeconds now = visit.office.clock.now();
  ahead["noted"] = std::to_string(now + 40 * 60 - kHour);
  ahead["sent"] = std::to_string(now + 40 * 60);
  const http::Response sent = visit.send(visit.first, ahead);
  CHECK(sent.status == 200);
  CHECK(holds(sent.body, "\"clock_minutes\":40"));
  CHECK(visit.shown(visit.first).pickup.aftermath.outcome->at == now - kHour);
  Fields set = visit.record(visit.second);
  set["noted"] = std::to_string(instant("2020-01-01T08:00:00+08:00"));
  const http::Response clamped = visit.send(visit.second, set, std::string(KeptVisit::kKey) + "1");
  CHECK(clamped.status == 200);
  CHECK(holds(clamped.body, "\"clamped\":true"));
  CHECK(visit.shown(visit.second).pickup.aftermath.outcome->at == now);
}

TEST_CASE("kept records: cancelled, recorded by another, given to another crew, moved or changed meanwhile") {
  KeptVisit visit;
  const std::string &third = visit.third, &fourth = visit.fourth;
  const Fields one = visit.record(visit.first), two = visit.record(visit.second), three = visit.record(third);
  Fields four = visit.record(fourth);
  REQUIRE(visit.office.pickups->cancel_by_staff(visit.first, "搬家", test::kClerk));
  const http::Response cancelled = visit.send(visit.first, one);
  CHECK(cancelled.status == 409);
  CHECK(holds(cancelled.body, "\"cancelled\""));
  REQUIRE(test::complete(*visit.office.pickups, visit.second, 8000));
  const http::Response recorded = visit.send(visit.second, two, std::string(KeptVisit::kKey) + "2");
  CHECK(recorded.status == 409);
  CHECK(holds(recorded.body, "\"recorded\""));
  CHECK(holds(recorded.body, "8 千克"));
  REQUIRE(visit.office.pickups->assign(third, "2 号车", test::kClerk, true));
  const http::Response theirs = visit.send(third, three, std::string(KeptVisit::kKey) + "3");
  CHECK(theirs.status == 409);
  CHECK(holds(theirs.body, "other_crew"));
  CHECK(holds(theirs.body, "\"theirs\":\"\""));
  four["piece-" + bulky().items.back().id] = "1";
  four["version"] = "1";
  const http::Response changed = visit.send(fourth, four, std::string(KeptVisit::kKey) + "4");
  CHECK(changed.status == 409);
  CHECK(holds(changed.body, "\"changed\""));
  CHECK(visit.logged("record_clashed") == 4);
  CHECK(visit.shown(visit.second).collected_grams == 8000);
}

TEST_CASE("kept records: what clashes is left to the desk once, or dropped; both are on the record") {
  KeptVisit visit;
  const Fields record = visit.record(visit.first);
  REQUIRE(visit.office.pickups->cancel_by_staff(visit.first, "搬家", test::kClerk));
  CHECK(visit.send(visit.first, record, KeptVisit::kKey, "/asked").status == 200);
  CHECK(visit.send(visit.first, record, KeptVisit::kKey, "/asked").status == 200);
  CHECK(visit.send(visit.first, record, KeptVisit::kKey, "/dropped").status == 200);
  CHECK(visit.logged("record_dropped") == 1);
  CHECK(visit.get("/desk/stop-notes").status == 403);
  visit.as("wang", Role::dispatcher);
  CHECK(holds(visit.get("/desk").body, words_of(Text::server_crew_notes)));
  const std::string notes = visit.get("/desk/stop-notes").body;
  CHECK(holds(notes, "12.5"));
  CHECK(holds(notes, kOurs));
  CHECK(visit.records.waiting()->size() == 1);
  const std::string settle = "/desk/stop-notes/" + visit.first + "/1";
  CHECK(visit.follow(visit.post(settle, {})).status == 200);
  CHECK(visit.post(settle, {}).status == 303);
  CHECK(visit.records.waiting()->empty());
  CHECK(visit.logged("stop_note_settled") == 1);
}

TEST_CASE("kept records: a stop that never was this crew's is not there, for records and for notes") {
  KeptVisit visit;
  const std::string& others = visit.others;
  const Fields record = visit.record(others);
  const int looks = visit.logged("show");
  for (const char* below : {"/kept", "/asked", "/dropped"})
    CHECK(visit.send(others, record, KeptVisit::kKey, below).status == 404);
  CHECK(visit.send("WF-000-000-000", record).status == 404);
  CHECK(visit.logged("show") == looks);  // its resident reads of no crew that opened the booking
  CHECK(visit.records.waiting()->empty());
}

TEST_CASE("kept records: the rules of a record hold; a weight that is asked back is taken when it is meant") {
  KeptVisit visit;
  Fields heavy = visit.record(visit.first);
  heavy["kilograms"] = "900";
  const http::Response asked = visit.send(visit.first, heavy);
  CHECK(asked.status == 400);
  CHECK(holds(asked.body, "\"asked\":true"));
  heavy["sure"] = "on";
  CHECK(visit.send(visit.first, heavy).status == 200);
  Fields missed = visit.record(visit.second);
  missed["kind"] = "missed";
  missed["why"] = "no such";
  CHECK(visit.send(visit.second, missed, std::string(KeptVisit::kKey) + "2").status == 400);
  missed["why"] = "nothing_out";
  CHECK(visit.send(visit.second, missed, std::string(KeptVisit::kKey) + "2").status == 200);
  CHECK(visit.shown(visit.second).pickup.status == contract::PickupStatus::not_presented);
}

TEST_CASE("kept records: a part needs a reason, but for a page that was kept before that was asked") {
  KeptVisit visit;
  const auto two_pieces = [&](int number) {
    contract::PickupRequest request = test::sample_request(number);
    request.slot = test::sample_slot("bulky", "2026-11-26", "pm");
    request.items.front().quantity = 2;
    const auto pickup = visit.office.pickups->book_by_phone(request, test::kClerk);
    REQUIRE(pickup);
    REQUIRE(visit.office.pickups->assign(pickup->reference, kOurs, test::kClerk));
    Fields fields = visit.record(pickup->reference);
    fields["piece-" + request.items.front().item] = "1";
    return std::pair(pickup->reference, fields);
  };
  auto [asked, part] = two_pieces(6);
  part["left"] = "";
  CHECK(visit.send(asked, part).status == 400);
  part["left"] = "no_room";
  CHECK(visit.send(asked, part, std::string(KeptVisit::kKey) + "1").status == 200);
  CHECK(visit.shown(asked).pickup.aftermath.outcome->reason == "no_room");
  const auto [before, old] = two_pieces(7);
  CHECK(visit.send(before, old, std::string(KeptVisit::kKey) + "2").status == 200);
  CHECK(visit.send(before, old, std::string(KeptVisit::kKey) + "2").status == 200);
  CHECK(visit.shown(before).pickup.status == contract::PickupStatus::partly_collected);
  CHECK(visit.shown(before).pickup.aftermath.outcome->words.empty());
}

TEST_CASE("kept records: pages say whose they are and until when a phone may keep them") {
  KeptVisit visit;
  const std::string list = visit.get("/desk/stops").body;
  std::smatch found;
  REQUIRE(std::regex_search(list, found,
                            std::regex("data-crew=\"(\\d+)\" data-now=\"(\\d+)\" data-until=\"(\\d+)\"")));
  CHECK(std::stoll(found[2]) == visit.office.clock.now());
  // The account was made at ten: its session ends at 22 o'clock, before the day does.
  CHECK(std::stoll(found[3]) == instant("2026-11-26T22:00:00+08:00"));
  CHECK(holds(visit.get("/desk/stops/" + visit.first).body, "data-version=\""));
  visit.office.clock.set("2026-11-26T21:00:00+08:00");
  visit.as("late", Role::crew, kOurs);
  CHECK(holds(visit.get("/desk/stops").body,
              "data-until=\"" + std::to_string(instant("2026-11-27T00:00:00+08:00"))));
}

TEST_CASE("kept records: times that no phone shows are a bad form, and leave nothing in the log") {
  KeptVisit visit;
  const Fields record = visit.record(visit.first);
  for (const char* name : {"noted", "sent"})
    for (const char* time : {"-9223372036854775808", "9223372036854775807", "1577836799", "4102444801",
                             "99999999999999999999", "0", "now", ""}) {
      CAPTURE(name);
      CAPTURE(time);
      Fields odd = record;
      odd[name] = time;
      for (const char* below : {"/kept", "/asked", "/dropped"})
        CHECK(visit.send(visit.first, odd, KeptVisit::kKey, below).status == 400);
    }
  CHECK(visit.revisions(visit.first) == 0);
  for (const char* action : {"record_arrived", "record_clashed", "record_asked", "record_dropped"})
    CHECK(visit.logged(action) == 0);
  CHECK(visit.send(visit.first, record).status == 200);
}

TEST_CASE("kept records: notes for the desk go with the personal data of their bookings, and no others") {
  KeptVisit visit;
  const Fields record = visit.record(visit.first);
  REQUIRE(visit.send(visit.first, record, KeptVisit::kKey, "/asked").status == 200);
  REQUIRE(visit.office.pickups->cancel_by_staff(visit.first, "搬家", test::kClerk));
  CHECK(*visit.records.erase() == 0);
  for (int day = 0; day < 200; ++day) {
    visit.office.clock.advance(24 * kHour);
    REQUIRE(visit.office.pickups->erase_expired());
  }
  contract::PickupRequest request = test::sample_request(6);
  request.slot = test::sample_slot("bulky", "2027-06-17");
  const auto later = test::book(visit.office, request);
  REQUIRE(later);
  REQUIRE(visit.office.pickups->assign(later->reference, kOurs, test::kClerk));
  visit.tokens.clear();
  visit.as("zhou2", Role::crew, kOurs);
  const std::string other_key = std::string(KeptVisit::kKey) + "2";
  REQUIRE(visit.send(later->reference, visit.record(later->reference), other_key, "/asked").status == 200);
  REQUIRE(visit.records.waiting()->size() == 1);  // the other went with its booking, in one transaction
  CHECK(*visit.records.erase() == 0);
  CHECK(visit.records.waiting()->front().reference == later->reference);
}

TEST_CASE("kept records: what a colleague does between the look and the record is seen, and clashes") {
  KeptVisit visit;
  auto& pickups = *visit.office.pickups;
  MeddlingClock clock(visit.office.clock);
  service::StopRecords records(*visit.office.store, pickups, *visit.office.source, clock);
  const auto taken = [&](const std::string& reference, std::function<void()> meddle) {
    const service::KeptRecord record = kept(visit, reference);
    clock.then(std::move(meddle));
    const auto arrival = records.take(record, test::kClerk);
    REQUIRE(arrival);
    return *arrival;
  };
  const service::Arrival theirs =
      taken(visit.first, [&] { REQUIRE(pickups.assign(visit.first, "2 号车", test::kClerk, true)); });
  CHECK(theirs.clash == service::Clash::other_crew);
  CHECK_FALSE(theirs.now);
  CHECK(visit.revisions(visit.first) == 0);
  const service::Arrival moved = taken(visit.second, [&] {
    contract::PickupChange change;
    change.slot = test::sample_slot("bulky", "2026-11-28");
    const int version = visit.shown(visit.second).pickup.version;
    REQUIRE(pickups.change_by_staff(visit.second, version, change, test::kClerk));
    REQUIRE(pickups.assign(visit.second, kOurs, test::kClerk));
  });
  CHECK(moved.clash == service::Clash::other_day);
  CHECK(visit.revisions(visit.second) == 0);
  const service::Arrival recorded =
      taken(visit.third, [&] { REQUIRE(test::complete(pickups, visit.third, 8000)); });
  CHECK(recorded.clash == service::Clash::recorded);
  REQUIRE(recorded.now);
  CHECK(recorded.now->collected_grams == 8000);
  const service::Arrival same =
      taken(visit.fourth, [&] { REQUIRE(test::complete(pickups, visit.fourth, 12'500)); });
  CHECK(same.clash == service::Clash::none);
  CHECK(visit.revisions(visit.fourth) == 1);
}
