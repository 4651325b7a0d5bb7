// What the other party says of a record from paper, what follows from it, and what lies of it. On both
// engines.
#include "waste/exchange/change_store.hpp"
#include "waste_alarm_facts.hpp"
#include "waste_paper_yard.hpp"

using namespace wufei;
using namespace wufei::test;

TEST_CASE("waste paper: it waits for the other owner, which confirms it once") {
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::done));
  CHECK(yard.rows_of(yard.plant).front().waits);
  CHECK_FALSE(yard.rows_of(yard.factory).front().waits);
  CHECK(yard.act(number, A::confirm, yard.factory).error().code == ErrorCode::conflict);
  yard.join(yard.plant);
  CHECK(yard.manifests.act({number, A::confirm, yard.now(number).version, {}}, paper_officer(yard.plant))
            .error()
            .code == ErrorCode::forbidden);
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.now(number).paper == SlipState::confirmed);
  CHECK(yard.now(number).state == S::done);
  CHECK_FALSE(yard.rows_of(yard.plant).front().waits);
  CHECK(yard.act(number, A::confirm, yard.plant).error().code == ErrorCode::conflict);
  CHECK(yard.act(number, A::dispute, yard.plant, {}, "no").error().code == ErrorCode::conflict);
}

TEST_CASE("waste paper: it is disputed with a reason, mended by a revision, then confirmed") {
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted));
  CHECK(test::has_field(yard.act(number, A::dispute, yard.plant).error(), "/reason", Rule::required));
  REQUIRE(yard.act(number, A::dispute, yard.plant, {}, "it came in bags"));
  const auto record = yard.record(number);
  CHECK(record.manifest.paper == SlipState::disputed);
  CHECK(record.slip->others.dispute == "it came in bags");
  CHECK(record.slip->others.answered_at == yard.office.clock.now());
  REQUIRE(yard.act(number, A::ask_change, yard.factory, {{"packaging", "bags"}}, "as they say"));
  REQUIRE(yard.act(number, A::approve, yard.carrier));
  REQUIRE(yard.act(number, A::approve, yard.plant));
  CHECK(yard.movements(number).empty());
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.record(number).slip->state() == SlipState::confirmed);
  CHECK(yard.movements(number).size() == 2);
}

TEST_CASE("waste paper: who must answer is told, and whoever entered it of the answer") {
  using enum contract::WasteNoticeKind;
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted));
  CHECK(yard.entered(yard.paper(S::accepted)) == number);  // told once
  REQUIRE(yard.act(number, A::dispute, yard.plant, {}, "it came in bags"));
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  const auto told = [&](std::int64_t party) {
    std::vector<contract::WasteNoticeKind> kinds;
    yard.write([&](storage::Session& session) {
      for (const auto& one : storage::WasteNoticeStore(*yard.office.store).of(session, party, 10)) {
        CHECK(one.subject == number);
        kinds.push_back(one.kind);
      }
    });
    return kinds;
  };
  CHECK(told(yard.plant) == std::vector{paper_entered});
  CHECK(told(yard.factory) == std::vector{paper_confirmed, paper_disputed});
  CHECK(told(yard.carrier) == std::vector{paper_entered});
}

TEST_CASE("waste paper: what is accepted here is in the ledgers once, before or after the confirmation") {
  const auto weighed = [](bool now) {
    return now ? WasteYard::weighed(10 * kTonne, 0) : contract::ManifestInput{};
  };
  for (const bool confirmed_first : {true, false}) {
    PaperYard yard;
    const std::string number = yard.entered(yard.paper(S::arrived));
    REQUIRE(
        yard.act(number, confirmed_first ? A::confirm : A::accept, yard.plant, weighed(!confirmed_first)));
    CHECK(yard.movements(number).empty());
    REQUIRE(yard.act(number, confirmed_first ? A::accept : A::confirm, yard.plant, weighed(confirmed_first)));
    CHECK(yard.ledger(yard.plant) == 10 * kTonne);
  }
}

TEST_CASE("waste paper: staff enter it for a party with a mark, what is signed here has none") {
  PaperYard yard;
  const auto made = yard.manifests.enter_paper(yard.paper(S::arrived), paper_officer(yard.factory));
  REQUIRE(made);
  const auto record = yard.record(made->number);
  CHECK(record.slip->on_behalf);
  CHECK(record.signatures.back().on_behalf);
  auto reader = paper_officer(yard.factory);
  reader.handles = false;
  PaperEntry second = yard.paper(S::arrived);
  second.slip = "P-002";
  CHECK(yard.manifests.enter_paper(second, reader).error().code == ErrorCode::forbidden);
  const auto online = yard.record(yard.at(S::arrived));
  CHECK_FALSE(online.manifest.paper);
  CHECK_FALSE(online.slip);
  CHECK(online.signatures.back().method == contract::SignatureMethod::account);
}

TEST_CASE("waste paper: names and reasons lie sealed, the city hears of the record and its steps") {
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted));
  REQUIRE(yard.act(number, A::dispute, yard.plant, {}, "Canary dispute"));
  const auto raw = [&](const char* what) {
    const std::string sql = std::string("SELECT ") + what;
    const storage::Query query{"test.raw_paper", sql};
    std::string all;
    REQUIRE(yard.office.store->readers().run([&](storage::Session& session) -> contract::Status {
      for (const auto& bytes : session.rows(query, [](storage::Columns& row) { return row.bytes_or_null(); }))
        if (bytes) all.append(bytes->begin(), bytes->end());
      return contract::ok();
    }));
    CHECK_FALSE(all.empty());
    return all.find("Canary");
  };
  CHECK(raw("reason FROM waste_paper") == std::string::npos);
  CHECK(raw("dispute FROM waste_paper") == std::string::npos);
  CHECK(raw("signer FROM waste_manifest_signature") == std::string::npos);
  const storage::WasteChangeStore changes(*yard.office.store);
  yard.write([&](storage::Session& session) {
    const auto rows = changes.list(session, 0, 100);
    REQUIRE(rows.size() == 5);
    CHECK(rows.front().action == storage::ChangeAction::created);
    CHECK(rows.back().action == storage::ChangeAction::updated);
  });
  const auto facts = read_facts(yard.office);
  REQUIRE(facts.size() == 1);
  CHECK(facts.front().paper_at == yard.office.clock.now());
  CHECK(facts.front().paper_by == yard.factory);
  CHECK(facts.front().disputed);
}
