#include "desk/desk_pages.hpp"

#include "desk/cases/case_page.hpp"
#include "desk/desk_home.hpp"
#include "desk/pickups/board_page.hpp"
#include "desk/pickups/booking_page.hpp"
#include "desk/pickups/missed_page.hpp"
#include "desk/plan/plan_page.hpp"
#include "desk/sheets/sheet_page.hpp"
#include "desk/stops/kept_page.hpp"
#include "desk/stops/stop_page.hpp"

namespace wufei::http {

void add_desk_pages(const std::shared_ptr<const DeskGround>& desk) {
  add_desk_home(desk);
  add_board_pages(desk);
  add_booking_pages(desk);
  add_change_pages(desk);
  add_outcome_pages(desk);
  add_new_booking_pages(desk);
  add_missed_pages(desk);
  add_plan_pages(desk);
  add_windows_pages(desk);
  add_people_pages(desk);
  add_crew_pages(desk);
  add_sheet_pages(desk);
  add_stop_pages(desk);
  add_kept_pages(desk);
  add_inbox_page(desk);
  add_case_pages(desk);
}

}  // namespace wufei::http
