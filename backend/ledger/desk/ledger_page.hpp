// The ledger at the county's desk.
#pragma once

#include "account/staff_door.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "ledger/ledger_service.hpp"

namespace wufei::http {

// GET /desk/ledger, /desk/ledger/xlsx; filters stand in the address. All must outlive the door.
void add_ledger_pages(StaffDoor& door, service::LedgerService& ledger, const service::ContentSource& content,
                      service::Clock& clock);

}  // namespace wufei::http
