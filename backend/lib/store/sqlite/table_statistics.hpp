// What SQLite's planner is told about our tables before they hold rows.
#pragma once

#include "lib/store/sqlite/connection.hpp"

namespace wufei::storage {

// Writes sqlite_stat1 for every index whose first column is `county`: all rows share it, a hundred share the
// second column, ten the third; a partial index holds a hundredth of the rows. Without statistics SQLite
// takes each first column for as selective as any other, prefers the primary key (county, id) to an index
// (county, party) and reads every row of the county. Fixed numbers instead of ANALYZE: a statement runs the
// same way on every machine, also in the first hour. Call it in the transaction that changed the schema.
// Throws Failure. Source: sqlite.org, "The SQLite Query Optimizer Overview" and "ANALYZE" (statistics may be
// written by hand).
void set_table_statistics(Connection& connection);

}  // namespace wufei::storage
