// One record of waste that moves from a generator to a receiver within the county. It is no statutory form
// (Solid Waste Law, articles 37 and 82): of hazardous waste it only mirrors a national one. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "waste/paper/paper_slip.hpp"

namespace wufei::contract {

enum class ManifestState : std::uint8_t {
  draft,  // seen by its author's party alone
  issued,
  in_transit,
  arrived,
  accepted,
  partly_accepted,
  refused,
  done,
  cancelled
};
inline constexpr int kManifestStates = 9;
std::string_view manifest_state_name(ManifestState state);  // snake_case
std::optional<ManifestState> manifest_state_from_name(std::string_view name);

// In the order in which they seal.
enum class SignatureKind : std::uint8_t { emission, transport, reception, acceptance, operation };
std::string_view signature_name(SignatureKind kind);  // snake_case
std::optional<SignatureKind> signature_from_name(std::string_view name);

// With an account of one's own, or on paper, entered afterwards by somebody who says what stands there.
enum class SignatureMethod : std::uint8_t { account, paper };
std::string_view method_name(SignatureMethod method);  // snake_case
std::optional<SignatureMethod> method_from_name(std::string_view name);

// A child carries what its parent's receiver refused: back to the generator, or to another receiver.
enum class ChildKind : std::uint8_t { none, back, redirect };
std::string_view child_name(ChildKind kind);  // "" return redirect
std::optional<ChildKind> child_from_name(std::string_view name);

struct Manifest {
  std::string number, field, code, edition;  // edition of the list of codes
  ManifestState state = ManifestState::draft;
  std::int64_t generator = 0, transporter = 0, receiver = 0;  // parties; transporter: who carries it now
  std::int64_t next_transporter = 0;                          // named by the one before, 0 = none
  std::int64_t facility = 0, receiver_facility = 0, contract = 0;
  std::string national;           // number of the national manifest, typed
  bool national_pending = false;  // said to have none yet
  UtcSeconds planned_start = 0, planned_arrival = 0;
  std::string packaging, route, vehicle;                 // vehicle: plate
  std::int64_t planned = 0, loaded = 0;                  // g
  std::int64_t received = 0, accepted = 0, refused = 0;  // g; received = accepted + refused
  std::string driver;                                    // of the last leg; sealed where it lies
  std::string estimate_reason;                           // received was estimated, not weighed
  std::string refusal_reason, operation;                 // operation: what became of it
  std::string parent;
  ChildKind child = ChildKind::none;
  int legs = 0;  // that began
  UtcSeconds created_at = 0, issued_at = 0, started_at = 0, arrived_at = 0, accepted_at = 0, done_at = 0;
  UtcSeconds changed_at = 0;
  int version = 1;
  // Of one that was entered from paper, what the other owner says of it, and the carrier, if it was asked;
  // read, never written with the record.
  std::optional<SlipState> paper = {}, paper_carrier = {};

  // Somebody who was asked of a paper has not confirmed it.
  [[nodiscard]] bool is_unconfirmed() const {
    const auto open = [](const std::optional<SlipState>& word) {
      return word && *word != SlipState::confirmed;
    };
    return open(paper) || open(paper_carrier);
  }
  // Never issued: nobody but its author's party may know of it.
  [[nodiscard]] bool is_private() const { return issued_at == 0; }
};

struct ManifestLeg {
  int ordinal = 1;
  std::int64_t transporter = 0;
  std::string vehicle, driver;
  std::int64_t loaded = 0;  // g
  UtcSeconds taken_at = 0;
};

struct ManifestSignature {
  int sequence = 1;
  SignatureKind kind = SignatureKind::emission;
  std::int64_t party = 0, account = 0;
  std::string actor;       // as the journal has it
  bool on_behalf = false;  // by staff, for a party that could not
  std::string hash;        // keyed, of the canonical frame; lower-case hexadecimal
  UtcSeconds at = 0;
  UtcSeconds signed_at = 0;  // on a phone without a network or on paper, sent or entered at `at`; else 0
  std::string key = {};      // of what that phone sent, keyed hash
  SignatureMethod method = SignatureMethod::account;
  std::string signer = {};  // on paper: the name that stands there; sealed where it lies
};

// The event of a national number that the city handed in; a change that nobody's signature speaks of.
inline constexpr std::string_view kCityNumberEvent = "city_number";
// The event of a child that goes on under another parent; it changes nothing that a driver signs.
inline constexpr std::string_view kRehungEvent = "rehung";
// The event of a child that stays by itself though its parent was taken away; its detail is staff's reason.
inline constexpr std::string_view kKeptApartEvent = "kept_apart";
// The event of a record that was entered from paper; its detail is the number of the paper.
inline constexpr std::string_view kPaperEvent = "paper";

struct ManifestEvent {
  int sequence = 1;
  UtcSeconds at = 0;
  std::string action, actor;
  std::int64_t party = 0;
  std::string detail;  // JSON of what changed: field -> [before, after]
};

enum class RevisionState : std::uint8_t { open, approved, refused, withdrawn };
std::string_view revision_state_name(RevisionState state);  // snake_case
std::optional<RevisionState> revision_state_from_name(std::string_view name);

struct RevisionChange {
  std::string field, before, after;
};

// What one party wants changed after a signature; done when every other party agrees.
struct ManifestRevision {
  int sequence = 1;
  bool cancels = false;  // the record itself; then without changes
  std::vector<RevisionChange> changes;
  std::string reason;
  std::int64_t party = 0;  // that asks
  std::string actor;
  UtcSeconds at = 0, closed_at = 0;
  RevisionState state = RevisionState::open;
  std::vector<std::int64_t> approved;  // parties
};

}  // namespace wufei::contract
