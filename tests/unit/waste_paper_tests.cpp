// Records that were signed on paper and entered afterwards: the state that the paper shows, by the same
// guards and ledgers as those that are signed here; what cannot be; the other party's word. On both engines.
#include "waste_paper_yard.hpp"

using namespace wufei;
using namespace wufei::test;

TEST_CASE("waste paper: straight into the state that the paper shows, each signature with its own time") {
  for (const S shows : {S::in_transit, S::arrived, S::accepted, S::done}) {
    CAPTURE(contract::manifest_state_name(shows));
    PaperYard yard;
    const auto record = yard.record(yard.entered(yard.paper(shows)));
    const Manifest& manifest = record.manifest;
    CHECK(manifest.state == shows);
    CHECK(manifest.created_at == yard.office.clock.now());
    CHECK(manifest.issued_at == yard.signed_at(SignatureKind::emission));
    CHECK(manifest.started_at == yard.signed_at(SignatureKind::transport));
    CHECK(manifest.planned_start == manifest.started_at);
    CHECK(manifest.arrived_at == (shows == S::in_transit ? 0 : yard.signed_at(SignatureKind::reception)));
    CHECK(manifest.done_at == (shows == S::done ? yard.signed_at(SignatureKind::operation) : 0));
    REQUIRE(record.legs.size() == 1);
    CHECK(record.legs.front().taken_at == manifest.started_at);
    CHECK(record.legs.front().transporter == yard.carrier);
    for (const contract::ManifestSignature& one : record.signatures) {
      CHECK(one.method == contract::SignatureMethod::paper);
      CHECK(one.signer == "Canary Hand");
      CHECK(one.signed_at == yard.signed_at(one.kind));
      CHECK(one.at == yard.office.clock.now());
      CHECK_FALSE(one.on_behalf);
    }
    const auto& last = record.signatures.back();
    CHECK(last.hash ==
          service::frame_hash(yard.office.store->cipher(), contract::manifest_frame(manifest, last.kind)));
    CHECK(manifest.paper == SlipState::waiting);
    REQUIRE(record.slip);
    CHECK(record.slip->slip == "P-001");
    CHECK(record.slip->party == yard.factory);
    CHECK(record.slip->other == yard.plant);
  }
}

TEST_CASE("waste paper: both ledgers on the day of the paper, each party reads its own people only") {
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted, 4 * kTonne));
  CHECK(yard.now(number).state == S::partly_accepted);
  CHECK(yard.movements(number).empty());  // nobody writes into another's ledger
  const contract::Date accepted = contract::china_date(yard.signed_at(SignatureKind::acceptance));
  yard.office.clock.advance(3 * 24 * 3600);
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.ledger(yard.factory) == -6 * kTonne);
  CHECK(yard.ledger(yard.plant) == 6 * kTonne);
  for (const storage::Movement& row : yard.movements(number)) {
    CHECK(row.on == accepted);
    CHECK(row.at == yard.office.clock.now());
    CHECK((row.by == WasteYard::of(yard.plant).actor.id) == (row.party == yard.plant));
  }
  REQUIRE(yard.act(number, A::back, yard.factory));
  CHECK(yard.record(number).children.size() == 1);
}

TEST_CASE("waste paper: the receiver enters it as well, nobody else does") {
  PaperYard yard;
  const PaperEntry entry = yard.paper(S::done);
  const auto made = yard.manifests.enter_paper(entry, WasteYard::of(yard.plant));
  REQUIRE(made);
  CHECK(made->state == S::done);
  CHECK(yard.record(made->number).slip->other == yard.factory);
  for (const std::int64_t stranger : {yard.carrier, yard.other})
    CHECK(test::has_field(yard.manifests.enter_paper(entry, WasteYard::of(stranger)).error(), "/receiver",
                          Rule::waste_other_party));
  for (const auto role : {contract::MemberRole::driver, contract::MemberRole::reader})
    CHECK(yard.manifests.enter_paper(entry, WasteYard::of(yard.factory, role)).error().code ==
          ErrorCode::forbidden);
}

TEST_CASE("waste paper: sent twice it is one record, its number is not used again, nor by the other side") {
  PaperYard yard;
  const PaperEntry entry = yard.paper(S::accepted);
  const std::string number = yard.entered(entry);
  yard.office.clock.advance(60);
  CHECK(yard.entered(entry) == number);
  CHECK(yard.rows_of(yard.factory).size() == 1);
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.ledger(yard.plant) == 10 * kTonne);
  CHECK(yard.movements(number).size() == 2);
  PaperEntry changed = entry;
  changed.input["planned"] = WasteYard::text(9 * kTonne);
  CHECK(test::has_field(yard.enter(changed).error(), "/slip", Rule::waste_paper_taken));
  CHECK(test::has_field(yard.manifests.enter_paper(entry, WasteYard::of(yard.plant)).error(), "/slip",
                        Rule::waste_paper_theirs));
  changed.slip = "P-002";
  CHECK(test::has_field(yard.enter(changed).error(), "/slip", Rule::waste_paper_twin));
  changed.slip = "NO. 1";  // the same load under another number
  CHECK(test::has_field(yard.manifests.enter_paper(changed, WasteYard::of(yard.plant)).error(), "/slip",
                        Rule::waste_paper_theirs));
  PaperYard::of_kind(changed, SignatureKind::transport).at += 60;  // another one
  CHECK(yard.manifests.enter_paper(changed, WasteYard::of(yard.plant)));
}

TEST_CASE("waste paper: what was cancelled does not come back by its number") {
  PaperYard yard;
  const PaperEntry entry = yard.paper(S::in_transit);
  const std::string number = yard.entered(entry);
  REQUIRE(yard.act(number, A::ask_cancel, yard.factory, {}, "typed wrong"));
  REQUIRE(yard.act(number, A::approve, yard.carrier));
  REQUIRE(yard.act(number, A::approve, yard.plant));
  REQUIRE(yard.now(number).state == S::cancelled);
  CHECK(test::has_field(yard.enter(entry).error(), "/slip", Rule::waste_paper_taken));
}

TEST_CASE("waste paper: times that cannot be are told at their signature") {
  PaperYard yard;
  const auto with = [&](SignatureKind kind, contract::UtcSeconds at) {
    PaperEntry entry = yard.paper(S::done);
    PaperYard::of_kind(entry, kind).at = at;
    return entry;
  };
  const contract::UtcSeconds now = yard.office.clock.now();
  yard.refuse(with(SignatureKind::transport, 0), "/transport_at", Rule::required);
  yard.refuse(with(SignatureKind::operation, now + 60), "/operation_at", Rule::waste_paper_time);
  yard.refuse(with(SignatureKind::emission, now - 401 * test::kDay), "/emission_at", Rule::waste_paper_time);
  yard.refuse(with(SignatureKind::reception, yard.signed_at(SignatureKind::emission)), "/reception_at",
              Rule::waste_paper_order);
  yard.refuse(with(SignatureKind::emission, now - test::kDay), "/transport_at", Rule::waste_paper_order);
  PaperEntry nameless = yard.paper(S::arrived);
  PaperYard::of_kind(nameless, SignatureKind::reception).name.clear();
  yard.refuse(nameless, "/reception_name", Rule::required);
  PaperEntry unnumbered = yard.paper(S::arrived);
  unnumbered.slip = " ";
  yard.refuse(unnumbered, "/slip", Rule::required);
  for (const char* odd : {"P\n9", "P\t9", "P\u202e9"}) {
    unnumbered.slip = odd;
    yard.refuse(unnumbered, "/slip", Rule::invalid_text);
  }
  unnumbered.slip = "P-9";
  unnumbered.reason.clear();
  yard.refuse(unnumbered, "/reason", Rule::required);
}

TEST_CASE("waste paper: guards of that day, and what was given up since then held") {
  PaperYard yard;
  const auto days_ago = [&](std::int64_t days) {
    PaperEntry entry = yard.paper(S::arrived);
    for (service::PaperSignature& one : entry.signatures)
      if (one.at != 0) one.at -= days * test::kDay;
    return entry;
  };
  yard.refuse(days_ago(330), "/receiver", Rule::waste_paper_permit);  // before the permit
  const contract::UtcSeconds ended = yard.office.clock.now() - 10 * test::kDay;
  yard.write([&](storage::Session& session) {
    const std::int64_t permit = yard.parties.permits(session, yard.plant).front().id;
    CHECK(yard.parties.end_permit(session, yard.plant, permit, ended));
    REQUIRE(yard.parties.ended_permits(session, yard.plant).size() == 1);
    CHECK(yard.parties.ended_permits(session, yard.plant).front().ended_at == ended);
  });
  yard.refuse(days_ago(0), "/receiver", Rule::waste_paper_permit);  // signed after it ended
  const std::string number = yard.entered(days_ago(30));
  CHECK(yard.now(number).state == S::arrived);
  // Signed here today it is not possible any more.
  const auto draft = yard.manifests.draft(yard.field, yard.draft_input(), WasteYard::of(yard.factory));
  REQUIRE(draft);
  CHECK(test::has_field(yard.act(draft->number, A::issue, yard.factory).error(), "/receiver",
                        Rule::waste_permit_missing));
}

TEST_CASE("waste paper: amounts that do not add up, a state that is not on it, a vehicle of somebody else") {
  PaperYard yard;
  PaperEntry entry = yard.paper(S::accepted, 4 * kTonne);
  entry.input["accepted"] = WasteYard::text(7 * kTonne);
  yard.refuse(entry, "/refused", Rule::waste_sum_differs);
  yard.refuse(yard.paper(S::done, 4 * kTonne), "/shows", Rule::waste_paper_refused);
  entry = yard.paper(S::accepted);
  entry.shows = S::arrived;
  yard.refuse(entry, "/shows", Rule::waste_paper_state);
  entry = yard.paper(S::in_transit);
  entry.shows = S::issued;
  yard.refuse(entry, "/shows", Rule::waste_paper_state);
  entry = yard.paper(S::done);
  entry.input["vehicle"] = WasteYard::kSecondPlate;  // of the other carrier
  yard.refuse(entry, "/vehicle", Rule::waste_vehicle_unknown);
  entry = yard.paper(S::done);
  entry.input["loaded"] = WasteYard::text(21 * kTonne);
  yard.refuse(entry, "/loaded", Rule::waste_load_ceiling);
  entry = yard.paper(S::arrived);
  entry.input["received"] = WasteYard::text(31 * kTonne);
  yard.refuse(entry, "/received", Rule::asked_back);
  entry.confirmed = true;
  entry.input["vehicle"] = "LUP-12345";  // as people write it
  CHECK(yard.now(yard.entered(entry)).vehicle == WasteYard::kPlate);
}

TEST_CASE("waste paper: of who is not verified, suspended or closed there is none") {
  using P = contract::PartyState;
  PaperYard yard;
  const auto refused_as = [&](std::int64_t party, P state, const char* pointer) {
    yard.set_state(party, state);
    yard.refuse(yard.paper(S::done), pointer, Rule::waste_party_unverified);
    yard.set_state(party, P::verified);
  };
  for (const P state : {P::draft, P::submitted, P::suspended, P::closed}) {
    refused_as(yard.factory, state, "/generator");
    refused_as(yard.carrier, state, "/transporter");
    refused_as(yard.plant, state, "/receiver");
  }
  const std::string number = yard.entered(yard.paper(S::done));  // none of those left a trace
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.ledger(yard.plant) == 10 * kTonne);
  CHECK(yard.movements(number).size() == 2);
}
