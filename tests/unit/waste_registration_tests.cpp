// Registration of parties: what people type, who may do what in which state, lists that are read twice.
#include <doctest/doctest.h>

#include "lib/base/error.hpp"
#include "waste/party/party_import.hpp"
#include "waste_registry.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::ErrorCode;
using contract::PartyState;
using service::PartyAction;

namespace {

contract::PartyWish sample_wish(const std::string& code = "91350100M000100Y43") {
  return {code,
          "样品机械厂",
          {"generator", "receiver"},
          {"industrial", "construction"},
          "371524001",
          "工业路 1 号",
          "3311",
          "张三",
          "13800000000"};
}

// Another party, known by its name: it has no code.
contract::PartyWish other_wish() {
  contract::PartyWish wish = sample_wish("");
  wish.name = "样品合作社";
  return wish;
}

struct Registry : RegistryOffice {
  Registry() {
    checker = account("checker", contract::Role::officer);
    first = account("first", contract::Role::enterprise);
    second = account("second", contract::Role::enterprise);
  }
  service::PartyCaller as(const contract::StaffCaller& staff) { return *registration.caller(staff); }
  contract::Party party(std::int64_t id) { return registration.show(id, as(officer), false)->party; }
  int events(std::int64_t id) {
    return static_cast<int>(registration.show(id, as(officer), false)->history.size());
  }
  // Registered and submitted by one officer, verified by the other.
  std::int64_t verified(const contract::PartyWish& wish) {
    const auto id = registration.add(wish, as(officer));
    REQUIRE(id);
    REQUIRE(registration.act(*id, 1, PartyAction::submit, "", as(officer)));
    REQUIRE(registration.act(*id, 2, PartyAction::verify, "", as(checker)));
    return *id;
  }
  int looks(std::string_view kind = "contact_viewed") {
    return *office.store->readers().run([&](storage::Session& session) -> contract::Result<int> {
      int count = 0;
      for (const auto& row : storage::access_entries(session, *office.store, {}, 1000))
        count += row.entry.action == kind ? 1 : 0;
      return count;
    });
  }

  contract::StaffCaller checker, first, second;
};

std::vector<std::string> pointers(const contract::Error& error) {
  std::vector<std::string> list;
  for (const contract::FieldError& field : error.fields) list.push_back(field.pointer);
  return list;
}

}  // namespace

TEST_CASE("waste registration: the check character of a credit code finds wrong and swapped characters") {
  CHECK(contract::is_credit_code("91350100M000100Y43"));
  CHECK_FALSE(contract::is_credit_code("91350100M000100Y44"));
  CHECK_FALSE(contract::is_credit_code("91350100M001000Y43"));
  CHECK_FALSE(contract::is_credit_code("91350100M000100Y4"));
  CHECK_FALSE(contract::is_credit_code("91350100MO00100Y43"));
  CHECK(contract::entered_code(" ９1350100 m000100y43\u200B") == "91350100M000100Y43");
  CHECK(contract::is_county_number("371524-P-7KQ2M4XD", "371524"));
  CHECK_FALSE(contract::is_county_number("371524-P-7KQ2M4XU", "371524"));
  CHECK_FALSE(contract::is_county_number("371525-P-7KQ2M4XD", "371524"));
}

TEST_CASE("waste registration: tonnes are exact, whatever is no number is refused") {
  CHECK(contract::grams_of_tonnes("12.5") == 12'500'000);
  CHECK(contract::grams_of_tonnes("０.000001") == 1);
  for (const char* wrong : {"", "-1", "1e3", "1.0000001", "99999999999999", "一"}) {
    CAPTURE(wrong);
    CHECK_FALSE(contract::grams_of_tonnes(wrong));
  }
  CHECK(contract::tonnes_text(12'500'000) == "12.5");
  CHECK(contract::tonnes_text(1) == "0.000001");
  CHECK(contract::tonnes_text(30'000'000) == "30");
}

TEST_CASE("waste registration: each field that is wrong is named; without a code a number is made") {
  Registry world;
  const auto refused =
      world.registration.add({"123", "", {}, {"x"}, "9", "", "12", "", "1"}, world.as(world.officer));
  REQUIRE_FALSE(refused);
  CHECK(pointers(refused.error()) == std::vector<std::string>{"/name", "/code", "/roles", "/fields", "/area",
                                                              "/address", "/industry", "/contact", "/phone"});
  const auto id = world.registration.add(sample_wish(""), world.as(world.officer));
  REQUIRE(id);
  CHECK(contract::is_county_number(world.party(*id).code, "371524"));
  CHECK(*world.registration.add(sample_wish(""), world.as(world.officer)) == *id);  // sent twice
}

TEST_CASE("waste registration: draft, submitted, sent back, verified, suspended, closed; never by itself") {
  Registry world;
  auto& registration = world.registration;
  const auto bureau = world.as(world.officer);
  const auto id = registration.add(sample_wish(), bureau);
  REQUIRE(id);
  REQUIRE(registration.join(*id, "first", contract::MemberRole::admin, kClerk));
  const auto own = world.as(world.first);
  REQUIRE(registration.act(*id, 1, PartyAction::submit, "", own));
  REQUIRE(registration.act(*id, 1, PartyAction::submit, "", own));  // a double tap
  CHECK(world.party(*id).version == 2);
  CHECK(registration.act(*id, 2, PartyAction::verify, "", own).error().code == ErrorCode::conflict);
  CHECK(pointers(registration.act(*id, 2, PartyAction::send_back, " ", bureau).error()).front() == "/reason");
  REQUIRE(registration.act(*id, 2, PartyAction::send_back, "缺地址", bureau));
  CHECK(world.party(*id).reason == "缺地址");
  CHECK(registration.act(*id, 2, PartyAction::submit, "", own).error().code == ErrorCode::precondition);
  REQUIRE(registration.act(*id, 3, PartyAction::submit, "", own));
  REQUIRE(registration.act(*id, 4, PartyAction::verify, "", bureau));
  CHECK(world.party(*id).verified_by == "desk:officer");
  contract::PartyWish moved = sample_wish();
  moved.address = "工业路 2 号";
  REQUIRE(registration.edit(*id, 5, moved, own));
  CHECK(world.party(*id).state == PartyState::verified);
  moved.name = "另一家厂";
  REQUIRE(registration.edit(*id, 6, moved, own));
  CHECK(world.party(*id).state == PartyState::submitted);  // looked at anew
  REQUIRE(registration.act(*id, 7, PartyAction::verify, "", bureau));
  REQUIRE(registration.act(*id, 8, PartyAction::suspend, "许可过期", bureau));
  CHECK(registration.edit(*id, 9, sample_wish(), own).error().code == ErrorCode::conflict);
  CHECK(registration.add_vehicle(*id, {"鲁P12345", "30", "", "2027-01-01"}, own).error().code ==
        ErrorCode::conflict);
  REQUIRE(registration.act(*id, 9, PartyAction::close, "停产", bureau));
  CHECK(registration.show(*id, bureau, false)->actions.empty());
  CHECK(world.events(*id) == 11);  // each change and the member, each once
}

TEST_CASE(
    "waste registration: others' parties do not exist, readers write nothing, looks are on the record") {
  Registry world;
  auto& registration = world.registration;
  const auto bureau = world.as(world.officer);
  const auto id = registration.add(sample_wish(), bureau), other = registration.add(other_wish(), bureau);
  REQUIRE(registration.join(*id, "first", contract::MemberRole::admin, kClerk));
  REQUIRE(registration.join(*other, "second", contract::MemberRole::clerk, kClerk));
  CHECK(registration.join(*other, "first", contract::MemberRole::admin, kClerk).error().code ==
        ErrorCode::invalid);
  const auto stranger = world.as(world.second);
  CHECK(registration.show(*id, stranger, true).error().code == ErrorCode::not_found);
  CHECK(registration.show(*id, stranger, true).error().detail ==
        registration.show(999, stranger, true).error().detail);
  CHECK(registration.list({}, stranger).error().code == ErrorCode::not_found);
  CHECK(registration.act(*other, 1, PartyAction::submit, "", stranger).error().code == ErrorCode::conflict);
  CHECK(registration.edit(*other, 1, other_wish(), stranger).error().code == ErrorCode::not_found);
  CHECK(registration.show(*id, bureau, false)->party.phone.empty());
  CHECK(world.looks() == 0);
  CHECK(registration.show(*id, bureau, true)->party.phone == "13800000000");
  CHECK(world.looks() == 1);
  CHECK(registration.show(*id, world.as(world.first), true)->party.contact == "张三");
  CHECK(world.looks() == 1);
  const int before = world.looks("party_viewed");
  CHECK(before > 0);
  CHECK(registration.show(*id, bureau, false));  // staff's look, whatever it shows
  CHECK(world.looks("party_viewed") == before + 1);
  CHECK(registration.list({"样品", PartyState::draft}, bureau)->size() == 2);
  CHECK(registration.list({"m000100", {}}, bureau)->size() == 1);
}

TEST_CASE("waste registration: what a party has is added once, under its rules") {
  Registry world;
  auto& registration = world.registration;
  const auto bureau = world.as(world.officer);
  const auto id = registration.add(sample_wish(), bureau);
  const std::optional<std::int64_t> other = world.verified(other_wish());
  const contract::VehicleWish lorry{" 鲁p·12345", "30.5", "", "2027-01-01"};
  REQUIRE(registration.add_vehicle(*id, lorry, bureau));
  REQUIRE(registration.add_vehicle(*id, lorry, bureau));
  CHECK(registration.add_vehicle(*id, {"鲁P12345", "31", "", "2027-01-01"}, bureau).error().code ==
        ErrorCode::conflict);
  const contract::FacilityWish store{"zc001", "storage", "仓库", "371524001", "", true};
  REQUIRE(registration.add_facility(*id, store, bureau));
  const contract::PermitWish permit{"pollution", "P1", "某局", "2026-01-01", "2026-12-31", "SW70，sw01", ""};
  REQUIRE(registration.add_permit(*id, permit, bureau));
  auto wrong = permit;
  wrong.codes = "HW01";
  wrong.valid_until = "2025-01-01";
  wrong.total = "many";
  wrong.site = "zc002";
  CHECK(pointers(registration.add_permit(*id, wrong, bureau).error()) ==
        std::vector<std::string>{"/valid_until", "/codes", "/total", "/site"});
  auto site = permit;
  site.kind = "construction_waste";
  site.number = "P2";
  site.total = "12000.5";
  site.site = "zc001";
  REQUIRE(registration.add_permit(*id, site, bureau));
  site.total = "12001";  // the same number says something else
  CHECK(registration.add_permit(*id, site, bureau).error().code == ErrorCode::conflict);
  const std::string code = world.party(*other).code;
  REQUIRE(registration.add_contract(*id, {code, false, "C1", "2026-01-01", "2026-12-31", "", "5"}, bureau));
  CHECK(registration
            .add_contract(*id, {"371524-P-00000000", false, "C2", "2026-01-01", "2026-12-31", "", ""}, bureau)
            .error()
            .fields.front()
            .pointer == "/other");
  auto file = *registration.show(*id, bureau, false);
  REQUIRE(file.vehicles.size() == 1);
  CHECK(file.vehicles.front().limit == 30'500'000);
  CHECK(file.permits.front().codes == std::vector<std::string>{"SW70", "SW01"});
  CHECK(file.permits.front().total == 0);
  REQUIRE(file.permits.size() == 2);
  CHECK(file.permits.back().total == 12'000'500'000);
  CHECK(file.permits.back().facility == file.facilities.front().id);
  CHECK(registration.show(*other, bureau, false)->contracts.front().generator == *id);
  using Part = service::RegistrationService::Part;
  REQUIRE(registration.end_part(*id, Part::vehicle, file.vehicles.front().id, bureau));
  REQUIRE(registration.end_part(*id, Part::vehicle, file.vehicles.front().id, bureau));
  CHECK(registration.show(*id, bureau, false)->vehicles.empty());
}

TEST_CASE("waste registration: a list in GB 18030 or UTF-8 registers what is sound, twice changes nothing") {
  Registry world;
  const auto content = world.office.source->current();
  const std::string list =
      "\xEF\xBB\xBF名称,代码,身份,领域,镇街,地址,联系人,电话\r\n"
      "甲厂,91350100M000100Y43,产生单位、接收单位,建筑垃圾,371524001,一路,张三,13800000000\r\n"
      "乙厂,91350100M000100Y44,产生单位,建筑垃圾,371524001,二路,李四,13800000001\r\n"
      "丙社,,产生单位,农业固体废物,371524001,三路,王五,13800000002\r\n"
      "丁社,,什么单位,农业固体废物,371524001,四路,赵六,13800000003\r\n";
  const auto first = service::import_parties(list, *content, world.registration, kClerk);
  REQUIRE(first);
  CHECK(first->added == 2);
  REQUIRE(first->faults.size() == 2);
  CHECK(first->faults[0].line == 3);
  CHECK(first->faults[1].line == 5);
  const auto again = service::import_parties(list, *content, world.registration, kClerk);
  CHECK(again->added == 0);
  CHECK(again->same == 2);
  CHECK(world.registration.list({"", PartyState::submitted}, world.as(world.officer))->size() == 2);
  const auto no_columns = service::import_parties("a,b\n1,2\n", *content, world.registration, kClerk);
  CHECK(no_columns->added == 0);
  CHECK(no_columns->faults.size() == 8);
  const std::string gbk =  // the titles and one row in GB 18030
      "\xC3\xFB\xB3\xC6,\xB4\xFA\xC2\xEB,\xC9\xED\xB7\xDD,\xC1\xEC\xD3\xF2,\xD5\xF2\xBD\xD6,\xB5\xD8\xD6\xB7,"
      "\xC1\xAA\xCF\xB5\xC8\xCB,\xB5\xE7\xBB\xB0\r\n";
  CHECK(service::import_parties(gbk, *content, world.registration, kClerk)->faults.empty());
}

TEST_CASE("waste registration: a permit counts when the bureau verified it, and not the road's own") {
  Registry world;
  auto& registration = world.registration;
  const auto bureau = world.as(world.officer);
  const std::int64_t id = world.verified(sample_wish());
  REQUIRE(registration.join(id, "first", contract::MemberRole::admin, kClerk));
  const auto own = world.as(world.first);
  REQUIRE(registration.add_permit(id, {"other", "P1", "某局", "2026-01-01", "2026-12-31", "", ""}, own));
  auto permit = registration.show(id, bureau, false)->permits.front();
  CHECK_FALSE(permit.for_receiving());
  CHECK(registration.verify_permit(id, permit.id, "", own).error().code == ErrorCode::not_found);
  CHECK(registration.verify_permit(id, 99, "", bureau).error().code == ErrorCode::not_found);
  const int before = world.events(id);
  REQUIRE(registration.verify_permit(id, permit.id, "", bureau));
  REQUIRE(registration.verify_permit(id, permit.id, "", bureau));
  CHECK(world.events(id) == before + 1);
  CHECK(registration.show(id, bureau, false)->permits.front().for_receiving());
  REQUIRE(
      registration.add_permit(id, {"transport", "P2", "某局", "2026-01-01", "2026-12-31", "", ""}, bureau));
  permit = registration.show(id, bureau, false)->permits.back();
  CHECK(permit.verified);
  CHECK_FALSE(permit.for_receiving());
}

TEST_CASE(
    "waste registration: one party alone makes no contract, and is told of no party that is unverified") {
  Registry world;
  auto& registration = world.registration;
  const auto bureau = world.as(world.officer);
  const std::int64_t id = world.verified(sample_wish());
  const auto other = registration.add(other_wish(), bureau);
  REQUIRE(registration.join(id, "first", contract::MemberRole::admin, kClerk));
  REQUIRE(registration.join(*other, "second", contract::MemberRole::admin, kClerk));
  const auto own = world.as(world.first), theirs = world.as(world.second);
  contract::ContractWish wish{world.party(*other).code, false, "C0", "2026-01-01", "2026-12-31", "", ""};
  CHECK(pointers(registration.add_contract(id, wish, own).error()).front() == "/other");
  CHECK(registration.name_of(*other, own)->empty());
  REQUIRE(registration.act(*other, 1, PartyAction::submit, "", theirs));
  REQUIRE(registration.act(*other, 2, PartyAction::verify, "", bureau));
  CHECK(*registration.name_of(*other, own) == "样品合作社");
  for (std::size_t i = 0; i < service::kMostOpenContracts; ++i) {
    wish.number = "C" + std::to_string(i);
    REQUIRE(registration.add_contract(id, wish, own));
  }
  wish.number = "one more";
  CHECK(registration.add_contract(id, wish, own).error().fields.front().rule ==
        contract::Rule::waste_too_many);
  const auto agreed = registration.show(id, own, false)->contracts.front();
  CHECK_FALSE(agreed.confirmed);
  CHECK(registration.confirm_contract(id, agreed.id, own).error().code == ErrorCode::conflict);
  REQUIRE(registration.confirm_contract(*other, agreed.id, theirs));
  REQUIRE(registration.confirm_contract(*other, agreed.id, theirs));
  CHECK(registration.show(id, own, false)->contracts.front().confirmed);
  using Part = service::RegistrationService::Part;
  REQUIRE(registration.end_part(*other, Part::contract, agreed.id, theirs));
  CHECK(registration.show(id, own, false)->contracts.front().id != agreed.id);
  wish.number = "by the bureau";
  REQUIRE(registration.add_contract(id, wish, bureau));
  CHECK(registration.show(id, own, false)->contracts.back().confirmed);
}

TEST_CASE("waste registration: drivers read nothing of their party, readers no contact and no names") {
  Registry world;
  auto& registration = world.registration;
  const std::int64_t id = world.verified(sample_wish());
  REQUIRE(registration.join(id, "first", contract::MemberRole::driver, kClerk));
  CHECK(registration.show(id, world.as(world.first), true).error().code == ErrorCode::not_found);
  REQUIRE(registration.join(id, "first", contract::MemberRole::reader, kClerk));
  const auto seen = registration.show(id, world.as(world.first), true);
  REQUIRE(seen);
  CHECK(seen->party.phone.empty());
  CHECK(seen->party.contact.empty());
  CHECK(seen->members.empty());
  for (const auto& row : seen->history) CHECK(row.event.detail.find("first") == std::string::npos);
  REQUIRE(registration.join(id, "first", contract::MemberRole::clerk, kClerk));
  CHECK(registration.show(id, world.as(world.first), true)->party.phone == "13800000000");
}

TEST_CASE("waste registration: four eyes; accounts are opened on record, few, and taken from who is closed") {
  Registry world;
  auto& registration = world.registration;
  const auto bureau = world.as(world.officer), second = world.as(world.checker);
  const auto id = registration.add(sample_wish(), bureau);
  REQUIRE(registration.act(*id, 1, PartyAction::submit, "", bureau));
  const auto refused = registration.act(*id, 2, PartyAction::verify, "", bureau);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().fields.front().rule == contract::Rule::waste_four_eyes);
  REQUIRE(registration.act(*id, 2, PartyAction::verify, "", second));
  REQUIRE(registration.open_account(*id, "third", "李四", contract::MemberRole::admin, bureau));
  CHECK(registration.open_account(*id, "third", "李四", contract::MemberRole::admin, bureau).error().code ==
        ErrorCode::conflict);
  const auto file = *registration.show(*id, bureau, false);
  REQUIRE(file.members.size() == 1);
  CHECK(std::any_of(file.history.begin(), file.history.end(), [](const storage::EventRow& row) {
    return row.event.kind == "member_opened" && row.event.detail == "third" && row.actor.id == "desk:officer";
  }));
  // Made, but not joined: the same wish again joins it; one that others made is not taken.
  const std::int64_t account = file.members.front().account;
  REQUIRE(registration.leave(*id, account, bureau));
  REQUIRE(registration.open_account(*id, "third", "李四", contract::MemberRole::admin, bureau));
  CHECK(registration.open_account(*id, "second", "李四", contract::MemberRole::admin, bureau).error().code ==
        ErrorCode::conflict);
  for (std::size_t i = 1; i < service::kMostMembers; ++i)
    REQUIRE(registration.open_account(*id, "m" + std::to_string(i), "成员", contract::MemberRole::driver,
                                      bureau));
  CHECK(registration.open_account(*id, "toomany", "成员", contract::MemberRole::driver, bureau)
            .error()
            .fields.front()
            .rule == contract::Rule::waste_too_many);
  REQUIRE(registration.act(*id, 3, PartyAction::close, "停产", bureau));
  REQUIRE(registration.leave(*id, account, bureau));
  CHECK(registration.show(*id, bureau, false)->members.size() == service::kMostMembers - 1);
}
