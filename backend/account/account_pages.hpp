// Pages of the desk about those who work there: one's own account and sessions, all accounts, the audit log.
#pragma once

#include <string>

#include "account/account_service.hpp"
#include "account/log_watch.hpp"
#include "account/staff_door.hpp"

namespace wufei::http {

// /desk/account, /desk/account/password, /desk/account/sessions/{id}/end.
void add_own_pages(StaffDoor& door, service::AccountService& accounts);
// /desk/accounts, /desk/accounts/{name}. `public_url`: of the one-time links that are shown.
void add_accounts_pages(StaffDoor& door, service::AccountService& accounts, const std::string& public_url);
// /desk/audit.
void add_audit_page(StaffDoor& door, storage::Store& store, service::LogWatch& watch);

}  // namespace wufei::http
