#include "desk/stops/stop_form.hpp"

#include <algorithm>

#include "desk/posted_photos.hpp"
#include "lib/base/error.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {

using contract::Text;

std::string crew_of(const contract::StaffCaller& caller) {
  return caller.account.department.empty() ? caller.account.display : caller.account.department;
}

std::optional<std::int64_t> weight_field(const FormFields& fields) {
  const auto grams = contract::grams_of(field_value(fields, kKilograms));
  return grams && *grams > 0 && *grams <= contract::kMostStopGrams ? grams : std::nullopt;
}

contract::Outcome collected_outcome(const FormFields& fields,
                                    const std::vector<contract::PickupItem>& booked) {
  contract::Outcome outcome;
  outcome.grams = weight_field(fields).value_or(0);
  outcome.confirmed = fields.find(kSure) != fields.end();
  for (const contract::PickupItem& item : booked) {
    const std::string name = std::string(kPieces) + item.item;
    const bool said = fields.find(name) != fields.end();
    outcome.pieces.push_back(
        {item.item, said ? static_cast<int>(number_field(fields, name)) : item.quantity});
  }
  if (!contract::is_whole(outcome, booked)) outcome.reason = field_value(fields, kLeft);
  return outcome;
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

std::vector<FormFault> outcome_faults(const contract::Error& error, contract::OutcomeKind kind) {
  const bool left = kind == contract::OutcomeKind::collected;
  return desk_faults(
      error, {{"/grams", kKilograms, Text::server_work_weight_field},
              {"/items", "pieces", Text::server_work_pieces},
              {"/reason", left ? kLeft : kReason, left ? Text::server_work_left : Text::server_work_why}});
}

bool asks_back(const contract::Error& error) {
  return contract::names_rule(error, contract::Rule::asked_back);
}

FormFault weight_fault() {
  return {std::string(kKilograms), words(Text::server_work_weight_field),
          words(Text::server_work_weight_wrong)};
}

std::string present_words(const service::StaffPickup& now) {
  std::string text(status_words(now.pickup.status));
  const auto& history = now.pickup.history;
  const auto told = std::find_if(history.rbegin(), history.rend(), [&](const contract::HistoryEvent& event) {
    return event.kind == contract::status_name(now.pickup.status);
  });
  if (const auto& outcome = now.pickup.aftermath.outcome) {
    if (outcome->grams > 0)
      text += " " + contract::text(Text::server_work_kilograms,
                                   {{"count", contract::kilograms_text(outcome->grams)}});
    if (!outcome->words.empty()) text += " " + outcome->words;
  }
  if (told != history.rend()) text += " " + short_moment(told->at);
  return text;
}

contract::Result<std::vector<std::string_view>> photo_files(const PostedForm& posted) {
  return photo_files(posted, kPhoto, kMostFormPhotos);
}

contract::Result<std::vector<service::SafePhoto>> safe_photos(const PostedForm& posted) {
  return safe_photos(posted, kPhoto, kMostFormPhotos);
}

std::vector<FormFault> photo_faults(const contract::Error& error) {
  std::vector<FormFault> faults = desk_faults(error);
  for (std::size_t i = 0; i < error.fields.size(); ++i) {
    if (error.fields[i].pointer.empty()) continue;
    faults[i].field = error.fields[i].pointer.substr(1);
    faults[i].label = words(Text::server_crew_photos);
  }
  return faults;
}

contract::Result<Response> photo_reply(const DeskGround& desk, const Request& request,
                                       const contract::StaffCaller& caller, std::string_view reference) {
  const auto number = contract::leading_whole<int>(request.path_parameter("number"));
  auto jpeg = desk.pickups.photo(reference, number, caller.actor());
  if (!jpeg) return jpeg.error();
  return private_jpeg(std::move(*jpeg));
}

}  // namespace wufei::http
