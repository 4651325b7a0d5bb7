// Pickups as the county handles them on the command line: `wufei pickups`, `wufei pickup`, `wufei missed`,
// `wufei book`, `wufei cancel-flood`, beside a running server.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "county/office.hpp"
#include "lib/cli/command_line.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::app {

void add_pickup_commands(CommandLine& line);

// For the subject's own commands and tables.
// What staff read for a status.
std::string_view status_words(contract::PickupStatus status);
// Why a crew, a reason or an answer cannot go into a text message; nullopt when it can.
std::optional<std::string> text_fault(const std::string& text);
service::PickupService pickups_of(Office& office);
// Says how the booking stands now; answers 0.
int print_done(const service::StaffPickup& staff);

}  // namespace wufei::app
