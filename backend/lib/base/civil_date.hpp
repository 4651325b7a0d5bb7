// Civil dates and China Standard Time (UTC+08:00, no daylight saving). Pure arithmetic on day numbers; never
// reads a clock. Instants are UTC seconds since 1970 in storage and become +08:00 text only at the edges.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wufei::contract {

using UtcSeconds = std::int64_t;

// A calendar day, counted in days since 1970-01-01 (proleptic Gregorian). No time zone of its own.
struct Date {
  std::int32_t days = 0;
  friend bool operator==(Date a, Date b) { return a.days == b.days; }
  friend bool operator!=(Date a, Date b) { return a.days != b.days; }
  friend bool operator<(Date a, Date b) { return a.days < b.days; }
  friend bool operator<=(Date a, Date b) { return a.days <= b.days; }
  friend bool operator>(Date a, Date b) { return a.days > b.days; }
  friend bool operator>=(Date a, Date b) { return a.days >= b.days; }
};

struct YearMonthDay {
  int year = 1970;
  int month = 1;  // 1-12
  int day = 1;    // 1-31
};

Date make_date(YearMonthDay civil);
YearMonthDay year_month_day(Date date);
inline Date add_days(Date date, int days) {
  return Date{date.days + days};
}
// 1 = Monday ... 7 = Sunday (ISO 8601).
int iso_weekday(Date date);

inline constexpr std::string_view kLastDay = "9999-12-31";  // that parse_date() takes
// "YYYY-MM-DD" (RFC 3339 full-date), years 1970-9999; nullopt for anything else, including days that do not
// exist.
std::optional<Date> parse_date(std::string_view text);
std::string format_date(Date date);
// A day as people write and paste it: the same, or with '/', '.' or the characters for year, month and day
// between the numbers, which need no zeros in front ("2026/1/5"); marks and spaces as entered_symbols() takes
// them.
std::optional<Date> entered_date(std::string_view text);
// Such a day and a time as entered_clock() takes it behind a space or 'T' (what a browser sends of a
// datetime-local), of China's clocks; ":SS" may follow.
std::optional<UtcSeconds> entered_instant(std::string_view text);
// The same without its seconds.
std::optional<UtcSeconds> entered_moment(std::string_view text);

// "HH:MM" to minutes after midnight, 0-1439.
std::optional<int> parse_clock(std::string_view text);
// A time as people write it: "8:30", also with the characters for hour and minute; the full hour without
// minutes.
std::optional<int> entered_clock(std::string_view text);
std::string format_clock(int minutes);

// The day and the minute of the day in China at an instant.
Date china_date(UtcSeconds instant);
int china_minute_of_day(UtcSeconds instant);
// The instant at which China's clocks show `minutes` after midnight on `date`.
UtcSeconds china_instant(Date date, int minutes);
// RFC 3339 with offset, e.g. 2026-11-23T18:00:00+08:00.
std::string format_instant(UtcSeconds instant);
// Any spelling of RFC 3339 5.6: 't' and 'z' as well; a fraction of a second is dropped.
std::optional<UtcSeconds> parse_instant(std::string_view text);

}  // namespace wufei::contract
