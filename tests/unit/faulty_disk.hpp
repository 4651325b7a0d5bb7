// A disk that fails, beneath the writer's log: it fills up, its syncs fail, and it can be looked at after
// every piece of a write, as a kill or a power cut would leave it.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>

namespace wufei::test {

// What befalls the logs of all databases that FaultyDatabase opens while it lives; one at a time.
class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  static constexpr std::int64_t kEndless = std::numeric_limits<std::int64_t>::max();
  std::int64_t room = kEndless;       // bytes that a log may have; a write beyond writes what fits
  bool syncs = true;                  // else a sync is an error
  std::function<void()> after_piece;  // something of a log was written or cut
  std::function<void()> after_sync;   // all of a log is on the disk now
  int writes = 0;                     // calls that wrote to a log
};

// A connection as the writer's is, its log gathered above a FaultyDisk. Used by one thread.
class FaultyDatabase {
 public:
  explicit FaultyDatabase(const std::filesystem::path& file);
  ~FaultyDatabase();
  FaultyDatabase(const FaultyDatabase&) = delete;
  FaultyDatabase& operator=(const FaultyDatabase&) = delete;

  // The code of SQLite.
  int execute(const std::string& sql);
  // The first number of the answer; -1 when there is none.
  std::int64_t number(const std::string& sql);
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(database_) == 0; }

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace wufei::test
