// The ledger of a party at the desk: its own people read and, as admin or clerk, write; staff read all.
#pragma once

#include "account/staff_door.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "waste/balance/waste_ledger_service.hpp"

namespace wufei::http {

// All must outlive the door.
void add_waste_ledger_pages(StaffDoor& door, storage::Store& store, service::WasteLedgerService& ledger,
                            const service::ContentSource& content, service::Clock& clock);

}  // namespace wufei::http
