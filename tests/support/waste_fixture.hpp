// A factory, two carriers and two receivers of industrial waste, verified and with what they need, on a real
// database. The day is 2026-11-24, 10:00 in China.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "support/office_fixture.hpp"
#include "waste/balance/balance_store.hpp"
#include "waste/manifest/manifest_service.hpp"
#include "waste/party/party_store.hpp"

namespace wufei::test {

inline constexpr std::int64_t kTonne = 1'000'000;  // g

struct WasteYard {
  explicit WasteYard(const std::string& field_id = "industrial", const std::string& code_id = "SW03")
      : field(field_id), code(code_id) {
    office.clock.set("2026-11-24T10:00:00+08:00");
    const auto made = office.store->writer().run([&](storage::Session& session) -> contract::Status {
      using contract::WasteRole;
      factory = add(session, "Canary Factory", {WasteRole::generator}, 1);
      carrier = add(session, "Canary Carrier", {WasteRole::transporter}, 2);
      relay = add(session, "Canary Relay", {WasteRole::transporter}, 3);
      plant = add(session, "Canary Plant", {WasteRole::receiver}, 4);
      other = add(session, "Canary Other", {WasteRole::receiver}, 5);
      const contract::Date from = day("2026-01-01"), until = day("2027-12-31");
      for (const std::int64_t party : {plant, other}) {
        parties.add_permit(session, {0, party, "approval", "P1", "bureau", from, until, {}, 0});
        parties.add_contract(session, {0, factory, party, "C1", {}, from, until, 0});
      }
      parties.add_vehicle(session, {0, carrier, kPlate, 20 * kTonne, "T1", until});
      parties.add_vehicle(session, {0, relay, kSecondPlate, 20 * kTonne, "T2", until});
      return contract::ok();
    });
    REQUIRE(made);
  }
  static contract::Date day(const char* text) { return *contract::parse_date(text); }

  std::int64_t add(storage::Session& session, const std::string& name,
                   const std::vector<contract::WasteRole>& roles, int number) {
    contract::Party party;
    party.code = "9137152400000000" + std::string(1, static_cast<char>('A' + number)) + "X";
    party.name = name;
    party.roles = roles;
    party.fields = {field};
    party.area = "371524001";
    party.state = contract::PartyState::verified;
    party.contact = "Canary Person";
    party.phone = "13899998888";
    return parties.add(session, party);
  }
  void set_state(std::int64_t id, contract::PartyState state) {
    REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
      auto party = parties.find(session, id);
      party->state = state;
      REQUIRE(parties.change(session, *party, party->version));
      return contract::ok();
    }));
  }
  [[nodiscard]] static service::ManifestCaller of(std::int64_t party,
                                                  contract::MemberRole role = contract::MemberRole::clerk) {
    service::ManifestCaller caller{contract::Actor::staff("desk:p" + std::to_string(party)), 100 + party};
    caller.party = party;
    caller.role = role;
    return caller;
  }
  static std::string text(std::int64_t number) { return std::to_string(number); }
  [[nodiscard]] contract::ManifestInput draft_input() {
    contract::ManifestInput input{{"code", code},
                                  {"planned", text(10 * kTonne)},
                                  {"transporter", text(carrier)},
                                  {"receiver", text(plant)},
                                  {"planned_start", text(office.clock.now())},
                                  {"planned_arrival", text(office.clock.now() + 7200)},
                                  {"route", "Canary Road"}};
    return input;
  }
  contract::Result<contract::Manifest> act(const std::string& number, contract::ManifestAction action,
                                           std::int64_t party, contract::ManifestInput input = {},
                                           const std::string& reason = {}, int version = 0) {
    if (version == 0) version = now(number).version;
    return manifests.act({number, action, version, std::move(input), reason}, of(party));
  }
  contract::ManifestRecord record(const std::string& number) {
    auto view = manifests.show(number, of(factory));
    REQUIRE(view);
    return view->record;
  }
  contract::Manifest now(const std::string& number) { return record(number).manifest; }
  static contract::ManifestInput load(const std::string& plate = kPlate) {
    return {{"vehicle", plate}, {"driver", "Canary Driver"}, {"loaded", text(10 * kTonne)}};
  }
  static contract::ManifestInput weighed(std::int64_t accepted, std::int64_t refused) {
    return {
        {"accepted", text(accepted)}, {"refused", text(refused)}, {"refusal_reason", refused ? "wet" : ""}};
  }
  // The number of a record brought as far as this state: draft, issued, in_transit or arrived with 10 t.
  std::string at(contract::ManifestState state) {
    using A = contract::ManifestAction;
    const auto made = manifests.draft(field, draft_input(), of(factory));
    REQUIRE_MESSAGE(made, (made ? std::string() : made.error().detail));
    const std::string number = made->number;
    if (state == contract::ManifestState::draft) return number;
    REQUIRE(act(number, A::issue, factory));
    if (state == contract::ManifestState::issued) return number;
    REQUIRE(act(number, A::take_over, carrier, load()));
    if (state == contract::ManifestState::in_transit) return number;
    REQUIRE(act(number, A::arrive, plant, {{"received", text(10 * kTonne)}}));
    return number;
  }
  std::int64_t ledger(std::int64_t party) {
    return *office.store->readers().run([&](storage::Session& session) -> contract::Result<std::int64_t> {
      std::int64_t grams = 0;
      for (const storage::WasteStock& stock : balances.stock(session, party)) grams += stock.grams;
      return grams;
    });
  }

  static constexpr const char* kPlate = "LUP12345";
  static constexpr const char* kSecondPlate = "LUP54321";
  std::string field, code;
  Office office;
  storage::PartyStore parties{*office.store};
  storage::BalanceStore balances{*office.store};
  service::ManifestService manifests{*office.store, *office.source, office.clock, service::system_ids()};
  std::int64_t factory = 0, carrier = 0, relay = 0, plant = 0, other = 0;
};

}  // namespace wufei::test
