// China's public holidays and make-up working days, from the npm package chinese-days at build time.
// Knows nothing of closed days that somebody sets for themselves.
#pragma once

#include "lib/base/civil_date.hpp"

namespace wufei::contract {

// True on statutory holidays, including the weekend days that the State Council joins to them. In a year
// whose announcement is not in the data: the days that are free by law, the lunar ones computed.
bool is_public_holiday(Date date);
// True on a Saturday or Sunday that the announcement makes a working day.
bool is_makeup_workday(Date date);
// Whether the announcement for a year is in the data; it appears in the November before.
bool calendar_covers(int year);
bool calendar_covers(Date date);
// Monday to Friday that is no holiday, or a make-up working day.
bool is_working_day(Date date);

}  // namespace wufei::contract
