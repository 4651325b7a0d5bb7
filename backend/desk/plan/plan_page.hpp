// The desk's calendar, whom to tell of its changes, and the crews.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"

namespace wufei::http {

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
