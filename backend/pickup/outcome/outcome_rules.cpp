#include "pickup/outcome/outcome_rules.hpp"

#include <algorithm>

#include "lib/base/calendar.hpp"

namespace wufei::contract {
namespace {

constexpr std::int64_t kGramsOfKilogram = 1000;

OutcomeReason reason_from(const Json& row) {
  return {text_or_empty(row, "id"),
          outcome_from_name(text_or_empty(row, "kind")).value_or(OutcomeKind::not_presented),
          text_or_empty(row, "text"), flag_or(row, "refuses_missed_report", false)};
}

int booked_count(const std::vector<PickupItem>& booked, std::string_view item) {
  for (const PickupItem& row : booked)
    if (row.item == item) return row.quantity;
  return 0;
}

void check_weight(const Outcome& outcome, std::string_view category, const OutcomeRules& rules,
                  std::vector<FieldError>& errors) {
  if (outcome.grams <= 0 || outcome.grams > kMostStopGrams)
    return errors.push_back({"/grams", Rule::quantity_range, kMostStopGrams});
  const auto limit = rules.asked_back_grams.find(std::string(category));
  if (limit != rules.asked_back_grams.end() && outcome.grams > limit->second && !outcome.confirmed)
    errors.push_back({"/grams", Rule::asked_back, limit->second / kGramsOfKilogram});
}

void check_pieces(const Outcome& outcome, const std::vector<PickupItem>& booked,
                  std::vector<FieldError>& errors) {
  std::int64_t total = 0;
  for (std::size_t i = 0; i < outcome.pieces.size(); ++i) {
    const Pieces& piece = outcome.pieces[i];
    const std::string pointer = "/items/" + std::to_string(i);
    const int count = booked_count(booked, piece.item);
    const auto same = [&](const Pieces& other) { return other.item == piece.item; };
    if (count == 0)
      errors.push_back({pointer + "/item", Rule::unknown_item, 0});
    else if (std::count_if(outcome.pieces.begin(), outcome.pieces.end(), same) > 1)
      errors.push_back({pointer + "/item", Rule::duplicate_item, 0});
    else if (piece.count < 0 || piece.count > kMostPieces)
      errors.push_back({pointer + "/quantity", Rule::quantity_range, kMostPieces});
    else if (piece.count > count && !outcome.confirmed)
      errors.push_back({pointer + "/quantity", Rule::asked_back, count});
    total += piece.count;
  }
  if (total <= 0) errors.push_back({"/items", Rule::no_items, 0});
}

// `outcome` has its pieces.
void check_reason(const Outcome& outcome, const std::vector<PickupItem>& booked, const OutcomeRules& rules,
                  std::vector<FieldError>& errors) {
  if (!outcome.reason.empty() && find_reason(rules, outcome.kind, outcome.reason) == nullptr)
    errors.push_back({"/reason", Rule::unknown_option, 0});
  const bool nothing = outcome.kind == OutcomeKind::collected &&
                       std::none_of(outcome.pieces.begin(), outcome.pieces.end(),
                                    [](const Pieces& one) { return one.count > 0; });  // said at /items
  if (outcome.reason.empty() && outcome.note.empty() && !nothing && !is_whole(outcome, booked))
    errors.push_back({"/reason", Rule::required, 0});
}

}  // namespace

OutcomeRules outcome_rules_from_json(const Json& json) {
  OutcomeRules rules;
  rules.confirmed = text_or_empty(json, "confirmation") == "confirmed";
  rules.correction_days = static_cast<int>(number_or(json, "correction_days", 0));
  rules.missed_report_work_days = static_cast<int>(number_or(json, "missed_report_work_days", 0));
  for (const auto& row : object_or_empty(json, "asked_back_kilograms").items())
    if (row.value().is_number_integer())
      rules.asked_back_grams[row.key()] = row.value().get<std::int64_t>() * kGramsOfKilogram;
  for (const Json& row : array_or_empty(json, "reasons")) rules.reasons.push_back(reason_from(row));
  return rules;
}

const OutcomeReason* find_reason(const OutcomeRules& rules, OutcomeKind kind, std::string_view id) {
  for (const OutcomeReason& reason : rules.reasons)
    if (reason.kind == kind && reason.id == id) return &reason;
  return nullptr;
}

std::vector<FieldError> check_outcome(const Outcome& outcome, std::string_view category,
                                      const std::vector<PickupItem>& booked, const OutcomeRules& rules) {
  std::vector<FieldError> errors;
  const Outcome whole = with_all_pieces(outcome, booked);
  check_reason(whole, booked, rules, errors);
  if (outcome.kind == OutcomeKind::collected) {
    check_weight(outcome, category, rules, errors);
    check_pieces(whole, booked, errors);
    return errors;
  }
  if (outcome.grams != 0) errors.push_back({"/grams", Rule::unknown_field, 0});
  for (const Pieces& piece : outcome.pieces)
    if (piece.count != 0) return errors.push_back({"/items", Rule::unknown_field, 0}), errors;
  return errors;
}

Outcome with_all_pieces(Outcome outcome, const std::vector<PickupItem>& booked) {
  if (outcome.kind != OutcomeKind::collected) {
    outcome.pieces.clear();
  } else if (outcome.pieces.empty()) {
    for (const PickupItem& row : booked) outcome.pieces.push_back({row.item, row.quantity});
  }
  return outcome;
}

bool is_whole(const Outcome& outcome, const std::vector<PickupItem>& booked) {
  return outcome.kind == OutcomeKind::collected &&
         std::all_of(booked.begin(), booked.end(), [&](const PickupItem& row) {
           return std::any_of(outcome.pieces.begin(), outcome.pieces.end(), [&](const Pieces& one) {
             return one.item == row.item && one.count >= row.quantity;
           });
         });
}

PickupStatus status_after(const Outcome& outcome, const std::vector<PickupItem>& booked) {
  if (outcome.kind == OutcomeKind::not_presented) return PickupStatus::not_presented;
  if (outcome.kind == OutcomeKind::non_conforming) return PickupStatus::non_conforming;
  if (outcome.kind == OutcomeKind::no_access) return PickupStatus::no_access;
  return is_whole(outcome, booked) ? PickupStatus::completed : PickupStatus::partly_collected;
}

bool is_same_record(const Outcome& a, const Outcome& b) {
  return a.kind == b.kind && a.grams == b.grams && a.reason == b.reason && a.note == b.note &&
         std::is_permutation(a.pieces.begin(), a.pieces.end(), b.pieces.begin(), b.pieces.end());
}

UtcSeconds missed_from(const Slot& slot) {
  return china_instant(slot.date, slot.end_minute);
}

UtcSeconds missed_until(const Slot& slot, const OutcomeRules& rules) {
  Date day = slot.date;
  for (int left = rules.missed_report_work_days; left > 0;)
    if (is_working_day(day = add_days(day, 1))) --left;
  return china_instant(add_days(day, 1), 0);
}

UtcSeconds correction_until(UtcSeconds first, const OutcomeRules& rules) {
  return china_instant(add_days(china_date(first), rules.correction_days + 1), 0);
}

Date day_of_stop(Date booked, UtcSeconds stood_at) {
  return std::min(booked, china_date(stood_at));
}

std::optional<FieldError> missed_fault(const Pickup& pickup, const OutcomeRules& rules, UtcSeconds now) {
  const auto fault = [](Rule rule, std::int64_t limit = 0) { return FieldError{"", rule, limit}; };
  const auto& outcome = pickup.aftermath.outcome;
  if (pickup.status == PickupStatus::cancelled) return fault(Rule::already_cancelled);
  if (is_collected(pickup.status)) return fault(Rule::missed_collected);
  if (pickup.aftermath.missed) return fault(Rule::missed_reported);
  if (outcome && outcome->refuses_missed_report) return fault(Rule::missed_refused);
  if (now < missed_from(pickup.slot)) return fault(Rule::missed_too_early);
  if (now >= missed_until(pickup.slot, rules))
    return fault(Rule::missed_too_late, rules.missed_report_work_days);
  return std::nullopt;
}

}  // namespace wufei::contract
