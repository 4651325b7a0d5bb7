// What a step does: it checks, changes the record, and does what belongs to that: legs, weighing, both
// ledgers, revisions, signatures, events. Children: manifest_children.cpp.
#include <algorithm>

#include "lib/base/json.hpp"
#include "lib/base/utf8.hpp"
#include "waste/manifest/manifest_turn.hpp"

namespace wufei::service {
namespace {

using contract::ChildKind;
using contract::ErrorCode;
using contract::Manifest;
using contract::ManifestAction;
using contract::ManifestRevision;
using contract::RevisionState;
using contract::Rule;

constexpr std::size_t kLongestReason = 600;  // bytes

bool touches(const ManifestRevision& revision, std::string_view field) {
  return std::any_of(revision.changes.begin(), revision.changes.end(),
                     [field](const contract::RevisionChange& change) { return change.field == field; });
}

// Whether something that it asks to change has been changed since it was asked: what all agreed to was
// another thing.
bool is_overtaken(const ManifestRevision& revision, const Manifest& now) {
  return std::any_of(revision.changes.begin(), revision.changes.end(),
                     [&](const contract::RevisionChange& change) {
                       const contract::ManifestField* field = contract::find_manifest_field(change.field);
                       return field == nullptr || field->get(now) != change.before;
                     });
}

// By its id or by what belongs to it: others of a record need not know who was named before.
bool names_party(std::string_view field) {
  constexpr std::string_view kNaming[] = {"generator", "transporter",       "next_transporter", "receiver",
                                          "facility",  "receiver_facility", "contract"};
  return std::find(std::begin(kNaming), std::end(kNaming), field) != std::end(kNaming);
}

// What changed, as JSON; what names a person or a party stays out.
std::string changes_of(const Manifest& before, const Manifest& after) {
  contract::Json changes = contract::Json::object();
  for (const contract::ManifestField& field : contract::manifest_fields()) {
    std::string old = field.get(before), now = field.get(after);
    if (old == now || field.name == "driver" || names_party(field.name)) continue;
    changes[std::string(field.name)] = {std::move(old), std::move(now)};
  }
  return changes.empty() ? std::string() : contract::to_text(changes);
}

}  // namespace

contract::Status check_step_reason(std::string_view reason, const char* pointer) {
  if (contract::meaningful_count(reason) == 0) return contract::field_error(pointer, Rule::required);
  if (reason.size() > kLongestReason) return contract::field_error(pointer, Rule::too_long);
  if (contract::has_control_characters(reason)) return contract::field_error(pointer, Rule::invalid_text);
  return contract::ok();
}

contract::Status ManifestService::take_step(storage::Session& session, Turn& turn) const {
  // What is sealed is told even to who saw an older version: it stays so.
  if (auto taken = take_input(turn); !taken) return taken;
  const bool same = turn.step.version == turn.record.manifest.version;
  if (!same && (turn.key.empty() || !is_still_said(session, turn.record.manifest, turn.step.version)))
    return contract::make_error(ErrorCode::conflict, "changed meanwhile");
  if (auto held = check(session, turn); !held) return held;
  turn.next.state = turn.row->to;
  turn.next.changed_at = turn.now;
  if (auto done = perform(session, turn); !done) return done;
  follow_ticket(session, turn);
  if (!manifests_.change(session, turn.next))
    return contract::make_error(ErrorCode::conflict, "changed meanwhile");
  ++turn.next.version;
  sign(session, turn);
  note(session, turn);
  tell(session, turn);
  return contract::ok();
}

contract::Status ManifestService::perform(storage::Session& session, Turn& turn) const {
  using A = ManifestAction;
  switch (turn.step.action) {
    case A::issue:
      turn.next.issued_at = turn.at;
      return contract::ok();
    case A::take_over:
    case A::hand_over:
      begin_leg(session, turn);
      if (auto noted = note_odometer(session, turn); !noted) return noted;
      break;
    case A::arrive:
      turn.next.arrived_at = turn.at;
      if (auto noted = note_odometer(session, turn); !noted) return noted;
      break;
    case A::accept:
    case A::accept_part:
    case A::refuse:
      end_weighing(session, turn);
      break;
    case A::back:
    case A::redirect:
      return open_child(session, turn);
    case A::operate:
    case A::close:
      turn.next.done_at = turn.at;
      break;
    case A::ask_change:
    case A::ask_cancel:
      return ask(session, turn);
    case A::approve:
    case A::decline:
    case A::withdraw:
      return answer(session, turn);
    case A::confirm:
    case A::dispute:
      return answer_paper(session, turn);
    case A::revoke:
      if (auto revoked = revoke_paper(session, turn); !revoked) return revoked;
      break;
    default:
      return contract::ok();
  }
  withdraw_overtaken(session, turn);
  return contract::ok();
}

void ManifestService::begin_leg(storage::Session& session, Turn& turn) const {
  Manifest& next = turn.next;
  next.transporter = turn.caller.party;
  next.next_transporter = 0;
  if (next.started_at == 0) next.started_at = turn.at;
  ++next.legs;
  manifests_.add_leg(session, next.number,
                     {next.legs, next.transporter, next.vehicle, next.driver, next.loaded, turn.at});
}

void ManifestService::end_weighing(storage::Session& session, Turn& turn) const {
  turn.next.accepted_at = turn.at;
  post_if_agreed(session, turn);
}

// What both sides stand for: of a paper that one of them entered, once the other has confirmed it; until then
// nobody writes into another's ledger. One that was posted when it was entered, as it once was, has its rows.
// What goes back never left the generator's stock.
void ManifestService::post_if_agreed(storage::Session& session, const Turn& turn) const {
  const Manifest& next = turn.next;
  const bool agreed = !next.paper || *next.paper == contract::SlipState::confirmed;
  if (!agreed || next.accepted_at == 0 || next.accepted == 0 || next.child == ChildKind::back) return;
  if (!next.paper || balances_.of_reference(session, next.number).empty()) post(session, turn);
  if (next.paper) papers_.set_posted(session, next.number);
}

// Out of one ledger and into the other, in this transaction.
void ManifestService::post(storage::Session& session, const Turn& turn) const {
  const Manifest& next = turn.next;
  storage::Movement movement;
  movement.party = next.generator;
  movement.facility = next.facility;
  movement.field = next.field;
  movement.code = next.code;
  movement.kind = storage::MovementKind::hand_out;
  movement.grams = -next.accepted;
  movement.on = contract::china_date(next.accepted_at);
  movement.reference = next.number;
  movement.at = turn.now;
  movement.by = writer_for(session, turn, next.generator);
  balances_.post(session, movement);
  movement.party = next.receiver;
  movement.by = writer_for(session, turn, next.receiver);
  movement.facility = next.receiver_facility;
  movement.kind = storage::MovementKind::receive;
  movement.grams = next.accepted;
  balances_.post(session, movement);
}

// Each party reads names of its own people only.
std::string ManifestService::writer_for(storage::Session& session, const Turn& turn,
                                        std::int64_t whose) const {
  const std::int64_t writer = turn.caller.party;
  if (whose == writer && !turn.caller.staff) return turn.caller.actor.id;
  const auto party = parties_.find(session, writer);
  return party ? party->code : std::string();
}

// What stands of it in either ledger, on the days on which it stands there.
void ManifestService::take_back_rows(storage::Session& session, const Turn& turn) const {
  for (const storage::Movement& row : balances_.of_reference(session, turn.next.number)) {
    storage::Movement who;
    who.reason = turn.step.reason;
    who.by = writer_for(session, turn, row.party);
    who.at = turn.now;
    (void)balances_.take_back(session, row.party, row.sequence, who);  // none of what is taken back
  }
}

contract::Status ManifestService::ask(storage::Session& session, Turn& turn) const {
  ManifestRevision revision;
  revision.cancels = turn.step.action == ManifestAction::ask_cancel;
  revision.reason = turn.step.reason;
  revision.party = turn.caller.party;
  revision.actor = turn.caller.actor.id;
  revision.at = turn.now;
  if (auto sound = check_step_reason(turn.step.reason); !sound) return sound;
  contract::Error wrong = contract::make_error(ErrorCode::invalid, "a revision");
  Manifest probe = turn.next;
  for (const auto& [name, text] : turn.step.input) {
    const contract::ManifestField* field = contract::find_manifest_field(name);
    const std::string before = field ? field->get(turn.next) : std::string();
    if (field && before == text) continue;
    const bool weighed = turn.next.accepted_at != 0 && name == "received";
    const bool later = field && !contract::is_sealed(field->sealed_by, turn.record.signatures);
    if (!field || !field->revisable || weighed || later || is_childs_own(turn.next, name))
      wrong.fields.push_back({"/" + name, Rule::immutable});
    else if (!field->set(probe, text))
      wrong.fields.push_back({"/" + name, Rule::wrong_type});
    else
      revision.changes.push_back({name, before, text});
  }
  if (wrong.fields.empty()) wrong.fields = check_revised(session, turn, probe);
  if (!wrong.fields.empty()) return wrong;
  if (!revision.cancels && revision.changes.empty()) return contract::field_error("", Rule::no_change);
  if (turn.record.missing(revision).empty()) {  // there is nobody else
    revision.state = RevisionState::approved;
    revision.closed_at = turn.now;
    apply(session, turn, revision);
  }
  manifests_.add_revision(session, turn.next.number, revision);
  return contract::ok();
}

contract::Status ManifestService::answer(storage::Session& session, Turn& turn) const {
  ManifestRevision revision = *turn.record.open_revision();  // the guard saw it
  if (turn.step.action == ManifestAction::approve) revision.approved.push_back(turn.caller.party);
  if (turn.step.action == ManifestAction::decline) revision.state = RevisionState::refused;
  if (turn.step.action == ManifestAction::withdraw) revision.state = RevisionState::withdrawn;
  if (revision.state == RevisionState::open && is_overtaken(revision, turn.next))
    revision.state = RevisionState::withdrawn;
  if (revision.state == RevisionState::open && turn.record.missing(revision).empty()) {
    if (auto sound = check_agreed(session, turn, revision); !sound) return sound;
    revision.state = RevisionState::approved;
    apply(session, turn, revision);
  }
  if (revision.state != RevisionState::open) revision.closed_at = turn.now;
  manifests_.put_revision(session, turn.next.number, revision);
  return contract::ok();
}

// The record has moved on since it was asked for, and another one may have got the number.
contract::Status ManifestService::check_agreed(storage::Session& session, const Turn& turn,
                                               const ManifestRevision& revision) const {
  Manifest after = turn.next;
  for (const contract::RevisionChange& change : revision.changes)
    contract::find_manifest_field(change.field)->set(after, change.after);
  contract::Error wrong = contract::make_error(ErrorCode::invalid, "a revision");
  wrong.fields = check_revised(session, turn, after);
  if (wrong.fields.empty()) return contract::ok();
  return wrong;
}

// What is loaded is of the leg under way, which says the same.
void ManifestService::apply(storage::Session& session, Turn& turn, const ManifestRevision& revision) const {
  if (revision.cancels) turn.next.state = contract::ManifestState::cancelled;
  for (const contract::RevisionChange& change : revision.changes)
    contract::find_manifest_field(change.field)->set(turn.next, change.after);
  if (touches(revision, "loaded") && turn.next.legs > 0)
    manifests_.put_load(session, turn.next.number, turn.next.legs, turn.next.loaded);
}

// No cancellation after the reception, no other weight after the acceptance, no load of a leg that is over,
// nothing once nobody can answer, and of what a signature says anew nothing that was asked before.
void ManifestService::withdraw_overtaken(storage::Session& session, const Turn& turn) const {
  const ManifestRevision* open = turn.record.open_revision();
  if (open == nullptr) return;
  const bool weighed = turn.next.accepted_at != 0 && touches(*open, "received");
  const bool reached = open->cancels && turn.next.arrived_at != 0;
  const bool reloaded = turn.next.legs != turn.record.manifest.legs && touches(*open, "loaded");
  const auto state = turn.next.state;
  const bool over = state == contract::ManifestState::cancelled ||
                    state == contract::ManifestState::refused || state == contract::ManifestState::done;
  if (!reached && !weighed && !reloaded && !over && !is_overtaken(*open, turn.next)) return;
  ManifestRevision revision = *open;
  revision.state = RevisionState::withdrawn;
  revision.closed_at = turn.now;
  manifests_.put_revision(session, turn.next.number, revision);
}

void ManifestService::sign(storage::Session& session, const Turn& turn) const {
  auto kind = contract::signature_of(turn.step.action);
  const bool again = turn.step.action == ManifestAction::edit && !turn.next.is_private();
  if (again) kind = contract::SignatureKind::emission;  // of what it now says
  if (!kind) return;
  contract::ManifestSignature signature;
  signature.kind = *kind;
  signature.party = turn.caller.party;
  signature.account = turn.caller.account;
  signature.actor = turn.caller.actor.id;
  signature.on_behalf = turn.caller.staff;
  signature.hash = frame_hash(store_.cipher(), contract::manifest_frame(turn.next, *kind));
  signature.at = turn.now;
  const bool on_paper = turn.paper != nullptr;
  signature.signed_at = turn.key.empty() && !on_paper ? 0 : turn.at;
  signature.key = turn.key;
  if (on_paper) {
    signature.method = contract::SignatureMethod::paper;
    signature.signer = turn.paper->name;
  }
  manifests_.add_signature(session, turn.next.number, signature);
}

// What staff decide of themselves is of no party.
void ManifestService::note(storage::Session& session, const Turn& turn) const {
  const std::string detail = turn.told.empty() ? changes_of(turn.record.manifest, turn.next) : turn.told;
  const bool of_staff = turn.step.action == ManifestAction::revoke && turn.step.keeps_children;
  manifests_.add_event(session, turn.next.number,
                       {1, turn.now, std::string(contract::action_name(turn.step.action)),
                        turn.caller.actor.id, of_staff ? 0 : turn.caller.party, detail});
}

// For the city, which knows of no draft.
void ManifestService::tell(storage::Session& session, const Turn& turn) const {
  if (turn.next.is_private()) return;
  const bool is_new = turn.step.action == ManifestAction::issue;
  changes_.add(session, is_new ? storage::ChangeAction::created : storage::ChangeAction::updated,
               storage::ChangeKind::manifest, turn.next.number, turn.now);
}

}  // namespace wufei::service
