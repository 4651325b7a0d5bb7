// The county's rules of what a crew records and of missed reports (content/pickup/outcomes.json), and what
// follows from them. Pure: callers pass the time. None of the numbers is in the plan; they are defaults of
// ours until the county confirms them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pickup/outcome/outcome.hpp"
#include "pickup/pickup.hpp"

namespace wufei::contract {

inline constexpr int kMostPieces = 1000;                   // of one thing at one stop
inline constexpr std::int64_t kMostStopGrams = 5'000'000;  // of one stop; 5 t: more is a slip of the finger

struct OutcomeReason {
  std::string id;
  OutcomeKind kind = OutcomeKind::not_presented;  // collected: why a part was left
  std::string text;                               // what the resident reads
  bool refuses_missed_report = false;
};

struct OutcomeRules {
  bool confirmed = false;                                // the county has confirmed these numbers
  std::map<std::string, std::int64_t> asked_back_grams;  // by category: more is recorded only when confirmed
  int correction_days = 0;                               // calendar days after the day of the first record
  int missed_report_work_days = 0;                       // working days after the day of the pickup
  std::vector<OutcomeReason> reasons;
};

// Reads what the schema has checked.
OutcomeRules outcome_rules_from_json(const Json& json);
// The reason of this id, when it explains this kind; else nullptr.
const OutcomeReason* find_reason(const OutcomeRules& rules, OutcomeKind kind, std::string_view id);

// Every rule that a record breaks for a booking of these things: weight 1 g to kMostStopGrams
// (quantity_range), no kind but collected with weight or pieces (unknown_field), pieces of booked things only
// (unknown_item, duplicate_item) and at least one (no_items), a reason where nothing or not all was collected
// (required), of this kind (unknown_option); and asked_back unless it is confirmed: /grams above `limit`
// kilograms, more pieces than the `limit` that was booked. Empty when it is sound.
std::vector<FieldError> check_outcome(const Outcome& outcome, std::string_view category,
                                      const std::vector<PickupItem>& booked, const OutcomeRules& rules);
// With the pieces of everything that was booked where it names none.
Outcome with_all_pieces(Outcome outcome, const std::vector<PickupItem>& booked);
// Whether all that was booked was collected. `outcome` has its pieces.
bool is_whole(const Outcome& outcome, const std::vector<PickupItem>& booked);
// completed, partly_collected, or the status of the kind. `outcome` has its pieces.
PickupStatus status_after(const Outcome& outcome, const std::vector<PickupItem>& booked);
// Whether both say the same of the stop, whatever they replace and whenever they were sent.
bool is_same_record(const Outcome& a, const Outcome& b);

// The instants between which a missed pickup may be reported: the end of its window, and the end of the last
// working day that the rules allow.
UtcSeconds missed_from(const Slot& slot);
UtcSeconds missed_until(const Slot& slot, const OutcomeRules& rules);
// Until when an outcome that was first recorded at `first` may be corrected.
UtcSeconds correction_until(UtcSeconds first, const OutcomeRules& rules);
// The day that the stop counts under: when the crew stood there at first (a correction does not move it), but
// what was written down days later was done on the day of the booking. Crews do come earlier by agreement.
Date day_of_stop(Date booked, UtcSeconds stood_at);
// Why no missed pickup can be reported of the booking now; nullopt when it can. Reads its status, slot,
// outcome and report.
std::optional<FieldError> missed_fault(const Pickup& pickup, const OutcomeRules& rules, UtcSeconds now);

}  // namespace wufei::contract
