// The schema and its history: embedded, ordered, each step in one transaction. Never edits a step that has
// shipped.
#pragma once

#include "lib/base/result.hpp"
#include "lib/store/connection.hpp"

namespace wufei::storage {

// PRAGMA application_id: "WUFE".
inline constexpr int kApplicationId = 0x57554645;

int schema_version(Connection& connection);
int newest_schema_version();
// Brings the database to the newest version. Errors: unavailable (from a newer program, of another program,
// read-only).
contract::Status migrate(Connection& connection);

}  // namespace wufei::storage
