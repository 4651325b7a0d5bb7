// The open database of one data directory, its backup and its check. Whoever needs a store of a subject makes
// one from what is offered here. Knows no table but meta and no engine.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/database.hpp"
#include "lib/store/happenings.hpp"
#include "lib/store/place.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct StoreOptions {
  std::filesystem::path directory;  // holds wufei.db, keys/personal.key, lock
  std::string url;                  // as StorePlace has it
  bool exclusive = false;           // the server: refuses a damaged file and, on SQLite, a second server
  bool create = false;              // make the directory, database and key when they are missing
  int batch_size = 64;              // SQLite: operations per commit
  int cache_mb = 0;                 // SQLite: as EngineOptions has it
  int connections = 16;             // PostgreSQL: at once
  KeyKeeper::Now now = {};          // the clock for the months of keys; {} = the system's
};

class Store {
 public:
  // Errors: unavailable with a detail that names the file and the reason (newer schema version, read-only,
  // not a database, damaged, key missing or wrong, directory in use by another server).
  static contract::Result<std::unique_ptr<Store>> open(const StoreOptions& options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // A cheap read, and a small write when the last write failed; what readyz asks. Errors: unavailable.
  contract::Status ping();
  // Of the database, with what of it is not yet in its place; 0 when that cannot be told now.
  std::int64_t bytes();
  // Writes what is queued, then refuses further writes.
  void close();

  [[nodiscard]] const Cipher& cipher() const { return cipher_; }
  // Whose rows these are, the first column of every key; a fact of the database (ADR 0026), "" = not told.
  [[nodiscard]] const std::string& county() const { return county_; }
  // Other processes may serve the same rows at the same time.
  [[nodiscard]] bool is_shared() const { return !place_.url.empty(); }
  [[nodiscard]] const StorePlace& place() const { return place_; }
  Writer& writer() { return *database_.writer; }
  Readers& readers() { return *database_.readers; }
  // For those who care for every table without knowing any.
  Database& database() { return database_; }
  // Listeners come in before the store is used.
  Happenings& happenings() { return happenings_; }

 private:
  Store(StorePlace place, DirectoryLock lock, const Cipher& cipher, std::string county, Database database);

  StorePlace place_;    // resolved
  DirectoryLock lock_;  // null unless exclusive
  Cipher cipher_;
  std::string county_;
  Happenings happenings_;
  Database database_;
};

struct CheckReport {
  bool ok = false;
  std::string text;  // one line per finding, English
};

// A consistent copy while the server runs; FILE, which must not be there yet, appears only when complete. A
// file of SQLite, whatever the engine. The key file is not in it.
contract::Status backup_database(const StorePlace& place, const std::filesystem::path& file);
// Replaces the database; answers where the old one is kept (beside it, as wufei.db.before-restore-<time>), ""
// when there was none. Refused while a server runs. On PostgreSQL the database must be empty: nothing there
// is replaced.
contract::Result<std::filesystem::path> restore_database(const StorePlace& place,
                                                         const std::filesystem::path& file);
// Integrity, references, schema version, and of the given stores every row and what else they check.
contract::Result<CheckReport> check_database(const StorePlace& place, const std::vector<StoreFacts>& stores);

}  // namespace wufei::storage
