// Declarations: periods by the field's calendar, filled in from the ledger, differences explained, versions,
// and how many of those that must declare did.
#include <doctest/doctest.h>

#include "waste/declaration/declaration_service.hpp"
#include "waste/field/waste_content.hpp"
#include "waste_registry.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::DeclareState;
using contract::ErrorCode;
using service::DeclareAction;

namespace {

constexpr std::int64_t kTonne = 1'000'000;

contract::WasteField field_of(int months, int days) {
  contract::WasteField field;
  field.declare_months = months;
  field.declare_days = days;
  return field;
}

struct Declaring : RegistryOffice {
  Declaring() {
    party = add_factory({"industrial"});
    own = joined("first", party, contract::MemberRole::admin);
    REQUIRE(registration.act(party, 1, service::PartyAction::submit, "", own));
    REQUIRE(registration.act(party, 2, service::PartyAction::verify, "", bureau()));
    post(storage::MovementKind::generate, 10 * kTonne);
    post(storage::MovementKind::self_use, -4 * kTonne);
    office.clock.set("2026-12-05T10:00:00+08:00");
  }
  void post(storage::MovementKind kind, std::int64_t grams) {
    REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
      storage::BalanceStore(*office.store)
          .post(session, {.party = party,
                          .field = "industrial",
                          .code = "SW01",
                          .kind = kind,
                          .grams = grams,
                          .on = *contract::parse_date("2026-11-24"),
                          .by = "cli:t",
                          .at = office.clock.now()});
      return contract::ok();
    }));
  }
  service::DeclarationFile file() { return *declarations.show(key(), bureau()); }
  service::DeclarationKey key() { return {party, "industrial", "2026-11"}; }
  contract::Status act(DeclareAction action, const std::vector<service::LineWish>& lines = {},
                       const std::string& reason = {}) {
    const bool staff = action == DeclareAction::accept || action == DeclareAction::send_back;
    return declarations.act(key(), file().declaration.edits, action, lines, reason, staff ? bureau() : own);
  }
  service::Coverage coverage() {
    return service::DeclarationService::coverage(*declarations.of_period("industrial", "2026-11", bureau()));
  }

  service::DeclarationService declarations{*office.store, *office.source, office.clock};
  service::PartyCaller own;
  std::int64_t party = 0;
};

const service::LineWish kAsHere{"SW01", {"0", "10", "", "4", "", "", "", "6"}, ""};

std::string first_fault(const contract::Status& status) {
  return status || status.error().fields.empty() ? std::string() : status.error().fields.front().pointer;
}

}  // namespace

TEST_CASE("waste declarations: periods of months, quarters and years, across the turn of a year") {
  const auto month = contract::past_periods(field_of(1, 15), *contract::parse_date("2027-02-10"), 3);
  REQUIRE(month.size() == 3);
  CHECK(month[0].name == "2027-01");
  CHECK(month[2].name == "2026-11");
  CHECK(contract::format_date(month[0].due) == "2027-02-15");
  const auto quarter = contract::past_periods(field_of(3, 15), *contract::parse_date("2027-02-10"), 2);
  CHECK(quarter[0].name == "2026-Q4");
  CHECK(quarter[0].from == 202610);
  CHECK(quarter[1].name == "2026-Q3");
  const auto year = contract::past_periods(field_of(12, 90), *contract::parse_date("2027-02-10"), 1);
  CHECK(year[0].name == "2026");
  CHECK(contract::format_date(year[0].last) == "2026-12-31");
  CHECK(contract::format_date(year[0].due) == "2027-03-31");
}

TEST_CASE("waste declarations: filled in from the ledger, confirmed, accepted, corrected as a new version") {
  Declaring world;
  const auto shown = world.file();
  REQUIRE(shown.here.size() == 1);
  CHECK(shown.here.front().of(contract::Amount::generated) == 10 * kTonne);
  CHECK(shown.here.front().of(contract::Amount::self_used) == 4 * kTonne);
  CHECK(shown.here.front().of(contract::Amount::closing) == 6 * kTonne);
  CHECK(shown.here.front().balances());
  CHECK(world.coverage().obliged == 1);
  CHECK(world.coverage().declared == 0);
  REQUIRE(world.act(DeclareAction::save, {kAsHere}));
  CHECK(world.coverage().declared == 0);
  REQUIRE(world.act(DeclareAction::submit, {kAsHere}));
  CHECK(world.coverage().declared == 1);
  CHECK(world.act(DeclareAction::save, {kAsHere}).error().code == ErrorCode::conflict);
  CHECK(first_fault(world.act(DeclareAction::send_back)) == "/reason");
  REQUIRE(world.act(DeclareAction::send_back, {}, "少了一种"));
  CHECK(world.file().declaration.reason == "少了一种");
  REQUIRE(world.act(DeclareAction::submit, {kAsHere}));
  REQUIRE(world.act(DeclareAction::accept));
  REQUIRE(world.act(DeclareAction::correct, {}, "称错了"));
  CHECK(world.file().declaration.version == 2);
  CHECK(world.file().declaration.lines.size() == 1);
  CHECK(world.coverage().declared == 1);  // what was accepted stands
  CHECK(
      world.declarations.act(world.key(), 1, DeclareAction::submit, {kAsHere}, "", world.own).error().code ==
      ErrorCode::precondition);
}

TEST_CASE("waste declarations: lines balance, differences are explained, nothing is left out, twice is one") {
  Declaring world;
  auto line = kAsHere;
  line.amounts[7] = "5";
  CHECK(first_fault(world.act(DeclareAction::submit, {line})) == "/0/closing");
  line.amounts[1] = "9";
  CHECK(first_fault(world.act(DeclareAction::submit, {line})) == "/0/note");
  CHECK(first_fault(world.act(DeclareAction::submit, {{}, {}})) == "/2/code");
  CHECK(first_fault(world.act(DeclareAction::submit, {kAsHere, kAsHere})) == "/1/code");
  line.code = "HW01";
  CHECK(first_fault(world.act(DeclareAction::submit, {line})) == "/0/code");
  line = kAsHere;
  line.amounts[1] = "1e1";
  CHECK(first_fault(world.act(DeclareAction::save, {line})) == "/0/generated");
  const int edits = world.file().declaration.edits;
  REQUIRE(world.declarations.act(world.key(), edits, DeclareAction::submit, {kAsHere}, "", world.own));
  REQUIRE(world.declarations.act(world.key(), edits, DeclareAction::submit, {kAsHere}, "", world.own));
  CHECK(world.file().declaration.edits == edits + 1);
}

TEST_CASE(
    "waste declarations: of a party that was never verified none is told; when it is, those accepted are") {
  Declaring county;
  const storage::PartyStore parties(*county.office.store);
  const storage::WasteChangeStore changes(*county.office.store);
  int version = 0;
  const auto told = [&] {
    std::size_t count = 0;
    const auto all = county.office.store->readers().run(
        [&](storage::Session& session) -> contract::Result<std::vector<storage::WasteChange>> {
          return changes.list(session, 0, 100);
        });
    for (const storage::WasteChange& one : *all)
      count += one.kind == storage::ChangeKind::declaration ? 1 : 0;
    return count;
  };
  REQUIRE(county.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    auto party = parties.find(session, county.party);
    party->state = contract::PartyState::submitted;
    party->verified_at = 0;
    version = party->version + 1;
    parties.change(session, *party, party->version);
    return contract::ok();
  }));
  REQUIRE(county.act(DeclareAction::submit, {kAsHere}));
  REQUIRE(county.act(DeclareAction::accept));
  CHECK(told() == 0);
  REQUIRE(county.registration.act(county.party, version, service::PartyAction::verify, "", county.bureau()));
  CHECK(told() == 1);
}

TEST_CASE("waste declarations: only its own people declare, only the bureau decides, old periods are over") {
  Declaring world;
  CHECK(world.declarations.act(world.key(), 0, DeclareAction::submit, {kAsHere}, "", world.bureau())
            .error()
            .code == ErrorCode::conflict);
  REQUIRE(world.act(DeclareAction::submit, {kAsHere}));
  CHECK(world.declarations.act(world.key(), 1, DeclareAction::accept, {}, "", world.own).error().code ==
        ErrorCode::conflict);
  auto other = world.key();
  other.party = 99;
  CHECK(world.declarations.show(other, world.own).error().code == ErrorCode::not_found);
  other = world.key();
  other.period = "2026-12";  // not over yet
  CHECK(world.declarations.show(other, world.own).error().code == ErrorCode::not_found);
  other.period = "2026-08";
  CHECK(world.declarations.show(other, world.own).error().code == ErrorCode::not_found);
  other.field = "recyclable";
  CHECK(world.declarations.show(other, world.own).error().code == ErrorCode::not_found);
  CHECK(world.declarations.of_party(world.party, world.own)->size() == 3);
}

TEST_CASE("waste declarations: what a stock-taking found is in no column; the line asks for an explanation") {
  Declaring world;
  world.office.clock.set("2026-11-24T10:00:00+08:00");
  world.post(storage::MovementKind::count, -kTonne);
  world.office.clock.set("2026-12-05T10:00:00+08:00");
  const auto here = world.file().here;
  REQUIRE(here.size() == 1);
  CHECK(here.front().of(contract::Amount::lost) == 0);
  CHECK(here.front().of(contract::Amount::closing) == 5 * kTonne);
  CHECK_FALSE(here.front().balances());
  service::LineWish line{"SW01", {"0", "10", "", "4", "", "", "", "5"}, "盘点"};
  CHECK(first_fault(world.act(DeclareAction::submit, {line})) == "/0/closing");
  line.amounts[6] = "1";
  CHECK(world.act(DeclareAction::submit, {line}));
}

TEST_CASE(
    "waste declarations: of the branches of which the plan wants all, those that declared are told apart") {
  Declaring world;
  const auto key = [&] {
    const auto states = *world.declarations.of_period("industrial", "2026-11", world.bureau());
    const auto content = world.office.source->current();
    const auto coverage = service::DeclarationService::key_coverage(
        states, *content->get<service::WasteContent>().find("industrial"));
    return std::to_string(coverage.declared) + "/" + std::to_string(coverage.obliged);
  };
  const auto becomes = [&](const char* industry) {
    const storage::PartyStore parties(*world.office.store);
    REQUIRE(world.office.store->writer().run([&](storage::Session& session) -> contract::Status {
      auto party = parties.find(session, world.party);
      party->industry = industry;
      REQUIRE(parties.change(session, *party, party->version));
      return contract::ok();
    }));
  };
  CHECK(key() == "0/0");  // its branch is not told
  becomes("3311");        // goods of metal: none of them
  CHECK(key() == "0/0");
  becomes("3216");  // smelting
  CHECK(key() == "0/1");
  REQUIRE(world.act(DeclareAction::submit, {kAsHere}));
  CHECK(key() == "1/1");
  const auto all = *world.declarations.last_coverages();
  for (const service::FieldCoverage& one : *all) {
    CAPTURE(one.field);
    if (one.field != "industrial") CHECK(one.key.obliged == 0);
  }
}

TEST_CASE("waste declarations: what the ledger has of a code that the field has no more is declared") {
  Declaring world;
  REQUIRE(world.office.source->replace(
      edited<service::WasteContent>(*world.office.source->current(), [](service::WasteContent& part) {
        for (contract::WasteField& field : part.fields)
          std::erase_if(field.codes, [](const contract::WasteCode& code) { return code.code == "SW01"; });
      })));
  CHECK(world.file().here.size() == 1);
  auto line = kAsHere;
  line.code = "SW98";
  CHECK(first_fault(world.act(DeclareAction::submit, {line})) == "/0/code");
  REQUIRE(world.act(DeclareAction::submit, {kAsHere}));
  CHECK(world.act(DeclareAction::accept));
}

TEST_CASE("waste declarations: who is looked at anew must declare; drivers read none") {
  Declaring world;
  const auto changed = world.registration.edit(world.party, 3,
                                               {"91350100M000100Y43",
                                                "另一家厂",
                                                {"generator"},
                                                {"industrial"},
                                                "371524001",
                                                "工业路 1 号",
                                                "",
                                                "张三",
                                                "13800000000"},
                                               world.own);
  REQUIRE(changed);
  CHECK(world.coverage().obliged == 1);
  auto driver = world.own;
  driver.member->role = contract::MemberRole::driver;
  CHECK(world.declarations.show(world.key(), driver).error().code == ErrorCode::not_found);
  CHECK(world.declarations.of_party(world.party, driver).error().code == ErrorCode::not_found);
}

TEST_CASE("waste declarations: old periods, superseded versions and fields that were left stay readable") {
  Declaring world;
  REQUIRE(world.act(DeclareAction::submit, {kAsHere}));
  REQUIRE(world.act(DeclareAction::accept));
  REQUIRE(world.act(DeclareAction::correct, {}, "称错了"));
  auto first = world.key();
  first.version = 1;
  auto file = world.declarations.show(first, world.own);
  REQUIRE(file);
  CHECK(file->declaration.state == DeclareState::superseded);
  CHECK(file->declaration.lines.size() == 1);
  CHECK(file->actions.empty());
  CHECK(file->latest == 2);
  first.version = 3;
  CHECK(world.declarations.show(first, world.own).error().code == ErrorCode::not_found);
  world.office.clock.set("2027-06-05T10:00:00+08:00");
  file = world.declarations.show(world.key(), world.own);
  REQUIRE(file);
  CHECK(file->actions.empty());
  CHECK(world.act(DeclareAction::submit, {kAsHere}).error().code == ErrorCode::conflict);
  CHECK(world.declarations.of_party(world.party, world.own)->size() == 4);
  CHECK(world.declarations.periods("industrial", world.bureau())->back().name == "2026-11");
  CHECK(world.declarations.of_period("industrial", "2026-11", world.bureau())->size() == 1);
  const auto left = world.registration.edit(world.party, 3,
                                            {"91350100M000100Y43",
                                             "样品机械厂",
                                             {"generator"},
                                             {"construction"},
                                             "371524001",
                                             "工业路 1 号",
                                             "",
                                             "张三",
                                             "13800000000"},
                                            world.own);
  REQUIRE(left);
  CHECK(world.declarations.show(world.key(), world.own));
  CHECK(contract::period_named(field_of(3, 15), "2026-Q4")->from == 202610);
  CHECK(contract::period_named(field_of(12, 15), "2026")->until == 202612);
  for (const char* wrong : {"", "2026", "2026-13", "2026-1", "x026-11", "2026-11 "})
    CHECK_FALSE(contract::period_named(field_of(1, 15), wrong));
}

TEST_CASE(
    "waste declarations: the city hears of the party once verified, of what is accepted and superseded") {
  Declaring world;
  REQUIRE(world.act(DeclareAction::submit, {kAsHere}));
  REQUIRE(world.act(DeclareAction::send_back, {}, "少了一种"));
  REQUIRE(world.act(DeclareAction::submit, {kAsHere}));
  REQUIRE(world.act(DeclareAction::accept));
  REQUIRE(world.act(DeclareAction::correct, {}, "称错了"));
  REQUIRE(world.act(DeclareAction::submit, {kAsHere}));
  REQUIRE(world.act(DeclareAction::accept));
  REQUIRE(world.registration.act(world.party, 3, service::PartyAction::suspend, "欠缴", world.bureau()));
  const auto told = world.office.store->readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<storage::WasteChange>> {
        return storage::WasteChangeStore(*world.office.store).list(session, 0, 100);
      });
  REQUIRE(told);
  const std::string party = std::to_string(world.party), declared = party + ".industrial.2026-11.";
  std::vector<std::string> seen;
  for (const storage::WasteChange& change : *told)
    seen.push_back(std::string(storage::change_action_name(change.action)) + " " + change.id);
  CHECK(seen == std::vector<std::string>{"created " + party, "created " + declared + "1",
                                         "updated " + declared + "1", "created " + declared + "2",
                                         "updated " + party});
}
