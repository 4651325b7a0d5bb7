// One booking at the desk: all of it with its history, and what the desk does with it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "county/ledger_month.hpp"
#include "desk/desk_ground.hpp"
#include "pickup/outcome/outcome_rules.hpp"

namespace wufei::http {

// `below`: "", "/phone", "/assign", "/cancel", "/change", "/outcome", "/photos/" and a number.
std::string booking_path(std::string_view reference, std::string_view below = {});
// Canonical, "" for what is no reference of a booking.
std::string booking_reference(const Request& request);

// Whether the county's rules let its outcome be corrected now.
bool is_correctable(const service::StaffPickup& stop, const contract::OutcomeRules& rules,
                    contract::UtcSeconds now);
// The month of the ledger that the stop belongs to, if it is closed for what is recorded at `now`: that
// counts in the month of `now` then.
std::optional<contract::Month> closed_month(const service::StaffPickup& stop, contract::UtcSeconds now);

// Below /desk/pickups/{reference}: GET, GET /photos/{number}, POST /phone, /assign and /cancel.
void add_booking_pages(const std::shared_ptr<const DeskGround>& desk);
// GET and POST /desk/pickups/{reference}/change.
void add_change_pages(const std::shared_ptr<const DeskGround>& desk);
// GET and POST /desk/pickups/{reference}/outcome.
void add_outcome_pages(const std::shared_ptr<const DeskGround>& desk);
// GET and POST /desk/pickups/new.
void add_new_booking_pages(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
