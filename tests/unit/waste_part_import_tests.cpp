// Lists of what parties have: vehicles, permits, facilities, contracts, of one party or of many; each row by
// the rules of its form, a file that is read twice.
#include <doctest/doctest.h>

#include "lib/base/error.hpp"
#include "lib/table/report_table.hpp"
#include "waste/party/part_import.hpp"
#include "waste/party/party_import.hpp"
#include "waste_registry.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::ErrorCode;
using contract::Rule;
using Part = service::RegistrationService::Part;

namespace {

// A factory with an admin and a clerk, and a verified cooperative without a code of the state.
struct Listing : RegistryOffice {
  Listing() {
    party = add_factory({"industrial", "hazardous"});
    own = joined("first", party, contract::MemberRole::admin);
    clerk = joined("clerk", party, contract::MemberRole::clerk);
    other = *registration.add({"",
                               "样品运输队",
                               {"transporter", "receiver"},
                               {"hazardous"},
                               "371524001",
                               "工业路 2 号",
                               "",
                               "李四",
                               "13800000001"},
                              bureau());
    const auto theirs = joined("second", other, contract::MemberRole::admin);
    REQUIRE(registration.act(other, 1, service::PartyAction::submit, "", theirs));
    REQUIRE(registration.act(other, 2, service::PartyAction::verify, "", bureau()));
    code = file(other).party.code;
  }
  service::PartyFile file(std::int64_t id) { return *registration.show(id, bureau(), false); }
  contract::Result<service::PartyImport> read(Part part, std::optional<std::int64_t> whose,
                                              const std::string& list, const service::PartyCaller& who) {
    return service::import_parts(part, whose, list, *office.source->current(), registration, who);
  }
  // As the command reads it, of many parties.
  service::PartyImport command(Part part, const std::string& list) {
    const auto import = read(part, {}, list, {{}, {}, kClerk});
    REQUIRE(import);
    return *import;
  }
  service::PartyImport own_list(Part part, const std::string& list) {
    const auto import = read(part, party, list, own);
    REQUIRE(import);
    return *import;
  }

  service::PartyCaller own, clerk;
  std::int64_t party = 0, other = 0;
  std::string code;
};

// "LINE COLUMN" of each fault.
std::vector<std::string> places(const service::PartyImport& import) {
  std::vector<std::string> list;
  for (const service::PartyRowFault& fault : import.faults)
    list.push_back(std::to_string(fault.line) + " " + fault.column);
  return list;
}

const std::string kVehicleTitles = "车牌号,核定载质量,道路运输证号,有效期止\r\n";
const std::string kPermitTitles =
    "种类,编号,发证机关,有效期起,有效期止,废物代码,年许可量,核准总量,工地编号\r\n";
constexpr const char* kFactory = "91350100M000100Y43";

}  // namespace

TEST_CASE("waste lists: vehicles of many parties, each fault by line and column, twice changes nothing") {
  Listing world;
  const std::string list =
      "\xEF\xBB\xBF单位代码," + kVehicleTitles + "９1350100m000100y43, 鲁p·1２345,30.5吨,,2027年1月5日\r\n" +
      world.code + ",鲁P12345,20,T2,2027/1/5\r\n" +  // the same plate works for another party, as by the form
      kFactory + ",鲁P12345,30.5,,2027-01-05\r\n" +  // once more in the same file
      kFactory + ",鲁P12345,31,,2027-01-05\r\n" +    // and with other data
      "371524-P-00000000,鲁P12346,30,,2027-01-05\r\n"  // nobody
      ",鲁P12346,30,,2027-01-05\r\n" +
      kFactory + ",鲁\u041012346,30,,2027-01-05\r\n" +  // a Cyrillic letter that looks like A
      kFactory + ",鲁P12346,,,2027-02-30\r\n\r\n";
  const auto first = world.command(Part::vehicle, list);
  CHECK(first.added == 2);
  CHECK(first.same == 1);
  CHECK(places(first) == std::vector<std::string>{"5 车牌号", "6 单位代码", "7 单位代码", "8 车牌号",
                                                  "9 核定载质量（吨）", "9 有效期止"});
  CHECK(first.faults[0].text == contract::rule_text(Rule::waste_twice));
  CHECK(first.faults[1].text == contract::rule_text(Rule::waste_other_party));
  const auto mine = world.file(world.party);
  REQUIRE(mine.vehicles.size() == 1);
  CHECK(mine.vehicles.front().plate == "鲁P12345");
  CHECK(mine.vehicles.front().limit == 30'500'000);
  CHECK(contract::format_date(mine.vehicles.front().valid_until) == "2027-01-05");
  CHECK(mine.history.back().event.kind == "vehicle_added");
  CHECK(mine.history.back().actor.id == kClerk.id);
  CHECK(world.file(world.other).vehicles.size() == 1);
  const auto again = world.command(Part::vehicle, list);
  CHECK(again.added == 0);
  CHECK(again.same == 3);
  CHECK(places(again) == places(first));
  CHECK(world.file(world.party).history.size() == mine.history.size());
  CHECK(world.file(world.party).vehicles.size() == 1);
}

TEST_CASE("waste lists: whatever program wrote them; titles with their unit or without") {
  Listing world;
  const std::string gbk =
      "\xB3\xB5\xC5\xC6\xBA\xC5,\xBA\xCB\xB6\xA8\xD4\xD8\xD6\xCA\xC1\xBF,\xD3\xD0\xD0\xA7\xC6\xDA\xD6\xB9\r\n"
      "\xC2\xB3P12345,30,2027\xC4\xEA"
      "1\xD4\xC2"
      "5\xC8\xD5\r\n";
  CHECK(world.own_list(Part::vehicle, gbk).added == 1);
  const service::ReportTable sheet{
      "A", {"车牌号", "核定载质量（吨）", "有效期止"}, {{"鲁P12345", "30", "2027-01-05"}}};
  const auto workbook = service::report_workbook({sheet});
  REQUIRE(workbook);
  CHECK(world.own_list(Part::vehicle, *workbook).same == 1);
  CHECK(world.own_list(Part::vehicle, "有效期止,车牌号,核定载质量(吨)\n2027-01-05,鲁P12345,30\n").same == 1);
  const auto kilograms = world.own_list(Part::vehicle, "有效期止,车牌号,核定载质量（千克）\n");
  REQUIRE(kilograms.faults.size() == 1);
  CHECK(kilograms.faults.front().text.find("核定载质量（吨）") != std::string::npos);
  // A column that need not be there is not left out in silence either.
  const auto yearly = world.own_list(Part::permit,
                                     "种类,编号,发证机关,有效期起,有效期止,年许可量（千克）,备注（可不填）\n"
                                     "其他,P1,某局,2026-01-01,2026-12-31,5,\n");
  CHECK(yearly.added == 0);
  REQUIRE(yearly.faults.size() == 1);
  CHECK(yearly.faults.front().text.find("年许可量（吨）") != std::string::npos);
  CHECK(world.own_list(Part::vehicle, "").faults.size() == 1);
  CHECK(world.own_list(Part::vehicle, "PK\x03\x04 damaged").faults.size() == 1);
  CHECK(world.own_list(Part::vehicle, kVehicleTitles).faults.empty());
}

TEST_CASE("waste lists: so many rows and no more, of one party and of many") {
  Listing world;
  const std::string row = "鲁P54321,30,,2027-01-05\r\n";
  std::string list = kVehicleTitles;
  for (std::size_t i = 0; i <= service::kMostPartRows; ++i) list += row;
  std::string huge = "单位代码," + kVehicleTitles;
  for (int i = 0; i < 100'000; ++i) huge += std::string(kFactory) + "," + row;
  for (const auto& import : {world.own_list(Part::vehicle, list), world.command(Part::vehicle, huge)}) {
    CHECK(import.added == 0);
    CHECK(places(import) == std::vector<std::string>{"0 "});
  }
  CHECK(world.file(world.party).vehicles.empty());
}

TEST_CASE("waste lists: by its admin, by the bureau; of many parties by the bureau alone") {
  Listing world;
  const std::string row = "鲁P12345,30,,2027-01-05\r\n";
  const std::string one = kVehicleTitles + row, many = "单位代码," + kVehicleTitles + kFactory + "," + row;
  CHECK(world.read(Part::vehicle, world.party, one, world.clerk).error().code == ErrorCode::not_found);
  CHECK(world.read(Part::vehicle, world.other, one, world.own).error().code == ErrorCode::not_found);
  CHECK(world.read(Part::vehicle, {}, many, world.own).error().code == ErrorCode::not_found);
  CHECK(world.read(Part::vehicle, 0, one, world.bureau()).error().code == ErrorCode::not_found);
  CHECK(world.file(world.party).vehicles.empty());
  CHECK(world.own_list(Part::vehicle, one).added == 1);
  CHECK(world.read(Part::vehicle, world.party, one, world.bureau())->same == 1);
  CHECK(world.read(Part::vehicle, {}, many, world.bureau())->same == 1);
  // Who is suspended gets nothing new: of one party no row is told, of many the row.
  REQUIRE(world.registration.act(world.other, 3, service::PartyAction::suspend, "许可过期", world.bureau()));
  CHECK(world.read(Part::vehicle, world.other, one, world.bureau()).error().code == ErrorCode::conflict);
  const auto told = world.command(
      Part::vehicle, "单位代码," + kVehicleTitles + world.code + "," + row + kFactory + "," + row);
  CHECK(told.same == 1);
  REQUIRE(told.faults.size() == 1);
  CHECK(told.faults.front().line == 2);
  CHECK(told.faults.front().text == contract::rule_text(Rule::waste_state));
}

TEST_CASE("waste lists: permits count when staff hand them in, and wait when their party does") {
  Listing world;
  REQUIRE(world.registration.add_facility(
      world.party, {"GD001", "generation", "工地", "371524001", "", false}, world.own));
  const std::string list =
      kPermitTitles +
      "危险废物收集经营许可证(只收集),P1,某局,2026/1/1,2026年12月31日,hw08、HW09,12.5,,\r\n"
      "建筑垃圾处置核准,P2,某局,2026-01-01,2026-12-31,,,12000,gd001\r\n"
      "其他,P3,某局,2026-12-31,2026-01-01,,,,\r\n"         // ends before it begins
      "其他,P4,某局,2026-01-01,2026-12-31,SW80,,,\r\n"     // a code of a field of others
      "驾驶证,P5,某局,2026-01-01,2026-12-31,,,,GD009\r\n"  // no such kind, no such place
      "其他,,,,,,-1,,\r\n";
  const auto first = world.own_list(Part::permit, list);
  CHECK(first.added == 2);
  CHECK(places(first) == std::vector<std::string>{"4 有效期止", "5 废物代码", "6 种类", "6 工地编号",
                                                  "7 编号", "7 发证机关", "7 有效期起", "7 有效期止",
                                                  "7 年许可量（吨）"});
  auto permits = world.file(world.party).permits;
  REQUIRE(permits.size() == 2);
  CHECK(permits[0].kind == "hazardous_collection");
  CHECK(permits[0].codes == std::vector<std::string>{"HW08", "HW09"});
  CHECK(permits[0].yearly == 12'500'000);
  CHECK_FALSE(permits[0].verified);
  CHECK(permits[1].total == 12'000'000'000);
  CHECK(permits[1].facility == world.file(world.party).facilities.front().id);
  // The bureau's list with the same row verifies nothing: it has not looked at it.
  std::string theirs = "统一社会信用代码," + kPermitTitles;
  theirs += std::string(kFactory) + ",其他,P6,某局,2026-01-01,2026-12-31,,,,\r\n";
  theirs += std::string(kFactory) + ",建筑垃圾处置核准,P2,某局,2026-01-01,2026-12-31,,,12000,GD001\r\n";
  const auto second = world.command(Part::permit, theirs);
  CHECK(second.added == 1);
  CHECK(second.same == 1);
  permits = world.file(world.party).permits;
  REQUIRE(permits.size() == 3);
  CHECK_FALSE(permits[1].verified);
  CHECK(permits[2].verified);
  CHECK(world.command(Part::permit, theirs).same == 2);
  CHECK(world.file(world.party).permits.size() == 3);
}

TEST_CASE("waste lists: facilities with their town by name or code") {
  Listing world;
  const std::string list =
      "编号,种类,名称,镇街,容量,对公众开放\r\n"
      "zc001,贮存,渣棚,铜城街道,500,是\r\n"
      "ZC002,中转,站,371524001,,否\r\n"
      "ZC003,贮存,棚,别的县,,\r\n"
      "ZC004,存放,棚,铜城街道,,\r\n"
      "ZC005,贮存,棚,铜城街道,,也许\r\n"
      "5号,贮存,,铜城街道,多,\r\n";
  const auto first = world.own_list(Part::facility, list);
  CHECK(first.added == 2);
  CHECK(places(first) ==
        std::vector<std::string>{"4 镇街", "5 种类", "6 对公众开放", "7 编号", "7 名称", "7 容量（吨）"});
  const auto there = world.file(world.party).facilities;
  REQUIRE(there.size() == 2);
  CHECK(there[0].code == "ZC001");
  CHECK(there[0].kind == "storage");
  CHECK(there[0].area == "371524001");
  CHECK(there[0].capacity == 500'000'000);
  CHECK(there[0].open_to_public);
  CHECK_FALSE(there[1].open_to_public);
  CHECK(world.own_list(Part::facility, list).same == 2);
}

TEST_CASE("waste lists: contracts wait for the other side, what the bureau hands in is confirmed") {
  Listing world;
  const std::string titles = "对方的代码,本单位是接收方,编号,有效期起,有效期止,废物代码,合同量\r\n";
  const std::string list = titles + world.code + ",,C1,2026-01-01,2026-12-31,HW08,5\r\n" + kFactory +
                           ",,C2,2026-01-01,2026-12-31,,\r\n";  // with itself
  const auto first = world.own_list(Part::contract, list);
  CHECK(first.added == 1);
  CHECK(places(first) == std::vector<std::string>{"3 对方的代码"});
  CHECK(world.own_list(Part::contract, list).same == 1);
  auto contracts = world.file(world.party).contracts;
  REQUIRE(contracts.size() == 1);
  CHECK(contracts.front().generator == world.party);
  CHECK_FALSE(contracts.front().confirmed);
  // The same contract, as its other side has it: it is there.
  const std::string theirs = "单位代码," + titles + world.code + "," + kFactory +
                             ",是,C1,2026-01-01,2026-12-31,HW08,5\r\n" + world.code + "," + kFactory +
                             ",否,C3,2026-01-01,2026-12-31,HW08,5\r\n";
  // The factory is not verified: the bureau writes no contract with it from the other side.
  CHECK(world.command(Part::contract, theirs).added == 0);
  REQUIRE(world.registration.act(world.party, 1, service::PartyAction::submit, "", world.own));
  REQUIRE(world.registration.act(world.party, 2, service::PartyAction::verify, "", world.bureau()));
  const auto second = world.command(Part::contract, theirs);
  CHECK(second.added == 1);
  CHECK(second.same == 1);
  contracts = world.file(world.party).contracts;
  REQUIRE(contracts.size() == 2);
  CHECK_FALSE(contracts.front().confirmed);
  CHECK(contracts.back().confirmed);
  CHECK(contracts.back().generator == world.other);
}
