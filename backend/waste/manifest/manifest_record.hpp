// One record with all that its steps depend on, and who may do what with it now. Pure.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "waste/field/waste_field.hpp"
#include "waste/manifest/manifest_table.hpp"
#include "waste/party/party.hpp"

namespace wufei::contract {

struct ManifestRecord {
  Manifest manifest;
  std::vector<ManifestLeg> legs;
  std::vector<ManifestSignature> signatures;
  std::vector<ManifestRevision> revisions;
  std::vector<Manifest> children;
  bool transported = true;  // as its field says
  int most_legs = 1;
  std::optional<PaperSlip> slip = {};  // of one that was entered from paper

  // Whose record it is: all that are named and all that carried it.
  [[nodiscard]] std::set<std::int64_t> parties() const;
  // Null when none is open.
  [[nodiscard]] const ManifestRevision* open_revision() const;
  // Those that must still agree to it.
  [[nodiscard]] std::set<std::int64_t> missing(const ManifestRevision& revision) const;
};

// What the guard says without what a form brings; those of forms are true here.
bool holds_before(const ManifestRecord& record, Guard guard, std::int64_t party);
// A driver takes over and hands over; a reader does nothing.
bool role_may(MemberRole role, ManifestAction action);
// It was taken over, or came: what it carries is elsewhere than where its record began.
bool has_moved(const Manifest& manifest);
// Whether what was refused of it has been dealt with under a record of its own.
bool has_done_child(const ManifestRecord& record);
// In the order of the table.
std::vector<ManifestAction> actions_of(const ManifestRecord& record, std::int64_t party, MemberRole role);
// Whether somebody waits for it: what moves the record on, not what corrects or ends it.
bool moves_on(ManifestAction action);

}  // namespace wufei::contract
