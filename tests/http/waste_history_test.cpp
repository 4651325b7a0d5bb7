// The history of a party in words: what was done to what, by whom; also what earlier versions wrote down.
#include <doctest/doctest.h>

#include "desk/desk_parts.hpp"
#include "desk_visit.hpp"
#include "waste/party/desk/party_history.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

std::vector<contract::StaffAccount> two_accounts() {
  contract::StaffAccount clerk, chief;
  clerk.id = 5;
  clerk.name = "clerk";
  clerk.display = "王五";
  chief.id = 6;
  chief.name = chief.display = "chief";
  return {clerk, chief};
}

std::string history_said(const char* kind, const char* detail) {
  const auto words = http::party_event_words({0, kind, detail}, two_accounts());
  return words.detail.empty() ? words.words : words.words + "|" + words.detail;
}

}  // namespace

TEST_CASE("waste history: what was added, changed and taken back is named") {
  CHECK(history_said("contract_added", "C1") == "添加合同 C1");
  CHECK(history_said("contract_confirmed", "C1") == "确认合同 C1");
  CHECK(history_said("permit_added", "P 1") == "添加许可 P 1");
  CHECK(history_said("permit_scoped", "P1 (A) (other 0 0 → construction_waste 100000000 GD001)") ==
        "改核准范围：许可 P1 (A) (其他 → 建筑垃圾处置核准 100 t GD001)");
  CHECK(history_said("permit_scoped", "P1 (A) → ") == "改核准范围：许可 P1 (A) →");
  CHECK(history_said("permit_photo_added", "P1") == "给许可 P1 添加照片");
  CHECK(history_said("facility_added", "ZC001") == "添加场所 ZC001");
  CHECK(history_said("stream_changed", "废炉渣") == "修改产生的废物 废炉渣");
  CHECK(history_said("vehicle_ended", "12 鲁P12345") == "撤销车辆 鲁P12345");
  CHECK(history_said("permit_ended", "3 20260001") == "撤销许可 20260001");
  CHECK(history_said("member_opened", "clerk") == "开通账号 clerk（王五）");
  CHECK(history_said("member_joined", "clerk clerk") == "添加账号 clerk（王五、经办人）");
  CHECK(history_said("member_joined", "chief admin") == "添加账号 chief（管理员）");
  CHECK(history_said("member_left", "5 clerk") == "撤销账号 clerk（王五）");
  CHECK(history_said("send_back", "请补充") == "退回补充|请补充");
}

TEST_CASE("waste history: what earlier versions wrote down, and what no longer is there, reads well") {
  CHECK(history_said("vehicle_ended", "12") == "撤销车辆");
  CHECK(history_said("contract_ended", "1") == "撤销合同");
  CHECK(history_said("member_left", "5") == "撤销账号 clerk（王五）");
  CHECK(history_said("member_left", "77") == "撤销账号");
  CHECK(history_said("member_left", "77 gone") == "撤销账号 gone");
  CHECK(history_said("member_joined", "gone driver") == "添加账号 gone（驾驶员）");
  CHECK(history_said("something", "x") == "增减场所、废物、车辆、许可、合同或账号|x");
}

TEST_CASE("waste history: a number that a form brought names no account, nor does a name of no member") {
  CHECK(history_said("member_opened", "5") == "开通账号 5");
  CHECK(history_said("member_opened", "5 x") == "开通账号 5");
  CHECK(history_said("member_joined", "5") == "添加账号 5");
  service::PartyFile file;
  CHECK(http::party_people(file, two_accounts()).empty());
  storage::EventRow opened, left;
  opened.event = {0, "member_opened", "chief"};
  left.event = {0, "member_left", "5 clerk"};
  file.history = {opened, left};
  const auto people = http::party_people(file, two_accounts());
  REQUIRE(people.size() == 1);
  CHECK(people.front().name == "clerk");
  CHECK(http::party_event_words(opened.event, people).words == "开通账号 chief");
  file.members.push_back({6, 1, contract::MemberRole::admin});
  CHECK(http::party_people(file, two_accounts()).size() == 2);
}

TEST_CASE("actors are named as people are, the command line as what it is") {
  DeskVisit visit;
  visit.as("officer", Role::officer);
  const http::StaffNames names(visit.door);
  CHECK(names.of("cli:root") == "管理员（命令行）");
  CHECK(names.of("desk:officer") == "officer");
  CHECK(names.of("desk:gone") == "gone");
}
