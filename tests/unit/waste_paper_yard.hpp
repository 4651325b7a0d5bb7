// A yard of waste whose movements were signed on paper. For tests only.
#pragma once

#include <doctest/doctest.h>

#include "support/waste_fixture.hpp"

namespace wufei::test {

// What tests of papers speak of: they are `using namespace wufei::test`.
using contract::ErrorCode;
using contract::Manifest;
using contract::MemberRole;
using contract::Rule;
using contract::SignatureKind;
using contract::SlipState;
using service::PaperEntry;
using A = contract::ManifestAction;
using Kind = contract::WasteNoticeKind;
using S = contract::ManifestState;

constexpr contract::UtcSeconds kHour = 3600, kDay = 24 * kHour;

struct PaperYard : WasteYard {
  using WasteYard::WasteYard;

  // Signed three days ago, an hour between one and the next.
  [[nodiscard]] contract::UtcSeconds signed_at(SignatureKind kind) {
    return office.clock.now() - 3 * kDay + static_cast<int>(kind) * kHour;
  }
  static service::PaperSignature& of_kind(PaperEntry& entry, SignatureKind kind) {
    return entry.signatures[static_cast<std::size_t>(kind)];
  }
  void sign(PaperEntry& entry, SignatureKind kind) {
    of_kind(entry, kind) = {signed_at(kind), "Canary Hand"};
  }
  // Of the generator, with what the paper says as far as it goes.
  PaperEntry paper(contract::ManifestState shows, std::int64_t refused = 0) {
    PaperEntry entry{"P-001", "Canary power cut", field, shows, factory, {}, {}, false};
    entry.input = load();
    entry.input.insert({{"code", code},
                        {"planned", text(10 * kTonne)},
                        {"transporter", text(carrier)},
                        {"receiver", text(plant)},
                        {"route", "Canary Road"}});
    sign(entry, SignatureKind::emission);
    sign(entry, SignatureKind::transport);
    if (shows == contract::ManifestState::in_transit) return entry;
    sign(entry, SignatureKind::reception);
    entry.input["received"] = text(10 * kTonne);
    if (shows == contract::ManifestState::arrived) return entry;
    sign(entry, SignatureKind::acceptance);
    entry.input["accepted"] = text(10 * kTonne - refused);
    entry.input["refused"] = text(refused);
    entry.input["refusal_reason"] = refused > 0 ? "wet" : "";
    if (shows == contract::ManifestState::accepted) return entry;
    sign(entry, SignatureKind::operation);
    entry.input["operation"] = "bricks";
    return entry;
  }
  contract::Result<Manifest> enter(const PaperEntry& entry) {
    return manifests.enter_paper(entry, of(entry.generator));
  }
  std::string entered(const PaperEntry& entry) {
    const auto made = enter(entry);
    REQUIRE_MESSAGE(made, told(made));
    return made->number;
  }
  // Which fields are wrong.
  static std::string told(const contract::Result<Manifest>& made) {
    std::string all;
    if (!made)
      for (const contract::FieldError& field : made.error().fields) all += field.pointer + " ";
    return all;
  }
  // The field that is wrong, and nothing was written.
  void refuse(const PaperEntry& entry, const char* pointer, Rule rule) {
    const auto made = enter(entry);
    REQUIRE_FALSE(made);
    CHECK_MESSAGE(test::has_field(made.error(), pointer, rule), told(made));
    CHECK(rows_of(factory).empty());
  }
  std::vector<service::ManifestRow> rows_of(std::int64_t party) {
    const auto list = manifests.list({}, of(party));
    REQUIRE(list);
    return list->rows;
  }
  std::vector<storage::Movement> movements(const std::string& number) {
    return *office.store->readers().run(
        [&](storage::Session& session) -> contract::Result<std::vector<storage::Movement>> {
          return balances.of_reference(session, number);
        });
  }
  // Somebody who works for it, by an account that opens unless it is said otherwise.
  void join(std::int64_t party, contract::MemberRole role = contract::MemberRole::clerk,
            contract::AccountState state = contract::AccountState::active) {
    storage::AccountRow row;
    row.account.name = row.account.display = "p" + text(party) + std::string(member_role_name(role));
    row.account.role = contract::Role::enterprise;
    row.account.state = state;
    write([&](storage::Session& session) {
      REQUIRE(storage::AccountStore(*office.store).add(session, row));
      parties.put_member(session, {row.account.id, party, role});
    });
  }
  // All that work for any party: their accounts are of that state and role now.
  void set_accounts(contract::AccountState state, contract::Role role = contract::Role::enterprise) {
    write([&](storage::Session& session) {
      const storage::AccountStore accounts(*office.store);
      for (const contract::StaffAccount& one : accounts.list(session)) {
        auto row = accounts.find(session, one.id);
        row->account.state = state;
        row->account.role = role;
        accounts.update(session, *row);
      }
    });
  }
  std::vector<contract::WasteNoticeKind> told_kinds(std::int64_t party) {
    std::vector<contract::WasteNoticeKind> kinds;  // newest first
    write([&](storage::Session& session) {
      for (const auto& one : storage::WasteNoticeStore(*office.store).of(session, party, 200))
        kinds.push_back(one.kind);
    });
    return kinds;
  }
  template <class Work>
  void write(Work work) {
    REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
      work(session);
      return contract::ok();
    }));
  }
};

inline service::ManifestCaller paper_officer(std::int64_t party, const char* name = "desk:officer") {
  service::ManifestCaller staff{contract::Actor::staff(name), 1};
  staff.staff = staff.handles = true;
  staff.party = party;
  staff.role = contract::MemberRole::clerk;
  return staff;
}

}  // namespace wufei::test
