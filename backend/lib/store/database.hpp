// What an engine gives: the open database of a place. The only header through which the rest of the floor
// reaches sqlite/ and postgres/.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/store/place.hpp"
#include "lib/store/readers.hpp"
#include "lib/store/table_shape.hpp"
#include "lib/store/writer.hpp"

namespace wufei::storage {

// What only the engine knows of its database; inside a session.
struct Upkeep {
  int (*schema_version)(Session& session);
  // Whether the database itself is sound, in the time it takes to read it once at most. Errors: unavailable.
  contract::Status (*check_quickly)(Session& session);
  // Faults of the database itself and of references between rows, one call each.
  void (*check_integrity)(Session& session, const std::function<void(const std::string&)>& note);
  // All but the engine's own.
  std::vector<TableShape> (*tables)(Session& session);
  // Every row of a query without parameters, however many there are; `take` reads all columns of a row.
  void (*each_row)(Session& session, const Query& query, const std::function<void(Columns&)>& take);
  // After rows with numbers of their own were added: the next number follows them.
  void (*after_copy)(Session& session);
  // Of the whole database on its server; null: it is a file of the data directory.
  std::int64_t (*bytes)(Session& session) = nullptr;
};

struct Database {
  std::unique_ptr<Writer> writer;
  std::unique_ptr<Readers> readers;  // gone before the writer: only a connection that writes can put the log
                                     // into the database at the end
  const Upkeep* upkeep = nullptr;
};

struct Reading {
  std::unique_ptr<Readers> readers;
  const Upkeep* upkeep = nullptr;
};

struct EngineOptions {
  int batch_size = 64;  // SQLite: operations per commit
  int cache_mb = 0;     // SQLite: pages that the writer keeps in memory, at most; 0 = by the machine's memory
  int connections = 16;  // PostgreSQL: at once, for writing and reading together; at least 4
};

// Opens for writing, makes the file when it is missing and brings the schema up to date. `place` is resolved.
// Errors: unavailable, naming the place.
contract::Result<Database> open_database(const StorePlace& place, const EngineOptions& options);
// Reading only, whatever the schema version. Errors: as resolved(); unavailable.
contract::Result<Reading> open_for_reading(const StorePlace& place);

}  // namespace wufei::storage
