// What a party generates, at the desk: its form, a list that is handed in, the record's form that offers it;
// a clerk of another party, and nobody at all.
#include <doctest/doctest.h>

#include "desk_visit.hpp"
#include "multipart_body.hpp"
#include "waste/manifest/manifest_desk.hpp"
#include "waste/party/desk/party_room.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

const std::string kParty = "/desk/waste/parties/1", kOwn = "/desk/waste/party/streams";
const std::string kTwoParties =
    "名称,代码,身份,领域,镇街,地址,联系人,电话\r\n"
    "甲厂,91350100M000100Y43,产生单位,危险废物,371524001,一路,张三,13800000000\r\n"
    "乙社,,产生单位,农业固体废物,371524001,二路,李四,13800000001\r\n";

struct StreamVisit : DeskVisit {
  StreamVisit() {
    const auto room = std::make_shared<const http::PartyRoom>(
        http::PartyRoom{door, registration, accounts, *office.source, office.clock, "https://example.org"});
    http::add_party_pages(room);
    http::add_party_part_pages(room);
    http::add_part_import_pages(room);
    http::add_stream_pages(room);
    http::add_parties_pages(room);
    http::add_manifest_draft_pages(std::make_shared<const http::ManifestRoom>(
        http::ManifestRoom{door, manifests, office.clock, "https://example.org"}));
    as("officer", Role::officer);
    REQUIRE(hand_in("/desk/waste/parties/import", kTwoParties).status == 200);
    as("checker", Role::officer);
    REQUIRE(send(kParty, kParty + "/act", {{"version", "1"}, {"action", "verify"}}).status == 303);
    join("farm", 2, contract::MemberRole::admin);
    join("clerk", 1, contract::MemberRole::clerk);
    join("factory", 1, contract::MemberRole::admin);
  }
  // An enterprise's account that works for the party; it acts from now on.
  void join(const std::string& name, std::int64_t party, contract::MemberRole role) {
    as(name, Role::enterprise);
    REQUIRE(registration.join(party, name, role, test::kClerk));
  }
  http::Response send(const std::string& page, const std::string& path, Fields fields) {
    fields["form_key"] = hidden(get(page).body, "form_key");
    return ask("POST", path, encoded(fields));
  }
  http::Response hand_in(const std::string& path, const std::string& bytes) {
    Body body;
    body.field("form_key", hidden(get(path).body, "form_key"));
    body.photo(bytes, "list.csv", "file");
    return ask("POST", path, body.done(), {}, kMultipart);
  }
  http::Response add(Fields fields) { return send(kOwn, kOwn, std::move(fields)); }

  service::RegistrationService registration{*office.store, *office.source, accounts, office.clock,
                                            service::system_ids()};
  service::ManifestService manifests{*office.store, *office.source, office.clock, service::system_ids()};
};

Fields oil_fields() {
  return {{"name", "CanaryOil"},
          {"code", "HW08"},
          {"process", "CanaryRepair"},
          {"feature-T", "1"},
          {"yearly", "2.5"},
          {"way", "entrust_dispose"},
          {"destination", "CanaryDump"},
          {"active_from", "2026-01-01"}};
}

}  // namespace

TEST_CASE("waste streams at the desk: written by a form, shown to its own and to staff, taken back") {
  StreamVisit visit;
  const auto form = visit.get(kOwn);
  CHECK(form.status == 200);
  CHECK(holds(form.body, "HW08"));
  CHECK(holds(form.body, "feature-IN"));
  CHECK_FALSE(holds(form.body, "SW80"));  // of a field that is not its own
  CHECK(visit.add(oil_fields()).status == 303);
  CHECK(visit.add(oil_fields()).status == 303);  // a double tap
  for (const char* who : {"factory", "clerk"}) {
    visit.as(who, Role::enterprise);
    const auto page = visit.get("/desk/waste");
    for (const char* told : {"CanaryOil", "CanaryRepair", "CanaryDump", "2.5 t", "毒性", "委托处置"})
      CHECK(holds(page.body, told));
    CHECK(holds(page.body, "/desk/waste/manifests/new?field=hazardous&amp;stream=1"));
  }
  visit.as("officer", Role::officer);
  const int looks = visit.logged("party_viewed");
  const auto seen = visit.get(kParty);
  CHECK(holds(seen.body, "CanaryOil"));
  CHECK_FALSE(holds(seen.body, "stream=1"));
  CHECK(visit.logged("party_viewed") == looks + 1);
  CHECK(visit.logged("stream_added") == 1);
  visit.as("factory", Role::enterprise);
  CHECK(visit.send("/desk/waste", kOwn + "/end", {{"row", "1"}}).status == 303);
  CHECK_FALSE(holds(visit.get("/desk/waste").body, "CanaryRepair"));
}

TEST_CASE("waste streams at the desk: what is wrong stands beside its field, what was typed stays") {
  StreamVisit visit;
  auto fields = oil_fields();
  fields["code"] = "\u041dW08";  // a Cyrillic letter that looks like H
  const auto wrong = visit.add(fields);
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, contract::rule_text(contract::Rule::waste_code_unknown)));
  CHECK(holds(wrong.body, "CanaryRepair"));
  fields = oil_fields();
  fields["active_from"] = "2026-13-01";
  CHECK(visit.add(fields).status == 400);
  fields = oil_fields();
  fields["feature-<canary>"] = "1";
  const auto odd = visit.add(fields);
  CHECK(odd.status == 400);
  CHECK_FALSE(holds(odd.body, "<canary>"));
  CHECK(visit.add({}).status == 400);
  fields["name"] = std::string(100'000, 'x');
  CHECK(visit.add(fields).status >= 400);
  fields = oil_fields();
  CHECK(visit.add(fields).status == 303);
  fields["yearly"] = "3";
  CHECK(visit.add(fields).status == 409);  // the same name and code with other data
}

TEST_CASE("waste streams at the desk: others see and write nothing of it") {
  StreamVisit visit;
  REQUIRE(visit.add(oil_fields()).status == 303);
  visit.as("farm", Role::enterprise);
  CHECK_FALSE(holds(visit.get("/desk/waste").body, "Canary"));
  CHECK(visit.get(kParty + "/streams").status == 403);
  CHECK(visit.send(kOwn, kOwn + "/end", {{"row", "1"}}).status == 303);  // none of its own: nothing is done
  CHECK_FALSE(holds(visit.get("/desk/waste/manifests/new?field=hazardous&stream=1").body, "Canary"));
  visit.as("clerk", Role::enterprise);
  CHECK(visit.send(kOwn, kOwn, oil_fields()).status == 404);
  CHECK(visit.send(kOwn, kOwn + "/end", {{"row", "1"}}).status == 404);
  visit.cookie.clear();
  for (const std::string& path : {kOwn, kOwn + "/import", kParty + "/streams"}) {
    const auto shut = visit.get(path);
    CHECK(shut.status != 200);
    CHECK_FALSE(holds(shut.body, "Canary"));
  }
  visit.as("factory", Role::enterprise);
  CHECK(holds(visit.get("/desk/waste").body, "CanaryOil"));
}

TEST_CASE(
    "waste streams at the desk: a list is handed in, faults name their rows, twice it changes nothing") {
  StreamVisit visit;
  const std::string list =
      "废物名称,废物代码,产生环节,特性,年产生量,去向,起始日期\r\n"
      "废机油,HW08,检修,毒性,2,委托处置,2026-01-01\r\n"
      "废酸,HW99,酸洗,,,委托处置,2026-01-01\r\n";
  const auto first = visit.hand_in(kOwn + "/import", list);
  CHECK(first.status == 200);
  CHECK(holds(first.body, "新登记 1 种，原已登记 0 种，有问题 1 处"));
  CHECK(holds(visit.hand_in(kOwn + "/import", list).body, "新登记 0 种，原已登记 1 种，有问题 1 处"));
  CHECK(visit.hand_in(kOwn + "/import", "\xD0\xCF\x11\xE0").status == 400);
  visit.as("officer", Role::officer);  // on behalf
  CHECK(holds(visit.hand_in(kParty + "/streams/import", list).body, "新登记 0 种，原已登记 1 种"));
  visit.as("clerk", Role::enterprise);
  CHECK(visit.hand_in(kOwn + "/import", list).status == 404);
  CHECK(visit.hand_in(kOwn + "/import", "\xD0\xCF\x11\xE0").status == 404);  // it is not even read
}

TEST_CASE("waste lists at the desk: what a party has is handed in by its admin or by the bureau on behalf") {
  StreamVisit visit;
  const std::string own = "/desk/waste/party/permits",
                    list =
                        "种类,编号,发证机关,有效期起,有效期止,废物代码\r\n"
                        "其他,CanaryOne,某局,2026/1/1,2026年12月31日,HW08\r\n"
                        "其他,CanaryTwo,某局,2026-12-31,2026-01-01,\r\n";
  CHECK(holds(visit.get(own).body, own + "/import"));
  const auto first = visit.hand_in(own + "/import", list);
  CHECK(first.status == 200);
  CHECK(holds(first.body, "新登记 1 条，原已登记 0 条，有问题 1 处"));
  CHECK(holds(first.body, contract::rule_text(contract::Rule::waste_days)));
  CHECK(holds(visit.get("/desk/waste").body, "CanaryOne"));
  CHECK(visit.hand_in(own + "/import", "").status == 400);
  visit.as("officer", Role::officer);
  CHECK(holds(visit.get(kParty).body, "核实这份许可"));  // it waits to be verified
  CHECK(holds(visit.hand_in(kParty + "/permits/import", list).body, "新登记 0 条，原已登记 1 条"));
  visit.as("clerk", Role::enterprise);
  CHECK(visit.hand_in(own + "/import", list).status == 404);
  CHECK(visit.hand_in(own + "/import", "\xD0\xCF\x11\xE0").status == 404);  // it is not even read
}

TEST_CASE(
    "waste lists at the desk: of many parties by the bureau alone, each row for the party that it names") {
  StreamVisit visit;
  const std::string many = "/desk/waste/parties/import/vehicles",
                    list =
                        "单位代码,车牌号,核定载质量,有效期止\r\n"
                        "91350100M000100Y43,鲁P12345,30,2027-01-05\r\n"
                        "371524-P-00000000,鲁P12346,30,2027-01-05\r\n";
  CHECK(visit.get(many).status == 403);
  visit.as("officer", Role::officer);
  CHECK(holds(visit.get("/desk/waste/parties/import").body, many));
  CHECK(holds(visit.get(many).body, "单位代码"));
  const auto first = visit.hand_in(many, list);
  CHECK(first.status == 200);
  CHECK(holds(first.body, "新登记 1 条，原已登记 0 条，有问题 1 处"));
  CHECK(holds(first.body, contract::rule_text(contract::Rule::waste_other_party)));
  CHECK(holds(visit.hand_in(many, list).body, "新登记 0 条，原已登记 1 条，有问题 1 处"));
  CHECK(holds(visit.get(kParty).body, "鲁P12345"));
  CHECK(visit.logged("vehicle_added") == 1);
}

TEST_CASE("waste streams at the desk: the form of a record begins with the one that was chosen") {
  StreamVisit visit;
  REQUIRE(visit.add(oil_fields()).status == 303);
  auto acid = oil_fields();
  acid["name"] = "CanaryAcid";
  acid["code"] = "HW34";
  REQUIRE(visit.add(acid).status == 303);
  visit.as("clerk", Role::enterprise);
  const std::string form = visit.get("/desk/waste/manifests/new?field=hazardous&stream=2").body;
  CHECK(holds(form, "value=\"HW34\" selected"));
  CHECK(form.find("CanaryOil") < form.find("HW01"));  // its own first
  CHECK_FALSE(holds(visit.get("/desk/waste/manifests/new?field=hazardous").body, "value=\"HW34\" selected"));
}

TEST_CASE("waste notices at the desk: newest first on the party's page, read by a form, staff have none") {
  StreamVisit visit;
  const auto own = visit.get("/desk/waste");
  CHECK(holds(own.body, "登记已核实"));
  CHECK(holds(own.body, "未读"));
  visit.as("farm", Role::enterprise);
  CHECK_FALSE(holds(visit.get("/desk/waste").body, "未读"));  // not of another party
  CHECK(visit.send("/desk/waste", "/desk/waste/party/notices", {{"last", "99"}}).status == 303);
  visit.as("officer", Role::officer);
  CHECK_FALSE(holds(visit.get(kParty).body, "登记已核实"));
  CHECK(visit.send(kParty, "/desk/waste/party/notices", {{"last", "99"}}).status == 403);
  visit.as("clerk", Role::enterprise);
  CHECK(holds(visit.get("/desk/waste").body, "未读"));
  for (const char* nonsense : {"", "-1", "x", "99999999999999999999999"})
    CHECK(visit.send("/desk/waste", "/desk/waste/party/notices", {{"last", nonsense}}).status == 303);
  CHECK(holds(visit.get("/desk/waste").body, "未读"));
  const std::string shown = visit.get("/desk/waste").body;
  const Fields read{{"first", hidden(shown, "first")}, {"last", hidden(shown, "last")}};
  CHECK(read.at("first") == read.at("last"));  // there is one
  CHECK(visit.send("/desk/waste", "/desk/waste/party/notices", {{"first", "99"}, {"last", "99"}}).status ==
        303);
  CHECK(holds(visit.get("/desk/waste").body, "未读"));  // not among those that were shown
  CHECK(visit.send("/desk/waste", "/desk/waste/party/notices", read).status == 303);
  visit.as("factory", Role::enterprise);
  CHECK_FALSE(holds(visit.get("/desk/waste").body, "未读"));
  CHECK(holds(visit.get("/desk/waste").body, "登记已核实"));
}

TEST_CASE("waste streams at the desk: changed by a form that has what is there, with the version it shows") {
  StreamVisit visit;
  REQUIRE(visit.add(oil_fields()).status == 303);
  const std::string one = kOwn + "/1";
  CHECK(holds(visit.get("/desk/waste").body, one + "\""));
  const auto form = visit.get(one);
  CHECK(form.status == 200);
  for (const char* told : {"value=\"CanaryOil\"", "value=\"CanaryRepair\"", "value=\"2.5\"",
                           "value=\"HW08\" selected", "type=\"date\" value=\"2026-01-01\""})
    CHECK_MESSAGE(holds(form.body, told), told);
  auto fields = oil_fields();
  fields["version"] = hidden(form.body, "version");
  fields["destination"] = "CanaryPlant";
  fields["active_until"] = "2026/12/31";
  CHECK(visit.send(one, one, fields).status == 303);
  CHECK(visit.send(one, one, fields).status == 303);  // a double tap
  const std::string page = visit.get("/desk/waste").body;
  CHECK(holds(page, "CanaryPlant"));
  CHECK(holds(page, "2026-12-31"));
  CHECK(holds(page, "修改产生的废物 CanaryOil"));
  fields["destination"] = "CanaryElse";  // a tab that is out of date
  const auto stale = visit.send(one, one, fields);
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, "CanaryElse"));
  CHECK(holds(stale.body, "<dd>CanaryPlant</dd>"));  // what it would write over
  fields["version"] = hidden(stale.body, "version");
  CHECK(visit.send(one, one, fields).status == 303);  // the form as it came back
  CHECK(holds(visit.get("/desk/waste").body, "CanaryElse"));
  fields["version"] = "3";
  fields["active_until"] = "soon";
  CHECK(visit.send(one, one, fields).status == 400);
  CHECK(visit.logged("stream_changed") == 2);
  for (const char* number : {"0", "2", "x", "99999999999999999999"})
    CHECK(visit.get(kOwn + "/" + number).status == 404);
  visit.as("farm", Role::enterprise);
  CHECK(visit.get(one).status == 404);
  CHECK(visit.send(kOwn, one, fields).status == 404);
  visit.as("clerk", Role::enterprise);
  CHECK(visit.send(kOwn, one, fields).status == 404);
  visit.as("officer", Role::officer);
  fields.erase("active_until");
  CHECK(visit.send(kParty + "/streams/1", kParty + "/streams/1", fields).status == 303);
  CHECK(holds(visit.get(kParty).body, "CanaryElse"));
}

TEST_CASE("waste parties at the desk: the address above the forms leads each to his own") {
  StreamVisit visit;
  const auto leads = [&](const char* path) {
    const auto reply = visit.get(path);
    CHECK(reply.status == 303);
    return std::string(reply.headers.value("Location"));
  };
  CHECK(leads("/desk/waste/party") == "/desk/waste");
  visit.as("officer", Role::officer);
  CHECK(leads("/desk/waste/party") == "/desk/waste/parties");
  CHECK(leads("/desk/waste") == "/desk/waste/parties");
  visit.as("driver", Role::dispatcher);
  CHECK(leads("/desk/waste/party") == "/desk");
}

TEST_CASE("waste streams at the desk: a facility that was given up stays until another one is chosen") {
  StreamVisit visit;
  const auto who = *visit.registration.caller(
      visit.accounts.caller(visit.tokens["factory"], service::Presence::acts).value());
  REQUIRE(visit.registration.add_facility(1, {"ZC001", "storage", "棚", "371524001", "500", false}, who));
  auto fields = oil_fields();
  fields["place"] = "ZC001";
  REQUIRE(visit.add(fields).status == 303);
  const auto place = [&] { return visit.registration.show(1, who, false)->streams.front().facility; };
  const std::int64_t before = place();
  REQUIRE(before > 0);
  REQUIRE(visit.registration.end_part(1, service::RegistrationService::Part::facility, before, who));
  const std::string one = kOwn + "/1", form = visit.get(one).body;
  CHECK(holds(form, "value=\"=\" selected"));
  fields["place"] = "=";
  fields["version"] = hidden(form, "version");
  fields["destination"] = "CanaryPlant";
  CHECK(visit.send(one, one, fields).status == 303);
  CHECK(place() == before);
  CHECK(holds(visit.get("/desk/waste").body, "CanaryPlant"));
  fields["version"] = "2";
  fields["place"] = "";
  CHECK(visit.send(one, one, fields).status == 303);
  CHECK(place() == 0);
  fields["version"] = "3";
  fields["place"] = "=";  // there is none to keep
  CHECK(visit.send(one, one, fields).status == 303);
  CHECK(place() == 0);
  CHECK(visit
            .add({{"name", "x"},
                  {"code", "HW08"},
                  {"process", "p"},
                  {"way", "self_use"},
                  {"place", "="},
                  {"active_from", "2026-01-01"}})
            .status == 400);
}
