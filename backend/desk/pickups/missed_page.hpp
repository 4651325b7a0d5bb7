// Reports of residents that nothing was fetched: those that wait, and the answer to one.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"

namespace wufei::http {

// GET /desk/missed; GET and POST /desk/missed/{reference}.
void add_missed_pages(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
