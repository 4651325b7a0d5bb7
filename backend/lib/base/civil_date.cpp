#include "lib/base/civil_date.hpp"

#include <cstdio>

#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr int kChinaOffset = 8 * 3600;
constexpr int kDaySeconds = 86400;

// Days before and after era boundaries: the usual 400-year-era arithmetic with March as the first month, so
// that the leap day is the last day of its year.
constexpr int kEraDays = 146097;

constexpr std::string_view kDaySign = "\u65E5";  // behind the number of a day

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

// All of text[from, from+count) must be digits; -1 otherwise.
int digits(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// Takes at most `width` digits from the front, and answers them with zeros before them; "" for none.
std::string take_number(std::string_view& text, std::size_t width) {
  std::size_t length = 0;
  while (length < width && digits(text, length, 1) >= 0) ++length;
  std::string number(text.substr(0, length));
  text.remove_prefix(length);
  return number.empty() ? number : std::string(width - length, '0') + number;
}

// Takes `sign` from the front, and spaces behind it. False when it does not stand there.
bool take_sign(std::string_view& text, std::string_view sign) {
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(sign.size());
  while (text.starts_with(' ')) text.remove_prefix(1);
  return true;
}

// Takes what stands between two numbers of a day from the front: `sign`, or one of "-/.". False without any.
bool take_mark(std::string_view& text, std::string_view sign) {
  std::size_t length = text.starts_with(sign) ? sign.size() : 0;
  if (!text.empty() && (text.front() == '-' || text.front() == '/' || text.front() == '.')) length = 1;
  text.remove_prefix(length);
  return length > 0;
}

// Where a fraction of a second that begins at `from` ends; `from` when there is none, nullopt when it has no
// digits.
std::optional<std::size_t> after_fraction(std::string_view text, std::size_t from) {
  if (from >= text.size() || text[from] != '.') return from;
  std::size_t end = from + 1;
  while (digits(text, end, 1) >= 0) ++end;
  return end == from + 1 ? std::nullopt : std::optional(end);
}

// Takes ":SS", also with a fraction, from the end of "HH:MM:SS"; 0 for none, -1 for what is no second.
int take_seconds(std::string_view& clock) {
  const std::size_t first = clock.find(':');
  const std::size_t second = first == std::string_view::npos ? first : clock.find(':', first + 1);
  if (second == std::string_view::npos) return 0;
  const int seconds = digits(clock, second + 1, 2);
  const auto end = after_fraction(clock, second + 3);
  const bool sound = seconds <= 59 && end == clock.size();
  clock = clock.substr(0, second);
  return sound ? seconds : -1;
}

}  // namespace

Date make_date(YearMonthDay civil) {
  const int year = civil.month <= 2 ? civil.year - 1 : civil.year;
  const auto era = static_cast<int>(floor_div(year, 400));
  const int year_of_era = year - era * 400;
  const int day_of_year = (153 * ((civil.month + 9) % 12) + 2) / 5 + civil.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Date{era * kEraDays + day_of_era - 719468};
}

YearMonthDay year_month_day(Date date) {
  const int shifted = date.days + 719468;
  const auto era = static_cast<int>(floor_div(shifted, kEraDays));
  const int day_of_era = shifted - era * kEraDays;
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const int year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

int iso_weekday(Date date) {
  // 1970-01-01 was a Thursday.
  return static_cast<int>(((date.days + 3) % 7 + 7) % 7) + 1;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return std::nullopt;
  return make_date({year, month, day});
}

std::optional<Date> entered_date(std::string_view text) {
  const std::string typed = entered_symbols(text);
  std::string_view rest = typed;
  const std::string year = take_number(rest, 4);
  if (!take_mark(rest, "\u5E74")) return std::nullopt;
  const std::string month = take_number(rest, 2);
  if (!take_mark(rest, "\u6708")) return std::nullopt;
  const std::string day = take_number(rest, 2);
  const bool ends = rest.empty() || rest == kDaySign;
  return ends ? parse_date(year + "-" + month + "-" + day) : std::nullopt;
}

std::optional<int> entered_clock(std::string_view text) {
  const std::string typed = entered_symbols(text);
  std::string_view rest = typed;
  const std::string hours = take_number(rest, 2);
  const bool sign = take_sign(rest, "\u70B9") || take_sign(rest, "\u65F6");
  if (!sign && !take_sign(rest, ":")) return std::nullopt;
  if (sign && rest.empty()) return parse_clock(hours + ":00");
  if (digits(rest, 0, 2) < 0) return std::nullopt;  // 8:5 may be 8:05 and 8:50
  const std::string minutes = take_number(rest, 2);
  if (sign) take_sign(rest, "\u5206");
  return rest.empty() ? parse_clock(hours + ":" + minutes) : std::nullopt;
}

std::optional<UtcSeconds> entered_instant(std::string_view text) {
  const std::string typed = entered_symbols(text);
  const std::size_t sign = typed.find(kDaySign);
  const std::size_t ends = sign == std::string::npos ? typed.find_first_of("T ") : sign + kDaySign.size();
  if (ends >= typed.size()) return std::nullopt;
  std::string_view clock = std::string_view(typed).substr(ends);
  const std::size_t begins = clock.find_first_not_of("T ");
  if (begins == std::string_view::npos) return std::nullopt;
  clock.remove_prefix(begins);
  const int seconds = take_seconds(clock);
  const auto day = entered_date(typed.substr(0, ends));
  const auto minutes = entered_clock(clock);
  if (!day || !minutes || seconds < 0) return std::nullopt;
  return china_instant(*day, *minutes) + seconds;
}

std::optional<UtcSeconds> entered_moment(std::string_view text) {
  const auto instant = entered_instant(text);
  if (!instant) return std::nullopt;
  return china_instant(china_date(*instant), china_minute_of_day(*instant));
}

std::string format_date(Date date) {
  const YearMonthDay civil = year_month_day(date);
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
  return buffer;
}

std::optional<int> parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hours = digits(text, 0, 2), minutes = digits(text, 3, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  return hours * 60 + minutes;
}

std::string format_clock(int minutes) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%02d:%02d", minutes / 60, minutes % 60);
  return buffer;
}

Date china_date(UtcSeconds instant) {
  return Date{static_cast<std::int32_t>(floor_div(instant + kChinaOffset, kDaySeconds))};
}

int china_minute_of_day(UtcSeconds instant) {
  const std::int64_t local = instant + kChinaOffset;
  return static_cast<int>((local - floor_div(local, kDaySeconds) * kDaySeconds) / 60);
}

UtcSeconds china_instant(Date date, int minutes) {
  return static_cast<UtcSeconds>(date.days) * kDaySeconds + static_cast<UtcSeconds>(minutes) * 60 -
         kChinaOffset;
}

std::string format_instant(UtcSeconds instant) {
  const Date date = china_date(instant);
  const std::int64_t second = instant - china_instant(date, 0);
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02d+08:00", static_cast<int>(second / 3600) % 24,
                static_cast<int>(second / 60) % 60, static_cast<int>(second % 60));
  return format_date(date) + buffer;
}

std::optional<UtcSeconds> parse_instant(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const auto clock = parse_clock(text.substr(11, 5));
  const int second = digits(text, 17, 2);
  if (!date || !clock || text[16] != ':' || second < 0 || second > 59) return std::nullopt;
  const auto zone_at = after_fraction(text, 19);
  if (!zone_at) return std::nullopt;
  const std::string_view zone = text.substr(*zone_at);
  const UtcSeconds local = static_cast<UtcSeconds>(date->days) * kDaySeconds + *clock * 60 + second;
  if (zone == "Z" || zone == "z") return local;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
  const auto offset = parse_clock(zone.substr(1));
  if (!offset) return std::nullopt;
  return zone[0] == '+' ? local - *offset * 60 : local + *offset * 60;
}

}  // namespace wufei::contract
