// What a party declares of one field for a period: periods by the field's calendar, amounts by code,
// versions. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/ledger_month.hpp"
#include "waste/field/waste_field.hpp"

namespace wufei::contract {

struct DeclarePeriod {
  std::string name;           // "2026-11", "2026-Q4" or "2026", by the field's declare_months
  Month from = 0, until = 0;  // both included
  Date last;                  // its last day
  Date due;
};

// The period of the field that has this month.
DeclarePeriod period_of(const WasteField& field, Month month);
// The last `count` that were over on `today`, newest first.
std::vector<DeclarePeriod> past_periods(const WasteField& field, Date today, int count);

// By its name; nullopt when the field's calendar has no such one.
std::optional<DeclarePeriod> period_named(const WasteField& field, std::string_view name);

// A submitted one is looked at by the bureau; what was accepted is corrected as a new version, never changed.
enum class DeclareState : std::uint8_t { draft, submitted, returned, accepted, superseded };
std::string_view declare_state_name(DeclareState state);  // snake_case
std::optional<DeclareState> declare_state_from_name(std::string_view name);

// opening + generated + received = self_used + disposed + handed_out + lost + closing, g. In the order of the
// members of DeclaredLine::grams.
enum class Amount : std::uint8_t {
  opening,
  generated,
  received,
  self_used,
  disposed,
  handed_out,
  lost,
  closing
};
inline constexpr std::size_t kAmounts = 8;

struct DeclaredLine {
  std::string code;
  std::array<std::int64_t, kAmounts> grams{};
  std::string note;  // why it differs from the records here

  [[nodiscard]] std::int64_t of(Amount amount) const { return grams[static_cast<std::size_t>(amount)]; }
  [[nodiscard]] bool balances() const;
  bool operator==(const DeclaredLine&) const = default;
};

struct Declaration {
  std::int64_t party = 0;
  std::string field = {}, period = {};
  int version = 1;
  DeclareState state = DeclareState::draft;
  int edits = 1;            // counts changes, against stale tabs
  std::string reason = {};  // why it was returned, or is corrected
  UtcSeconds submitted_at = 0;
  std::string decided_by = {};
  UtcSeconds decided_at = 0;
  std::vector<DeclaredLine> lines = {};
};

}  // namespace wufei::contract
