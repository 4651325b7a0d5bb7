// Indicators of the plan as the county's table prints them, and the values published for them. Plain data and
// its JSON; rules about publishing and judging are the service's. Numbers are decimals, never floating point.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/decimal.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kIndicators = "/api/v1/indicators";
inline constexpr std::string_view kIndicator = "/api/v1/indicators/{no}";
inline constexpr std::string_view kIndicatorRevisions = "/api/v1/indicators/{no}/revisions";
inline constexpr std::string_view kRevisionChain = "/api/v1/indicator-revisions";
}  // namespace api

// How a number bounds the quantity. none: there is no number.
enum class Bound : std::uint8_t { none, equal, more, at_least, less, at_most };
// "=", ">", ">=", "<", "<="; "" for none.
std::string_view bound_sign(Bound bound);
std::optional<Bound> parse_bound(std::string_view sign);

enum class Direction : std::uint8_t { higher, lower, other };
// Whether baseline and targets of the row may be compared with each other.
enum class Comparable : std::uint8_t { yes, no, not_applicable, suspect_scope, qualitative_target };
enum class TargetKind : std::uint8_t { value, words, floor };

// One number cell of the table. Years are 0 when there is none.
struct IndicatorCell {
  std::string raw;
  Bound bound = Bound::none;
  std::optional<Decimal> value;  // in the row's unit
  int year = 0;
  int reference_year = 0;  // a change is measured from this year
};

struct Indicator {
  int no = 0;
  std::string name, level1, level2, level3;
  bool required = false;  // starred
  bool special = false;   // the county's own
  std::string unit;
  std::string unit_source;  // cell | inferred | n/a
  Direction direction = Direction::other;
  IndicatorCell baseline, target_2023, target_2025;
  Comparable comparable = Comparable::not_applicable;
  bool qualitative = false;
  TargetKind target_kind = TargetKind::value;
  bool scope_unclear = false;  // the numbers may be those of a wider area
  std::vector<std::string> responsible;
  std::string responsible_raw;
  std::string extraction_flag, extraction_confidence;
  std::vector<std::string> raw_cells;
  std::string meaning, method, reading;
  std::vector<std::string> discrepancies;  // "D03"
  std::vector<std::string> sections;       // of the plan

  [[nodiscard]] std::array<const IndicatorCell*, 2> targets() const { return {&target_2023, &target_2025}; }
};

struct IndicatorTable {
  int baseline_year_header = 0;
  int baseline_year_text = 0;
  int declared = 0;
  int declared_required = 0;
  std::string source_title, source_number, source_date, source_place;
  std::vector<Indicator> indicators;  // numbers 1.. in order
  [[nodiscard]] const Indicator* find(int no) const;
};

// A whole calendar year ("2024") or a range of days ("2024-01-01/2024-06-30").
struct Period {
  Date from, to;
  [[nodiscard]] bool whole_year() const;
  [[nodiscard]] int year() const;  // in which it ends
};
std::optional<Period> parse_period(std::string_view text);
// A range that is a whole year is written as the year.
std::string format_period(const Period& period);

// One published value. Rows are only ever added; a correction is a new row that replaces an earlier one.
struct IndicatorRevision {
  std::int64_t sequence = 0;  // 1.. over all indicators: place in the chain
  int indicator = 0;
  int revision = 0;    // 1.. of this indicator
  int replaces = 0;    // revision that this one corrects, 0 = none
  std::string period;  // format_period()
  Bound bound = Bound::none;
  std::string value;  // decimal text, "" when it is words
  std::string words;  // for indicators whose targets are words
  std::string unit;
  int reference_year = 0;
  std::string source_title, source_number, source_date;
  std::string publisher;
  std::string note;
  UtcSeconds published_at = 0;
  std::string previous_hash;  // of the row with the sequence before; 64 zeros for the first
  std::string hash;           // SHA-256 of revision_canonical(), lower-case hexadecimal
};

inline constexpr std::string_view kFirstPreviousHash =
    "0000000000000000000000000000000000000000000000000000000000000000";

// The bytes that are hashed: the JSON of the revision without "hash", in the form of RFC 8785 (members
// sorted, no white space; only texts, integers and null occur).
std::string revision_canonical(const IndicatorRevision& revision);
// {"sequence","indicator","revision","replaces","period","op","value","words","unit","reference_year",
// "source_title","source_number","source_date","publisher","note","published_at","previous_hash","hash"};
// "value" is the decimal's text so that the hash can be computed again.
Json revision_to_json(const IndicatorRevision& revision);

IndicatorTable indicators_from_json(const Json& json);
Json cell_to_json(const IndicatorCell& cell);
// The fields of the published value; null without one.
Json actual_to_json(const IndicatorRevision* actual);
// One row of GET /api/v1/indicators.
Json indicator_to_json(const Indicator& indicator, const IndicatorRevision* actual);

// Sign (U+2265 for at least), number and unit, number and unit as people read them.
std::string display_number(Bound bound, std::string_view number, std::string_view unit);
std::string display_cell(const IndicatorCell& cell, std::string_view unit);  // raw words without a number
std::string display_revision(const IndicatorRevision& revision);

}  // namespace wufei::contract
