#include "waste/manifest/manifest_record.hpp"

#include <algorithm>

namespace wufei::contract {
namespace {

bool is_signer(const ManifestRecord& record, Signer signer, std::int64_t party) {
  const Manifest& manifest = record.manifest;
  switch (signer) {
    case Signer::generator:
      return manifest.generator == party;
    case Signer::transporter:
      return manifest.transporter == party;
    case Signer::next_transporter:
      return manifest.next_transporter == party;
    case Signer::receiver:
      return manifest.receiver == party;
    case Signer::any_party:
      return record.parties().contains(party);
  }
  return false;
}

bool is_settled(const ManifestRecord& record) {
  if (record.manifest.refused == 0) return true;
  bool done = false;
  for (const Manifest& child : record.children) {
    done |= child.state == ManifestState::done;
    if (child.state != ManifestState::done && child.state != ManifestState::cancelled) return false;
  }
  return done;
}

bool has_child(const ManifestRecord& record) {
  return std::any_of(record.children.begin(), record.children.end(),
                     [](const Manifest& child) { return child.state != ManifestState::cancelled; });
}

bool is_asked(const ManifestRecord& record, std::int64_t party) {
  const ManifestRevision* open = record.open_revision();
  return open != nullptr && record.missing(*open).contains(party);
}

}  // namespace

std::set<std::int64_t> ManifestRecord::parties() const {
  std::set<std::int64_t> all{manifest.generator, manifest.transporter, manifest.receiver,
                             manifest.next_transporter};
  for (const ManifestLeg& leg : legs) all.insert(leg.transporter);
  all.erase(0);
  return all;
}

const ManifestRevision* ManifestRecord::open_revision() const {
  for (const ManifestRevision& revision : revisions)
    if (revision.state == RevisionState::open) return &revision;
  return nullptr;
}

std::set<std::int64_t> ManifestRecord::missing(const ManifestRevision& revision) const {
  std::set<std::int64_t> all = parties();
  all.erase(revision.party);
  for (const std::int64_t party : revision.approved) all.erase(party);
  return all;
}

bool has_moved(const Manifest& child) {
  return child.state != ManifestState::draft && child.state != ManifestState::issued &&
         child.state != ManifestState::cancelled;
}

bool has_done_child(const ManifestRecord& record) {
  return std::any_of(record.children.begin(), record.children.end(),
                     [](const Manifest& child) { return child.state == ManifestState::done; });
}

bool holds_before(const ManifestRecord& record, Guard guard, std::int64_t party) {
  switch (guard) {
    case Guard::loaded:
    case Guard::transported:
      return record.transported;
    case Guard::untransported:
      return !record.transported;
    case Guard::legs_left:
      return record.manifest.legs < record.most_legs;
    case Guard::part:
    case Guard::nothing:
      return record.manifest.child != ChildKind::back;
    case Guard::no_child:
      return !has_child(record);
    case Guard::settled:
      return is_settled(record);
    case Guard::no_request:
      return record.open_revision() == nullptr;
    case Guard::asked:
      return is_asked(record, party);
    case Guard::own_request: {
      const ManifestRevision* open = record.open_revision();
      return open != nullptr && open->party == party;
    }
    case Guard::unconfirmed:
      return record.slip && record.slip->asks(party);
    case Guard::revocable:
      return record.slip && record.slip->is_revocable(party);
    default:
      return true;
  }
}

bool role_may(MemberRole role, ManifestAction action) {
  if (role == MemberRole::reader) return false;
  if (role != MemberRole::driver) return true;
  return action == ManifestAction::take_over || action == ManifestAction::hand_over;
}

std::vector<ManifestAction> actions_of(const ManifestRecord& record, std::int64_t party, MemberRole role) {
  std::vector<ManifestAction> actions;
  for (const Transition& row : manifest_transitions())
    if (row.from == record.manifest.state && role_may(role, row.action) &&
        is_signer(record, row.signer, party) && holds_before(record, row.guard, party))
      actions.push_back(row.action);
  return actions;
}

bool moves_on(ManifestAction action) {
  using A = ManifestAction;
  switch (action) {
    case A::issue:
    case A::take_over:
    case A::hand_over:
    case A::arrive:
    case A::accept:
    case A::accept_part:
    case A::refuse:
    case A::back:
    case A::redirect:
    case A::operate:
    case A::close:
    case A::approve:
    case A::decline:
    case A::confirm:
    case A::dispute:
      return true;
    default:
      return false;
  }
}

}  // namespace wufei::contract
