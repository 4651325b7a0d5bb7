// The form that hands in a list, and what came of it row by row.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "desk/desk_parts.hpp"
#include "waste/party/import_table.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::http {

// The lists of what parties have.
struct PartList {
  service::RegistrationService::Part part;
  std::string_view name;        // in addresses
  contract::Text title, about;  // of the page that reads it
};
std::span<const PartList> part_lists();
// nullptr when that part has none.
const PartList* part_list(std::string_view name);

// `done`: a text with {added}, {same} and {faulty}.
void write_import(HtmlWriter& out, const service::PartyImport& import, contract::Text done);
// Posted to `path`, a StaffDoor::upload(), as the only file.
void write_import_form(HtmlWriter& out, const contract::StaffCaller& caller, const std::string& path,
                       std::size_t most_rows);
// 400 when nothing of it could be read, else 200.
int import_status(const service::PartyImport& import);

}  // namespace wufei::http
