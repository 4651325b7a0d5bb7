// The desk's calendar, whom to tell of its changes, and the crews.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"

namespace wufei::http {

// The ways in which routes below /desk/plan are added: their work begins with the ground.
struct PlanRoutes {
  using Page = Response (*)(const DeskGround&, const Request&, const contract::StaffCaller&);
  using Form = Response (*)(const DeskGround&, const Request&, const contract::StaffCaller&,
                            const FormFields&);

  std::shared_ptr<const DeskGround> desk;
  std::size_t largest_form;  // bytes

  void page(std::string_view pattern, std::string_view name, contract::Permission permission,
            Page work) const;
  void form(std::string_view pattern, std::string_view name, contract::Permission permission,
            Form work) const;
};

// Below /desk/plan: GET, /new, /change (GET shows what it meets, POST does it), /rules/{number} (the same of
// ending a rule).
void add_plan_pages(const std::shared_ptr<const DeskGround>& desk);
// Below /desk/plan/windows: GET, POST (shows what it meets, with field sure does it).
void add_windows_pages(const std::shared_ptr<const DeskGround>& desk);
// Below /desk/plan/people: GET, GET /xlsx, POST /phones, /told and /notices.
void add_people_pages(const std::shared_ptr<const DeskGround>& desk);
// Below /desk/plan/crews: GET, POST; below /{id} GET, POST, POST /retire and /remove.
void add_crew_pages(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
