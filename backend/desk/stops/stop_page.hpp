// The crew's pages, for one hand on a phone: the stops of today in order, the next one first, and what became
// of each. A crew sees its own stops and no other; its name is the department of its accounts.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"

namespace wufei::http {

// GET /desk/stops, GET /desk/stops/{reference}, below it GET /photos/{number}, POST /phone, /collected and
// /missed.
void add_stop_pages(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
