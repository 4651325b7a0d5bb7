// Records of movement: numbers, tables, the way of one record, what is refused, corrections, and who comes
// second. On both engines.
#include <array>
#include <atomic>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "support/waste_fixture.hpp"
#include "waste/manifest/manifest_facts.hpp"
#include "waste/manifest/manifest_number.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::Manifest;
using contract::Rule;
using contract::SignatureKind;
using test::kTonne;
using test::WasteYard;
using A = contract::ManifestAction;
using S = contract::ManifestState;

TEST_CASE("waste manifest number: what people type is forgiven, a wrong symbol is not") {
  const contract::Date day = *contract::parse_date("2026-11-25");
  const std::string number = contract::make_manifest_number({"371524", 'J', day}, {1, 2, 3, 4, 5});
  CHECK(number.substr(0, 16) == "371524-J-261125-");
  CHECK(number.size() == 26);
  CHECK(contract::normalised_manifest_number(number) == number);
  std::string lower;
  for (const char c : number) lower += static_cast<char>(std::tolower(c));
  CHECK(contract::normalised_manifest_number(" " + lower + " ") == number);
  std::string spaced, mistaken;
  for (const char c : number) {
    spaced += c == '-' ? ' ' : c;
    mistaken += c == '0' ? 'O' : c == '1' ? 'l' : c;
  }
  CHECK(contract::normalised_manifest_number(spaced) == number);
  CHECK(contract::normalised_manifest_number(mistaken) == number);
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (number[i] == '-') continue;
    std::string wrong = number;
    wrong[i] = wrong[i] == '2' ? '3' : '2';
    CHECK_FALSE(contract::normalised_manifest_number(wrong));
    if (i + 1 < number.size() && number[i + 1] != '-' && number[i] != number[i + 1]) {
      std::string swapped = number;
      std::swap(swapped[i], swapped[i + 1]);
      CHECK_FALSE(contract::normalised_manifest_number(swapped));
    }
  }
  CHECK_FALSE(contract::normalised_manifest_number("20263715000001"));  // a national one
  CHECK_FALSE(contract::normalised_manifest_number(""));
}

TEST_CASE(
    "waste manifest tables: each state and step at most once, names are known, done and cancelled end") {
  std::set<std::pair<S, A>> seen;
  for (const contract::Transition& row : contract::manifest_transitions()) {
    CHECK(seen.insert({row.from, row.action}).second);
    CHECK(contract::action_from_name(contract::action_name(row.action)) == row.action);
    // What came from paper is confirmed, disputed or taken away when it is over as well.
    if (row.from == S::done)
      CHECK((row.action == A::confirm || row.action == A::dispute || row.action == A::revoke));
    CHECK(row.from != S::cancelled);
    CHECK(contract::find_transition(row.from, row.action) == &row);
    // A cancellation by the generator alone ends at the first transport, by revision at the reception.
    if (row.action == A::cancel) CHECK(row.from == S::issued);
    if (row.action == A::ask_cancel) CHECK(row.from == S::in_transit);
  }
  for (int i = 0; i < contract::kManifestStates; ++i) {
    const auto state = static_cast<S>(i);
    CHECK(contract::manifest_state_from_name(contract::manifest_state_name(state)) == state);
  }
}

TEST_CASE("waste manifest tables: every field that a step brings has a row that says what seals it") {
  for (int i = 0; i < contract::kManifestActions; ++i) {
    const auto action = static_cast<A>(i);
    for (const std::string_view name : contract::fields_of(action)) {
      CAPTURE(name);
      const contract::ManifestField* field = contract::find_manifest_field(name);
      REQUIRE(field != nullptr);
      // A step that is a signature brings what it seals, never what an earlier one does.
      if (const auto kind = contract::signature_of(action)) CHECK(field->sealed_by == *kind);
    }
  }
  Manifest manifest;
  for (const contract::ManifestField& field : contract::manifest_fields()) {
    CAPTURE(field.name);
    Manifest other = manifest;
    CHECK(field.set(other, field.get(manifest)));
    CHECK(contract::manifest_frame(manifest, SignatureKind::operation).find(field.name) != std::string::npos);
  }
}

TEST_CASE("waste manifest tables: the handbook's table is the program's") {
  std::ifstream file(test::content_directory().parent_path() / "docs/waste.md");
  std::stringstream text;
  text << file.rdbuf();
  for (const contract::Transition& row : contract::manifest_transitions()) {
    std::string line = "| " + std::string(contract::manifest_state_name(row.from)) + " | ";
    line += std::string(contract::action_name(row.action)) + " | ";
    line += std::string(contract::signer_name(row.signer)) + " | ";
    line += std::string(contract::guard_name(row.guard)) + " | ";
    line += std::string(contract::manifest_state_name(row.to)) + " |";
    CAPTURE(line);
    CHECK(text.str().find(line) != std::string::npos);
  }
}

TEST_CASE(
    "waste manifest: factory, driver, receiver; both ledgers agree, each signature stands for its frame") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  REQUIRE(yard.act(number, A::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0)));
  CHECK(yard.ledger(yard.factory) == -10 * kTonne);
  CHECK(yard.ledger(yard.plant) == 10 * kTonne);
  REQUIRE(yard.act(number, A::operate, yard.plant, {{"operation", "bricks"}}));
  const auto record = yard.record(number);
  CHECK(record.manifest.state == S::done);
  CHECK(record.manifest.driver == "Canary Driver");
  REQUIRE(record.signatures.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(record.signatures[i].kind == static_cast<SignatureKind>(i));
    CHECK(record.signatures[i].hash ==
          service::frame_hash(yard.office.store->cipher(),
                              contract::manifest_frame(record.manifest, record.signatures[i].kind)));
  }
  CHECK(contract::actions_of(record, yard.plant, contract::MemberRole::admin).empty());
}

TEST_CASE("waste manifest: a part is refused, goes back, and only then the record is done") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  CHECK(
      yard.act(number, A::accept_part, yard.plant, WasteYard::weighed(7 * kTonne, 2 * kTonne)).error().code ==
      ErrorCode::invalid);
  auto unexplained = WasteYard::weighed(7 * kTonne, 3 * kTonne);
  unexplained["refusal_reason"] = "";
  CHECK(test::has_field(yard.act(number, A::accept_part, yard.plant, unexplained).error(), "/refusal_reason",
                        Rule::required));
  REQUIRE(yard.act(number, A::accept_part, yard.plant, WasteYard::weighed(7 * kTonne, 3 * kTonne)));
  CHECK(yard.act(number, A::operate, yard.plant, {{"operation", "x"}}).error().code == ErrorCode::conflict);
  REQUIRE(yard.act(number, A::back, yard.factory));
  CHECK(yard.act(number, A::redirect, yard.factory).error().code == ErrorCode::conflict);
  const std::string child = yard.record(number).children.front().number;
  CHECK(yard.now(child).planned == 3 * kTonne);
  CHECK(yard.manifests.find_public(child).error().code == ErrorCode::not_found);  // a draft still
  REQUIRE(yard.act(child, A::issue, yard.factory));
  CHECK(yard.act(number, A::operate, yard.plant, {{"operation", "x"}}).error().code == ErrorCode::conflict);
  REQUIRE(
      yard.act(child, A::take_over, yard.carrier,
               {{"vehicle", WasteYard::kPlate}, {"driver", "d"}, {"loaded", WasteYard::text(3 * kTonne)}}));
  REQUIRE(yard.act(child, A::arrive, yard.factory, {{"received", WasteYard::text(3 * kTonne)}}));
  CHECK(yard.act(child, A::refuse, yard.factory, WasteYard::weighed(0, 3 * kTonne)).error().code ==
        ErrorCode::conflict);
  REQUIRE(yard.act(child, A::accept, yard.factory, WasteYard::weighed(3 * kTonne, 0)));
  REQUIRE(yard.act(child, A::operate, yard.factory, {{"operation", "kept"}}));
  REQUIRE(yard.act(number, A::operate, yard.plant, {{"operation", "bricks"}}));
  CHECK(yard.now(number).state == S::done);
  CHECK(yard.ledger(yard.factory) == -7 * kTonne);
  CHECK(yard.ledger(yard.plant) == 7 * kTonne);
}

TEST_CASE("waste manifest: all is refused, another receiver takes it, the first record closes") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  REQUIRE(yard.act(number, A::refuse, yard.plant, WasteYard::weighed(0, 10 * kTonne)));
  REQUIRE(yard.act(number, A::redirect, yard.factory));
  const std::string child = yard.record(number).children.front().number;
  CHECK(test::has_field(yard.act(child, A::issue, yard.factory).error(), "/receiver",
                        Rule::waste_party_unverified));
  CHECK(yard.act(child, A::edit, yard.factory, {{"planned", "1"}}).error().code == ErrorCode::conflict);
  REQUIRE(yard.act(child, A::edit, yard.factory, {{"receiver", WasteYard::text(yard.other)}}));
  REQUIRE(yard.act(child, A::issue, yard.factory));
  REQUIRE(yard.act(child, A::take_over, yard.carrier, WasteYard::load()));
  REQUIRE(yard.act(child, A::arrive, yard.other, {{"received", WasteYard::text(10 * kTonne)}}));
  CHECK(yard.act(number, A::close, yard.factory).error().code == ErrorCode::conflict);
  REQUIRE(yard.act(child, A::accept, yard.other, WasteYard::weighed(10 * kTonne, 0)));
  REQUIRE(yard.act(child, A::operate, yard.other, {{"operation", "x"}}));
  REQUIRE(yard.act(number, A::close, yard.factory));
  CHECK(yard.ledger(yard.plant) == 0);
  CHECK(yard.ledger(yard.other) == 10 * kTonne);
}

TEST_CASE("waste manifest: a sealed field may come again as it is; another value names all that are sealed") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  const auto refused =
      yard.act(number, A::arrive, yard.plant,
               {{"received", "5"}, {"planned", "1"}, {"route", "elsewhere"}, {"code", yard.code}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::conflict);
  CHECK(refused.error().fields.size() == 2);
  CHECK(test::has_field(refused.error(), "/planned", Rule::immutable));
  CHECK(test::has_field(refused.error(), "/route", Rule::immutable));
  CHECK(
      test::has_field(yard.act(number, A::arrive, yard.plant, {{"received", "5"}, {"colour", "red"}}).error(),
                      "/colour", Rule::unknown_field));
  CHECK(yard.act(number, A::arrive, yard.plant,
                 {{"received", WasteYard::text(9 * kTonne)}, {"route", "Canary Road"}, {"code", yard.code}}));
}

TEST_CASE(
    "waste manifest: until it is taken over the generator corrects all but who it is, and signs again") {
  WasteYard yard;
  const std::string number = yard.at(S::issued);
  REQUIRE(yard.act(number, A::edit, yard.factory, {{"receiver", WasteYard::text(yard.other)}}));
  CHECK(yard.act(number, A::edit, yard.factory, {{"generator", WasteYard::text(yard.other)}}).error().code ==
        ErrorCode::conflict);
  CHECK(yard.act(number, A::edit, yard.factory, {{"received", "7"}}).error().code == ErrorCode::conflict);
  const auto record = yard.record(number);
  REQUIRE(record.signatures.size() == 2);
  CHECK(record.signatures[0].hash != record.signatures[1].hash);
  // The former receiver is named no more.
  CHECK(yard.manifests.show(number, WasteYard::of(yard.plant)).error().code == ErrorCode::not_found);
  REQUIRE(yard.act(number, A::take_over, yard.carrier, WasteYard::load()));
  CHECK(yard.act(number, A::edit, yard.factory, {{"route", "r"}}).error().code == ErrorCode::conflict);
}

TEST_CASE("waste manifest: what must hold before it is issued and taken over") {
  WasteYard yard;
  const auto issued = [&](const contract::ManifestInput& changed) {
    auto input = yard.draft_input();
    for (const auto& [name, text] : changed) input[name] = text;
    const auto made = yard.manifests.draft(yard.field, input, WasteYard::of(yard.factory));
    REQUIRE(made);
    return yard.act(made->number, A::issue, yard.factory);
  };
  const auto breaks = [&](const contract::ManifestInput& changed, const char* pointer, Rule rule) {
    CAPTURE(pointer);
    const auto answer = issued(changed);
    REQUIRE_FALSE(answer);
    CHECK(test::has_field(answer.error(), pointer, rule));
  };
  breaks({{"code", "SW70"}}, "/code", Rule::waste_code_unknown);
  breaks({{"planned", "0"}}, "/planned", Rule::required);
  breaks({{"planned", WasteYard::text(900 * kTonne)}}, "/planned", Rule::waste_load_ceiling);
  breaks({{"planned_arrival", "5"}}, "/planned_arrival", Rule::waste_time_order);
  breaks({{"transporter", WasteYard::text(yard.plant)}}, "/transporter", Rule::waste_party_unverified);
  breaks({{"receiver", WasteYard::text(yard.carrier)}}, "/receiver", Rule::waste_party_unverified);
  breaks({{"national", "123"}}, "/national", Rule::waste_national_number);
  CHECK(issued({}));
  yard.set_state(yard.plant, contract::PartyState::suspended);
  breaks({}, "/receiver", Rule::waste_party_unverified);
  yard.set_state(yard.plant, contract::PartyState::verified);
  yard.office.clock.set("2028-01-05T10:00:00+08:00");
  breaks({}, "/receiver", Rule::waste_permit_missing);
  yard.office.clock.set("2026-11-24T10:00:00+08:00");
  const std::string number = yard.at(S::issued);
  CHECK(test::has_field(
      yard.act(number, A::take_over, yard.carrier, WasteYard::load(WasteYard::kSecondPlate)).error(),
      "/vehicle", Rule::waste_vehicle_unknown));
  auto heavy = WasteYard::load();
  heavy["loaded"] = WasteYard::text(25 * kTonne);
  CHECK(test::has_field(yard.act(number, A::take_over, yard.carrier, heavy).error(), "/loaded",
                        Rule::waste_load_ceiling));
}

TEST_CASE("waste manifest: a party that was closed meanwhile can still finish") {
  WasteYard yard;
  const std::string number = yard.at(S::issued);
  for (const std::int64_t party : {yard.factory, yard.carrier, yard.plant})
    yard.set_state(party, contract::PartyState::closed);
  REQUIRE(yard.act(number, A::take_over, yard.carrier, WasteYard::load()));
  REQUIRE(yard.act(number, A::arrive, yard.plant, {{"received", WasteYard::text(10 * kTonne)}}));
  REQUIRE(yard.act(number, A::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0)));
  REQUIRE(yard.act(number, A::operate, yard.plant, {{"operation", "x"}}));
}

TEST_CASE("waste manifest: a second carrier is named and signs for its own leg") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  CHECK(yard.manifests.show(number, WasteYard::of(yard.relay)).error().code == ErrorCode::not_found);
  CHECK_FALSE(
      yard.act(number, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.plant)}}));
  REQUIRE(yard.act(number, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  REQUIRE(yard.act(number, A::hand_over, yard.relay, WasteYard::load(WasteYard::kSecondPlate)));
  const auto record = yard.record(number);
  REQUIRE(record.legs.size() == 2);
  CHECK(record.legs[1].transporter == yard.relay);
  CHECK(record.manifest.transporter == yard.relay);
  CHECK(record.parties().contains(yard.carrier));
}

TEST_CASE("waste manifest: a revision needs every other party, one at a time") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  CHECK(test::has_field(yard.act(number, A::ask_change, yard.factory, {{"route", "new"}}).error(), "/reason",
                        Rule::required));
  CHECK(test::has_field(yard.act(number, A::ask_change, yard.factory, {{"code", "SW02"}}, "why").error(),
                        "/code", Rule::immutable));
  REQUIRE(yard.act(number, A::ask_change, yard.factory, {{"route", "new"}}, "why"));
  CHECK(yard.act(number, A::ask_change, yard.plant, {{"route", "x"}}, "why").error().code ==
        ErrorCode::conflict);
  CHECK(yard.act(number, A::approve, yard.factory).error().code == ErrorCode::conflict);
  REQUIRE(yard.act(number, A::approve, yard.carrier));
  CHECK(yard.act(number, A::approve, yard.carrier).error().code == ErrorCode::conflict);
  CHECK(yard.now(number).route == "Canary Road");
  REQUIRE(yard.act(number, A::approve, yard.plant));
  CHECK(yard.now(number).route == "new");
  REQUIRE(yard.act(number, A::ask_cancel, yard.carrier, {}, "broken"));
  REQUIRE(yard.act(number, A::decline, yard.plant));
  CHECK(yard.now(number).state == S::in_transit);
  REQUIRE(yard.act(number, A::ask_cancel, yard.carrier, {}, "broken"));
  REQUIRE(yard.act(number, A::arrive, yard.plant, {{"received", "5"}}));  // the request is past
  CHECK(yard.record(number).revisions.back().state == contract::RevisionState::withdrawn);
  CHECK(yard.act(number, A::ask_cancel, yard.carrier, {}, "late").error().code == ErrorCode::conflict);
}

TEST_CASE("waste manifest: all agree that a transport is cancelled") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  REQUIRE(yard.act(number, A::ask_cancel, yard.factory, {}, "broken down"));
  REQUIRE(yard.act(number, A::approve, yard.carrier));
  REQUIRE(yard.act(number, A::approve, yard.plant));
  CHECK(yard.now(number).state == S::cancelled);
  CHECK(yard.manifests.find_public(number)->state == S::cancelled);
}

TEST_CASE("waste manifest: who may see, who may act, and a stale tab") {
  WasteYard yard;
  const std::string draft = yard.at(S::draft), number = yard.at(S::issued);
  service::ManifestCaller staff{contract::Actor::staff("desk:officer"), 1};
  staff.staff = true;
  CHECK(yard.manifests.show(number, staff));
  for (const auto& caller : {staff, WasteYard::of(yard.plant), WasteYard::of(yard.carrier),
                             WasteYard::of(yard.other), WasteYard::of(0)})
    CHECK(yard.manifests.show(draft, caller).error().code == ErrorCode::not_found);
  CHECK(yard.manifests.show(number, WasteYard::of(yard.other)).error().code == ErrorCode::not_found);
  CHECK(yard.act(number, A::arrive, yard.plant, {{"received", "5"}}).error().code == ErrorCode::conflict);
  const auto step = [&](A action, const service::ManifestCaller& caller, int version,
                        contract::ManifestInput input = {}) {
    return yard.manifests.act({number, action, version, std::move(input)}, caller);
  };
  CHECK(step(A::cancel, WasteYard::of(yard.other), 2).error().code == ErrorCode::not_found);
  CHECK(step(A::cancel, WasteYard::of(yard.factory, contract::MemberRole::reader), 2).error().code ==
        ErrorCode::forbidden);
  CHECK(step(A::cancel, WasteYard::of(yard.factory, contract::MemberRole::driver), 2).error().code ==
        ErrorCode::not_found);
  CHECK(step(A::cancel, WasteYard::of(yard.factory), 1).error().code == ErrorCode::conflict);
  CHECK(step(A::take_over, WasteYard::of(yard.carrier, contract::MemberRole::driver), 2, WasteYard::load()));
}

TEST_CASE(
    "waste manifest: hazardous waste is mirrored, with the national number or the word that there is none") {
  WasteYard yard("hazardous", "HW08");
  auto input = yard.draft_input();
  const auto set = yard.office.source->current();
  const auto* field = set->get<service::WasteContent>().find("hazardous");
  REQUIRE(field != nullptr);
  CHECK(field->mirrored);
  input["code"] = field->codes.front().code;
  const auto made = yard.manifests.draft("hazardous", input, WasteYard::of(yard.factory));
  REQUIRE(made);
  CHECK(test::has_field(yard.act(made->number, A::issue, yard.factory).error(), "/national", Rule::required));
  REQUIRE(yard.act(made->number, A::edit, yard.factory, {{"national_pending", "1"}}));
  REQUIRE(yard.act(made->number, A::issue, yard.factory));
  const auto facts = yard.office.store->readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<storage::ManifestFacts>> {
        return storage::manifest_facts(session, *yard.office.store, 0);
      });
  REQUIRE(facts->size() == 1);
  CHECK_FALSE(facts->front().national_number);
  CHECK(facts->front().area == "371524001");
  CHECK(facts->front().planned == 10 * kTonne);
}
