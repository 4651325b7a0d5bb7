// The walk over the rows of a list whose rows are registered one by one.
#pragma once

#include <span>

#include "waste/party/import_table.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::service {

// Adds each row by `add(row)` -> Result<Registered>; an error that `ends(error)` concerns no single row and
// is the answer.
template <class Add, class Ends>
contract::Result<PartyImport> import_rows(const ImportTable& table, std::span<const ImportColumn> columns,
                                          Add&& add, Ends&& ends) {
  PartyImport import{0, 0, table.faults};
  for (const CsvRow& row : table.rows) {
    const contract::Result<Registered> how = add(row);
    if (!how && ends(how.error())) return how.error();
    if (!how)
      add_import_faults(row.line, how.error(), columns, import);
    else
      ++(*how == Registered::added ? import.added : import.same);
  }
  return import;
}

// Of a list of one party: the error concerns the party as such.
inline bool concerns_party(const contract::Error& error) {
  return error.fields.empty() || error.fields.front().rule == contract::Rule::waste_state;
}

}  // namespace wufei::service
