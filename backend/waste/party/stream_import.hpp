// What a party generates from a list that it has (party_import.hpp): columns by their titles in Chinese, ways
// and features by their names or codes.
#pragma once

#include <string_view>

#include "waste/party/import_table.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::service {

// Registers what is sound; a file that is read twice changes nothing. Errors: not_found, conflict waste_state
// (RegistrationService::add_stream), unavailable.
contract::Result<PartyImport> import_streams(std::int64_t party, std::string_view bytes,
                                             RegistrationService& registration, const PartyCaller& caller);

}  // namespace wufei::service
