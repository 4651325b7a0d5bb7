#include "lib/base/calendar.hpp"

#include <algorithm>
#include <iterator>

#include "calendar_data.inc"

namespace wufei::contract {
namespace {

std::int32_t compact(Date date) {
  const YearMonthDay civil = year_month_day(date);
  return civil.year * 10000 + civil.month * 100 + civil.day;
}

}  // namespace

bool is_public_holiday(Date date) {
  return std::binary_search(std::begin(calendar_data::kHolidays), std::end(calendar_data::kHolidays),
                            compact(date));
}

bool is_makeup_workday(Date date) {
  return std::binary_search(std::begin(calendar_data::kMakeupWorkdays),
                            std::end(calendar_data::kMakeupWorkdays), compact(date));
}

bool calendar_covers(int year) {
  return year >= calendar_data::kFirstYear && year <= calendar_data::kLastYear;
}

bool calendar_covers(Date date) {
  return calendar_covers(year_month_day(date).year);
}

bool is_working_day(Date date) {
  if (is_makeup_workday(date)) return true;
  return iso_weekday(date) <= 5 && !is_public_holiday(date);
}

}  // namespace wufei::contract
