// Parties at the desk: a list that is handed in by a form, what enterprises are told of others, stale tabs.
#include <doctest/doctest.h>

#include "desk_visit.hpp"
#include "multipart_body.hpp"
#include "waste/party/desk/party_room.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

const std::string kAll = "/desk/waste/parties";
const std::string kList =
    "名称,代码,身份,领域,镇街,地址,联系人,电话\r\n"
    "甲厂,91350100M000100Y43,产生单位,建筑垃圾,371524001,一路,张三,13800000000\r\n"
    "乙社,,接收单位,农业固体废物,371524001,二路,李四,13800000001\r\n"
    "丙社,12,接收单位,农业固体废物,371524001,三路,王五,13800000002\r\n";

struct WasteVisit : DeskVisit {
  WasteVisit() {
    const auto room = std::make_shared<const http::PartyRoom>(
        http::PartyRoom{door, registration, accounts, *office.source, office.clock, "https://example.org"});
    http::add_party_pages(room);
    http::add_party_part_pages(room);
    http::add_parties_pages(room);
    as("officer", Role::officer);
  }
  // Its list was handed in by "officer": another one verifies.
  void verify(std::int64_t party) {
    as("checker", Role::officer);
    const std::string there = kAll + "/" + std::to_string(party);
    REQUIRE(send(there, there + "/act", {{"version", "1"}, {"action", "verify"}}).status == 303);
  }
  // With the key of the form on the page.
  http::Response send(const std::string& page, const std::string& path, Fields fields) {
    fields["form_key"] = hidden(get(page).body, "form_key");
    return ask("POST", path, encoded(fields));
  }
  http::Response hand_in(const std::string& bytes) {
    Body body;
    body.field("form_key", hidden(get(kAll + "/import").body, "form_key"));
    body.photo(bytes, "list.csv", "file");
    return ask("POST", kAll + "/import", body.done(), {}, kMultipart);
  }
  std::string code_of(std::int64_t party) {
    return registration.show(party, {{{}, 0, {}, 0}, contract::PartyMember{0, party, {}}}, false)->party.code;
  }
  // An enterprise's account that works for the party.
  void join(const std::string& name, std::int64_t party) {
    as(name, Role::enterprise);
    REQUIRE(registration.join(party, name, contract::MemberRole::admin, test::kClerk));
  }

  service::RegistrationService registration{*office.store, *office.source, accounts, office.clock,
                                            service::system_ids()};
};

}  // namespace

TEST_CASE("waste desk: a list is handed in by a form, faults name their rows, twice it changes nothing") {
  WasteVisit visit;
  const auto first = visit.hand_in(kList);
  CHECK(first.status == 200);
  CHECK(holds(first.body, "新登记 2 家，原已登记 0 家，有问题 1 行"));
  CHECK(holds(first.body, "校验位不对"));
  CHECK(holds(visit.hand_in(kList).body, "新登记 0 家，原已登记 2 家，有问题 1 行"));
  CHECK(visit.hand_in("\xD0\xCF\x11\xE0").status == 400);
  const auto list = visit.get(kAll + "?q=%E7%94%B2");
  CHECK(holds(list.body, "甲厂"));
  CHECK_FALSE(holds(list.body, "乙社"));
  CHECK_FALSE(holds(list.body, "13800000000"));
}

TEST_CASE("waste desk: an enterprise has its own page; of others it hears the same as of what is not there") {
  WasteVisit visit;
  visit.hand_in(kList);
  visit.verify(2);
  visit.join("factory", 1);
  const auto own = visit.get("/desk/waste");
  CHECK(own.status == 200);
  CHECK(holds(own.body, "县级内部流转记录，不是法定联单"));
  CHECK(holds(own.body, "13800000000"));
  CHECK_FALSE(holds(own.body, "乙社"));
  CHECK(visit.get(kAll).status == 403);
  CHECK(visit.get(kAll + "/2").status == 403);
  CHECK(visit.get(kAll + "/99").status == 403);
  // A contract is seen by both; each is told the other's name and no more.
  CHECK(visit
            .send("/desk/waste", "/desk/waste/party/contracts",
                  {{"other", visit.code_of(2)},
                   {"number", "C1"},
                   {"valid_from", "2026-01-01"},
                   {"valid_until", "2026-12-31"},
                   {"codes", "SW70"},
                   {"amount", "5"}})
            .status == 303);
  CHECK(holds(visit.get("/desk/waste").body, "乙社"));
  // Rows of others' things cannot be taken away by their number.
  visit.as("officer", Role::officer);
  CHECK(visit
            .send(kAll + "/2/vehicles", kAll + "/2/vehicles",
                  {{"plate", "鲁P12345"}, {"limit", "30"}, {"valid_until", "2027-01-01"}})
            .status == 303);
  visit.join("factory", 1);
  CHECK(visit.send("/desk/waste", "/desk/waste/party/vehicles/end", {{"row", "1"}}).status == 303);
  visit.as("officer", Role::officer);
  CHECK(holds(visit.get(kAll + "/2").body, "鲁P12345"));
}

TEST_CASE("waste desk: a stale tab changes nothing and keeps what was typed") {
  WasteVisit visit;
  visit.hand_in(kList);
  const std::string there = kAll + "/1";
  const auto same = visit.send(there, there + "/act", {{"version", "1"}, {"action", "verify"}});
  CHECK(same.status == 409);
  CHECK(holds(same.body, "请由另一位工作人员核实"));
  visit.verify(1);
  const auto stale =
      visit.send(there, there + "/act", {{"version", "1"}, {"action", "close"}, {"reason", "停产了"}});
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, "停产了"));
  CHECK(visit.send(there, there + "/act", {{"version", "2"}, {"action", "nonsense"}}).status == 400);
  CHECK(visit.send(there, there + "/act", {{"version", "2"}, {"action", "close"}}).status == 400);
  CHECK(holds(visit.get(there).body, "已核实"));
}

TEST_CASE("waste desk: the form of a stale tab shows what was saved meanwhile and can be sent again") {
  WasteVisit visit;
  visit.hand_in(kList);
  const std::string edit = kAll + "/1/edit";
  Fields fields{{"name", "甲厂"},
                {"code", "91350100M000100Y43"},
                {"role-generator", "1"},
                {"field-construction", "1"},
                {"area", "371524001"},
                {"address", "三路"},
                {"contact", "张三"},
                {"phone", "13800000000"},
                {"version", hidden(visit.get(edit).body, "version")}};
  REQUIRE(visit.send(edit, edit, fields).status == 303);
  fields["address"] = "四路";
  const auto stale = visit.send(edit, edit, fields);
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, "value=\"四路\""));
  CHECK(holds(stale.body, "<dd>三路</dd>"));
  fields["version"] = hidden(stale.body, "version");
  CHECK(visit.send(edit, edit, fields).status == 303);
  CHECK(holds(visit.get(kAll + "/1").body, "四路"));
}

TEST_CASE("waste desk: permits are verified by a form of staff, contracts confirmed by the other side") {
  WasteVisit visit;
  visit.hand_in(kList);
  visit.verify(2);
  visit.join("factory", 1);
  CHECK(visit
            .send("/desk/waste", "/desk/waste/party/permits",
                  {{"kind", "other"},
                   {"number", "P1"},
                   {"issuer", "某局"},
                   {"valid_from", "2026-01-01"},
                   {"valid_until", "2026-12-31"}})
            .status == 303);
  CHECK(visit
            .send("/desk/waste", "/desk/waste/party/contracts",
                  {{"other", visit.code_of(2)},
                   {"number", "C1"},
                   {"valid_from", "2026-01-01"},
                   {"valid_until", "2026-12-31"}})
            .status == 303);
  const auto own = visit.get("/desk/waste");
  CHECK_FALSE(holds(own.body, "permits/verify"));
  CHECK_FALSE(holds(own.body, "contracts/confirm"));
  CHECK(holds(own.body, "由主管部门代填"));
  CHECK(visit.send("/desk/waste", "/desk/waste/party/contracts/confirm", {{"row", "1"}}).status == 409);
  CHECK(visit.send("/desk/waste", kAll + "/1/permits/verify", {{"row", "1"}}).status == 403);
  visit.join("farm", 2);
  CHECK(holds(visit.get("/desk/waste").body, "contracts/confirm"));
  CHECK_FALSE(holds(visit.get("/desk/waste").body, "甲厂"));  // not verified: no name
  CHECK(visit.send("/desk/waste", "/desk/waste/party/contracts/confirm", {{"row", "1"}}).status == 303);
  CHECK(holds(visit.get("/desk/waste").body, "双方已确认"));
  visit.as("officer", Role::officer);
  CHECK(holds(visit.get(kAll + "/1").body, "permits/verify"));
  CHECK(visit.send(kAll + "/1", kAll + "/1/permits/verify", {{"row", "1"}}).status == 303);
  CHECK_FALSE(holds(visit.get(kAll + "/1").body, "permits/verify"));
}

TEST_CASE("waste desk: a licence of a building site says how much may leave it") {
  WasteVisit visit;
  visit.hand_in(kList);
  visit.join("factory", 1);
  REQUIRE(
      visit
          .send(
              "/desk/waste", "/desk/waste/party/facilities",
              {{"place_code", "GD001"}, {"kind", "generation"}, {"name", "一号工地"}, {"area", "371524001"}})
          .status == 303);
  const auto form = visit.get("/desk/waste/party/permits");
  CHECK(holds(form.body, "name=\"total\""));
  CHECK(holds(form.body, "value=\"hazardous_collection\""));
  Fields permit{
      {"kind", "construction_waste"}, {"number", "P1"},     {"issuer", "某局"}, {"valid_from", "2026-01-01"},
      {"valid_until", "2026-12-31"},  {"total", "12000.5"}, {"site", "GD009"}};
  const auto wrong = visit.send("/desk/waste", "/desk/waste/party/permits", permit);
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, "12000.5"));  // what was typed stays
  permit["site"] = "gd001";
  CHECK(visit.send("/desk/waste", "/desk/waste/party/permits", permit).status == 303);
  CHECK(holds(visit.get("/desk/waste").body, "12000.5 t GD001 一号工地"));
}

TEST_CASE("waste desk: an account that is refused leaves nothing in the history, and names nobody") {
  WasteVisit visit;
  visit.hand_in(kList);
  const auto link = visit.accounts.add({"canary.staff", "CanaryName", Role::officer, {}}, test::kClerk);
  REQUIRE(link);
  visit.join("factory", 1);
  const auto all = visit.accounts.list();
  REQUIRE(all);
  const auto open = [&](const std::string& name, const std::string& display) {
    return visit
        .send("/desk/waste", "/desk/waste/party/members",
              {{"name", name}, {"display", display}, {"role", "reader"}})
        .status;
  };
  for (const contract::StaffAccount& one : *all) CHECK(open(std::to_string(one.id), "x") == 400);
  CHECK(open("canary.later", "") == 400);
  CHECK(open("canary.staff", "x") == 409);
  REQUIRE(visit.accounts.add({"canary.later", "CanaryLater", Role::officer, {}}, test::kClerk));
  const std::string page = visit.get("/desk/waste").body;
  CHECK_FALSE(holds(page, "Canary"));
  CHECK_FALSE(holds(page, "canary."));
  CHECK_FALSE(holds(page, "开通账号"));
}

TEST_CASE("waste desk: a driver is led to the records; the pages of the party do not exist for him") {
  WasteVisit visit;
  visit.hand_in(kList);
  visit.as("driver", Role::enterprise);
  REQUIRE(visit.registration.join(1, "driver", contract::MemberRole::driver, test::kClerk));
  CHECK(visit.get("/desk/waste").status == 303);
  CHECK(visit.get("/desk/waste/party/edit").status == 404);
  CHECK(visit.get("/desk/waste/party/vehicles").status == 404);
}
