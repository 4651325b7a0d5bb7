// What forms of an outcome carry, read as one: the crew's, sent at once or kept by a phone, and the desk's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/account.hpp"
#include "desk/desk_parts.hpp"
#include "lib/web/multipart.hpp"
#include "pickup/outcome/outcome_rules.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kKilograms = "kilograms", kSure = "sure", kReason = "why",
                                  kLeft = "left";  // why a part was not collected
inline constexpr std::string_view kPieces =
    "piece-";                                         // and the id of a booked thing: how many were collected
inline constexpr std::string_view kPhoto = "photo-";  // and a number: a file of the camera
inline constexpr int kMostFormPhotos = 3;

// The crew's name is the department of its accounts.
std::string crew_of(const contract::StaffCaller& caller);
// Grams of the field kKilograms: "35", "12.5", "0.125", also in full width; nullopt for anything else and for
// nothing.
std::optional<std::int64_t> weight_field(const FormFields& fields);
// A weight with the pieces of what was booked; a thing whose field is missing was collected whole. Weight 0
// where weight_field() has none, which the rules refuse. The reason of kLeft, where a part was left.
contract::Outcome collected_outcome(const FormFields& fields,
                                    const std::vector<contract::PickupItem>& booked);
// Every field kPieces and an id; what is no number is 0.
std::vector<contract::Pieces> pieces_fields(const FormFields& fields);
// The reason of the field kReason with its kind; an unknown one becomes "", which the rules refuse.
contract::Outcome missed_outcome(const FormFields& fields, const contract::OutcomeRules& rules);

// What the rules found in an outcome of this kind, at the fields of such a form; whether they ask back what
// was typed.
std::vector<FormFault> outcome_faults(const contract::Error& error, contract::OutcomeKind kind);
bool asks_back(const contract::Error& error);
FormFault weight_fault();
// What the county has of a stop, in one line: to read beside what somebody else would have.
std::string present_words(const service::StaffPickup& now);

// Files of fields kPhoto. Errors: invalid too_many_photos.
contract::Result<std::vector<std::string_view>> photo_files(const PostedForm& posted);
// The same made safe, and what is wrong with them at their fields. Errors: those of make_safe_photo().
contract::Result<std::vector<service::SafePhoto>> safe_photos(const PostedForm& posted);
std::vector<FormFault> photo_faults(const contract::Error& error);
// One that the booking keeps, as a reply; the path ends with its {number}. Errors: not_found.
contract::Result<Response> photo_reply(const DeskGround& desk, const Request& request,
                                       const contract::StaffCaller& caller, std::string_view reference);

}  // namespace wufei::http
