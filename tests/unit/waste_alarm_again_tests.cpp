// What is found again on a later day: it is the same while only the day is another, somebody's judgement of
// it stands, and what was answered since is over by itself.
#include <algorithm>
#include <set>
#include <utility>

#include "lib/base/words.hpp"
#include "waste/declaration/declaration_store.hpp"
#include "waste_alarm_facts.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::Alarm;
using contract::AlarmEnd;
using contract::AlarmState;

namespace {

// From paper of 9 December, entered a day later by the generator.
ManifestFacts on_paper(char last = 'A') {
  ManifestFacts one = manifest("done");
  one.number.back() = last;
  one.issued_at = one.started_at = at("2026-12-09T10:00:00+08:00");
  one.paper_at = at("2026-12-10T10:00:00+08:00");
  one.paper_by = one.generator;
  one.unconfirmed = true;
  return one;
}

service::StockFacts stock(const char* field, const char* code, const char* oldest) {
  service::StockFacts one;
  one.stock.party = 1;
  one.stock.field = field;
  one.stock.code = code;
  one.stock.grams = 5'000;
  one.oldest = day(oldest);
  return one;
}

// All kinds of what waits, lies or is late.
AlarmFacts standing(const char* now) {
  AlarmFacts all = facts(now);
  all.manifests = {on_paper(), on_paper('B'), manifest("issued"), manifest("in_transit"),
                   manifest("arrived")};
  all.manifests[1].disputed = true;
  for (std::size_t i = 2; i < all.manifests.size(); ++i)
    all.manifests[i].number.back() = static_cast<char>('A' + i);
  all.manifests[3].started_at = at("2026-11-03T10:00:00+08:00");
  all.manifests[4].arrived_at = at("2026-11-04T10:00:00+08:00");
  all.stock = {stock("industrial", "SW01", "2025-06-01"), stock("hazardous", "HW01", "2026-12-01")};
  return all;
}

// An office that is told of these records.
struct WatchedOffice {
  WatchedOffice() { office.clock.set("2027-01-04T10:00:00+08:00"); }
  void look(const char* now) {
    office.clock.set(now);
    REQUIRE(alarms.watch());
  }
  Alarm alarm(const std::string& rule, const std::string& period = {}) {
    const auto list = alarms.list({.rule = rule}, 100);
    REQUIRE(list);
    for (const service::AlarmView& one : list->alarms)
      if (one.alarm.what.period == period) return one.alarm;
    FAIL("no alarm " << rule << " " << period);
    return {};
  }

  test::WasteOffice office;
  service::ContentSource source{test::nothing_to_declare()};
  std::vector<ManifestFacts> records = {};
  service::AlarmService alarms{*office.store, source, office.clock,
                               [this](storage::Session&, contract::UtcSeconds) { return records; }};
};

}  // namespace

TEST_CASE("waste alarms: what stands as it stood says the same on a later day, whatever its rule") {
  const auto first = findings_everywhere(standing("2027-01-04T10:00:00+08:00"));
  const auto later = findings_everywhere(standing("2027-01-07T10:00:00+08:00"));
  std::set<std::string> rules;
  for (const AlarmFinding& one : first) {
    CAPTURE(one.rule);
    const auto again = std::find_if(later.begin(), later.end(), [&](const AlarmFinding& other) {
      return other.rule == one.rule && other.subject == one.subject && other.period == one.period;
    });
    REQUIRE(again != later.end());
    CHECK(contract::says_the_same(one, *again));
    rules.insert(one.rule);
  }
  for (const char* rule : {"A01", "A02", "A04", "A07", "A09", "A11"})
    CHECK_MESSAGE(rules.contains(rule), rule);
}

TEST_CASE("waste alarms: another amount, level or day of its own is another thing than what was judged") {
  AlarmFinding known{"A07", "manifest/X", "disputed", contract::AlarmLevel::red, 1, "industrial", {}, {}};
  known.inputs = {{"state", "arrived"}, {"code", "SW01"}, {"workdays", "3"}};
  AlarmFinding now = known;
  now.inputs = {{"state", "done"}, {"code", "SW01"}, {"workdays", "9"}, {"condition", "disputed"}};
  CHECK(contract::says_the_same(known, now));  // as an earlier version kept it
  now.level = contract::AlarmLevel::amber;
  CHECK_FALSE(contract::says_the_same(known, now));
  now.level = known.level;
  now.inputs["code"] = "SW02";
  CHECK_FALSE(contract::says_the_same(known, now));
  now.inputs = known.inputs;
  now.inputs["grams"] = "1";
  CHECK_FALSE(contract::says_the_same(known, now));
}

TEST_CASE("waste alarms: each of those of a paper is put to whoever is to act") {
  ManifestFacts one = on_paper();
  one.paper_carrier = 7;  // who carries it now is another
  one.paper_at = at("2026-12-28T10:00:00+08:00");
  const auto party_of = [&](const char* period, const char* now) -> std::int64_t {
    AlarmFacts all = facts(now);
    all.manifests.push_back(one);
    for (const AlarmFinding& finding : findings_everywhere(all))
      if (finding.rule == "A07" && finding.period == period) {
        CHECK(finding.inputs.at("condition") == period);
        return finding.party;
      }
    return 0;
  };
  const char* now = "2027-01-29T10:00:00+08:00";
  CHECK(party_of("late", now) == one.generator);
  CHECK(party_of("waiting", now) == one.receiver);
  one.paper_by = one.receiver;
  CHECK(party_of("late", now) == one.receiver);
  CHECK(party_of("waiting", now) == one.generator);
  one.own_waits = true;  // staff entered it
  CHECK(party_of("waiting_for_enterer", now) == one.receiver);
  one.other_confirmed = true;
  CHECK(party_of("waiting", now) == 0);
  one.other_confirmed = false;
  one.disputed = true;
  CHECK(party_of("waiting_for_enterer", now) == 0);
  CHECK(party_of("waiting", now) == 0);
  CHECK(party_of("disputed", now) == one.receiver);
  one.disputed = false;
  one.own_disputed = true;
  CHECK(party_of("waiting_for_enterer", now) == 0);
  CHECK(party_of("waiting", now) == 0);
  CHECK(party_of("disputed", now) == 0);
  one.disputed = true;
  CHECK(party_of("waiting_for_carrier", now) == 0);
  one.carrier_waits = true;
  CHECK(party_of("waiting_for_carrier", now) == 7);
  one.carrier_waits = false;
  one.carrier_disputed = true;
  CHECK(party_of("waiting_for_carrier", now) == 0);
  CHECK(party_of("disputed_by_carrier", now) == one.receiver);
}

TEST_CASE("waste alarms: closed as explained or false, what only waits on does not come back") {
  WatchedOffice watched;
  watched.records = {on_paper(), manifest("arrived")};
  watched.records[1].number.back() = 'B';
  watched.records[1].arrived_at = at("2026-12-20T10:00:00+08:00");
  watched.look("2027-01-04T10:00:00+08:00");
  const auto closed = [&](const Alarm& alarm, AlarmEnd end) {
    REQUIRE(watched.alarms.close(alarm.id, alarm.version, end, "known", test::kClerk));
  };
  closed(watched.alarm("A07", "waiting"), AlarmEnd::explained);
  closed(watched.alarm("A04"), AlarmEnd::untrue);
  for (const char* now : {"2027-01-05T10:00:00+08:00", "2027-01-06T10:00:00+08:00"}) {
    watched.look(now);
    CHECK(watched.alarm("A07", "waiting").state == AlarmState::closed);
    CHECK(watched.alarm("A04").state == AlarmState::closed);
  }
  CHECK(watched.alarm("A04").times == 3);  // it was found
  watched.records[0].disputed = true;
  watched.look("2027-01-07T10:00:00+08:00");
  CHECK(watched.alarm("A07", "disputed").state == AlarmState::raised);
}

TEST_CASE("waste alarms: what one owner disputes is found after the other's dispute was judged, for staff") {
  for (const bool own_first : {true, false}) {
    WatchedOffice watched;
    watched.records = {on_paper()};
    auto& record = watched.records[0];
    (own_first ? record.own_disputed : record.disputed) = true;
    watched.look("2027-01-04T10:00:00+08:00");
    const char *first = "disputed_by_enterer", *second = "disputed";
    if (!own_first) std::swap(first, second);
    const Alarm judged = watched.alarm("A07", first);
    REQUIRE(watched.alarms.close(judged.id, judged.version, AlarmEnd::explained, "known", test::kClerk));
    record.own_disputed = record.disputed = true;
    watched.look("2027-01-05T10:00:00+08:00");
    CHECK(watched.alarm("A07", first).state == AlarmState::closed);
    CHECK(watched.alarm("A07", second).state == AlarmState::raised);
    CHECK(watched.alarm("A07", "disputed_by_enterer").what.party == 0);
    CHECK(watched.alarm("A07", "disputed").what.party == record.paper_by);
    record.own_disputed = record.disputed = record.unconfirmed = false;
    watched.look("2027-01-05T11:00:00+08:00");
    CHECK(watched.alarm("A07", second).state == AlarmState::closed);
  }
}

TEST_CASE("waste alarms: one that was put to another party is put to whoever is to act, untold") {
  WatchedOffice watched;
  watched.records = {on_paper()};
  watched.look("2027-01-04T10:00:00+08:00");
  static constexpr storage::Query kEarlier{
      // as an earlier version put it
      "test.alarm_earlier", "UPDATE waste_alarm SET party = 99, released = 1 WHERE period = 'waiting'"};
  watched.office.write([](storage::Session& session) {
    session.run(kEarlier);
    return true;
  });
  watched.look("2027-01-05T10:00:00+08:00");
  const Alarm alarm = watched.alarm("A07", "waiting");
  CHECK(alarm.what.party == watched.records[0].receiver);
  CHECK_FALSE(alarm.released);
  CHECK(alarm.state == AlarmState::raised);
  CHECK(alarm.times == 2);
}

TEST_CASE("waste alarms: an answered paper and a number that came settle their alarms, nothing else does") {
  WatchedOffice watched;
  watched.records = {on_paper(), on_paper('B'), on_paper('C'), manifest("issued")};
  watched.records[1].disputed = watched.records[1].carrier_waits = true;
  watched.records[0].own_waits = true;
  watched.records[2].carrier_disputed = true;
  watched.records[2].paper_at = at("2026-12-30T10:00:00+08:00");  // late
  watched.records[3].field = "hazardous";
  watched.records[3].number.back() = 'D';
  watched.look("2027-01-04T10:00:00+08:00");
  watched.look("2027-01-05T10:00:00+08:00");
  constexpr std::pair<const char*, const char*> kAll[] = {
      {"A07", "waiting"}, {"A07", "waiting_for_enterer"}, {"A07", "disputed"},
      {"A07", "late"},    {"A07", "waiting_for_carrier"}, {"A07", "disputed_by_carrier"},
      {"A08", ""}};
  for (const auto& [rule, period] : kAll) CHECK(watched.alarm(rule, period).state == AlarmState::raised);
  watched.records[0].unconfirmed = watched.records[0].own_waits = false;
  watched.records[1].disputed = watched.records[1].unconfirmed = false;
  watched.records[1].carrier_waits = false;
  watched.records[2].unconfirmed = watched.records[2].carrier_disputed = false;
  watched.records[3].national_number = true;
  watched.look("2027-01-05T11:00:00+08:00");
  for (const auto& one : kAll) {
    const std::string period = one.second;
    CAPTURE(period);
    const bool stays = period == "late";  // it was late
    const Alarm alarm = watched.alarm(one.first, period);
    CHECK((alarm.state == AlarmState::closed) == !stays);
    CHECK((alarm.end == AlarmEnd::explained) == !stays);
    CHECK(alarm.reason.empty() == stays);
  }
  // By itself it was over, nobody judged it: when it is so again, it is found again.
  watched.records[3].national_number = false;
  watched.look("2027-01-06T10:00:00+08:00");
  CHECK(watched.alarm("A08").state == AlarmState::raised);
  watched.records[3].state = "cancelled";
  watched.look("2027-01-06T11:00:00+08:00");
  CHECK(watched.alarm("A08").state == AlarmState::closed);
}

TEST_CASE("waste alarms: a declaration that was made and sent back is late again") {
  test::WasteOffice office;
  office.clock.set("2026-10-05T10:00:00+08:00");
  office.add_party("91371524MA3C1234X0", "Late");
  service::AlarmService alarms(*office.store, *office.source, office.clock, {});
  office.clock.set("2026-11-20T10:00:00+08:00");
  REQUIRE(alarms.watch());
  const auto open = alarms.list({.rule = "A25", .state = "open", .trial = true}, 10)->alarms;
  REQUIRE_FALSE(open.empty());
  const AlarmFinding what = open.front().alarm.what;
  const auto declared = [&](contract::DeclareState state, const char* now) {
    office.write([&](storage::Session& session) {
      contract::Declaration made;
      made.party = what.party;
      made.field = what.field;
      made.period = what.period;
      made.state = state;
      storage::DeclarationStore(*office.store).put(session, made);
      return true;
    });
    office.clock.set(now);
    REQUIRE(alarms.watch());
    return alarms.find(open.front().alarm.id, 0)->alarm.state;
  };
  CHECK(declared(contract::DeclareState::submitted, "2026-11-21T10:00:00+08:00") == AlarmState::closed);
  CHECK(declared(contract::DeclareState::returned, "2026-11-22T10:00:00+08:00") == AlarmState::raised);
}

TEST_CASE("waste alarms: those of a paper tell themselves apart in the list") {
  http::AlarmsPageView view{*test::real_content(), {}, {}};
  for (const char* condition :
       {"late", "waiting", "waiting_for_carrier", "disputed", "disputed_by_carrier"}) {
    service::AlarmView one;
    one.alarm.what.rule = "A07";
    one.alarm.what.period = one.alarm.what.inputs["condition"] = condition;
    view.list.alarms.push_back(one);
  }
  const std::string page = http::waste_alarms_html(view);
  for (const contract::Text condition :
       {contract::Text::server_alarm_condition_late, contract::Text::server_alarm_condition_waiting,
        contract::Text::server_alarm_condition_waiting_carrier,
        contract::Text::server_alarm_condition_disputed,
        contract::Text::server_alarm_condition_disputed_carrier})
    CHECK(page.find(contract::words(condition) + "<") != std::string::npos);
}
