// Brings a PostgreSQL database to the newest version of the schema.
#pragma once

#include "lib/base/result.hpp"
#include "lib/store/postgres/connection.hpp"

namespace wufei::storage {

// 0 for a database that is empty, -1 for one of another program.
int version_in(PostgresConnection& connection);
// Processes that start at the same time wait for each other. Errors: unavailable (from a newer program, of
// another program, no right to make tables).
contract::Status migrate(PostgresConnection& connection);

}  // namespace wufei::storage
