// What is collected and by which rules (content/pickup/).
#pragma once

#include "county/content_part.hpp"
#include "pickup/catalogue.hpp"
#include "pickup/outcome/outcome_rules.hpp"
#include "pickup/pickup_rules.hpp"

namespace wufei::service {

struct PickupContent {
  contract::Catalogue catalogue;
  contract::PickupRules rules;
  contract::OutcomeRules outcomes;
  int reminder_minute = 0;  // minutes after midnight of the day before collection, +08:00
};

inline constexpr const char* kPickupRulesFile = "pickup/rules.json";
// Names and hours of windows as the desk has set them, over those of the rules. There is none before.
inline constexpr const char* kHoursFile = "pickup/hours/windows.json";

ContentPart pickup_part();

}  // namespace wufei::service
