// Every page and form of the county's desk.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"

namespace wufei::http {

void add_desk_pages(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
