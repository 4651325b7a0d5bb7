#include "county/ledger_month.hpp"

#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr int kMonths = 12;

}  // namespace

Month month_of(Date date) {
  const YearMonthDay civil = year_month_day(date);
  return civil.year * 100 + civil.month;
}

Month next_month(Month month) {
  return month % 100 == kMonths ? month + 100 - kMonths + 1 : month + 1;
}

Month previous_month(Month month) {
  return month % 100 == 1 ? month - 100 + kMonths - 1 : month - 1;
}

Date first_day(Month month) {
  return make_date({month / 100, month % 100, 1});
}

std::optional<Month> parse_month(std::string_view text) {
  const auto day = parse_date(std::string(text) + "-01");
  if (!day) return std::nullopt;
  return month_of(*day);
}

std::optional<Month> entered_month(std::string_view text) {
  constexpr std::string_view kMonthSign = "\u6708";
  std::string day = entered_symbols(text);
  day += day.ends_with(kMonthSign) ? "1" : "-1";
  const auto first = entered_date(day);
  return first ? std::optional(month_of(*first)) : std::nullopt;
}

std::string format_month(Month month) {
  return format_date(first_day(month)).substr(0, 7);
}

UtcSeconds closes_at(Month month) {
  return china_instant(add_days(first_day(next_month(month)), kMonthClosesOn - 1), 0);
}

Month ledger_month(Date day, UtcSeconds recorded) {
  const Month own = month_of(day);
  return recorded < closes_at(own) ? own : month_of(china_date(recorded));
}

}  // namespace wufei::contract
