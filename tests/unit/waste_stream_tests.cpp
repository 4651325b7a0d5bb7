// What a party generates: rules of one stream, lists that are read twice, where records and declarations
// offer it.
#include <doctest/doctest.h>

#include "waste/declaration/declaration_service.hpp"
#include "waste/exchange/exchange_files.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/manifest/manifest_service.hpp"
#include "waste/party/stream_import.hpp"
#include "waste/party/stream_kept.hpp"
#include "waste_registry.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::ErrorCode;
using contract::Rule;
using service::Registered;

namespace {

contract::StreamWish stream_wish() {
  return {"废炉渣", "SW03", "锅炉燃烧", "", "120.5", "entrust_use", "样品建材厂", "", "2026-01-01", ""};
}

// A verified factory of two fields with an admin, and another party with a clerk.
struct Generating : RegistryOffice {
  Generating() {
    party = add_factory({"industrial", "hazardous"});
    const auto other = registration.add({"",
                                         "样品合作社",
                                         {"generator"},
                                         {"agricultural"},
                                         "371524001",
                                         "工业路 2 号",
                                         "",
                                         "李四",
                                         "13800000001"},
                                        bureau());
    own = joined("first", party, contract::MemberRole::admin);
    clerk = joined("clerk", party, contract::MemberRole::clerk);
    stranger = joined("second", *other, contract::MemberRole::admin);
    REQUIRE(registration.act(party, 1, service::PartyAction::submit, "", own));
    REQUIRE(registration.act(party, 2, service::PartyAction::verify, "", bureau()));
    REQUIRE(registration.add_facility(party, {"ZC001", "storage", "渣棚", "371524001", "500", false}, own));
  }
  service::PartyFile file() { return *registration.show(party, bureau(), false); }
  contract::Result<Registered> add(const contract::StreamWish& wish) {
    return registration.add_stream(party, wish, own);
  }
  std::vector<std::string> faults(const contract::StreamWish& wish) {
    std::vector<std::string> list;
    const auto done = add(wish);
    if (!done)
      for (const contract::FieldError& field : done.error().fields) list.push_back(field.pointer);
    return list;
  }
  contract::Result<service::PartyImport> import(const std::string& list) {
    return service::import_streams(party, list, registration, own);
  }

  service::PartyCaller own, clerk, stranger;
  std::int64_t party = 0;
};

const std::string kStreamTitles =
    "废物名称,废物代码,产生环节,特性,年产生量,去向,接收单位,贮存设施,起始日期,停止日期\r\n";

}  // namespace

TEST_CASE("waste streams: added once, seen by its own and by staff, given up once") {
  Generating world;
  contract::StreamWish wish = stream_wish();
  wish.place = " zc００1";
  wish.code = "ｓｗ03\u200B";  // as people paste it
  CHECK(*world.add(wish) == Registered::added);
  const int before = static_cast<int>(world.file().history.size());
  CHECK(*world.add(wish) == Registered::same);
  auto other = wish;
  other.yearly = "121";
  CHECK(has_field(world.add(other).error(), "/name", Rule::waste_twice));
  const auto streams = world.file().streams;
  REQUIRE(streams.size() == 1);
  CHECK(streams.front().code == "SW03");
  CHECK(streams.front().yearly == 120'500'000);
  CHECK(streams.front().facility == world.file().facilities.front().id);
  CHECK(streams.front().active_until == contract::Date{});
  CHECK(static_cast<int>(world.file().history.size()) == before);  // sent twice is done once
  CHECK(world.registration.show(world.party, world.own, false)->streams.size() == 1);
  REQUIRE(world.registration.end_stream(world.party, streams.front().id, world.own));
  REQUIRE(world.registration.end_stream(world.party, streams.front().id, world.own));
  CHECK(world.file().streams.empty());
  CHECK(world.file().history.back().event.kind == "stream_ended");
  CHECK(static_cast<int>(world.file().history.size()) == before + 1);
}

TEST_CASE("waste streams: edited as the version that was shown, once, by its own and by the bureau") {
  Generating world;
  REQUIRE(world.add(stream_wish()));
  auto plaster = stream_wish();
  plaster.name = "废石膏";
  REQUIRE(world.add(plaster));
  const std::int64_t row = world.file().streams.front().id;
  const auto edit = [&](int version, const contract::StreamWish& wish, const service::PartyCaller& who) {
    return world.registration.edit_stream(world.party, row, version, wish, who);
  };
  auto wish = stream_wish();
  wish.yearly = "130";
  wish.active_until = "2027年1月5日";
  REQUIRE(edit(1, wish, world.own));
  const std::size_t events = world.file().history.size();
  REQUIRE(edit(1, wish, world.own));  // the same button twice
  CHECK(world.file().history.size() == events);
  CHECK(world.file().history.back().event.kind == "stream_changed");
  const auto changed = world.file().streams.front();
  CHECK(changed.id == row);
  CHECK(changed.version == 2);
  CHECK(changed.yearly == 130'000'000);
  CHECK(contract::format_date(changed.active_until) == "2027-01-05");
  wish.yearly = "140";
  CHECK(edit(1, wish, world.own).error().code == ErrorCode::precondition);
  CHECK(has_field(edit(2, plaster, world.own).error(), "/name", Rule::waste_twice));
  plaster.name = "";
  CHECK(has_field(edit(2, plaster, world.own).error(), "/name", Rule::required));
  for (const auto& other : {world.stranger, world.clerk})
    CHECK(edit(2, wish, other).error().code == ErrorCode::not_found);
  CHECK(world.registration.edit_stream(world.stranger.member->party, row, 2, wish, world.stranger)
            .error()
            .code == ErrorCode::not_found);  // not a row of its own
  CHECK(world.file().streams.front().version == 2);
  REQUIRE(edit(2, wish, world.bureau()));
  CHECK(world.file().streams.front().yearly == 140'000'000);
  REQUIRE(world.registration.end_stream(world.party, row, world.own));
  CHECK(edit(3, wish, world.own).error().code == ErrorCode::not_found);
}

TEST_CASE("waste streams: the city is told once their party was verified, of each change, and no free text") {
  RegistryOffice world;
  auto& registration = world.registration;
  service::ExchangeService exchange{*world.office.store, *world.office.source, world.office.clock,
                                    service::system_ids()};
  const auto told = [&] {
    std::string list;
    const auto page = exchange.changes("", 100);
    for (const auto& row : page->rows)
      list += std::string(storage::change_action_name(row.change.action)) + " " +
              std::string(storage::change_kind_name(row.change.kind)) + " " + row.change.id + "\n";
    return list;
  };
  const std::int64_t party = world.add_factory({"industrial", "hazardous"});
  const auto own = world.joined("first", party, contract::MemberRole::admin);
  contract::StreamWish wish{"CanaryOil",  "HW08", "CanaryRepair", "T", "2.5", "entrust_dispose",
                            "CanaryDump", "",     "2026-01-01",   ""};
  REQUIRE(registration.add_stream(party, wish, own));
  const std::string id = std::to_string(registration.show(party, own, false)->streams.front().id);
  CHECK(told().empty());
  CHECK_FALSE(exchange.record(storage::ChangeKind::stream, id));
  REQUIRE(registration.act(party, 1, service::PartyAction::submit, "", own));
  REQUIRE(registration.act(party, 2, service::PartyAction::verify, "", world.bureau()));
  const std::string first = "created party " + std::to_string(party) + "\ncreated stream " + id + "\n";
  CHECK(told() == first);
  wish.active_until = "2026/12/31";
  REQUIRE(registration.edit_stream(party, 1, 1, wish, own));
  CHECK(told() == first + "updated stream " + id + "\n");
  REQUIRE(registration.end_stream(party, 1, own));
  CHECK(told() == first + "updated stream " + id + "\nupdated stream " + id + "\n");
  const auto record = exchange.record(storage::ChangeKind::stream, id);
  REQUIRE(record);
  const auto content = world.office.source->current();
  const std::string json =
      contract::to_text(http::record_json(*record, content->get<service::WasteContent>()));
  for (const char* said : {"\"code\":\"HW08\"", "\"yearly_grams\":2500000", "\"features\":[\"T\"]",
                           "\"active_until\":\"2026-12-31\"", "\"ended\":true", "\"version\":3"})
    CHECK_MESSAGE(json.find(said) != std::string::npos, said);
  const auto set = exchange.export_set({}, kClerk);
  REQUIRE(set);
  const auto files = http::exchange_files(*set, content->get<service::WasteContent>(), "371524");
  CHECK(files.at("streams.csv").find("HW08,T,2500000,entrust_dispose,2026-01-01,2026-12-31,true,3") !=
        std::string::npos);
  for (const auto& file : files) CHECK(file.second.find("Canary") == std::string::npos);
  CHECK(json.find("Canary") == std::string::npos);
  for (const char* wrong : {"", "0", "-1", "2", "1x"})
    CHECK_FALSE(exchange.record(storage::ChangeKind::stream, wrong));
}

TEST_CASE("waste streams: of another party nothing is seen or written; a clerk writes none") {
  Generating world;
  REQUIRE(world.add(stream_wish()));
  const std::int64_t row = world.file().streams.front().id;
  auto& registration = world.registration;
  CHECK(registration.add_stream(world.party, stream_wish(), world.stranger).error().code ==
        ErrorCode::not_found);
  CHECK(registration.end_stream(world.party, row, world.stranger).error().code == ErrorCode::not_found);
  CHECK(registration.add_stream(world.party, stream_wish(), world.clerk).error().code ==
        ErrorCode::not_found);
  CHECK(service::import_streams(world.party, kStreamTitles, registration,
                                world.stranger));  // no row, no answer
  // Its number among one's own does nothing.
  REQUIRE(registration.end_stream(world.stranger.member->party, row, world.stranger));
  CHECK(world.file().streams.size() == 1);
  CHECK(registration.show(world.stranger.member->party, world.stranger, false)->streams.empty());
  REQUIRE(registration.act(world.party, 3, service::PartyAction::suspend, "许可过期", world.bureau()));
  CHECK(registration.add_stream(world.party, stream_wish(), world.own).error().code == ErrorCode::conflict);
}

TEST_CASE("waste streams: each field that is wrong is named") {
  Generating world;
  using List = std::vector<std::string>;
  CHECK(world.faults({"", "", "", "", "0", "", "", "ZC009", "", ""}) ==
        List{"/name", "/code", "/process", "/yearly", "/way", "/place", "/active_from"});
  auto wish = stream_wish();
  wish.code = "\u0405W03";  // a Cyrillic letter that looks like S
  CHECK(world.faults(wish) == List{"/code"});
  wish.code = "SW80";  // of a field that the party is not in
  CHECK(world.faults(wish) == List{"/code"});
  wish = stream_wish();
  wish.name = std::string(61, 'x');
  wish.destination = std::string(100'000, 'y');
  CHECK(world.faults(wish) == List{"/name", "/destination"});
  wish = stream_wish();
  wish.process = "a\u202Eb";
  CHECK(world.faults(wish) == List{"/process"});
  for (const char* day :
       {"2026-02-30", "1969-12-31", "0000-01-01", "26/1/1", "1970-01-01", "99999-01-01", "2026/1/1x"}) {
    CAPTURE(day);
    wish = stream_wish();
    wish.active_from = day;
    CHECK(world.faults(wish) == List{"/active_from"});
  }
  wish = stream_wish();
  wish.active_until = "2025-12-31";
  CHECK(world.faults(wish) == List{"/active_until"});
  for (const char* amount : {"-1", "1e3", "99999999999999999999", "12,5"}) {
    CAPTURE(amount);
    wish = stream_wish();
    wish.yearly = amount;
    CHECK(world.faults(wish) == List{"/yearly"});
  }
  CHECK(world.file().streams.empty());
}

TEST_CASE("waste streams: features are those of the code's field, by code or name") {
  Generating world;
  contract::StreamWish oil{"废机油",          "HW08", "设备检修", "易燃性、t",  "",
                           "entrust_dispose", "",     "",         "2026-01-01", ""};
  REQUIRE(world.add(oil));
  CHECK(world.file().streams.front().features == std::vector<std::string>{"T", "I"});
  oil.name = "废切削液";
  oil.features = "C1";  // of industrial waste
  CHECK(has_field(world.add(oil).error(), "/features", Rule::waste_feature));
  oil.features = "什么性";
  CHECK(has_field(world.add(oil).error(), "/features", Rule::waste_feature));
}

TEST_CASE("waste streams: a party has so many and no more") {
  Generating world;
  auto wish = stream_wish();
  for (std::size_t i = 0; i < service::kMostStreams; ++i) {
    wish.name = "S" + std::to_string(i);
    REQUIRE(world.add(wish));
  }
  wish.name = "one more";
  CHECK(has_field(world.add(wish).error(), "", Rule::waste_too_many));
  CHECK(world.file().streams.size() == service::kMostStreams);
}

TEST_CASE("waste streams: a list registers what is sound, names each fault, twice it changes nothing") {
  Generating world;
  const std::string list = "\xEF\xBB\xBF" + kStreamTitles +
                           "废炉渣,SW03 炉渣,锅炉燃烧,第Ⅰ类,120.5,委托利用,样品建材厂,zc001,2026-01-01,\r\n"
                           "废机油,HW08,设备检修,毒性、易燃性,2,委托处置,,,2026-01-01,2026-12-31\r\n"
                           "假代码,\xD0\x85W03,锅炉燃烧,,,委托利用,,,2026-01-01,\r\n"
                           "没去处,SW03,锅炉燃烧,,,卖掉,,ZC404,2026-01-01,\r\n"
                           ",,,,,,,,,\r\n";
  const auto first = world.import(list);
  REQUIRE(first);
  CHECK(first->added == 2);
  REQUIRE(first->faults.size() >= 3);
  CHECK(first->faults[0].line == 4);
  CHECK(first->faults[0].column == "废物代码");
  CHECK(first->faults[1].line == 5);
  CHECK(first->faults[1].column == "去向");
  CHECK(first->faults[2].column == "贮存设施编号");
  const auto again = world.import(list);
  CHECK(again->added == 0);
  CHECK(again->same == 2);
  CHECK(again->faults.size() == first->faults.size());
  CHECK(world.file().streams.size() == 2);
  CHECK(world.file().streams.front().features == std::vector<std::string>{"C1"});
  CHECK(world.import("名称,代码\r\n甲,SW03\r\n")->faults.size() == 3);  // three columns are missing
  CHECK(world.import("")->faults.size() == 1);
  CHECK(world.import("PK\x03\x04 damaged")->faults.size() == 1);
  std::string huge = kStreamTitles;
  for (std::size_t i = 0; i <= service::kMostStreams; ++i) huge += "甲,SW03,乙,,,委托利用,,,2026-01-01,\r\n";
  CHECK(world.import(huge)->faults.size() == 1);
  CHECK(world.import(huge)->added == 0);
}

TEST_CASE("waste streams: a new record offers those that run today, of its field") {
  Generating world;
  service::ManifestService manifests{*world.office.store, *world.office.source, world.office.clock,
                                     service::system_ids()};
  auto wish = stream_wish();
  REQUIRE(world.add(wish));
  wish.name = "去年的";
  wish.active_from = "2025-01-01";
  wish.active_until = "2025-12-31";
  REQUIRE(world.add(wish));
  REQUIRE(world.add({"废机油", "HW08", "检修", "", "", "entrust_dispose", "", "", "2026-01-01", ""}));
  const auto choices = manifests.choices("industrial", world.party);
  REQUIRE(choices);
  REQUIRE(choices->streams.size() == 1);
  CHECK(choices->streams.front().name == "废炉渣");
  CHECK(manifests.choices("hazardous", world.party)->streams.size() == 1);
  CHECK(manifests.choices("industrial", world.stranger.member->party)->streams.empty());
  CHECK(manifests.choices({}, world.party)->streams.empty());
}

TEST_CASE("waste streams: a new declaration lists those of its period, and none means none") {
  Generating world;
  service::DeclarationService declarations{*world.office.store, *world.office.source, world.office.clock};
  REQUIRE(world.add(stream_wish()));
  auto later = stream_wish();
  later.code = "SW01";
  later.active_from = "2026-12-01";
  REQUIRE(world.add(later));
  world.office.clock.set("2026-12-05T10:00:00+08:00");
  const service::DeclarationKey key{world.party, "industrial", "2026-11"};
  const auto shown = declarations.show(key, world.own);
  REQUIRE(shown);
  CHECK(shown->here.empty());
  REQUIRE(shown->declaration.lines.size() == 1);
  CHECK(shown->declaration.lines.front().code == "SW03");
  CHECK(shown->declaration.lines.front().grams == contract::DeclaredLine{}.grams);
  // As it is filled in, it can be sent.
  REQUIRE(declarations.act(key, 0, service::DeclareAction::submit,
                           {{"SW03", {"0", "0", "0", "0", "0", "0", "0", "0"}, ""}}, "", world.own));
  CHECK(declarations.show(key, world.own)->declaration.state == contract::DeclareState::submitted);
}

TEST_CASE("waste streams: a feature that content does not name any more stays until it is taken away") {
  contract::WasteField field;
  field.features.push_back({});
  field.features.back().code = "T";
  contract::WasteStream before;
  before.features = {"OLD", "T", "OLDER"};
  const std::vector<contract::WasteField> fields{field};
  CHECK(contract::lost_features(before, fields) == std::vector<std::string>{"OLD", "OLDER"});
  auto wish = stream_wish();
  wish.features = "OLD OLDER T NEW ";
  CHECK(contract::without_kept(before, wish, fields).features == "T NEW");
  wish.features = "OLDER T OLD";
  contract::WasteStream wanted;
  wanted.features = {"T"};
  contract::keep(before, wish, fields, wanted);
  CHECK(wanted.features == before.features);  // nothing is another
  wish.features = "OLD";
  wanted.features.clear();
  contract::keep(before, wish, fields, wanted);
  CHECK(wanted.features == std::vector<std::string>{"OLD"});
  // One that it never had is not kept.
  wish.features = "NEW";
  wanted.features.clear();
  contract::keep(before, wish, fields, wanted);
  CHECK(wanted.features.empty());
}
