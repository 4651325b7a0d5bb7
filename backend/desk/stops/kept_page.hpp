// What a crew's phone kept without a network and sends later (wasm/portal/shell/crew.js), and the list of
// what crews leave to the desk. ADR 0034.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"

namespace wufei::http {

inline constexpr std::string_view kStopNotes = "/desk/stop-notes";

// POST /desk/stops/{reference}/kept, /asked and /dropped, answered in JSON; GET /desk/stop-notes, below it
// POST /{reference}/{sequence}.
void add_kept_pages(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
