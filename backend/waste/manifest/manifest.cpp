#include "waste/manifest/manifest.hpp"

#include <algorithm>
#include <array>

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, kManifestStates> kStates{"draft",   "issued",   "in_transit",
                                                                "arrived", "accepted", "partly_accepted",
                                                                "refused", "done",     "cancelled"};
constexpr std::array<std::string_view, 5> kSignatures{"emission", "transport", "reception", "acceptance",
                                                      "operation"};
constexpr std::array<std::string_view, 2> kMethods{"account", "paper"};
constexpr std::array<std::string_view, 3> kChildren{"", "return", "redirect"};
constexpr std::array<std::string_view, 4> kRevisions{"open", "approved", "refused", "withdrawn"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

}  // namespace

std::string_view manifest_state_name(ManifestState state) {
  return kStates[static_cast<std::size_t>(state)];
}
std::optional<ManifestState> manifest_state_from_name(std::string_view name) {
  return named<ManifestState>(kStates, name);
}
std::string_view signature_name(SignatureKind kind) {
  return kSignatures[static_cast<std::size_t>(kind)];
}
std::optional<SignatureKind> signature_from_name(std::string_view name) {
  return named<SignatureKind>(kSignatures, name);
}
std::string_view method_name(SignatureMethod method) {
  return kMethods[static_cast<std::size_t>(method)];
}
std::optional<SignatureMethod> method_from_name(std::string_view name) {
  return named<SignatureMethod>(kMethods, name);
}
std::string_view child_name(ChildKind kind) {
  return kChildren[static_cast<std::size_t>(kind)];
}
std::optional<ChildKind> child_from_name(std::string_view name) {
  return named<ChildKind>(kChildren, name);
}
std::string_view revision_state_name(RevisionState state) {
  return kRevisions[static_cast<std::size_t>(state)];
}
std::optional<RevisionState> revision_state_from_name(std::string_view name) {
  return named<RevisionState>(kRevisions, name);
}

}  // namespace wufei::contract
