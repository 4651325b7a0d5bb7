#include "account/account.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "lib/base/find.hpp"
#include "lib/base/text.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 7> kRoleNames{"dispatcher", "crew",          "officer",   "editor",
                                                     "analyst",    "administrator", "enterprise"};
constexpr std::array kRoleTexts{Text::server_role_dispatcher, Text::server_role_crew,
                                Text::server_role_officer,    Text::server_role_editor,
                                Text::server_role_analyst,    Text::server_role_administrator,
                                Text::server_role_enterprise};
constexpr std::array<std::string_view, 3> kStateNames{"invited", "active", "disabled"};

using P = Permission;
struct Granted {
  Role role;
  std::initializer_list<Permission> permissions;
};
// Who answers a case does not plan routes, and who manages accounts sees no resident: least privilege
// (GB/T 22239-2019, level 2, 7.1.4.2).
const Granted kTable[] = {
    {Role::dispatcher,
     {P::view_pickups, P::plan_pickups, P::manage_crews, P::record_outcome, P::view_phone, P::view_reports}},
    {Role::crew, {P::view_stops, P::record_outcome}},
    {Role::officer,
     {P::view_cases, P::handle_cases, P::publish_cases, P::view_phone, P::view_reports, P::view_waste,
      P::handle_waste}},
    {Role::editor,
     {P::view_cases, P::publish_cases, P::edit_content, P::publish_content, P::manage_surveys,
      P::view_reports}},
    {Role::analyst, {P::view_reports, P::view_waste}},
    {Role::administrator,
     {P::manage_accounts, P::manage_crews, P::read_audit, P::publish_content, P::manage_surveys,
      P::view_reports}},
    {Role::enterprise, {P::work_waste}},
};

}  // namespace

std::string_view role_name(Role role) {
  return kRoleNames[static_cast<std::size_t>(role)];
}

std::optional<Role> role_from_name(std::string_view name) {
  return enum_named<Role>(kRoleNames, name);
}

std::string_view role_text(Role role) {
  return text(kRoleTexts[static_cast<std::size_t>(role)]);
}

bool may(Role role, Permission permission) {
  if (permission == Permission::own_account) return true;
  for (const Granted& granted : kTable)
    if (granted.role == role) return contract::is_among(granted.permissions, permission);
  return false;
}

bool only_reads(Role role) {
  for (const Granted& granted : kTable)
    if (granted.role == role)
      return std::all_of(granted.permissions.begin(), granted.permissions.end(),
                         [](P one) { return one == P::view_reports || one == P::view_waste; });
  return false;
}

std::string_view account_state_name(AccountState state) {
  return kStateNames[static_cast<std::size_t>(state)];
}

std::optional<AccountState> account_state_from_name(std::string_view name) {
  return enum_named<AccountState>(kStateNames, name);
}

}  // namespace wufei::contract
