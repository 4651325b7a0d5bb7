#include "waste/declaration/declaration.hpp"

#include <algorithm>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

struct StateName {
  DeclareState state;
  std::string_view name;
};
constexpr StateName kStates[] = {{DeclareState::draft, "draft"},
                                 {DeclareState::submitted, "submitted"},
                                 {DeclareState::returned, "returned"},
                                 {DeclareState::accepted, "accepted"},
                                 {DeclareState::superseded, "superseded"}};

// The first month of the period of `months` that has `month`.
Month begin_of(Month month, int months) {
  const int index = month % 100 - 1;
  return month - index % months;
}

Month plus(Month month, int count) {
  for (int i = 0; i < count; ++i) month = next_month(month);
  return month;
}

Month before(Month month) {
  return month_of(add_days(first_day(month), -1));
}

std::string name_of(Month from, int months) {
  const std::string text = format_month(from);
  if (months == 12) return text.substr(0, 4);
  if (months == 3) return text.substr(0, 5) + "Q" + std::to_string((from % 100 - 1) / 3 + 1);
  return text;
}

}  // namespace

DeclarePeriod period_of(const WasteField& field, Month month) {
  DeclarePeriod period;
  period.from = begin_of(month, field.declare_months);
  period.until = plus(period.from, field.declare_months - 1);
  period.name = name_of(period.from, field.declare_months);
  period.last = add_days(first_day(next_month(period.until)), -1);
  period.due = add_days(period.last, field.declare_days);
  return period;
}

std::vector<DeclarePeriod> past_periods(const WasteField& field, Date today, int count) {
  std::vector<DeclarePeriod> periods;
  Month month = period_of(field, month_of(today)).from;
  for (int i = 0; i < count; ++i) {
    periods.push_back(period_of(field, before(month)));
    month = periods.back().from;
  }
  return periods;
}

std::optional<DeclarePeriod> period_named(const WasteField& field, std::string_view name) {
  int year = 0;
  for (const char c : name.substr(0, 4)) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  if (year < 2000) return std::nullopt;
  for (int month = 1; month <= 12; ++month)
    if (DeclarePeriod period = period_of(field, year * 100 + month); period.name == name) return period;
  return std::nullopt;
}

std::string_view declare_state_name(DeclareState state) {
  const auto* row = find_by(&StateName::state, kStates, state);
  return row ? row->name : std::string_view();
}

std::optional<DeclareState> declare_state_from_name(std::string_view name) {
  const auto* row = find_by(&StateName::name, kStates, name);
  return row ? std::optional(row->state) : std::nullopt;
}

bool DeclaredLine::balances() const {
  std::int64_t there = 0;
  for (std::size_t i = 0; i < kAmounts; ++i)
    there += i <= static_cast<std::size_t>(Amount::received) ? grams[i] : -grams[i];
  return there == 0;
}

}  // namespace wufei::contract
