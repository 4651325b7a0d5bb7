#include "waste/manifest/manifest_table.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, kManifestActions> kActions{
    "edit",        "issue",   "discard", "take_over", "name_next", "hand_over", "arrive", "accept",
    "accept_part", "refuse",  "return",  "redirect",  "operate",   "close",     "cancel", "ask_change",
    "ask_cancel",  "approve", "decline", "withdraw",  "confirm",   "dispute",   "revoke"};
constexpr std::array<std::string_view, 5> kSigners{"generator", "transporter", "next_transporter", "receiver",
                                                   "any_party"};
constexpr std::array<std::string_view, 16> kGuards{
    "none",  "ready",       "loaded",      "transported", "untransported", "legs_left",
    "whole", "part",        "nothing",     "no_child",    "settled",       "no_request",
    "asked", "own_request", "unconfirmed", "revocable"};

using A = ManifestAction;
using G = Guard;
using S = ManifestState;
using W = Signer;

constexpr Transition kTransitions[] = {
    {S::draft, A::edit, W::generator, G::none, S::draft},
    {S::draft, A::issue, W::generator, G::ready, S::issued},
    {S::draft, A::discard, W::generator, G::none, S::cancelled},
    {S::issued, A::edit, W::generator, G::ready, S::issued},
    {S::issued, A::take_over, W::transporter, G::loaded, S::in_transit},
    {S::issued, A::arrive, W::receiver, G::untransported, S::arrived},
    {S::issued, A::cancel, W::generator, G::none, S::cancelled},
    {S::in_transit, A::name_next, W::transporter, G::legs_left, S::in_transit},
    {S::in_transit, A::hand_over, W::next_transporter, G::loaded, S::in_transit},
    {S::in_transit, A::arrive, W::receiver, G::none, S::arrived},
    {S::in_transit, A::ask_change, W::any_party, G::no_request, S::in_transit},
    {S::in_transit, A::ask_cancel, W::any_party, G::no_request, S::in_transit},
    {S::in_transit, A::approve, W::any_party, G::asked, S::in_transit},
    {S::in_transit, A::decline, W::any_party, G::asked, S::in_transit},
    {S::in_transit, A::withdraw, W::any_party, G::own_request, S::in_transit},
    {S::in_transit, A::confirm, W::any_party, G::unconfirmed, S::in_transit},
    {S::in_transit, A::dispute, W::any_party, G::unconfirmed, S::in_transit},
    {S::in_transit, A::revoke, W::any_party, G::revocable, S::cancelled},
    {S::arrived, A::accept, W::receiver, G::whole, S::accepted},
    {S::arrived, A::accept_part, W::receiver, G::part, S::partly_accepted},
    {S::arrived, A::refuse, W::receiver, G::nothing, S::refused},
    {S::arrived, A::ask_change, W::any_party, G::no_request, S::arrived},
    {S::arrived, A::approve, W::any_party, G::asked, S::arrived},
    {S::arrived, A::decline, W::any_party, G::asked, S::arrived},
    {S::arrived, A::withdraw, W::any_party, G::own_request, S::arrived},
    {S::arrived, A::confirm, W::any_party, G::unconfirmed, S::arrived},
    {S::arrived, A::dispute, W::any_party, G::unconfirmed, S::arrived},
    {S::arrived, A::revoke, W::any_party, G::revocable, S::cancelled},
    {S::accepted, A::operate, W::receiver, G::settled, S::done},
    {S::accepted, A::ask_change, W::any_party, G::no_request, S::accepted},
    {S::accepted, A::approve, W::any_party, G::asked, S::accepted},
    {S::accepted, A::decline, W::any_party, G::asked, S::accepted},
    {S::accepted, A::withdraw, W::any_party, G::own_request, S::accepted},
    {S::accepted, A::confirm, W::any_party, G::unconfirmed, S::accepted},
    {S::accepted, A::dispute, W::any_party, G::unconfirmed, S::accepted},
    {S::accepted, A::revoke, W::any_party, G::revocable, S::cancelled},
    {S::partly_accepted, A::back, W::generator, G::no_child, S::partly_accepted},
    {S::partly_accepted, A::redirect, W::generator, G::no_child, S::partly_accepted},
    {S::partly_accepted, A::operate, W::receiver, G::settled, S::done},
    {S::partly_accepted, A::ask_change, W::any_party, G::no_request, S::partly_accepted},
    {S::partly_accepted, A::approve, W::any_party, G::asked, S::partly_accepted},
    {S::partly_accepted, A::decline, W::any_party, G::asked, S::partly_accepted},
    {S::partly_accepted, A::withdraw, W::any_party, G::own_request, S::partly_accepted},
    {S::partly_accepted, A::confirm, W::any_party, G::unconfirmed, S::partly_accepted},
    {S::partly_accepted, A::dispute, W::any_party, G::unconfirmed, S::partly_accepted},
    {S::partly_accepted, A::revoke, W::any_party, G::revocable, S::cancelled},
    {S::refused, A::back, W::generator, G::no_child, S::refused},
    {S::refused, A::redirect, W::generator, G::no_child, S::refused},
    {S::refused, A::close, W::generator, G::settled, S::done},
    {S::refused, A::confirm, W::any_party, G::unconfirmed, S::refused},
    {S::refused, A::dispute, W::any_party, G::unconfirmed, S::refused},
    {S::refused, A::revoke, W::any_party, G::revocable, S::cancelled},
    {S::done, A::confirm, W::any_party, G::unconfirmed, S::done},
    {S::done, A::dispute, W::any_party, G::unconfirmed, S::done},
    {S::done, A::revoke, W::any_party, G::revocable, S::cancelled},
};

// ---- Fields

constexpr std::size_t kLongestText = 400;  // bytes, some 130 Chinese characters

bool read_number(std::string_view text, std::int64_t& number) {
  if (text.empty() || text.size() > 18) return false;
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return false;
  number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return true;
}

template <auto member>
std::string number_text(const Manifest& manifest) {
  return std::to_string(manifest.*member);
}
template <auto member>
bool set_number(Manifest& manifest, std::string_view text) {
  return read_number(text, manifest.*member);
}
template <auto member>
std::string text_of(const Manifest& manifest) {
  return manifest.*member;
}
template <auto member>
bool set_text(Manifest& manifest, std::string_view text) {
  if (text.size() > kLongestText) return false;
  manifest.*member = text;
  return true;
}
std::string pending_text(const Manifest& manifest) {
  return manifest.national_pending ? "1" : "0";
}
bool set_pending(Manifest& manifest, std::string_view text) {
  manifest.national_pending = text == "1";
  return text == "0" || text == "1";
}

template <auto member>
constexpr ManifestField number(std::string_view name, SignatureKind sealed_by, bool revisable = false) {
  return {name, sealed_by, number_text<member>, set_number<member>, revisable};
}
template <auto member>
constexpr ManifestField text(std::string_view name, SignatureKind sealed_by, bool revisable = false) {
  return {name, sealed_by, text_of<member>, set_text<member>, revisable};
}

using K = SignatureKind;
using M = Manifest;
constexpr ManifestField kFields[] = {
    text<&M::field>("field", K::emission),
    number<&M::generator>("generator", K::emission),
    text<&M::parent>("parent", K::emission),
    text<&M::code>("code", K::transport),
    number<&M::planned>("planned", K::transport, true),
    text<&M::packaging>("packaging", K::transport, true),
    number<&M::facility>("facility", K::transport),
    number<&M::transporter>("transporter", K::transport),
    number<&M::receiver>("receiver", K::transport),
    number<&M::receiver_facility>("receiver_facility", K::transport),
    number<&M::contract>("contract", K::transport),
    text<&M::national>("national", K::transport, true),
    {"national_pending", K::transport, pending_text, set_pending, true},
    number<&M::planned_start>("planned_start", K::transport, true),
    number<&M::planned_arrival>("planned_arrival", K::transport, true),
    text<&M::route>("route", K::transport, true),
    text<&M::vehicle>("vehicle", K::transport),
    text<&M::driver>("driver", K::transport),
    number<&M::loaded>("loaded", K::transport, true),
    number<&M::next_transporter>("next_transporter", K::reception),
    number<&M::received>("received", K::reception, true),
    text<&M::estimate_reason>("estimate_reason", K::reception, true),
    number<&M::accepted>("accepted", K::acceptance),
    number<&M::refused>("refused", K::acceptance),
    text<&M::refusal_reason>("refusal_reason", K::acceptance, true),
    text<&M::operation>("operation", K::operation),
};

}  // namespace

std::string_view action_name(ManifestAction action) {
  return kActions[static_cast<std::size_t>(action)];
}
std::optional<ManifestAction> action_from_name(std::string_view name) {
  const auto at = std::find(kActions.begin(), kActions.end(), name);
  if (at == kActions.end()) return std::nullopt;
  return static_cast<ManifestAction>(at - kActions.begin());
}
std::string_view signer_name(Signer signer) {
  return kSigners[static_cast<std::size_t>(signer)];
}
std::string_view guard_name(Guard guard) {
  return kGuards[static_cast<std::size_t>(guard)];
}

std::span<const Transition> manifest_transitions() {
  return kTransitions;
}

const Transition* find_transition(ManifestState from, ManifestAction action) {
  for (const Transition& row : kTransitions)
    if (row.from == from && row.action == action) return &row;
  return nullptr;
}

std::optional<SignatureKind> signature_of(ManifestAction action) {
  switch (action) {
    case A::issue:
      return K::emission;
    case A::take_over:
    case A::hand_over:
      return K::transport;
    case A::arrive:
      return K::reception;
    case A::accept:
    case A::accept_part:
    case A::refuse:
      return K::acceptance;
    case A::operate:
      return K::operation;
    default:
      return std::nullopt;
  }
}

std::vector<std::string_view> fields_of(ManifestAction action) {
  switch (action) {
    case A::edit:
      return {"code",     "planned",  "packaging",         "facility",        "transporter",
              "receiver", "contract", "receiver_facility", "planned_start",   "planned_arrival",
              "route",    "national", "vehicle",           "national_pending"};
    case A::take_over:
    case A::hand_over:
      return {"vehicle", "driver", "loaded"};
    case A::name_next:
      return {"next_transporter"};
    case A::arrive:
      return {"received", "estimate_reason"};
    case A::accept:
      return {"accepted", "refused"};
    case A::accept_part:
    case A::refuse:
      return {"accepted", "refused", "refusal_reason"};
    case A::operate:
      return {"operation"};
    default:
      return {};
  }
}

ManifestAction acceptance_of(const ManifestInput& input) {
  const auto none = [&](std::string_view name) {
    const auto found = input.find(name);
    return found == input.end() || found->second == "0";
  };
  if (none("refused")) return A::accept;
  return none("accepted") ? A::refuse : A::accept_part;
}

std::span<const ManifestField> manifest_fields() {
  return kFields;
}

const ManifestField* find_manifest_field(std::string_view name) {
  for (const ManifestField& field : kFields)
    if (field.name == name) return &field;
  return nullptr;
}

bool is_sealed(SignatureKind kind, const std::vector<ManifestSignature>& signatures) {
  return std::any_of(signatures.begin(), signatures.end(),
                     [kind](const ManifestSignature& one) { return one.kind >= kind; });
}

namespace {

// Who issues stands for the plan, which is sealed only by who takes over; not for the leg.
bool is_in_frame(const ManifestField& field, SignatureKind kind) {
  if (field.sealed_by <= kind) return true;
  if (kind != K::emission || field.sealed_by != K::transport) return false;
  return field.name != "vehicle" && field.name != "driver" && field.name != "loaded";
}

}  // namespace

std::string manifest_frame(const Manifest& manifest, SignatureKind kind) {
  std::string frame = "waste_manifest\n" + manifest.number + "\n" + std::string(signature_name(kind)) + "\n";
  for (const ManifestField& field : kFields) {
    if (!is_in_frame(field, kind)) continue;
    const std::string value = field.get(manifest);
    frame.append(field.name).append(" ").append(std::to_string(value.size())).append(" ");
    frame.append(value).append("\n");
  }
  return frame;
}

}  // namespace wufei::contract
