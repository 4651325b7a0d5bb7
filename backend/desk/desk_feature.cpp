// What the county's desk gives to the house: its pages, and what it keeps besides bookings and cases.
#include "county/feature.hpp"
#include "desk/cases/statistics_page.hpp"
#include "desk/desk_pages.hpp"
#include "desk/erasures_service.hpp"
#include "desk/notices/notices_page.hpp"
#include "desk/plan/people_sheet.hpp"
#include "lib/base/words.hpp"
#include "pickup/export/run_sheet.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;
using contract::Permission;
using contract::Text;

void enter(http::StaffDoor& door) {
  door.enter({"/desk/pickups", words(Text::server_work_board), "calendar-check", Permission::view_pickups});
  door.enter({"/desk/sheets", words(Text::server_work_sheets), "printer", Permission::view_pickups});
  door.enter({"/desk/missed", words(Text::booking_event_missed_reported), "warning-circle",
              Permission::view_pickups});
  door.enter(
      {std::string(http::kNotices), words(Text::server_outbox_title), "phone", Permission::view_phone});
  door.enter({"/desk/plan", words(Text::server_rota_title), "sliders-horizontal", Permission::view_pickups});
  door.enter({"/desk/plan/crews", words(Text::server_rota_crews), "users", Permission::manage_crews});
  door.enter({"/desk/stops", words(Text::server_work_stops), "truck", Permission::view_stops});
  door.enter({"/desk/cases", words(Text::server_work_inbox), "megaphone", Permission::view_cases});
  door.enter({std::string(http::kCaseStatistics), words(Text::server_work_case_statistics), "chart-bar",
              Permission::view_reports});
}

// Sheets name people as long as bookings do.
contract::Status erase(const Ground& ground, service::SheetService& sheets, service::CaseDesk& cases,
                       service::StopRecords& records) {
  const int days = ground.content.current()->get<service::PickupContent>().rules.retention_days;
  const contract::Date before = contract::add_days(contract::china_date(ground.clock.now()), -days);
  if (const auto erased = sheets.erase_before(before); !erased) return erased.error();
  if (const auto erased = records.erase(); !erased) return erased.error();
  return contract::status_of(cases.erase());
}

contract::Status open(Ground& ground) {
  auto* door = ground.services.find<http::StaffDoor>();
  auto& pickups = *ground.services.find<service::PickupService>();
  auto& feedback = *ground.services.find<service::FeedbackService>();
  auto& sheets = ground.services.make<service::SheetService>(ground.store, pickups, ground.clock);
  auto& cases = ground.services.make<service::CaseDesk>(ground.store, feedback, ground.clock);
  auto& records =
      ground.services.make<service::StopRecords>(ground.store, pickups, ground.content, ground.clock);
  const auto desk = std::make_shared<const http::DeskGround>(http::DeskGround{
      *door,
      pickups,
      feedback,
      sheets,
      cases,
      records,
      ground.content,
      ground.clock,
      ground.ids,
      run_sheet_xlsx,
      ground.settings.public_url,
      {*ground.services.find<service::CalendarService>(), *ground.services.find<service::WindowHours>(),
       *ground.services.find<service::CrewService>(), *ground.services.find<service::AccountService>(),
       people_xlsx}});
  const contract::StaffWords offices =
      [accounts = ground.services.find<service::AccountService>()](const contract::Actor& actor) {
        return accounts->office_of(actor);
      };
  pickups.set_staff_words(offices);
  feedback.set_staff_words(offices);
  enter(*door);
  http::add_desk_pages(desk);
  http::add_notices_pages(desk, *ground.services.find<service::NoticeService>());
  http::add_case_statistics_pages(desk, *ground.services.find<service::IndicatorService>());
  ground.chores.add_alone({"erase what the desk keeps", "upkeep", 1h, 1min,
                           [&ground, &sheets, &cases, &records](const service::Turn&) {
                             return erase(ground, sheets, cases, records);
                           }});
  return contract::ok();
}

}  // namespace

Feature desk_feature() {
  return {.name = "desk",
          .open = open,
          .stores = {storage::SheetStore::facts(), storage::CaseStore::facts(), storage::InboxStore::facts(),
                     storage::StopNoteStore::facts()},
          .join = service::join_erasures};
}

}  // namespace wufei::app
