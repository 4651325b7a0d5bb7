// What an engine gives: the open database of a directory. The only header through which the rest of the floor
// reaches sqlite/.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "lib/base/result.hpp"
#include "lib/store/readers.hpp"
#include "lib/store/writer.hpp"

namespace wufei::storage {

struct Database {
  std::unique_ptr<Writer> writer;
  std::unique_ptr<Readers> readers;  // gone before the writer: only a connection that writes can put the log
                                     // into the database at the end
};

// Opens for writing, makes the file when it is missing and brings the schema up to date. `batch_size`:
// operations per commit. Errors: unavailable, naming the file.
contract::Result<Database> open_database(const std::filesystem::path& file, int batch_size);
// Reading only, whatever the schema version. Errors: unavailable.
contract::Result<std::unique_ptr<Readers>> open_for_reading(const std::filesystem::path& file);
// Inside a session.
int schema_version(Session& session);
// Whether the file itself is sound, in the time it takes to read it once. Errors: unavailable.
contract::Status check_quickly(Session& session);
// Faults of the file itself and of references between rows, one call each.
void check_integrity(Session& session, const std::function<void(const std::string&)>& note);

}  // namespace wufei::storage
