// What the crew's forms carry, read as an outcome: of a form sent at once, and of one that a phone kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/account.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/outcome/outcome_rules.hpp"

namespace wufei::http {

inline constexpr std::string_view kKilograms = "kilograms", kSure = "sure", kReason = "why";
inline constexpr std::string_view kPieces =
    "piece-";  // and the id of a booked thing: how many were collected

// The crew's name is the department of its accounts.
std::string crew_of(const contract::StaffCaller& caller);
// Grams of the field kKilograms: "35", "12.5", "0.125", also in full width; nullopt for anything else and for
// nothing.
std::optional<std::int64_t> weight_field(const FormFields& fields);
// Every field kPieces and an id; what is no number is 0.
std::vector<contract::Pieces> pieces_fields(const FormFields& fields);
// The reason of the field kReason with its kind; an unknown one becomes "", which the rules refuse.
contract::Outcome missed_outcome(const FormFields& fields, const contract::OutcomeRules& rules);

}  // namespace wufei::http
