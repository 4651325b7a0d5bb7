// What becomes of a stop, on the wire: what a crew records, how its resident rates it, and the report that
// nothing was fetched. Shapes only; what is allowed when is outcome_rules' and the service's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kPickupRating = "/api/v1/pickups/{reference}/rating";
inline constexpr std::string_view kPickupMissed = "/api/v1/pickups/{reference}/missed";
}  // namespace api

// Lengths in code points.
inline constexpr TextLimits kPickupCommentLimits{0, 300, true};
inline constexpr TextLimits kOutcomeNoteLimits{0, 60, false};
inline constexpr int kPickupStars = 5;

// collected: at least one piece. not_presented: nothing had been put out. non_conforming: what stood there is
// not what is fetched. no_access: nobody could get there.
enum class OutcomeKind : std::uint8_t { collected, not_presented, non_conforming, no_access };
std::string_view outcome_name(OutcomeKind kind);  // snake_case
std::optional<OutcomeKind> outcome_from_name(std::string_view name);

struct Pieces {
  std::string item;  // catalogue item id
  int count = 0;
  friend bool operator==(const Pieces&, const Pieces&) = default;
};

// What a crew records of one stop.
struct Outcome {
  OutcomeKind kind = OutcomeKind::collected;
  std::int64_t grams = 0;      // of all that was collected; 0 for the other kinds
  std::vector<Pieces> pieces;  // collected of each item; empty = all that was booked
  std::string reason;          // id of a reason of this kind (content/pickup/outcomes.json), "" = none
  std::string note;            // the crew's own words, which the resident reads
  UtcSeconds at = 0;           // when they stood there, by their own clock; 0 = now
  int replaces = 0;            // the revision that this corrects, 0 = the first record of the stop
  bool confirmed = false;      // what was asked back (weight, pieces) is meant
};

// The latest record of a stop, as its resident sees it.
struct PickupOutcome {
  OutcomeKind kind = OutcomeKind::collected;
  int revision = 1;  // one up with each correction
  std::int64_t grams = 0;
  std::vector<Pieces> pieces;
  std::string reason;  // id, "" = none
  std::string words;   // of reason and note, "" = none
  UtcSeconds at = 0;
  bool refuses_missed_report = false;
};

struct PickupRating {
  int stars = 0;  // 1..kPickupStars
  std::string comment;
  UtcSeconds at = 0;
};

// open: staff have not answered yet. upheld: it was missed. rejected: it was not.
enum class MissedState : std::uint8_t { open, upheld, rejected };
std::string_view missed_name(MissedState state);  // snake_case
std::optional<MissedState> missed_from_name(std::string_view name);

struct MissedReport {
  MissedState state = MissedState::open;
  std::string comment;  // the resident's
  std::string answer;   // the staff's, for the resident; "" while open
  UtcSeconds reported_at = 0;
  UtcSeconds settled_at = 0;  // 0 while open
};

// What happened after the visit, as part of a booking.
struct Aftermath {
  std::optional<PickupOutcome> outcome;
  std::optional<PickupRating> rating;
  std::optional<MissedReport> missed;
  bool rateable = false;           // collected at least in part, and not rated yet
  bool missed_reportable = false;  // as the server sees it now
  UtcSeconds missed_until = 0;     // end of the time for a report; 0 = there is nothing to report
};

// Bodies of requests; `invalid` with every broken rule.
Result<PickupRating> parse_pickup_rating(const Json& body);  // {"stars","comment"?}
Result<std::string> parse_missed_report(const Json& body);   // {"comment"?}, the comment
// {"kind","grams","items":[{"item","quantity"}],"reason","note","at","replaces","confirmed"}, as first
// replies are kept for a key.
Json outcome_to_json(const Outcome& outcome);

// Members "outcome", "rating", "missed" (absent when there is none), "rateable", "reportable", "missed_until"
// (absent when there is nothing to report) of `json`.
void put_aftermath(Json& json, const Aftermath& aftermath);
Aftermath aftermath_from_json(const Json& json);

// [["sofa",1],...] as rows keep it; nullopt for anything else.
std::string pieces_text(const std::vector<Pieces>& pieces);
std::optional<std::vector<Pieces>> pieces_from_text(const std::string& text);
// "35.5" for 35500.
std::string kilograms_text(std::int64_t grams);
// Kilograms as people type them, "35", "12.5", "0.125", full width too, in grams; nullopt for anything else.
std::optional<std::int64_t> grams_of(std::string_view kilograms);

}  // namespace wufei::contract
