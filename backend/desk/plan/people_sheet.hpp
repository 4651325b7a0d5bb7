// Whom to tell after a change of the calendar, as a workbook for the telephone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "pickup/calendar/calendar_service.hpp"

namespace wufei::app {

// The bytes of a workbook with one sheet, header row frozen, set up for A4 landscape; no cell is a formula.
// Errors: internal.
contract::Result<std::string> people_xlsx(const std::vector<service::PersonToTell>& people,
                                          std::string_view title);

}  // namespace wufei::app
