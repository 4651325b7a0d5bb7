// Scales and weighings at the desk: a party's people name their scales and hand in files, staff read.
#pragma once

#include "account/staff_door.hpp"
#include "waste/balance/waste_ledger_service.hpp"
#include "waste/weighing/weighing_service.hpp"

namespace wufei::http {

// All must outlive the door.
void add_weighing_pages(StaffDoor& door, service::WeighingService& weighings,
                        service::WasteLedgerService& ledger);

}  // namespace wufei::http
