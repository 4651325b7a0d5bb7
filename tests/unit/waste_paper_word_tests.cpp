// Who must say of a paper that it was so: both owners, of whom staff speak for the one that cannot; one load
// once, what is disputed taken away; and how those who must answer find it. On both engines.
#include <algorithm>

#include "lib/base/text.hpp"
#include "waste_paper_yard.hpp"

using namespace wufei;
using namespace wufei::test;
using service::ManifestCaller;

namespace {

struct WordYard : PaperYard {
  // The code of the error; {} = done.
  ErrorCode as(const ManifestCaller& caller, const std::string& number, A action) {
    const auto done = manifests.act({number, action, now(number).version, {}, "Canary reason"}, caller);
    return done ? ErrorCode{} : done.error().code;
  }
  bool staff_may(const std::string& number, std::int64_t party, A action) {
    ManifestCaller staff = paper_officer(0);
    const auto view = manifests.show(number, staff);
    REQUIRE(view);
    const auto found = view->on_behalf.find(party);
    return found != view->on_behalf.end() &&
           std::find(found->second.begin(), found->second.end(), action) != found->second.end();
  }
  std::string entered_by_staff(S shows = S::accepted) {
    const auto made = manifests.enter_paper(paper(shows), paper_officer(factory, "desk:first"));
    REQUIRE_MESSAGE(made, told(made));
    return made->number;
  }
  // Another load of the same day.
  PaperEntry load_at(const std::string& slip, int minute, S shows = S::in_transit) {
    PaperEntry entry = paper(shows);
    entry.slip = slip;
    of_kind(entry, SignatureKind::transport).at += minute * 60;
    return entry;
  }
  std::int64_t asked(std::int64_t party) {
    std::int64_t count = 0;
    write([&](storage::Session& session) {
      count = storage::PaperStore(*office.store).count_asked(session, party);
    });
    return count;
  }
  std::vector<std::string> logged(const std::string& number) {
    static constexpr storage::Query kLogged{
        "test.paper_logged",
        "SELECT detail FROM access_log WHERE action = 'waste_manifest_act'"
        " AND reference = ?1 ORDER BY sequence"};
    std::vector<std::string> details;
    write(
        [&](storage::Session& session) { details = session.rows(kLogged, &storage::Columns::text, number); });
    return details;
  }
};

}  // namespace

TEST_CASE(
    "waste paper: staff confirm for a party that has nobody who could, with a mark and a row in the log") {
  for (const bool driver : {false, true}) {
    WordYard yard;
    if (driver) yard.join(yard.plant, MemberRole::driver);
    const std::string number = yard.entered(yard.paper(S::accepted));
    CHECK(yard.staff_may(number, yard.plant, A::confirm));
    REQUIRE(yard.as(paper_officer(yard.plant), number, A::confirm) == ErrorCode{});
    CHECK(yard.record(number).slip->others.by_staff);
    CHECK(yard.now(number).paper == SlipState::confirmed);
    CHECK(yard.movements(number).size() == 2);
    CHECK(yard.logged(number) == std::vector<std::string>{"confirm"});
  }
}

TEST_CASE("waste paper: who can answer does so itself, and nobody confirms what he entered") {
  WordYard yard;
  yard.join(yard.plant);
  const std::string number = yard.entered(yard.paper(S::accepted));
  CHECK_FALSE(yard.staff_may(number, yard.plant, A::confirm));
  CHECK(yard.as(paper_officer(yard.plant), number, A::confirm) == ErrorCode::forbidden);
  CHECK(yard.movements(number).empty());
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK_FALSE(yard.record(number).slip->others.by_staff);
  CHECK(yard.logged(number).empty());

  WordYard empty;  // nobody works for either: two of the staff
  const std::string both = empty.entered_by_staff();
  CHECK(empty.as(paper_officer(empty.plant, "desk:first"), both, A::confirm) == ErrorCode::forbidden);
  CHECK(empty.movements(both).empty());
  CHECK(empty.as(paper_officer(empty.plant, "desk:second"), both, A::confirm) == ErrorCode{});
  CHECK(empty.movements(both).size() == 2);
}

TEST_CASE("waste paper: an account that opens no more speaks for nobody: staff confirm for its party") {
  using contract::AccountState;
  struct Case {
    AccountState state;
    contract::Role role;
  };
  for (const auto& [state, role] : {Case{AccountState::disabled, contract::Role::enterprise},
                                    Case{AccountState::invited, contract::Role::enterprise},
                                    Case{AccountState::active, contract::Role::analyst}}) {
    WordYard yard;
    yard.join(yard.plant);
    yard.join(yard.plant, MemberRole::reader);
    const std::string number = yard.entered(yard.paper(S::accepted));
    const auto themselves = [&] { return yard.manifests.show(number, paper_officer(0))->answer_themselves; };
    CHECK_FALSE(yard.staff_may(number, yard.plant, A::confirm));
    CHECK(themselves() == std::vector{yard.plant});
    yard.set_accounts(state, role);
    CHECK(yard.staff_may(number, yard.plant, A::confirm));
    CHECK(themselves().empty());
    REQUIRE(yard.as(paper_officer(yard.plant), number, A::confirm) == ErrorCode{});
    CHECK(yard.record(number).slip->others.by_staff);
    CHECK(yard.movements(number).size() == 2);
  }
}

TEST_CASE("waste paper: a party is asked of what staff entered also while no account of it opens") {
  WordYard yard;
  yard.join(yard.factory, MemberRole::admin, contract::AccountState::disabled);
  const std::string number = yard.entered_by_staff();
  CHECK(yard.record(number).slip->own.state == SlipState::waiting);
  yard.set_accounts(contract::AccountState::active);  // joined, or enabled again
  CHECK(yard.act(number, A::confirm, yard.factory));
  WordYard later;  // it was asked, and can answer no more: another of the staff does
  later.join(later.factory);
  const std::string asked = later.entered_by_staff();
  later.set_accounts(contract::AccountState::disabled);
  CHECK(later.as(paper_officer(later.factory, "desk:first"), asked, A::confirm) == ErrorCode::forbidden);
  CHECK(later.as(paper_officer(later.factory, "desk:second"), asked, A::confirm) == ErrorCode{});
  CHECK(later.record(asked).slip->own.state == SlipState::confirmed);
}

TEST_CASE("waste paper: staff write nothing over what a party disputes itself") {
  WordYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted));
  CHECK(yard.staff_may(number, yard.plant, A::dispute));
  REQUIRE(yard.act(number, A::dispute, yard.plant, {}, "our own words"));
  CHECK_FALSE(yard.staff_may(number, yard.plant, A::dispute));
  CHECK(yard.as(paper_officer(yard.plant), number, A::dispute) == ErrorCode::forbidden);
  CHECK(yard.record(number).slip->others.dispute == "our own words");
}

TEST_CASE("waste paper: what staff dispute for a party has their mark") {
  WordYard yard;
  yard.join(yard.plant);
  const std::string number = yard.entered(yard.paper(S::accepted));
  REQUIRE(yard.as(paper_officer(yard.plant), number, A::dispute) == ErrorCode{});
  CHECK(yard.record(number).slip->others.by_staff);
  CHECK(yard.record(number).slip->others.dispute == "Canary reason");
  REQUIRE(yard.act(number, A::confirm, yard.plant));  // its own word takes the place
  CHECK_FALSE(yard.record(number).slip->others.by_staff);
}

TEST_CASE("waste paper: the party for which staff entered is told and asked as well, ledgers wait for both") {
  for (const bool others_first : {true, false}) {
    WordYard yard;
    yard.join(yard.factory);
    const std::string number = yard.entered_by_staff();
    CHECK(yard.told_kinds(yard.factory) == std::vector{Kind::paper_entered_for});
    CHECK(yard.rows_of(yard.factory).front().waits);
    CHECK(yard.asked(yard.factory) == 1);
    const std::int64_t first = others_first ? yard.plant : yard.factory;
    const std::int64_t second = others_first ? yard.factory : yard.plant;
    REQUIRE(yard.act(number, A::confirm, first));
    CHECK(yard.now(number).paper == SlipState::waiting);
    CHECK(yard.movements(number).empty());
    CHECK(yard.act(number, A::confirm, first).error().code == ErrorCode::conflict);
    REQUIRE(yard.act(number, A::confirm, second));
    CHECK(yard.now(number).paper == SlipState::confirmed);
    CHECK(yard.movements(number).size() == 2);
    CHECK(yard.asked(yard.factory) == 0);
  }
}

TEST_CASE("waste paper: what staff entered wrong for a party is disputed by it, whatever the other says") {
  WordYard yard;
  yard.join(yard.factory);
  const std::string number = yard.entered_by_staff();
  REQUIRE(yard.act(number, A::dispute, yard.factory, {}, "not our load"));
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  const auto record = yard.record(number);
  CHECK(record.manifest.paper == SlipState::disputed);
  CHECK(record.slip->own.dispute == "not our load");
  CHECK(record.slip->others.state == SlipState::confirmed);
  CHECK(yard.movements(number).empty());
  CHECK(yard.told_kinds(yard.plant) == std::vector{Kind::paper_disputed, Kind::paper_entered});
  static constexpr storage::Query raw{"test.raw_own_dispute", "SELECT own_dispute FROM waste_paper"};
  yard.write([&](storage::Session& session) {
    const auto sealed = session.rows(raw, [](storage::Columns& row) { return row.bytes_or_null(); });
    REQUIRE(sealed.size() == 1);
    REQUIRE(sealed.front());
    CHECK(std::string(sealed.front()->begin(), sealed.front()->end()).find("our load") == std::string::npos);
  });
}

TEST_CASE("waste paper: of a party without anybody staff's entry is its word, nobody is asked twice") {
  WordYard yard;
  const std::string number = yard.entered_by_staff();
  CHECK_FALSE(yard.record(number).slip->own.state);
  CHECK(yard.told_kinds(yard.factory).empty());
  CHECK(yard.act(number, A::confirm, yard.factory).error().code == ErrorCode::conflict);
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.movements(number).size() == 2);
}

TEST_CASE("waste paper: what waits for a party is in its list, however much else has changed since") {
  WordYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted));
  yard.write([&](storage::Session& session) {
    const storage::ManifestStore store(*yard.office.store);
    contract::Manifest one = *store.find(session, number);
    one.state = S::issued;
    one.version = 1;
    one.changed_at += 60;
    for (int i = 0; i < service::kMostManifests; ++i) {
      one.number = number.substr(0, 9) + std::to_string(1000 + i);
      REQUIRE(store.add(session, one));
    }
  });
  for (const std::int64_t party : {yard.plant, yard.carrier}) {
    const auto rows = yard.rows_of(party);
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const auto& row) { return row.manifest.number == number; });
    REQUIRE(found != rows.end());
    CHECK(found->waits);
    CHECK(yard.asked(party) == 1);
  }
  const auto rows = yard.rows_of(yard.factory);  // for which it does not wait
  CHECK(
      std::none_of(rows.begin(), rows.end(), [&](const auto& row) { return row.manifest.number == number; }));
  REQUIRE(yard.act(number, A::dispute, yard.plant, {}, "no"));
  CHECK(yard.asked(yard.plant) == 0);
  CHECK(yard.asked(yard.factory) == 0);
}

TEST_CASE("waste paper: a hundred of a party wait for one other, no more") {
  WordYard yard;
  std::string first;
  for (int i = 0; i < service::kMostWaitingPapers; ++i) {
    const std::string number = yard.entered(yard.load_at("L-" + std::to_string(i), i));
    if (i == 0) first = number;
  }
  const PaperEntry more = yard.load_at("L-MORE", 200);
  CHECK(test::has_field(yard.enter(more).error(), "", Rule::waste_paper_many));
  REQUIRE(yard.act(first, A::confirm, yard.plant));
  CHECK(test::has_field(yard.enter(more).error(), "", Rule::waste_paper_many));  // the carrier's still wait
  REQUIRE(yard.act(first, A::confirm, yard.carrier));
  CHECK(yard.enter(more));
}

TEST_CASE("waste paper: a dispute that is said again is told once, and an answer promises no ledger") {
  WordYard yard;
  const std::string number = yard.entered(yard.paper(S::arrived));
  for (const char* reason : {"one", "two", "three"}) {
    REQUIRE(yard.act(number, A::dispute, yard.plant, {}, reason));
    REQUIRE(yard.act(number, A::dispute, yard.carrier, {}, reason));
  }
  CHECK(yard.record(number).slip->others.dispute == "three");
  CHECK(yard.told_kinds(yard.factory) == std::vector{Kind::paper_carrier_disputed, Kind::paper_disputed});
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.told_kinds(yard.factory).front() == Kind::paper_confirmed);
  CHECK(yard.movements(number).empty());  // nothing was accepted yet: nor does the notice say so
  CHECK(contract::text(contract::Text::server_waste_told_paper_confirmed).find("台账") == std::string::npos);
}
