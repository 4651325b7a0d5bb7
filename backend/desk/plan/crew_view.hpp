// What the pages of crews and vehicles look like. Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/desk_parts.hpp"
#include "pickup/crew/crew_service.hpp"

namespace wufei::http {

using StaffAccounts = std::vector<contract::StaffAccount>;

std::string crew_path(std::int64_t id, std::string_view below = {});

struct CrewsView {
  const contract::StaffCaller& caller;
  const std::vector<service::CrewInUse>& crews;
  const StaffAccounts& accounts;
  contract::Date today;
  std::string_view done = {};
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
};

// The name as the crew of ours has it; of other crews as it was typed.
std::string crew_as_ours(const DeskGround& desk, std::string name);
// Faults of an assignment that was refused; that the crew does not drive any more has words of its own.
std::vector<FormFault> assign_faults(const contract::Error& error, contract::Text label);

std::string crews_html(const CrewsView& view);

struct CrewView {
  const contract::StaffCaller& caller;
  const service::CrewInUse& one;
  const StaffAccounts& accounts;
  const std::vector<storage::AccessEntry>& history;
  const StaffNames& names;
  contract::Date today;
  std::string_view done = {};
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
};

std::string crew_html(const CrewView& view);

}  // namespace wufei::http
