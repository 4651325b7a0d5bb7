// The two tables of manifests. Which step is possible in which state, for whom, under which condition, and
// where it leads: the service, the pages and the handbook are made from it. And which signature seals which
// field: from then on it changes only by a revision.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "waste/manifest/manifest.hpp"

namespace wufei::contract {

enum class ManifestAction : std::uint8_t {
  edit,  // the draft, or what is issued and not yet taken over
  issue,
  discard,  // the draft
  take_over,
  name_next,  // the next transporter
  hand_over,  // to that one, who signs
  arrive,
  accept,
  accept_part,
  refuse,
  back,      // opens a child that brings the refused part back
  redirect,  // opens a child to another receiver
  operate,
  close,  // of what was refused, when its children are over
  cancel,
  ask_change,  // a revision
  ask_cancel,
  approve,
  decline,
  withdraw,
  confirm,  // what another party entered from paper
  dispute,
  revoke  // takes away what is disputed
};
inline constexpr int kManifestActions = 23;
std::string_view action_name(ManifestAction action);  // snake_case
std::optional<ManifestAction> action_from_name(std::string_view name);

enum class Signer : std::uint8_t { generator, transporter, next_transporter, receiver, any_party };
std::string_view signer_name(Signer signer);

// What must hold besides state and person; the service knows how to see it.
enum class Guard : std::uint8_t {
  none,
  ready,        // parties verified, permit, contract, codes: section of issue
  loaded,       // vehicle of the transporter, load within limits
  transported,  // the field has a transporter
  untransported,
  legs_left,
  whole,       // accepted = received
  part,        // 0 < refused < received, with a reason; not of a child that goes back
  nothing,     // accepted = 0, with a reason; not of a child that goes back
  no_child,    // none is open or done yet
  settled,     // each child is done or cancelled, and there is one where something was refused
  no_request,  // no revision is open
  asked,       // one is open, and not answered by this party, which is another than the one that asks
  own_request,
  unconfirmed,  // it was entered from paper, this party is asked and has not confirmed it
  revocable     // it was entered from paper and is disputed, and this party is one of the two owners
};
std::string_view guard_name(Guard guard);

struct Transition {
  ManifestState from;
  ManifestAction action;
  Signer signer;
  Guard guard;
  ManifestState to;
};
std::span<const Transition> manifest_transitions();
// Null when the state does not know the action.
const Transition* find_transition(ManifestState from, ManifestAction action);

// The signature that an action is; nullopt when it is none.
std::optional<SignatureKind> signature_of(ManifestAction action);

// The fields that the step itself brings; `edit` brings what is not sealed yet.
std::vector<std::string_view> fields_of(ManifestAction action);

// Texts of fields as forms, revisions and the journal have them: amounts are digits of grams, instants UTC
// seconds, parties and facilities their ids, flags 0 and 1.
using ManifestInput = std::map<std::string, std::string, std::less<>>;

// How a receiver ends, by what is accepted and refused: accept, accept_part or refuse.
ManifestAction acceptance_of(const ManifestInput& input);

struct ManifestField {
  std::string_view name;
  SignatureKind sealed_by;
  std::string (*get)(const Manifest& manifest);
  bool (*set)(Manifest& manifest, std::string_view text);  // false: it cannot be read
  bool revisable = false;
};
std::span<const ManifestField> manifest_fields();
const ManifestField* find_manifest_field(std::string_view name);
// Whether that signature, or one after it, was given.
bool is_sealed(SignatureKind kind, const std::vector<ManifestSignature>& signatures);

// What a signature of that kind stands for, as canonical text: every field that it or one before it seals,
// of the emission the whole plan, in the order of the table, each with its length before it.
std::string manifest_frame(const Manifest& manifest, SignatureKind kind);

}  // namespace wufei::contract
