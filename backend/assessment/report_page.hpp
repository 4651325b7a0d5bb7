// The month's and the year's report at the county's desk.
#pragma once

#include "account/staff_door.hpp"
#include "assessment/report_service.hpp"

namespace wufei::http {

// GET /desk/report and /desk/report/xlsx, ?year= &month= &body=; without them this month of all bodies. An
// account with a department sees the report of its own body. The references must outlive the door.
void add_report_pages(StaffDoor& door, service::ReportService& reports);

}  // namespace wufei::http
