// The receiver's own weigh ticket: who writes it, what it may say, and the alarm when it says otherwise than
// the record.
#include <vector>

#include "support/waste_fixture.hpp"
#include "waste_alarm_facts.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::ErrorCode;
using contract::MemberRole;
using S = contract::ManifestState;

namespace {

contract::WasteTicket ticket_of(const std::string& number, const char* plate, const char* on,
                                std::int64_t grams) {
  contract::WasteTicket ticket;
  ticket.number = number;
  ticket.plate = plate;
  if (*on != '\0') ticket.day = day(on);
  ticket.grams = grams;
  return ticket;
}

// A load that came on a Monday, with a ticket of that day that says the same.
ManifestFacts told_twice() {
  ManifestFacts one = test::manifest("accepted");
  one.vehicle = "鲁P12345";
  one.issued_at = at("2026-12-06T08:00:00+08:00");
  one.started_at = at("2026-12-06T22:00:00+08:00");
  one.arrived_at = one.accepted_at = at("2026-12-07T10:00:00+08:00");
  one.received = 100'000;
  one.ticket_at = at("2026-12-07T11:00:00+08:00");
  one.ticket_plate = "鲁p·12345";
  one.ticket_day = day("2026-12-07");
  one.ticket_grams = 100'000;
  return one;
}

// Of the rule alone: what is found, also in other fields than the record's.
std::vector<contract::AlarmFinding> differences(const ManifestFacts& one,
                                                const char* now = "2026-12-11T00:00:00+08:00") {
  AlarmFacts all = test::facts(now);
  all.permits.push_back(test::good_permit());
  all.manifests.push_back(one);
  auto findings = test::findings(all);
  std::erase_if(findings, [](const contract::AlarmFinding& finding) { return finding.rule != "A05"; });
  for (const contract::AlarmFinding& finding : findings)
    for (const auto& input : finding.inputs)
      CHECK_MESSAGE(http::alarm_input_text(input.first).has_value(), input.first);
  return findings;
}

std::vector<std::string> pointers_of(const contract::Status& status) {
  REQUIRE_FALSE(status);
  std::vector<std::string> pointers;
  for (const contract::FieldError& field : status.error().fields) pointers.push_back(field.pointer);
  return pointers;
}

}  // namespace

TEST_CASE("waste alarms: a ticket that says otherwise has three working days to be settled") {
  ManifestFacts one = told_twice();
  CHECK(differences(one).empty());
  one.ticket_grams = 101'000;
  CHECK(differences(one).empty());  // one per cent
  one.ticket_grams = 101'001;
  CHECK(differences(one, "2026-12-10T23:59:59+08:00").empty());
  const auto found = differences(one);
  REQUIRE(found.size() == 1);
  CHECK(found[0].party == one.receiver);
  CHECK(found[0].inputs.at("workdays") == "4");
  CHECK(found[0].inputs.at("ticket_grams") == "101001");
  CHECK(found[0].inputs.at("received_grams") == "100000");
  CHECK_FALSE(found[0].inputs.contains("ticket_plate"));
  one.ticket_grams = 99'000;
  CHECK(differences(one).empty());
  one.ticket_grams = 98'999;
  CHECK(differences(one).size() == 1);
  // Written on a Friday: the weekend does not count.
  one.ticket_at = at("2026-12-11T11:00:00+08:00");
  CHECK(differences(one, "2026-12-16T23:59:59+08:00").empty());
  CHECK(differences(one, "2026-12-17T00:00:00+08:00").size() == 1);
  one.state = "cancelled";
  CHECK(differences(one, "2026-12-17T00:00:00+08:00").empty());
}

TEST_CASE("waste alarms: another plate, or another day than those of the way") {
  ManifestFacts one = told_twice();
  one.ticket_plate = "鲁P12346";
  REQUIRE(differences(one).size() == 1);
  CHECK(differences(one)[0].inputs.at("ticket_plate") == "鲁P12346");
  CHECK(differences(one)[0].inputs.at("record_plate") == "鲁P12345");
  one.vehicle.clear();
  CHECK(differences(one).empty());
  one = told_twice();
  one.ticket_plate.clear();
  CHECK(differences(one).empty());
  const auto on = [&](const char* date) {
    one.ticket_day = *date == '\0' ? contract::Date{} : day(date);
    return differences(one).size();
  };
  CHECK(on("2026-12-06") == 0);  // it started that night
  CHECK(on("2026-12-05") == 1);
  CHECK(on("2026-12-08") == 0);
  CHECK(on("2026-12-09") == 1);
  CHECK(on("") == 0);
  one.started_at = at("2026-12-07T01:00:00+08:00");
  CHECK(on("2026-12-06") == 1);
  // All three are one alarm.
  one.ticket_plate = "鲁P12346";
  one.ticket_grams = 1;
  const auto found = differences(one);
  REQUIRE(found.size() == 1);
  CHECK(found[0].inputs.at("ticket_day") == "2026-12-06");
  CHECK(found[0].inputs.contains("ticket_plate"));
  CHECK(found[0].inputs.contains("ticket_grams"));
}

TEST_CASE("waste tickets: the receiver's clerk writes one when the load has come, and nobody else") {
  WasteYard yard;
  const std::string under_way = yard.at(S::in_transit), number = yard.at(S::arrived);
  const auto write = [&](const std::string& which, std::int64_t party, MemberRole role = MemberRole::clerk) {
    return yard.manifests.write_ticket(ticket_of(which, "LUP12345", "2026-11-24", 9 * kTonne),
                                       WasteYard::of(party, role));
  };
  CHECK(write(under_way, yard.plant).error().code == ErrorCode::conflict);
  CHECK(write(number, yard.other).error().code == ErrorCode::not_found);
  CHECK(write(number, yard.factory).error().code == ErrorCode::forbidden);
  CHECK(write(number, yard.carrier).error().code == ErrorCode::forbidden);
  CHECK(write(number, yard.plant, MemberRole::reader).error().code == ErrorCode::forbidden);
  CHECK(write("371524-Y-261124-00000000-0", yard.plant).error().code == ErrorCode::not_found);
  CHECK_FALSE(yard.manifests.show(number, WasteYard::of(yard.plant))->ticket);
  CHECK(yard.manifests.show(number, WasteYard::of(yard.plant))->writes_ticket);
  CHECK_FALSE(yard.manifests.show(number, WasteYard::of(yard.factory))->writes_ticket);
  CHECK_FALSE(yard.manifests.show(under_way, WasteYard::of(yard.plant))->writes_ticket);
  REQUIRE(write(number, yard.plant));
  const auto seen = yard.manifests.show(number, WasteYard::of(yard.factory));
  REQUIRE(seen->ticket);
  CHECK(seen->ticket->grams == 9 * kTonne);
  CHECK(seen->ticket->party == yard.plant);
  CHECK(seen->record.manifest.received == 10 * kTonne);  // the record stays
}

TEST_CASE("waste tickets: other processes hear of a ticket, and of one that is taken back") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  const std::int64_t before = test::last_change(yard.office, number);
  contract::WasteTicket ticket = ticket_of(number, "LUP12345", "2026-11-24", 9 * kTonne);
  REQUIRE(yard.manifests.write_ticket(ticket, WasteYard::of(yard.plant)));
  CHECK(test::last_change(yard.office, number) == before + 1);
  ticket.version = 1;
  REQUIRE(yard.manifests.write_ticket(ticket, WasteYard::of(yard.plant)));  // the same again
  CHECK(test::last_change(yard.office, number) == before + 1);
  REQUIRE(yard.manifests.take_ticket_back(number, 1, "of another load", WasteYard::of(yard.plant)));
  CHECK(test::last_change(yard.office, number) == before + 2);
}

TEST_CASE("waste tickets: what cannot be is told at its field") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  const auto faults = [&](const char* plate, const char* on, std::int64_t grams) {
    return pointers_of(
        yard.manifests.write_ticket(ticket_of(number, plate, on, grams), WasteYard::of(yard.plant)));
  };
  using List = std::vector<std::string>;
  CHECK(faults("", "", 0) == List{"/ticket_plate"});
  CHECK(faults("LUP1234567890", "", 1) == List{"/ticket_plate"});
  CHECK(faults("", "2026-11-25", 0) == List{"/ticket_day"});  // tomorrow
  CHECK(faults("", "2025-10-19", 0) == List{"/ticket_day"});
  CHECK_FALSE(yard.manifests.show(number, WasteYard::of(yard.plant))->ticket);
  CHECK(yard.manifests.write_ticket(ticket_of(number, "", "2025-10-20", 0), WasteYard::of(yard.plant)));
}

namespace {

// By the plant, over the version that is there.
contract::Status write_over(WasteYard& yard, const std::string& number, std::int64_t grams) {
  const auto view = yard.manifests.show(number, WasteYard::of(yard.plant));
  REQUIRE(view);
  contract::WasteTicket ticket = ticket_of(number, "LUP12345", "2026-11-24", grams);
  ticket.version = view->ticket ? view->ticket->version : 0;
  return yard.manifests.write_ticket(ticket, WasteYard::of(yard.plant));
}

// What the history says under this event, in order.
std::vector<std::string> told_under(WasteYard& yard, const std::string& number, const char* event_name) {
  std::vector<std::string> details;
  const auto view = yard.manifests.show(number, WasteYard::of(yard.plant));
  REQUIRE(view);
  for (const auto& event : view->events)
    if (event.action == event_name) details.push_back(event.detail);
  return details;
}

}  // namespace

TEST_CASE("waste tickets: changed, the history keeps what it said") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  const contract::UtcSeconds first = yard.office.clock.now();
  REQUIRE(write_over(yard, number, 9 * kTonne));
  REQUIRE(write_over(yard, number, 9 * kTonne));  // the same button twice
  const auto told = told_under(yard, number, contract::kTicketEvent);
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("LUP12345") != std::string::npos);
  CHECK(told[0].find("9 t") != std::string::npos);
  yard.office.clock.set("2026-11-26T10:00:00+08:00");
  REQUIRE(write_over(yard, number, 8 * kTonne));
  CHECK(told_under(yard, number, contract::kTicketEvent).size() == 2);
  const std::vector<ManifestFacts> facts = read_facts(yard.office);
  REQUIRE(facts.size() == 1);
  CHECK(facts[0].ticket_at == first);  // it never said the same: it waits on
  CHECK(facts[0].ticket_plate == "LUP12345");
  CHECK(facts[0].ticket_day == day("2026-11-24"));
  CHECK(facts[0].ticket_grams == 8 * kTonne);
}

TEST_CASE("waste tickets: what came to differ late waits from then on") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  REQUIRE(write_over(yard, number, 10 * kTonne));  // as the record says
  const auto later = [&](const char* at_time) {
    yard.office.clock.set(at_time);
    return yard.office.clock.now();
  };
  const contract::UtcSeconds changed = later("2026-12-10T10:00:00+08:00");
  REQUIRE(write_over(yard, number, 9 * kTonne));
  CHECK(read_facts(yard.office).at(0).ticket_at == changed);
  // Settled, and later it is the record that changes.
  later("2026-12-11T10:00:00+08:00");
  REQUIRE(write_over(yard, number, 10 * kTonne));
  const contract::UtcSeconds corrected = later("2026-12-20T10:00:00+08:00");
  REQUIRE(yard.act(number, contract::ManifestAction::ask_change, yard.plant,
                   {{"received", WasteYard::text(8 * kTonne)}}, "typed wrong"));
  CHECK(read_facts(yard.office).at(0).ticket_at < corrected);
  for (const std::int64_t party : {yard.factory, yard.carrier})
    REQUIRE(yard.act(number, contract::ManifestAction::approve, party));
  CHECK(read_facts(yard.office).at(0).received == 8 * kTonne);
  CHECK(read_facts(yard.office).at(0).ticket_at == corrected);
}

TEST_CASE("waste tickets: nobody writes over what he has not seen") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  const auto write = [&](std::int64_t grams, int version) {
    contract::WasteTicket ticket = ticket_of(number, "LUP12345", "", grams);
    ticket.version = version;
    return yard.manifests.write_ticket(ticket, WasteYard::of(yard.plant));
  };
  REQUIRE(write(9 * kTonne, 0));
  CHECK(write(8 * kTonne, 0).error().code == ErrorCode::precondition);
  CHECK(read_facts(yard.office).at(0).ticket_grams == 9 * kTonne);
  REQUIRE(write(8 * kTonne, 1));
  CHECK(write(7 * kTonne, 1).error().code == ErrorCode::precondition);
  const auto back = [&](int version) {
    return yard.manifests.take_ticket_back(number, version, "of another load", WasteYard::of(yard.plant));
  };
  CHECK(back(1).error().code == ErrorCode::precondition);
  REQUIRE(back(2));
  CHECK(write(7 * kTonne, 1).error().code == ErrorCode::precondition);  // also over one taken back
  CHECK(write(7 * kTonne, 3));
}

TEST_CASE("waste tickets: one is taken back with a reason, which the history keeps") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  REQUIRE(write_over(yard, number, 9 * kTonne));
  const auto back = [&](const char* reason, std::int64_t party) {
    return yard.manifests.take_ticket_back(number, 1, reason, WasteYard::of(party));
  };
  CHECK(pointers_of(back(" ", yard.plant)) == std::vector<std::string>{"/ticket_reason"});
  CHECK(back("no", yard.factory).error().code == ErrorCode::forbidden);
  CHECK(back("no", yard.other).error().code == ErrorCode::not_found);
  REQUIRE(back("of another load", yard.plant));
  REQUIRE(back("of another load", yard.plant));  // the same button twice
  CHECK(told_under(yard, number, contract::kTicketBackEvent) == std::vector<std::string>{"of another load"});
  CHECK(told_under(yard, number, contract::kTicketEvent).size() == 1);
  const ManifestFacts facts = read_facts(yard.office).at(0);
  CHECK(facts.ticket_plate.empty());
  CHECK(facts.ticket_grams == 0);
  CHECK(yard.manifests.show(number, WasteYard::of(yard.factory))->ticket->is_empty());
}

TEST_CASE("waste tickets: who is suspended finishes what runs, and writes nothing on what is done") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  yard.set_state(yard.plant, contract::PartyState::suspended);
  REQUIRE(write_over(yard, number, 9 * kTonne));
  yard.set_state(yard.plant, contract::PartyState::verified);
  using A = contract::ManifestAction;
  REQUIRE(yard.act(number, A::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0)));
  REQUIRE(yard.act(number, A::operate, yard.plant, {{"operation", "D10"}}));
  REQUIRE(yard.now(number).state == S::done);
  REQUIRE(write_over(yard, number, 8 * kTonne));
  for (const auto state : {contract::PartyState::suspended, contract::PartyState::closed}) {
    yard.set_state(yard.plant, state);
    CHECK(write_over(yard, number, 7 * kTonne).error().code == ErrorCode::conflict);
    CHECK_FALSE(yard.manifests.show(number, WasteYard::of(yard.plant))->writes_ticket);
  }
}

TEST_CASE("waste tickets: a record without one has none among the facts; one that differs is one alarm") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  CHECK(read_facts(yard.office).at(0).ticket_at == 0);
  REQUIRE(yard.manifests.write_ticket(ticket_of(number, "LUP12346", "", 0), WasteYard::of(yard.plant)));
  service::AlarmService alarms(*yard.office.store, *yard.office.source, yard.office.clock,
                               test::reader_of(*yard.office.store));
  const auto open_on = [&](const char* now) {
    yard.office.clock.set(now);
    REQUIRE(alarms.watch());
    return alarms.list({.rule = "A05", .trial = true}, 10)->alarms.size();
  };
  CHECK(open_on("2026-11-30T10:00:00+08:00") == 0);  // the rule begins in December
  CHECK(open_on("2026-12-01T10:00:00+08:00") == 1);
  CHECK(open_on("2026-12-02T10:00:00+08:00") == 1);
  // It is over once both say the same, and found anew when they differ again for days.
  const auto state = [&] {
    return alarms.list({.rule = "A05", .trial = true}, 10)->alarms.at(0).alarm.state;
  };
  REQUIRE(write_over(yard, number, 10 * kTonne));
  CHECK(open_on("2026-12-02T11:00:00+08:00") == 1);
  CHECK(state() == contract::AlarmState::closed);
  REQUIRE(write_over(yard, number, 7 * kTonne));
  CHECK(open_on("2026-12-03T10:00:00+08:00") == 1);
  CHECK(state() == contract::AlarmState::closed);
  CHECK(open_on("2026-12-09T10:00:00+08:00") == 1);
  CHECK(state() == contract::AlarmState::raised);
}
