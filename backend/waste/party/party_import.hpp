// Parties from a list that the bureau has: a table that is handed in, read row by row. Columns by their
// titles in Chinese, in any order; areas, roles and fields by their names. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/area.hpp"
#include "waste/party/import_table.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::service {

inline constexpr std::size_t kMostPartyRows = 5000;

struct PartyRow {
  int line = 0;
  contract::PartyWish wish;
};

struct PartyRows {
  std::vector<PartyRow> rows;
  std::vector<PartyRowFault> faults;  // a file that cannot be read has one and no rows
};

PartyRows read_party_rows(std::string_view bytes, const contract::Areas& areas,
                          const std::vector<contract::WasteField>& fields);

// Registers what is sound; a file that is read twice changes nothing. Errors: unavailable.
contract::Result<PartyImport> import_parties(std::string_view bytes, const ContentSet& content,
                                             RegistrationService& registration, const contract::Actor& actor);

}  // namespace wufei::service
