// Alarms at the desk: staff see and handle all of them, a party's people what is released to it.
#pragma once

#include "account/staff_door.hpp"
#include "county/content_source.hpp"
#include "waste/alarm/alarm_service.hpp"
#include "waste/balance/waste_ledger_service.hpp"

namespace wufei::http {

// All must outlive the door.
void add_waste_alarm_pages(StaffDoor& door, service::AlarmService& alarms,
                           service::WasteLedgerService& ledger, const service::ContentSource& content);

}  // namespace wufei::http
