// Run sheets: which crews go out on a day, one crew's sheet to print (A4, landscape) or as a workbook, and
// its dispatch, which keeps it as it stood then.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"

namespace wufei::http {

// GET /desk/sheets and /desk/sheets/{date}?crew=, below it GET /xlsx and /frozen, POST /dispatch and /phones.
void add_sheet_pages(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
