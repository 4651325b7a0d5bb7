#include <algorithm>
#include <chrono>

#include "lib/base/civil_date.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/durable_file.hpp"
#include "lib/store/meta_store.hpp"
#include "lib/store/migration.hpp"
#include "lib/store/sqlite/migrate.hpp"
#include "lib/store/store.hpp"
#include "lib/store/transfer.hpp"

namespace wufei::storage {
namespace {

namespace fs = std::filesystem;

void remove_quietly(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
}

contract::Status copy_database(const fs::path& from, const fs::path& to) {
  remove_quietly(to);
  remove_quietly(to.string() + "-journal");
  return guarded(to.string(), [&]() -> contract::Status {
    Connection source(from, Access::read), target(to, Access::copy);
    source.copy_into(target);
    target.execute("PRAGMA journal_mode = DELETE");  // the copy is one file, readable from read-only media
    return contract::ok();
  });
}

contract::Status check_backup(const fs::path& file) {
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) return file_refused(file, "there is no such file");
  return guarded(file.string(), [&]() -> contract::Status {
    Connection backup(file, Access::read);
    if (backup.ask_number("PRAGMA application_id") != kApplicationId)
      return file_refused(file, "is not a backup of this program");
    if (version_of(backup) > newest_schema_version())
      return file_refused(file, "comes from a newer version of the program");
    const std::string verdict = backup.ask("PRAGMA quick_check").at(0).at(0);
    return verdict == "ok" ? contract::ok() : contract::Status(file_refused(file, "is damaged: " + verdict));
  });
}

// The key must be in place first: without it the restored personal data could never be read.
contract::Status check_backup_key(const fs::path& directory, const fs::path& file) {
  const auto cipher = Cipher::from_file(key_file(directory));
  if (!cipher) return cipher.error();
  return guarded(file.string(), [&]() -> contract::Status {
    Connection backup(file, Access::read);
    if (MetaStore::text(backup, kKeyFingerprint) == key_fingerprint(*cipher)) return contract::ok();
    return file_refused(key_file(directory), "is not the key of this backup");
  });
}

std::string time_stamp() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  std::string text = contract::format_instant(std::chrono::duration_cast<std::chrono::seconds>(now).count());
  for (char& c : text)
    if (c == ':' || c == '+') c = '-';
  return text;
}

// Folds the write-ahead log into the file, so that the file alone is the database.
void fold_log(const fs::path& file) {
  try {
    Connection(file, Access::write).execute("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const Failure&) {
    // A damaged database is the reason to restore: keep it as it is.
  }
}

contract::Result<fs::path> set_aside(const fs::path& file) {
  fs::path kept = file.string() + ".before-restore-" + time_stamp();
  std::error_code failed, ignored;
  fs::rename(file, kept, failed);
  if (failed) return file_refused(kept, failed.message());
  for (const char* suffix : {"-wal", "-shm"})
    fs::rename(file.string() + suffix, kept.string() + suffix, ignored);
  return kept;
}

// A backup beside the database could replace it under a running server.
bool lies_within(const fs::path& file, const fs::path& directory) {
  std::error_code failed;
  const fs::path folder = fs::weakly_canonical(folder_of(file), failed);
  const fs::path root = fs::weakly_canonical(directory, failed);
  return !failed && std::mismatch(root.begin(), root.end(), folder.begin(), folder.end()).first == root.end();
}

// A server's rows as a file of SQLite.
contract::Status copy_rows(const StorePlace& place, const fs::path& to) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) remove_quietly(to.string() + suffix);
  if (auto copied = transfer(place, StorePlace::file(to)); !copied) return copied.error();
  return guarded(to.string(), [&]() -> contract::Status {
    Connection(to, Access::copy).execute("PRAGMA journal_mode = DELETE");
    return contract::ok();
  });
}

contract::Result<fs::path> put_rows(const fs::path& file, const StorePlace& to) {
  if (auto put = transfer(StorePlace::file(file), to); !put) return put.error();
  return fs::path();
}

}  // namespace

contract::Status backup_database(const StorePlace& given, const fs::path& file) {
  const auto place = resolved(given);
  if (!place) return place.error();
  const fs::path& directory = place->directory;
  std::error_code failed;
  if (place->url.empty() && !fs::exists(database_file(directory), failed))
    return file_refused(database_file(directory), "there is no database");
  if (lies_within(file, directory))
    return file_refused(file, "lies in the data directory; choose another place");
  if (fs::exists(fs::symlink_status(file, failed)))
    return file_refused(file, "is there already; choose another name");
  const auto alone = FileLock::take(folder_of(file), "another backup into this folder is under way");
  if (!alone) return alone.error();
  // One name for all: what a backup that was killed has left is written over by the next.
  const fs::path part = folder_of(file) / ".wufei-backup.part";
  auto copied = place->url.empty() ? copy_database(database_file(directory), part) : copy_rows(*place, part);
  if (copied) copied = check_backup(part);
  if (!copied) return remove_quietly(part), copied;
  return put_in_place(part, file);
}

contract::Result<fs::path> restore_database(const StorePlace& given, const fs::path& file) {
  const auto place = resolved(given);
  if (!place) return place.error();
  const fs::path& directory = place->directory;
  if (auto good = check_backup(file); !good) return good.error();
  if (auto key = check_backup_key(directory, file); !key) return key.error();
  if (!place->url.empty()) return put_rows(file, *place);
  auto lock = lock_directory(directory);
  if (!lock) return lock.error();
  const fs::path target = database_file(directory), part = target.string() + ".restoring";
  if (auto copied = copy_database(file, part); !copied) return remove_quietly(part), copied.error();
  contract::Result<fs::path> kept = fs::path();
  std::error_code failed;
  if (fs::exists(target, failed)) {
    fold_log(target);
    kept = set_aside(target);
  }
  if (!kept) return remove_quietly(part), kept;
  if (auto placed = put_in_place(part, target); !placed) return placed.error();
  return kept;
}

}  // namespace wufei::storage
