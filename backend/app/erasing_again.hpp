// What people had erased stays erased when a database of before comes back (docs/adr/0048): the list of
// erasures in the data directory is held against the rows whenever they are opened.
#pragma once

#include <vector>

#include "county/feature.hpp"

namespace wufei::app {

// Erases what the list names and the rows still hold; answers how many records that were. All subjects must
// have joined the store. Errors: unavailable (the list cannot be read; the database).
contract::Result<int> erase_listed(storage::Store& store);
// What the list names, came back and stays, because a text that came back with it still needs it. Errors: as
// erase_listed().
contract::Result<std::vector<storage::StillNeeded>> still_needed(storage::Store& store);
// Of each command that opens the store to work with it: lets the subjects listen, and erases what came back
// before anybody reads; says so on standard error. Errors: as erase_listed().
contract::Status join_and_erase(storage::Store& store);
// Hourly, what is needed no more is erased, and entries of the list that no backup can bring back any more
// go; a list that cannot be written is told, in the log and as the gauge wufei_erasures_writable.
void add_erasure_chores(Ground& ground);

}  // namespace wufei::app
