// What the city answers about records of movement, also when it is handed in twice.
#include "waste/exchange/result_import.hpp"
#include "waste_alarm_facts.hpp"
#include "waste_city.hpp"

using namespace wufei;
using contract::Rule;
using storage::ChangeKind;
using test::check_without_canaries;
using test::City;
using test::WasteYard;
using A = contract::ManifestAction;
using S = contract::ManifestState;

TEST_CASE("waste results: a number where one is waited for, once; another one is never written over it") {
  City city("hazardous", "HW08");
  auto& yard = city.yard;
  service::ResultService results(*yard.office.store, yard.office.clock);
  const auto drafted = [&](int hour) {
    auto input = yard.draft_input();
    input["national_pending"] = "1";
    input["planned_arrival"] = WasteYard::text(yard.office.clock.now() + hour * 3600);
    const auto made = yard.manifests.draft("hazardous", input, WasteYard::of(yard.factory));
    REQUIRE(made);
    return made->number;
  };
  const std::string number = drafted(2), second = drafted(3), draft = drafted(4);
  for (const std::string& one : {number, second}) REQUIRE(yard.act(one, A::issue, yard.factory));
  const std::string csv = "\xEF\xBB\xBFnumber,national,result,reason\r\n" + number +
                          ",20263715000001,accepted,\r\n" + second + ",20263715000001,,\r\n" + draft +
                          ",20263715000002,,\r\n" + second + ",12,,\r\n" + second + ",,,why\r\n" + second +
                          ",,returned,Canary note\r\n";
  const auto rows = service::read_results(csv);
  REQUIRE(rows);
  REQUIRE(rows->size() == 6);
  const std::vector<std::pair<int, Rule>> wrong{{3, Rule::waste_city_number},
                                                {4, Rule::reference_format},
                                                {5, Rule::waste_national_number},
                                                {6, Rule::waste_city_missing}};
  for (const bool again : {false, true}) {
    const auto done = results.import(*rows, test::kClerk);
    REQUIRE(done);
    CHECK(done->taken == (again ? 0U : 2U));
    CHECK(done->known == (again ? 2U : 0U));
    REQUIRE(done->faults.size() == wrong.size());
    for (std::size_t i = 0; i < wrong.size(); ++i) {
      CHECK(done->faults[i].line == wrong[i].first);
      CHECK(done->faults[i].rule == wrong[i].second);
    }
    const contract::Manifest now = yard.now(number);
    CHECK(now.national == "20263715000001");
    CHECK_FALSE(now.national_pending);
    CHECK(now.version == 3);  // drafted, issued, numbered once
    CHECK(yard.now(second).national.empty());
  }
  const auto other = results.import({{1, number, "20263715000009", "", ""}}, test::kClerk);
  REQUIRE(other);
  CHECK(other->faults.front().rule == Rule::waste_city_number);
  CHECK(yard.now(number).national == "20263715000001");
  CHECK(city.page("").rows.back().change.id == number);
  CHECK(city.exchange.results(10)->size() == 2);
  check_without_canaries(city.json(ChangeKind::manifest, second));
}

TEST_CASE("waste results: an answer that was given before another one is news, the last one again is none") {
  City city;
  const std::string number = city.yard.at(S::issued);
  service::ResultService results(*city.yard.office.store, city.yard.office.clock);
  const auto taken = [&](const char* result) {
    const auto done = results.import({{1, number, "", result, ""}}, test::kClerk);
    REQUIRE(done);
    CHECK(done->taken + done->known == 1);
    return done->taken == 1;
  };
  CHECK(taken("accepted"));
  CHECK_FALSE(taken("accepted"));
  CHECK(taken("returned"));
  CHECK(taken("accepted"));
  CHECK(city.exchange.results(10)->size() == 3);
}

TEST_CASE(
    "waste results: a file with several answers about one record changes nothing when it is sent again") {
  City city;
  const std::string number = city.yard.at(S::issued);
  service::ResultService results(*city.yard.office.store, city.yard.office.clock);
  const auto import = [&](const std::vector<const char*>& answers) {
    std::vector<service::ResultRow> rows;
    for (const char* one : answers) rows.push_back({static_cast<int>(rows.size()) + 2, number, "", one, ""});
    const auto done = results.import(rows, test::kClerk);
    REQUIRE(done);
    CHECK(done->faults.empty());
    CHECK(done->taken + done->known == rows.size());
    return done->taken;
  };
  CHECK(import({"refused", "accepted"}) == 2);
  CHECK(import({"refused", "accepted"}) == 0);
  CHECK(city.exchange.results(10)->size() == 2);
  CHECK(import({"refused", "accepted", "archived"}) == 1);  // the next month's file has all of it
  CHECK(import({"accepted", "archived", "archived"}) == 0);
  CHECK(import({"refused", "accepted"}) == 2);  // said anew after something else
  CHECK(city.exchange.results(10)->size() == 5);
}

TEST_CASE("waste results: a number of a cancelled record is free, a request to change it is withdrawn") {
  City city("hazardous", "HW08");
  auto& yard = city.yard;
  service::ResultService results(*yard.office.store, yard.office.clock);
  const auto issued = [&] {
    auto input = yard.draft_input();
    input["national_pending"] = "1";
    const auto made = yard.manifests.draft("hazardous", input, WasteYard::of(yard.factory));
    REQUIRE(made);
    REQUIRE(yard.act(made->number, A::issue, yard.factory));
    return made->number;
  };
  const auto taken = [&](const std::string& number) {
    const auto done = results.import({{2, number, "20263715000001", "", ""}}, test::kClerk);
    REQUIRE(done);
    return done->taken == 1;
  };
  const std::string first = issued(), second = issued();
  CHECK(taken(first));
  CHECK_FALSE(taken(second));
  REQUIRE(yard.act(first, A::cancel, yard.factory));
  REQUIRE(yard.act(second, A::take_over, yard.carrier, WasteYard::load()));
  REQUIRE(yard.act(second, A::ask_change, yard.factory, {{"national", "20263715000002"}}, "it came"));
  CHECK(taken(second));
  CHECK(yard.record(second).open_revision() == nullptr);
  CHECK(yard.act(second, A::approve, yard.carrier).error().code == contract::ErrorCode::conflict);
  CHECK(yard.now(second).national == "20263715000001");
}

TEST_CASE("waste results: a number that another program handed in is seen at the next look at alarms") {
  City city("hazardous", "HW08");
  auto& yard = city.yard;
  auto input = yard.draft_input();
  input["national_pending"] = "1";
  const auto made = yard.manifests.draft("hazardous", input, WasteYard::of(yard.factory));
  REQUIRE(made);
  REQUIRE(yard.act(made->number, A::issue, yard.factory));
  service::AlarmService alarms(*yard.office.store, *yard.office.source, yard.office.clock,
                               test::reader_of(*yard.office.store));
  const auto waits = [&] {
    return alarms.list({.rule = "A08", .state = "open", .trial = true}, 10)->alarms.size();
  };
  CHECK(*alarms.watch_if_told() > 0);
  CHECK(waits() == 1);
  CHECK(*alarms.watch_if_told() == 0);
  service::ResultService results(*yard.office.store, yard.office.clock);
  REQUIRE(results.import({{2, made->number, "20263715000001", "", ""}}, test::kClerk)->taken == 1);
  yard.office.clock.advance(60);
  CHECK(alarms.watch_if_told());
  CHECK(waits() == 0);
}

TEST_CASE("waste results: of JSON as of tables; what is no list of results is refused") {
  const auto rows = service::read_results(
      R"([{"number":"N1","national":"20263715000001"},{"number":"N2","result":"accepted","reason":"x"},7])");
  REQUIRE(rows);
  REQUIRE(rows->size() == 3);
  CHECK((*rows)[0].national == "20263715000001");
  CHECK((*rows)[1].result == "accepted");
  CHECK((*rows)[2].number.empty());
  for (const char* wrong : {"", "[", "[1", "number\r\nN1\r\n", "national,result\r\n1,2\r\n", "x"})
    CHECK_FALSE(service::read_results(wrong));
}

TEST_CASE("waste results: a record that waits for no number takes none") {
  City city;
  const std::string number = city.yard.at(S::issued);
  service::ResultService results(*city.yard.office.store, city.yard.office.clock);
  const auto done = results.import({{1, number, "20263715000001", "", ""}}, test::kClerk);
  REQUIRE(done);
  REQUIRE(done->faults.size() == 1);
  CHECK(done->faults.front().rule == Rule::waste_city_not_waiting);
  CHECK(city.yard.now(number).national.empty());
}

TEST_CASE("waste results: a number that comes while a driver has no network does not undo his signature") {
  City city("hazardous", "HW08");
  auto& yard = city.yard;
  service::ResultService results(*yard.office.store, yard.office.clock);
  auto input = yard.draft_input();
  input["national_pending"] = "1";
  const auto made = yard.manifests.draft("hazardous", input, WasteYard::of(yard.factory));
  REQUIRE(made);
  REQUIRE(yard.act(made->number, A::issue, yard.factory));
  service::ManifestStep kept{made->number, A::take_over, yard.now(made->number).version, yard.load()};
  kept.key = "0123456789abcdef";
  kept.phone = {yard.office.clock.now(), yard.office.clock.now()};
  const auto arrives = [&] {
    const auto arrival =
        yard.manifests.take_kept(kept, WasteYard::of(yard.carrier, contract::MemberRole::driver));
    REQUIRE(arrival);
    return arrival->clash;
  };
  REQUIRE(results.import({{1, made->number, "20263715000001", "", ""}}, test::kClerk)->taken == 1);
  SUBCASE("the number alone") {
    CHECK(arrives() == service::ManifestClash::none);
    CHECK(yard.now(made->number).state == S::in_transit);
    CHECK(yard.now(made->number).national == "20263715000001");
  }
  SUBCASE("and what the generator changed") {
    REQUIRE(yard.act(made->number, A::edit, yard.factory, {{"planned", WasteYard::text(test::kTonne)}}));
    CHECK(arrives() == service::ManifestClash::changed);
    CHECK(yard.now(made->number).state == S::issued);
  }
}

TEST_CASE("waste results: a long file of one record is taken once, and goes on where it ended") {
  City city("industrial", "SW03");
  auto& yard = city.yard;
  service::ResultService results(*yard.office.store, yard.office.clock);
  const std::string number = yard.at(S::issued);
  constexpr std::size_t kRows = 600;
  std::vector<service::ResultRow> rows;
  for (std::size_t i = 0; i < kRows; ++i)
    rows.push_back({static_cast<int>(i) + 1, number, "", i % 2 == 0 ? "accepted" : "returned", ""});
  const auto taken = [&] {
    const auto done = results.import(rows, test::kClerk);
    REQUIRE(done);
    CHECK(done->faults.empty());
    CHECK(done->taken + done->known == rows.size());
    return done->taken;
  };
  CHECK(taken() == kRows);
  CHECK(taken() == 0);
  rows.push_back(rows.back());  // said twice
  rows.push_back({static_cast<int>(kRows) + 2, number, "", "settled", ""});
  CHECK(taken() == 1);
  CHECK(taken() == 0);
}
