#include "unit/faulty_disk.hpp"

#include <algorithm>
#include <new>

#include "lib/store/sqlite/log_file.hpp"

namespace wufei::test {
namespace {

constexpr int kPiece = 3000;  // bytes; no divisor of a page nor of a frame

FaultyDisk* current_disk = nullptr;

// A log. The system's file is behind it.
struct FaultyFile : sqlite3_file {
  sqlite3_file* system() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* system_of(sqlite3_file* file) {
  return static_cast<FaultyFile*>(file)->system();
}

int write_pieces(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
  sqlite3_file* system = system_of(file);
  if (current_disk) ++current_disk->writes;
  const std::int64_t room = current_disk ? current_disk->room : FaultyDisk::kEndless;
  const int fits = static_cast<int>(std::clamp<std::int64_t>(room - at, 0, size));
  for (int done = 0; done < fits; done += kPiece) {
    const int code = system->pMethods->xWrite(system, static_cast<const char*>(data) + done,
                                              std::min(kPiece, fits - done), at + done);
    if (code != SQLITE_OK) return code;
    if (current_disk && current_disk->after_piece) current_disk->after_piece();
  }
  return fits == size ? SQLITE_OK : SQLITE_FULL;
}

int sync_or_not(sqlite3_file* file, int flags) {
  if (current_disk && !current_disk->syncs) return SQLITE_IOERR_FSYNC;
  const int code = system_of(file)->pMethods->xSync(system_of(file), flags);
  if (code == SQLITE_OK && current_disk && current_disk->after_sync) current_disk->after_sync();
  return code;
}

int cut_log(sqlite3_file* file, sqlite3_int64 size) {
  const int code = system_of(file)->pMethods->xTruncate(system_of(file), size);
  if (current_disk && current_disk->after_piece) current_disk->after_piece();
  return code;
}

using Methods = sqlite3_io_methods;

template <auto method, class... Values>
int of_system(sqlite3_file* file, Values... values) {
  return (system_of(file)->pMethods->*method)(system_of(file), values...);
}

constexpr Methods kFaultyMethods{.iVersion = 1,
                                 .xClose = of_system<&Methods::xClose>,
                                 .xRead = of_system<&Methods::xRead, void*, int, sqlite3_int64>,
                                 .xWrite = write_pieces,
                                 .xTruncate = cut_log,
                                 .xSync = sync_or_not,
                                 .xFileSize = of_system<&Methods::xFileSize, sqlite3_int64*>,
                                 .xLock = of_system<&Methods::xLock, int>,
                                 .xUnlock = of_system<&Methods::xUnlock, int>,
                                 .xCheckReservedLock = of_system<&Methods::xCheckReservedLock, int*>,
                                 .xFileControl = of_system<&Methods::xFileControl, int, void*>,
                                 .xSectorSize = of_system<&Methods::xSectorSize>,
                                 .xDeviceCharacteristics = of_system<&Methods::xDeviceCharacteristics>,
                                 .xShmMap = nullptr,
                                 .xShmLock = nullptr,
                                 .xShmBarrier = nullptr,
                                 .xShmUnmap = nullptr,
                                 .xFetch = nullptr,
                                 .xUnfetch = nullptr};

int open_faulty(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags, int* given) {
  sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
  if ((flags & SQLITE_OPEN_WAL) == 0) return system->xOpen(system, name, file, flags, given);
  auto* log = new (static_cast<void*>(file)) FaultyFile{{&kFaultyMethods}};
  log->system()->pMethods = nullptr;
  const int code = system->xOpen(system, name, log->system(), flags, given);
  if (code != SQLITE_OK && log->system()->pMethods == nullptr) file->pMethods = nullptr;
  return code;
}

const char* vfs_above_faults() {
  static sqlite3_vfs faulty = [] {
    sqlite3_vfs made = *sqlite3_vfs_find(nullptr);
    made.pNext = nullptr;
    made.zName = "wufei-test-faulty";
    made.szOsFile += static_cast<int>(sizeof(FaultyFile));
    made.xOpen = open_faulty;
    return made;
  }();
  static storage::GatheringVfs above("wufei-test-gathering", &faulty);
  return above.zName;
}

}  // namespace

FaultyDisk::FaultyDisk() {
  current_disk = this;
}

FaultyDisk::~FaultyDisk() {
  current_disk = nullptr;
}

FaultyDatabase::FaultyDatabase(const std::filesystem::path& file) {
  constexpr int kFlags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3_open_v2(file.c_str(), &database_, kFlags, vfs_above_faults());
  storage::forget_at_rollback(database_);
  execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
}

FaultyDatabase::~FaultyDatabase() {
  sqlite3_close(database_);
}

int FaultyDatabase::execute(const std::string& sql) {
  return sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
}

std::int64_t FaultyDatabase::number(const std::string& sql) {
  sqlite3_stmt* asked = nullptr;
  if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &asked, nullptr) != SQLITE_OK) return -1;
  const std::int64_t found = sqlite3_step(asked) == SQLITE_ROW ? sqlite3_column_int64(asked, 0) : -1;
  sqlite3_finalize(asked);
  return found;
}

}  // namespace wufei::test
