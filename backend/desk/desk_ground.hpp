// What every page of the desk works with.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "account/staff_door.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "desk/cases/case_desk.hpp"
#include "desk/sheets/sheet_service.hpp"
#include "desk/stops/stop_records.hpp"
#include "feedback/feedback_service.hpp"
#include "pickup/calendar/calendar_service.hpp"
#include "pickup/calendar/window_hours.hpp"
#include "pickup/crew/crew_service.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::http {

// What the pages of closed days, places and crews work with.
struct DeskPlanning {
  service::CalendarService& calendar;
  service::WindowHours& hours;
  service::CrewService& crews;
  service::AccountService& accounts;
  // Whom to tell as the bytes of an XLSX workbook.
  std::function<contract::Result<std::string>(const std::vector<service::PersonToTell>&,
                                              std::string_view title)>
      workbook;
};

// All must outlive the router.
struct DeskGround {
  StaffDoor& door;
  service::PickupService& pickups;
  service::FeedbackService& feedback;
  service::SheetService& sheets;
  service::CaseDesk& cases;
  service::StopRecords& records;
  service::ContentSource& content;
  service::Clock& clock;
  service::IdSource& ids;
  // Rows as the bytes of an XLSX workbook.
  std::function<contract::Result<std::string>(const std::vector<service::RunSheetRow>&,
                                              std::string_view title)>
      workbook;
  std::string public_url;  // "https://host", "" = not known
  DeskPlanning planning;

  [[nodiscard]] contract::Date today() const { return contract::china_date(clock.now()); }
};

}  // namespace wufei::http
