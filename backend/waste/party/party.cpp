#include "waste/party/party.hpp"

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

struct StateName {
  PartyState state;
  std::string_view name;
};
constexpr StateName kStates[] = {{PartyState::draft, "draft"},
                                 {PartyState::submitted, "submitted"},
                                 {PartyState::verified, "verified"},
                                 {PartyState::suspended, "suspended"},
                                 {PartyState::closed, "closed"}};

struct MemberName {
  MemberRole role;
  std::string_view name;
};
constexpr MemberName kMembers[] = {{MemberRole::admin, "admin"},
                                   {MemberRole::clerk, "clerk"},
                                   {MemberRole::driver, "driver"},
                                   {MemberRole::reader, "reader"}};

}  // namespace

std::string_view party_state_name(PartyState state) {
  const auto* row = find_by(&StateName::state, kStates, state);
  return row ? row->name : std::string_view();
}

std::optional<PartyState> party_state_from_name(std::string_view name) {
  const auto* row = find_by(&StateName::name, kStates, name);
  return row ? std::optional(row->state) : std::nullopt;
}

std::string_view member_role_name(MemberRole role) {
  const auto* row = find_by(&MemberName::role, kMembers, role);
  return row ? row->name : std::string_view();
}

std::optional<MemberRole> member_role_from_name(std::string_view name) {
  const auto* row = find_by(&MemberName::name, kMembers, name);
  return row ? std::optional(row->role) : std::nullopt;
}

bool reads_records(MemberRole role) {
  return role != MemberRole::driver;
}

bool reads_contacts(MemberRole role) {
  return role == MemberRole::admin || role == MemberRole::clerk;
}

bool Permit::has_code(std::string_view code) const {
  return codes.empty() || contract::is_among(codes, code);
}

bool Party::has(WasteRole role) const {
  return contract::is_among(roles, role);
}

bool Party::in_field(std::string_view field) const {
  return contract::is_among(fields, field);
}

bool Party::was_verified() const {
  return verified_at > 0 || state == PartyState::verified || state == PartyState::suspended;
}

bool Party::may_be_person() const {
  return code.find('-') != std::string::npos;
}

}  // namespace wufei::contract
