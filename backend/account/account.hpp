// Who works at the county's desk and what each may do: roles and permissions in one table. Plain values; how
// people sign in is account_service's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/actor.hpp"
#include "lib/base/civil_date.hpp"

namespace wufei::contract {

// dispatcher: plans the day's pickups; crew: fetches; officer: answers cases of a department; editor: writes
// what is published; analyst: reads figures; administrator: accounts and the audit log; enterprise: works for
// a party that declares or moves waste, and sees that party's own records alone (waste/party/party.hpp).
enum class Role : std::uint8_t { dispatcher, crew, officer, editor, analyst, administrator, enterprise };

enum class Permission : std::uint8_t {
  view_pickups,
  plan_pickups,    // assign, change, cancel, book for a caller; closed days and places
  manage_crews,    // crews and vehicles
  view_stops,      // the stops of one's own crew
  record_outcome,  // what became of a stop
  view_phone,      // unmasked personal data, each time on the record
  view_cases,
  handle_cases,  // assign, answer, close
  publish_cases,
  edit_content,     // write what residents read: articles, values, things of the guide
  publish_content,  // read what colleagues wrote, publish or withdraw it
  manage_surveys,   // codes and slips, answers from paper, opening and closing
  view_reports,
  view_waste,    // registered parties and their records, of every party
  handle_waste,  // verify and suspend parties, return declarations, work on alarms
  work_waste,    // records of one's own party
  manage_accounts,
  read_audit,
  own_account,  // whoever is signed in
};

inline constexpr Role kRoles[] = {Role::dispatcher, Role::crew,          Role::officer,   Role::editor,
                                  Role::analyst,    Role::administrator, Role::enterprise};

std::string_view role_name(Role role);  // snake_case
std::optional<Role> role_from_name(std::string_view name);
std::string_view role_text(Role role);
// The one table of who may what.
bool may(Role role, Permission permission);
// It changes nothing and sees no resident: its screen may stand where nobody sits before it.
bool only_reads(Role role);

enum class AccountState : std::uint8_t { invited, active, disabled };
std::string_view account_state_name(AccountState state);  // snake_case
std::optional<AccountState> account_state_from_name(std::string_view name);

struct StaffAccount {
  std::int64_t id = 0;
  std::string name;     // signs in with it: 2..32 of a-z, 0-9, '.', '_' and '-', begins with a letter
  std::string display;  // as colleagues read it, 1..40 code points
  Role role = Role::analyst;
  std::string department;  // as cases are assigned to it, or the crew's name; "" = all of them
  AccountState state = AccountState::invited;
  UtcSeconds created_at = 0;
  UtcSeconds signed_in_at = 0;  // the last time; 0 = never
};

// Who acts in a request of the desk.
struct StaffCaller {
  StaffAccount account;
  std::int64_t session = 0;
  std::string form_key;  // proves that a form comes from a page of this account
  UtcSeconds session_until = 0;

  [[nodiscard]] bool may(Permission permission) const { return contract::may(account.role, permission); }
  [[nodiscard]] Actor actor() const { return Actor::staff("desk:" + account.name); }
};

}  // namespace wufei::contract
