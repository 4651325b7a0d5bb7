#include "lib/store/sqlite/log_file.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace wufei::storage {
namespace {

constexpr int kMostGathered = 128 * 1024;  // bytes; some thirty pages with their headers
constexpr int kFrameHeader = 24;           // bytes; sqlite.org/fileformat2.html, "WAL Frame Header"

// A write-ahead log. SQLite gives it the room that its VFS asks for: this, and the system's file behind it.
class LogFile : public sqlite3_file {
 public:
  explicit LogFile(const sqlite3_io_methods* methods) : sqlite3_file{methods} {}

  static LogFile& of(sqlite3_file* file) { return *static_cast<LogFile*>(file); }
  sqlite3_file* system() { return reinterpret_cast<sqlite3_file*>(this + 1); }

  int write(const void* data, int size, sqlite3_int64 at) {
    const bool follows = at == at_ + size_ && size <= kMostGathered - size_;
    if (!follows)
      if (const int code = flush(); code != SQLITE_OK) return code;
    if (size > kMostGathered) return system()->pMethods->xWrite(system(), data, size, at);
    if (!bytes_ && !reserve()) return SQLITE_IOERR_NOMEM;
    if (size_ == 0) at_ = at;
    std::memcpy(bytes_.get() + size_, data, static_cast<std::size_t>(size));
    size_ += size;
    return end_of_transaction(data, size) ? flush() : SQLITE_OK;
  }
  int read(void* data, int size, sqlite3_int64 at) {
    const bool gathered = size_ > 0 && at < at_ + size_ && at_ < at + size;
    if (gathered)
      if (const int code = flush(); code != SQLITE_OK) return code;
    return system()->pMethods->xRead(system(), data, size, at);
  }
  // What could not be written is gone: SQLite then gives up the transaction that it belongs to.
  int flush() {
    if (size_ == 0) return SQLITE_OK;
    const int size = std::exchange(size_, 0);
    return system()->pMethods->xWrite(system(), bytes_.get(), size, at_);
  }

 private:
  bool reserve() {
    bytes_.reset(new (std::nothrow) unsigned char[kMostGathered]);
    return bytes_ != nullptr;
  }
  // A header names the size of the database in the last frame of a transaction, else 0. Others may read a
  // transaction from then on, also where nobody asked for a sync.
  bool end_of_transaction(const void* data, int size) {
    const bool ends = std::exchange(last_frame_, false);
    const auto* header = static_cast<const unsigned char*>(data);
    if (size == kFrameHeader)
      last_frame_ = std::any_of(header + 4, header + 8, [](unsigned char byte) { return byte != 0; });
    return ends;
  }

  std::unique_ptr<unsigned char[]> bytes_;  // NOLINT(*-avoid-c-arrays): made once, as it is
  sqlite3_int64 at_ = 0;                    // where in the file they begin
  int size_ = 0;
  bool last_frame_ = false;  // its page is next
};

// Calls the system's file of a log, after what was gathered has gone to it.
template <auto method, class... Values>
int after_flush(sqlite3_file* file, Values... values) {
  LogFile& log = LogFile::of(file);
  if (const int code = log.flush(); code != SQLITE_OK) return code;
  return (log.system()->pMethods->*method)(log.system(), values...);
}

template <auto method, class... Values>
int pass_on(sqlite3_file* file, Values... values) {
  sqlite3_file* system = LogFile::of(file).system();
  return (system->pMethods->*method)(system, values...);
}

// What is still there was not committed.
int close_log(sqlite3_file* file) {
  LogFile& log = LogFile::of(file);
  const int code = log.system()->pMethods->xClose(log.system());
  log.~LogFile();
  return code;
}

int read_log(sqlite3_file* file, void* data, int size, sqlite3_int64 at) {
  return LogFile::of(file).read(data, size, at);
}

int write_log(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
  return LogFile::of(file).write(data, size, at);
}

using Methods = sqlite3_io_methods;

// Version 1: nobody maps a log into memory.
constexpr Methods kLogMethods{.iVersion = 1,
                              .xClose = close_log,
                              .xRead = read_log,
                              .xWrite = write_log,
                              .xTruncate = after_flush<&Methods::xTruncate, sqlite3_int64>,
                              .xSync = after_flush<&Methods::xSync, int>,
                              .xFileSize = after_flush<&Methods::xFileSize, sqlite3_int64*>,
                              .xLock = pass_on<&Methods::xLock, int>,
                              .xUnlock = pass_on<&Methods::xUnlock, int>,
                              .xCheckReservedLock = pass_on<&Methods::xCheckReservedLock, int*>,
                              .xFileControl = pass_on<&Methods::xFileControl, int, void*>,
                              .xSectorSize = pass_on<&Methods::xSectorSize>,
                              .xDeviceCharacteristics = pass_on<&Methods::xDeviceCharacteristics>,
                              .xShmMap = nullptr,
                              .xShmLock = nullptr,
                              .xShmBarrier = nullptr,
                              .xShmUnmap = nullptr,
                              .xFetch = nullptr,
                              .xUnfetch = nullptr};

sqlite3_vfs* system_vfs() {
  static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
  return found;
}

int open_file(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags, int* given) {
  sqlite3_vfs* system = system_vfs();
  if ((flags & SQLITE_OPEN_WAL) == 0) return system->xOpen(system, name, file, flags, given);
  auto* log = new (static_cast<void*>(file)) LogFile(&kLogMethods);
  const int code = system->xOpen(system, name, log->system(), flags, given);
  if (code == SQLITE_OK) return code;
  if (log->system()->pMethods != nullptr) log->system()->pMethods->xClose(log->system());
  log->~LogFile();
  file->pMethods = nullptr;  // nothing to be closed
  return code;
}

}  // namespace

const std::string& gathering_vfs() {
  static const std::string name = "wufei-gathering";
  // All but opening a file is the system's own.
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs made = *system_vfs();
    made.pNext = nullptr;
    made.zName = name.c_str();
    made.szOsFile += static_cast<int>(sizeof(LogFile));
    made.xOpen = open_file;
    return made;
  }();
  static const int registered = sqlite3_vfs_register(&vfs, 0);
  (void)registered;  // where it failed, opening a database by this name says so
  return name;
}

}  // namespace wufei::storage
