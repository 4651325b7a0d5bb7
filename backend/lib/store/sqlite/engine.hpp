// SQLite as an engine: one file, one writer, readers beside it.
#pragma once

#include <filesystem>

#include "lib/store/database.hpp"

namespace wufei::storage {

// As open_database() and open_for_reading() say.
contract::Result<Database> open_sqlite(const std::filesystem::path& file, const EngineOptions& options);
contract::Result<Reading> read_sqlite(const std::filesystem::path& file);

}  // namespace wufei::storage
