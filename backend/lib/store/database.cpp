#include "lib/store/database.hpp"

#include "lib/store/postgres/engine.hpp"
#include "lib/store/sqlite/engine.hpp"

namespace wufei::storage {

contract::Result<Database> open_database(const StorePlace& place, const EngineOptions& options) {
  if (place.url.empty()) return open_sqlite(database_file(place), options);
  return open_postgres(place, options.connections);
}

contract::Result<Reading> open_for_reading(const StorePlace& place) {
  const auto found = resolved(place);
  if (!found) return found.error();
  if (found->url.empty()) return read_sqlite(database_file(*found));
  return read_postgres(*found);
}

}  // namespace wufei::storage
