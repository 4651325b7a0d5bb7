#include "desk/stops/stop_form.hpp"

#include "desk/desk_parts.hpp"

namespace wufei::http {
std::string crew_of(const contract::StaffCaller& caller) {
  return caller.account.department.empty() ? caller.account.display : caller.account.department;
}

std::optional<std::int64_t> weight_field(const FormFields& fields) {
  const auto grams = contract::grams_of(field_value(fields, kKilograms));
  return grams && *grams > 0 && *grams <= contract::kMostGrams ? grams : std::nullopt;
}

std::vector<contract::Pieces> pieces_fields(const FormFields& fields) {
  std::vector<contract::Pieces> pieces;
  for (const auto& [name, value] : fields)
    if (name.starts_with(kPieces))
      pieces.push_back({name.substr(kPieces.size()), static_cast<int>(number_field(fields, name))});
  return pieces;
}

contract::Outcome missed_outcome(const FormFields& fields, const contract::OutcomeRules& rules) {
  contract::Outcome outcome;
  outcome.kind = contract::OutcomeKind::not_presented;
  for (const contract::OutcomeReason& reason : rules.reasons)
    if (reason.id == field_value(fields, kReason) && reason.kind != contract::OutcomeKind::collected) {
      outcome.kind = reason.kind;
      outcome.reason = reason.id;
    }
  return outcome;
}

}  // namespace wufei::http
