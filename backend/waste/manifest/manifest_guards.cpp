// What must hold before a step: what a form may change, who may take part, what a vehicle may carry.
#include <algorithm>
#include <tuple>
#include <utility>

#include "waste/manifest/manifest_number.hpp"
#include "waste/manifest/manifest_turn.hpp"

namespace wufei::service {
namespace {

using contract::ChildKind;
using contract::ErrorCode;
using contract::FieldError;
using contract::Guard;
using contract::Manifest;
using contract::ManifestAction;
using contract::Rule;
using contract::WasteRole;

constexpr std::int64_t kMostTimes = 3;  // what arrives against what was loaded, else it is asked back

std::string pointer_of(std::string_view field) {
  return "/" + std::string(field);
}

bool has_code(const std::vector<std::string>& codes, std::string_view code) {
  return codes.empty() || std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool is_taking_part(const std::optional<contract::Party>& party, WasteRole role, std::string_view field) {
  return party && party->state == contract::PartyState::verified && party->has(role) &&
         party->in_field(field);
}

contract::Status failed(std::vector<FieldError> errors, ErrorCode code = ErrorCode::invalid) {
  if (errors.empty()) return contract::ok();
  contract::Error error = contract::make_error(code, "the step does not hold");
  error.fields = std::move(errors);
  return error;
}

}  // namespace

bool is_childs_own(const Manifest& manifest, std::string_view field) {
  if (manifest.child == ChildKind::none) return false;
  return field == "code" || field == "planned" || (field == "receiver" && manifest.child == ChildKind::back);
}

contract::Status ManifestService::take_input(Turn& turn) const {
  if (turn.step.action == ManifestAction::ask_change) return contract::ok();  // read by ask()
  const auto own = contract::fields_of(turn.step.action);
  std::vector<FieldError> sealed, wrong;
  for (const auto& [name, text] : turn.step.input) {
    const contract::ManifestField* field = contract::find_manifest_field(name);
    if (field == nullptr) {
      wrong.push_back({pointer_of(name), Rule::unknown_field});
      continue;
    }
    if (field->get(turn.record.manifest) == text) continue;
    bool open =
        std::find(own.begin(), own.end(), name) != own.end() && !is_childs_own(turn.record.manifest, name);
    if (turn.step.action == ManifestAction::edit)
      open = open && !contract::is_sealed(field->sealed_by, turn.record.signatures);
    if (!open)
      sealed.push_back({pointer_of(name), Rule::immutable});
    else if (!field->set(turn.next, text))
      wrong.push_back({pointer_of(name), Rule::wrong_type});
  }
  if (!sealed.empty()) return failed(std::move(sealed), ErrorCode::conflict);
  return failed(std::move(wrong));
}

contract::Status ManifestService::check(storage::Session& session, Turn& turn) const {
  const Manifest& next = turn.next;
  const auto wrong = [](std::string_view field, Rule rule) -> contract::Status {
    return contract::field_error(pointer_of(field), rule);
  };
  if (turn.step.action == ManifestAction::arrive && next.received == 0)
    return wrong("received", Rule::required);
  if (auto weight = check_weight(turn); !weight) return weight;
  if (turn.step.action == ManifestAction::operate && next.operation.empty())
    return wrong("operation", Rule::required);
  switch (turn.row->guard) {
    case Guard::ready:
      return check_ready(session, turn);
    case Guard::loaded:
      return check_load(session, turn);
    case Guard::whole:
      if (next.accepted != next.received || next.refused != 0)
        return wrong("accepted", Rule::waste_sum_differs);
      break;
    case Guard::part:
      if (next.accepted + next.refused != next.received || next.accepted == 0 || next.refused == 0)
        return wrong("refused", Rule::waste_sum_differs);
      if (next.refusal_reason.empty()) return wrong("refusal_reason", Rule::required);
      break;
    case Guard::nothing:
      if (next.accepted != 0 || next.refused != next.received)
        return wrong("refused", Rule::waste_sum_differs);
      if (next.refusal_reason.empty()) return wrong("refusal_reason", Rule::required);
      break;
    case Guard::legs_left: {
      const auto party = parties_.find(session, next.next_transporter);
      if (next.next_transporter == next.transporter ||
          !is_taking_part(party, WasteRole::transporter, next.field))
        return wrong("next_transporter", Rule::waste_party_unverified);
      break;
    }
    default:
      break;
  }
  return contract::ok();
}

contract::Status ManifestService::check_draft(storage::Session& session, const Turn& turn) const {
  if (!is_taking_part(parties_.find(session, turn.next.generator), WasteRole::generator, turn.next.field))
    return contract::field_error("/generator", Rule::waste_party_unverified);
  if (manifests_.count_drafts(session, turn.next.generator) >= kMostDrafts)
    return contract::field_error({}, Rule::too_many_items, kMostDrafts);
  return contract::ok();
}

// A receiver alone says these; no vehicle brings more than its field knows. What was signed as loaded when
// the field knew of more comes all the same, as what is not asked back; not any amount.
contract::Status ManifestService::check_weight(const Turn& turn) const {
  const Manifest& next = turn.next;
  const Manifest& before = turn.record.manifest;
  const std::int64_t told = next.loaded > 0 ? next.loaded : next.planned;
  const std::int64_t known = turn.field.most_grams;
  const std::int64_t most = known > 0 && told > known ? kMostTimes * told : known;
  const auto heavy = [&](std::int64_t Manifest::*grams) {
    return most > 0 && next.*grams > most && next.*grams != before.*grams;
  };
  if (heavy(&Manifest::received)) return contract::field_error("/received", Rule::waste_load_ceiling);
  if (heavy(&Manifest::accepted)) return contract::field_error("/accepted", Rule::waste_load_ceiling);
  if (heavy(&Manifest::refused)) return contract::field_error("/refused", Rule::waste_load_ceiling);
  if (turn.step.action != ManifestAction::arrive || turn.step.confirmed) return contract::ok();
  if (told > 0 && next.received / kMostTimes >= told && next.received > kMostTimes * told)
    return contract::field_error("/received", Rule::asked_back,
                                 kMostTimes * told / (turn.field.unit == "t" ? 1'000'000 : 1'000));
  return contract::ok();
}

// What was issued keeps the code and the amount that its field knew of then, so does a child of it, whatever
// the content says now.
void ManifestService::check_kind(std::vector<FieldError>& errors, Turn& turn) {
  Manifest& next = turn.next;
  const Manifest& before = turn.record.manifest;
  const bool settled = next.child != ChildKind::none || !before.is_private();
  const contract::WasteCode* code = turn.field.find_code(next.code);
  const bool kept = settled && next.code == before.code;
  if (code == nullptr && !kept) errors.push_back({"/code", Rule::waste_code_unknown});
  if (code != nullptr && !kept) next.edition = code->edition;
  if (next.planned == 0) errors.push_back({"/planned", Rule::required});
  const bool heavy = turn.field.most_grams > 0 && next.planned > turn.field.most_grams;
  if (heavy && !(settled && next.planned == before.planned))
    errors.push_back({"/planned", Rule::waste_load_ceiling});
}

contract::Status ManifestService::check_ready(storage::Session& session, Turn& turn) const {
  Manifest& next = turn.next;
  std::vector<FieldError> errors;
  check_kind(errors, turn);
  if (next.planned_start == 0) errors.push_back({"/planned_start", Rule::required});
  for (const auto& [name, at] :
       {std::pair{"planned_start", next.planned_start}, std::pair{"planned_arrival", next.planned_arrival}})
    if (is_far(at, turn.at)) errors.push_back({pointer_of(name), Rule::date_format});
  if (next.planned_arrival < next.planned_start)
    errors.push_back({"/planned_arrival", Rule::waste_time_order});
  const Manifest& before = turn.record.manifest;
  const bool told = before.is_private() || next.national != before.national ||
                    next.national_pending != before.national_pending;
  if (const auto rule = told ? wrong_national(session, turn.field, next) : std::nullopt)
    errors.push_back({"/national", *rule});
  if (!errors.empty()) return failed(std::move(errors));
  if (auto parties = check_parties(session, turn); !parties) return parties;
  return check_contract(session, turn);
}

// One number is of one record; the city may give it again once that one is cancelled.
std::optional<Rule> ManifestService::wrong_national(storage::Session& session,
                                                    const contract::WasteField& field,
                                                    const Manifest& next) const {
  if (next.national.empty())
    return field.mirrored && !next.national_pending ? std::optional(Rule::required) : std::nullopt;
  if (!contract::is_national_number(next.national)) return Rule::waste_national_number;
  if (manifests_.has_national(session, next.national, next.number)) return Rule::waste_city_number;
  return std::nullopt;
}

// What a form must say when it is issued, taken over or weighed, a revision must as well; only of what it
// changes, because what stands there may be of other days.
std::vector<FieldError> ManifestService::check_revised(storage::Session& session, const Turn& turn,
                                                       const Manifest& after) const {
  const Manifest& before = turn.next;
  std::vector<FieldError> errors;
  const auto amount = [&](std::string_view name, std::int64_t Manifest::*grams, std::int64_t most) {
    if (after.*grams == before.*grams) return;
    if (after.*grams == 0)
      errors.push_back({pointer_of(name), Rule::required});
    else if (most > 0 && after.*grams > most && after.*grams > before.*grams)
      errors.push_back({pointer_of(name), Rule::waste_load_ceiling});
  };
  amount("planned", &Manifest::planned, turn.field.most_grams);
  amount("loaded", &Manifest::loaded, most_loaded(session, turn));
  amount("received", &Manifest::received, turn.field.most_grams);
  check_revised_plan(errors, turn, after);
  const bool national =
      after.national != before.national || after.national_pending != before.national_pending;
  if (const auto rule = national ? wrong_national(session, turn.field, after) : std::nullopt)
    errors.push_back({"/national", *rule});
  if (after.refused > 0 && after.refusal_reason.empty() && !before.refusal_reason.empty())
    errors.push_back({"/refusal_reason", Rule::required});
  return errors;
}

// A planned time is near the day on which the record was issued, of a paper the day of the paper, or near
// now.
void ManifestService::check_revised_plan(std::vector<FieldError>& errors, const Turn& turn,
                                         const Manifest& after) {
  const Manifest& before = turn.next;
  const contract::UtcSeconds begun = before.started_at > 0 ? before.started_at : before.issued_at;
  const std::size_t sound = errors.size();
  for (const auto& [name, at, was] :
       {std::tuple{"planned_start", after.planned_start, before.planned_start},
        std::tuple{"planned_arrival", after.planned_arrival, before.planned_arrival}}) {
    if (at == was) continue;
    if (at == 0)
      errors.push_back({pointer_of(name), Rule::required});
    else if (is_far(at, begun) && is_far(at, turn.now))
      errors.push_back({pointer_of(name), Rule::date_format});
  }
  const bool planned =
      after.planned_start != before.planned_start || after.planned_arrival != before.planned_arrival;
  if (planned && errors.size() == sound && after.planned_arrival < after.planned_start)
    errors.push_back({"/planned_arrival", Rule::waste_time_order});
}

// Of the vehicle that carries it, if it is still registered, and of the field; 0 = any amount.
std::int64_t ManifestService::most_loaded(storage::Session& session, const Turn& turn) const {
  std::int64_t most = turn.field.most_grams;
  for (const contract::WasteVehicle& one : parties_.vehicles(session, turn.next.transporter))
    if (one.plate == turn.next.vehicle && one.limit > 0)
      most = most > 0 ? std::min(most, one.limit) : one.limit;
  return most;
}

contract::Status ManifestService::check_parties(storage::Session& session, const Turn& turn) const {
  const Manifest& next = turn.next;
  const bool back = next.child == ChildKind::back;
  std::vector<FieldError> errors;
  const auto theirs = [&](std::int64_t facility, std::int64_t party) {
    if (facility == 0) return true;
    if (next.child != ChildKind::none) {  // its parent's
      const auto found = parties_.facility(session, facility);
      return found && found->party == party;
    }
    const auto in_use = parties_.facilities(session, party);
    return std::any_of(in_use.begin(), in_use.end(),
                       [&](const contract::Facility& one) { return one.id == facility; });
  };
  if (!back && !is_taking_part(parties_.find(session, next.generator), WasteRole::generator, next.field))
    errors.push_back({"/generator", Rule::waste_party_unverified});
  if (turn.field.transported &&
      !is_taking_part(parties_.find(session, next.transporter), WasteRole::transporter, next.field))
    errors.push_back({"/transporter", Rule::waste_party_unverified});
  if (!turn.field.transported && next.transporter != 0) errors.push_back({"/transporter", Rule::immutable});
  if (!back && !is_taking_part(parties_.find(session, next.receiver), WasteRole::receiver, next.field))
    errors.push_back({"/receiver", Rule::waste_party_unverified});
  if (!back && next.receiver == next.generator) errors.push_back({"/receiver", Rule::waste_other_party});
  if (!theirs(next.facility, next.generator)) errors.push_back({"/facility", Rule::waste_party_unverified});
  if (!theirs(next.receiver_facility, next.receiver))
    errors.push_back({"/receiver_facility", Rule::waste_party_unverified});
  return failed(std::move(errors));
}

contract::Status ManifestService::check_contract(storage::Session& session, Turn& turn) const {
  Manifest& next = turn.next;
  const bool back = next.child == ChildKind::back;  // to the generator's own
  if (back)
    return next.contract == 0 ? contract::ok() : contract::field_error("/contract", Rule::waste_other_party);
  const contract::Date day = contract::china_date(turn.at);
  auto permits = parties_.permits(session, next.receiver);
  if (turn.paper != nullptr)  // what was given up since then held until then
    for (contract::Permit& ended : parties_.ended_permits(session, next.receiver))
      if (turn.at < ended.ended_at) permits.push_back(std::move(ended));
  const bool permitted = std::any_of(permits.begin(), permits.end(), [&](const contract::Permit& permit) {
    return permit.for_receiving() && permit.holds_on(day) && permit.has_code(next.code);
  });
  if (!permitted)
    return contract::field_error(
        "/receiver", turn.paper != nullptr ? Rule::waste_paper_permit : Rule::waste_permit_missing);
  std::int64_t found = 0;
  for (const contract::WasteContract& agreed : parties_.contracts(session, next.generator)) {
    if (!agreed.confirmed || agreed.generator != next.generator || agreed.receiver != next.receiver) continue;
    if (agreed.valid_from > day || agreed.valid_until < day || !has_code(agreed.codes, next.code)) continue;
    if (agreed.id == next.contract) return contract::ok();
    if (found == 0) found = agreed.id;
  }
  // One that was typed must hold, in a field that asks for none as well; one found before is found anew.
  if (next.contract != 0 && (turn.record.manifest.is_private() || turn.step.input.contains("contract")))
    return contract::field_error("/contract", Rule::waste_contract_missing);
  next.contract = turn.field.contract ? found : 0;
  if (turn.field.contract && found == 0)
    return contract::field_error("/receiver", Rule::waste_contract_missing);
  return contract::ok();
}

contract::Status ManifestService::check_load(storage::Session& session, Turn& turn) const {
  const Manifest& next = turn.next;
  const auto vehicle = parties_.vehicle(session, turn.caller.party, next.vehicle);
  std::vector<FieldError> errors;
  if (!vehicle || vehicle->valid_until < contract::china_date(turn.at))
    errors.push_back({"/vehicle", Rule::waste_vehicle_unknown});
  if (next.driver.empty()) errors.push_back({"/driver", Rule::required});
  if (next.loaded == 0) errors.push_back({"/loaded", Rule::required});
  const bool heavy = vehicle && vehicle->limit > 0 && next.loaded > vehicle->limit;
  // Or as much as was issued when the field knew of more.
  const std::int64_t most = std::max(turn.field.most_grams, next.planned);
  if (heavy || (turn.field.most_grams > 0 && next.loaded > most))
    errors.push_back({"/loaded", Rule::waste_load_ceiling});
  return failed(std::move(errors));
}

}  // namespace wufei::service
