// The open database of one data directory, and its backup. The only door to SQLite: stores of the nouns hang
// off it. Plain structs and Result in and out; SQLite's exceptions never leave this floor.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "lib/base/result.hpp"

namespace wufei::storage {

struct StoreOptions {
  std::filesystem::path directory;  // holds wufei.db, keys/personal.key, lock
  bool exclusive = false;           // the server: refuses a second server on the same directory
  bool create = false;              // make the directory, database and key when they are missing
  int batch_size = 64;              // operations per commit
};

class Store {
 public:
  // Errors: unavailable with a detail that names the file and the reason (newer schema version, read-only,
  // not a database, key missing or wrong, directory in use by another server).
  static contract::Result<std::unique_ptr<Store>> open(const StoreOptions& options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // A cheap read, and a small write when the last write failed; what readyz asks. Errors: unavailable.
  contract::Status ping();
  // Writes what is queued, then refuses further writes.
  void close();

  struct Parts;  // database, writer, cipher and the stores of the nouns; for the service floor
  Parts& parts() { return *parts_; }

 private:
  explicit Store(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

struct CheckReport {
  bool ok = false;
  std::string text;  // one line per finding, English
};

// What a walk along the chain of indicator revisions found.
struct ChainReport {
  bool sound = true;
  std::int64_t revisions = 0;  // sound ones from the start
  std::string head;   // hash of the last one; compare it with a note to see whether the end is missing
  std::string fault;  // where the chain breaks and why, English
};

// A consistent copy while the server runs; FILE appears only when complete. The key file is not in it.
contract::Status backup_database(const std::filesystem::path& directory, const std::filesystem::path& file);
// Replaces the database; the old one is kept beside it as wufei.db.before-restore-<time>. Refused while a
// server runs.
contract::Status restore_database(const std::filesystem::path& directory, const std::filesystem::path& file);
// Errors: unavailable (no database, or one of an earlier program).
contract::Result<ChainReport> verify_chain(const std::filesystem::path& directory);
// Integrity, foreign keys, schema version, capacity sums, the chain of indicator revisions, and whether
// personal data can be read with the key.
contract::Result<CheckReport> check_database(const std::filesystem::path& directory);

}  // namespace wufei::storage
