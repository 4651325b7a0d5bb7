// Brings a SQLite database to the newest version of the schema.
#pragma once

#include "lib/base/result.hpp"
#include "lib/store/sqlite/connection.hpp"

namespace wufei::storage {

// PRAGMA application_id: "WUFE".
inline constexpr int kApplicationId = 0x57554645;

// PRAGMA user_version.
int version_of(Connection& connection);
// Errors: unavailable (from a newer program, of another program, read-only).
contract::Status migrate(Connection& connection);

}  // namespace wufei::storage
