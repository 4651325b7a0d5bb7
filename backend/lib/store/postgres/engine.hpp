// PostgreSQL as an engine (ADR 0036): several processes write and read one database at once. Every operation
// is a serializable transaction of its own, run again when the server finds that it met another.
#pragma once

#include "lib/store/database.hpp"

namespace wufei::storage {

// As open_database() and open_for_reading() say; `place` names a server. Errors also: the server is older
// than PostgreSQL 14, does not speak UTF-8 or sorts otherwise than by code points, allows fewer connections.
contract::Result<Database> open_postgres(const StorePlace& place, int connections);
contract::Result<Reading> read_postgres(const StorePlace& place);

}  // namespace wufei::storage
