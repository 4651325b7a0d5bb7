// Records of movement: what one party cannot do to another. Weights that are asked back, drafts that stay
// private, names that stay with their party, what lies sealed. On both engines.
#include "support/waste_fixture.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::Rule;
using test::kTonne;
using test::WasteYard;
using A = contract::ManifestAction;
using S = contract::ManifestState;

namespace {

service::ManifestCaller officer(const WasteYard& yard, std::int64_t party = 0) {
  (void)yard;
  service::ManifestCaller staff{contract::Actor::staff("desk:officer"), 1};
  staff.staff = staff.handles = true;
  staff.party = party;
  if (party != 0) staff.role = contract::MemberRole::clerk;
  return staff;
}

bool holds_event(const service::ManifestView& view, std::string_view action) {
  for (const contract::ManifestEvent& event : view.events)
    if (event.action == action) return true;
  return false;
}

// The columns as they lie, as text.
std::string raw(WasteYard& yard, const char* columns, const char* table) {
  const std::string text = std::string("SELECT ") + columns + " FROM " + table;
  const storage::Query query{"test.raw", text};
  std::string all;
  const auto read = yard.office.store->readers().run([&](storage::Session& session) -> contract::Status {
    const auto rows = session.rows(query, [](storage::Columns& row) {
      const auto bytes = row.bytes_or_null();
      return bytes ? std::string(bytes->begin(), bytes->end()) : std::string();
    });
    for (const std::string& one : rows) all += one;
    return contract::ok();
  });
  REQUIRE(read);
  return all;
}

}  // namespace

TEST_CASE("waste manifest guard: a weight that no vehicle brings is refused, a strange one asked back") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  const auto arrive = [&](std::int64_t grams, bool sure) {
    return yard.manifests.act(
        {number, A::arrive, yard.now(number).version, {{"received", WasteYard::text(grams)}}, {}, sure},
        WasteYard::of(yard.plant));
  };
  CHECK(test::has_field(arrive(61 * kTonne, true).error(), "/received", Rule::waste_load_ceiling));
  CHECK(test::has_field(arrive(30 * kTonne + 1, false).error(), "/received", Rule::asked_back));
  CHECK(yard.now(number).state == S::in_transit);
  CHECK(arrive(30 * kTonne + 1, true));
  CHECK(test::has_field(
      yard.act(number, A::ask_change, yard.plant, {{"received", WasteYard::text(61 * kTonne)}}, "x").error(),
      "/received", Rule::waste_load_ceiling));
  const std::string second = yard.at(S::in_transit);
  CHECK(yard.act(second, A::arrive, yard.plant, {{"received", WasteYard::text(30 * kTonne)}}));
}

TEST_CASE("waste manifest guard: a generator is not its own receiver, a typed contract must hold") {
  WasteYard yard;
  auto input = yard.draft_input();
  input["receiver"] = WasteYard::text(yard.factory);
  const auto own = yard.manifests.draft(yard.field, input, WasteYard::of(yard.factory));
  REQUIRE(own);
  CHECK(test::has_field(yard.act(own->number, A::issue, yard.factory).error(), "/receiver",
                        Rule::waste_other_party));
  for (const char* field : {"industrial", "agricultural"}) {
    CAPTURE(field);
    WasteYard other(field, std::string(field) == "industrial" ? "SW03" : "SW80");
    const std::string number = other.at(S::draft);
    REQUIRE(other.act(number, A::edit, other.factory, {{"contract", "4711"}}));
    const auto refused = other.act(number, A::issue, other.factory);
    REQUIRE_FALSE(refused);
    CHECK(test::has_field(refused.error(), "/contract", Rule::waste_contract_missing));
  }
}

TEST_CASE("waste manifest guard: how a draft came to be stays with its generator") {
  WasteYard yard;
  const std::string number = yard.at(S::draft);
  REQUIRE(yard.act(number, A::edit, yard.factory, {{"receiver", WasteYard::text(yard.other)}}));
  REQUIRE(yard.act(number, A::edit, yard.factory, {{"receiver", WasteYard::text(yard.plant)}}));
  REQUIRE(yard.act(number, A::issue, yard.factory));
  const auto own = yard.manifests.show(number, WasteYard::of(yard.factory));
  CHECK(holds_event(*own, "edit"));
  for (const contract::ManifestEvent& event : own->events)
    CHECK(event.detail.find("receiver") == std::string::npos);
  for (const auto& caller : {WasteYard::of(yard.plant), WasteYard::of(yard.carrier), officer(yard)}) {
    const auto view = yard.manifests.show(number, caller);
    REQUIRE(view);
    CHECK_FALSE(holds_event(*view, "edit"));
    CHECK_FALSE(holds_event(*view, "draft"));
    CHECK(holds_event(*view, "issue"));
  }
}

TEST_CASE("waste manifest guard: the number of a child that was not issued is its generator's") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  REQUIRE(yard.act(number, A::refuse, yard.plant, WasteYard::weighed(0, 10 * kTonne)));
  const auto child = yard.act(number, A::redirect, yard.factory);
  REQUIRE(child);
  CHECK(yard.record(number).children.size() == 1);
  const auto told = [&](const service::ManifestCaller& caller) {
    const auto view = yard.manifests.show(number, caller);
    REQUIRE(view);
    bool any = !view->record.children.empty();
    for (const auto& event : view->events) any = any || event.detail.find('-') != std::string::npos;
    return any;
  };
  CHECK(told(WasteYard::of(yard.factory)));
  CHECK_FALSE(told(WasteYard::of(yard.plant)));
  CHECK_FALSE(told(officer(yard)));
}

TEST_CASE("waste manifest guard: a signature's hash cannot be tried without the key file") {
  WasteYard yard, another;
  const std::string number = yard.at(S::in_transit);
  const auto record = yard.record(number);
  const std::string frame = contract::manifest_frame(record.manifest, contract::SignatureKind::transport);
  CHECK(record.signatures.back().hash == service::frame_hash(yard.office.store->cipher(), frame));
  CHECK(record.signatures.back().hash != service::frame_hash(another.office.store->cipher(), frame));
}

TEST_CASE("waste manifest guard: lists are cut after their filters; a driver sees what is due today") {
  WasteYard yard;
  const std::string first = yard.at(S::issued);
  yard.office.clock.advance(60);
  for (int i = 0; i < service::kMostManifests; ++i) (void)yard.at(S::draft);
  const auto list = yard.manifests.list({"industrial", "issued"}, WasteYard::of(yard.factory));
  REQUIRE(list);
  REQUIRE(list->rows.size() == 1);
  CHECK(list->rows.front().manifest.number == first);
  auto input = yard.draft_input();
  input["planned_start"] = WasteYard::text(yard.office.clock.now() + 3 * 86400);
  input["planned_arrival"] = WasteYard::text(yard.office.clock.now() + 4 * 86400);
  const auto later = yard.manifests.draft(yard.field, input, WasteYard::of(yard.factory));
  REQUIRE(later);
  REQUIRE(yard.act(later->number, A::issue, yard.factory));
  const auto driver = WasteYard::of(yard.carrier, contract::MemberRole::driver);
  CHECK(yard.manifests.show(first, driver));
  CHECK(yard.manifests.show(later->number, driver).error().code == ErrorCode::not_found);
  const auto road = yard.manifests.on_the_road(WasteYard::kPlate, driver);
  REQUIRE(road);
  REQUIRE(road->rows.size() == 1);
  CHECK(road->rows.front().waits);
  CHECK(yard.manifests.on_the_road({}, WasteYard::of(yard.relay))->rows.empty());
}

TEST_CASE("waste manifest guard: staff asks for no change and approves none in another's name") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  const auto as_staff = [&](A action, std::int64_t party, contract::ManifestInput input = {}) {
    return yard.manifests.act({number, action, yard.now(number).version, std::move(input), "why"},
                              officer(yard, party));
  };
  CHECK(as_staff(A::ask_cancel, yard.factory).error().code == ErrorCode::forbidden);
  CHECK(as_staff(A::ask_change, yard.factory, {{"route", "B"}}).error().code == ErrorCode::forbidden);
  REQUIRE(yard.act(number, A::ask_cancel, yard.factory, {}, "broken"));
  CHECK(as_staff(A::approve, yard.plant).error().code == ErrorCode::forbidden);
  const auto view = yard.manifests.show(number, officer(yard));
  for (const auto& [party, actions] : view->on_behalf)
    for (const A action : actions) CHECK(action != A::approve);
  CHECK(yard.record(number).open_revision() != nullptr);
}

TEST_CASE("waste manifest guard: a ledger has the code of the other party, not its clerk") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  REQUIRE(yard.act(number, A::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0)));
  const auto rows = yard.office.store->readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<storage::Movement>> {
        return yard.balances.of_reference(session, number);
      });
  REQUIRE(rows->size() == 2);
  for (const storage::Movement& row : *rows) {
    const bool own = row.party == yard.plant;
    CHECK((row.by.find("desk:") != std::string::npos) == own);
    if (!own) CHECK(row.by == "9137152400000000EX");
  }
}

TEST_CASE("waste manifest guard: texts that may name people lie sealed") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  REQUIRE(yard.act(number, A::ask_change, yard.factory, {{"route", "Canary Lane"}}, "Canary Reason"));
  REQUIRE(yard.act(number, A::decline, yard.plant));
  REQUIRE(yard.act(number, A::arrive, yard.plant,
                   {{"received", WasteYard::text(kTonne)}, {"estimate_reason", "Canary Scale"}}));
  REQUIRE(yard.act(number, A::refuse, yard.plant,
                   {{"refused", WasteYard::text(kTonne)}, {"refusal_reason", "Canary Smell"}}));
  constexpr std::pair<const char*, const char*> kSealed[] = {
      {"route", "waste_manifest"},          {"estimate_reason", "waste_manifest"},
      {"refusal_reason", "waste_manifest"}, {"detail", "waste_manifest_event"},
      {"changes", "waste_revision"},        {"reason", "waste_revision"}};
  for (const auto& one : kSealed) {
    const char* column = one.first;
    const char* table = one.second;
    CAPTURE(column);
    const std::string lies = raw(yard, column, table);
    CHECK_FALSE(lies.empty());
    CHECK(lies.find("Canary") == std::string::npos);
  }
  const auto record = yard.record(number);
  CHECK(record.manifest.route == "Canary Road");
  CHECK(record.manifest.estimate_reason == "Canary Scale");
  CHECK(record.manifest.refusal_reason == "Canary Smell");
  CHECK(record.revisions.front().reason == "Canary Reason");
  CHECK(record.revisions.front().changes.front().after == "Canary Lane");
}

TEST_CASE("waste manifest guard: who drafts is a verified generator, with places in use, a key makes one") {
  WasteYard yard;
  const auto draft = [&](std::int64_t party, std::string_view key = {}) {
    return yard.manifests.draft(yard.field, yard.draft_input(), WasteYard::of(party), key);
  };
  const auto once = draft(yard.factory, "k1"), again = draft(yard.factory, "k1");
  REQUIRE(once);
  REQUIRE(again);
  CHECK(once->number == again->number);
  CHECK(draft(yard.factory, "k2")->number != once->number);
  auto other = yard.draft_input();
  other["route"] = "another";
  CHECK(yard.manifests.draft(yard.field, other, WasteYard::of(yard.factory), "k1")->number != once->number);
  CHECK(yard.manifests.list({}, WasteYard::of(yard.factory))->rows.size() == 3);
  CHECK(test::has_field(draft(yard.carrier).error(), "/generator", Rule::waste_party_unverified));
  yard.set_state(yard.factory, contract::PartyState::suspended);
  CHECK(test::has_field(draft(yard.factory).error(), "/generator", Rule::waste_party_unverified));
  yard.set_state(yard.factory, contract::PartyState::verified);
  std::int64_t place = 0;
  REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    place = yard.parties.add_facility(session, {0, yard.factory, "ZC001", "storage", "Shed", "371524001"});
    return contract::ok();
  }));
  const std::string number = yard.at(S::draft);
  REQUIRE(yard.act(number, A::edit, yard.factory, {{"facility", WasteYard::text(place)}}));
  REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    REQUIRE(yard.parties.end_facility(session, yard.factory, place));
    return contract::ok();
  }));
  CHECK(test::has_field(yard.act(number, A::issue, yard.factory).error(), "/facility",
                        Rule::waste_party_unverified));
  for (int i = 4; i < service::kMostDrafts; ++i) REQUIRE(draft(yard.factory));
  CHECK(test::has_field(draft(yard.factory).error(), "", Rule::too_many_items));
  CHECK(draft(yard.factory, "k1"));  // made long ago
}

TEST_CASE("waste manifest guard: a form that comes twice over midnight makes one draft") {
  WasteYard yard;
  const auto input = yard.draft_input();
  const auto draft = [&] {
    const auto made = yard.manifests.draft(yard.field, input, WasteYard::of(yard.factory), "k1");
    REQUIRE(made);
    return made->number;
  };
  yard.office.clock.set("2026-11-24T23:59:58+08:00");
  const std::string number = draft();
  yard.office.clock.set("2026-11-25T00:00:03+08:00");
  CHECK(draft() == number);
  CHECK(yard.manifests.list({}, WasteYard::of(yard.factory))->rows.size() == 1);
}

TEST_CASE("waste manifest guard: a step tells, a planned time is near") {
  WasteYard yard;
  int told = 0;
  yard.manifests.on_change = [&] { ++told; };
  const std::string number = yard.at(S::issued);
  CHECK(told == 1);
  CHECK_FALSE(yard.act(number, A::arrive, yard.plant, {{"received", "5"}}));
  CHECK(told == 1);
  const std::int64_t now = yard.office.clock.now(), day = 86400;
  const auto edit = [&](std::int64_t start, std::int64_t arrival) {
    return yard.act(
        number, A::edit, yard.factory,
        {{"planned_start", WasteYard::text(start)}, {"planned_arrival", WasteYard::text(arrival)}});
  };
  CHECK(test::has_field(edit(now, now + 61 * day).error(), "/planned_arrival", Rule::date_format));
  CHECK(test::has_field(edit(now - 61 * day, now).error(), "/planned_start", Rule::date_format));
  CHECK(edit(now, now + 59 * day));
  REQUIRE(yard.act(number, A::take_over, yard.carrier, WasteYard::load()));
  CHECK(test::has_field(yard.act(number, A::ask_change, yard.factory,
                                 {{"planned_arrival", WasteYard::text(now + 61 * day)}}, "why")
                            .error(),
                        "/planned_arrival", Rule::date_format));
}
