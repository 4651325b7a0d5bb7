// What is kept of parties as people read it, and the inputs of their forms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/desk_parts.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::http {

std::string_view state_words(contract::PartyState state);
Tone state_tone(contract::PartyState state);
std::string_view action_words(service::PartyAction action);
// "generator", "admin", "storage", "transport": the text of a name; the name itself when there is none.
std::string role_words(contract::WasteRole role);
std::string member_words(contract::MemberRole role);
std::string facility_words(std::string_view kind);
std::string permit_words(std::string_view kind);
// Of a stream: where it goes; its features by name.
std::string way_words(std::string_view way);
std::string stream_features_words(const contract::WasteStream& stream, const service::ContentSet& content);
std::string area_words(const service::ContentSet& content, std::string_view code);
std::string roles_words(const contract::Party& party);
std::string fields_words(const contract::Party& party, const service::ContentSet& content);

// The choices of a select; the first one chooses nothing.
SelectField::Group area_choices(const service::ContentSet& content);
SelectField::Group facility_choices();
SelectField::Group permit_choices();
SelectField::Group member_choices();
SelectField::Group way_choices();
// Those of the party, by its own codes; one that was given up and is kept stays a choice (kKeptPlace).
SelectField::Group place_choices(const service::PartyFile& file, std::int64_t facility);
// The choice that the facility is, "" = none.
std::string place_choice(const service::PartyFile& file, std::int64_t facility);

}  // namespace wufei::http
