// What parties have from lists (party_import.hpp): their facilities, vehicles, permits and contracts. Columns
// by their titles in Chinese, kinds and areas by their names.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "county/content_set.hpp"
#include "waste/party/import_table.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::service {

// Of a party's own list; the bureau's of many parties has kMostPartyRows.
inline constexpr std::size_t kMostPartRows = 500;

// Registers what is sound, by the rules of the forms: what staff hand in is verified and confirmed, what a
// party hands in is not. A file that is read twice changes nothing. Without a `party` each row names its own
// by its code, by staff only. Errors: not_found, of one party conflict waste_state, unavailable.
contract::Result<PartyImport> import_parts(RegistrationService::Part part, std::optional<std::int64_t> party,
                                           std::string_view bytes, const ContentSet& content,
                                           RegistrationService& registration, const PartyCaller& caller);

}  // namespace wufei::service
