#include "lib/store/sqlite/log_file.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

namespace wufei::storage {
namespace {

constexpr int kMostGathered = 128 * 1024;  // bytes; some thirty pages with their headers
constexpr int kFrameHeader = 24;           // bytes; sqlite.org/fileformat2.html, "WAL Frame Header"
constexpr sqlite3_int64 kNowhere = -1;

// A frame's header names the size of the database in pages when it is the last of its transaction, else 0.
bool ends_transaction(const void* data, int size) {
  const auto* header = static_cast<const unsigned char*>(data);
  return size == kFrameHeader &&
         std::any_of(header + 4, header + 8, [](unsigned char byte) { return byte != 0; });
}

// A write-ahead log. SQLite gives it the room that its VFS asks for: this, and the file beneath behind it.
class LogFile : public sqlite3_file {
 public:
  explicit LogFile(const sqlite3_io_methods* methods) : sqlite3_file{methods} {}

  static LogFile& of(sqlite3_file* file) { return *static_cast<LogFile*>(file); }
  sqlite3_file* beneath() { return reinterpret_cast<sqlite3_file*>(this + 1); }

  // From the last header of a transaction on nothing is kept back: others may read it as soon as its page is
  // written, also where nobody asks for a sync.
  int write(const void* data, int size, sqlite3_int64 at) {
    if (lost_ != SQLITE_OK) return lost_;
    const bool kept = size <= kMostGathered && at != last_page_at_ && reserve();
    const bool fits = size_ == 0 || (at == at_ + size_ && size <= kMostGathered - size_);
    if (!kept || !fits)
      if (const int code = flush(); code != SQLITE_OK) return code;
    if (!kept) return beneath()->pMethods->xWrite(beneath(), data, size, at);
    keep(data, size, at);
    if (!ends_transaction(data, size)) return SQLITE_OK;
    last_page_at_ = at + size;
    return flush();
  }

  // What was lost cannot be read. Everything else can, a rollback needs it: it is older.
  int read(void* data, int size, sqlite3_int64 at) {
    const bool gathered = size_ > 0 && at < at_ + size_ && at_ < at + size;
    if (gathered)
      if (const int code = flush(); code != SQLITE_OK) return code;
    return beneath()->pMethods->xRead(beneath(), data, size, at);
  }

  // SQLite knows what is gathered as written. When some of it is not, a statement that fails does not undo
  // that: only the end of the whole transaction does.
  int flush() {
    if (lost_ != SQLITE_OK || size_ == 0) return lost_;
    lost_ = beneath()->pMethods->xWrite(beneath(), bytes_.get(), size_, at_);
    if (lost_ == SQLITE_OK) size_ = 0;  // else they tell read() what is lost
    return lost_;
  }

  void forget() {
    size_ = 0;
    lost_ = SQLITE_OK;
    last_page_at_ = kNowhere;
  }

 private:
  // False where there is no memory: then nothing is gathered.
  bool reserve() {
    if (!bytes_) bytes_.reset(new (std::nothrow) unsigned char[kMostGathered]);
    return bytes_ != nullptr;
  }
  void keep(const void* data, int size, sqlite3_int64 at) {
    if (size_ == 0) at_ = at;
    std::memcpy(bytes_.get() + size_, data, static_cast<std::size_t>(size));
    size_ += size;
  }

  std::unique_ptr<unsigned char[]> bytes_;  // NOLINT(*-avoid-c-arrays): made once, as it is
  sqlite3_int64 at_ = 0;                    // where in the file they begin
  int size_ = 0;
  int lost_ = SQLITE_OK;                   // why they could not be written
  sqlite3_int64 last_page_at_ = kNowhere;  // of the transaction whose last header was written
};

// Calls the file beneath a log, after what was gathered has gone to it.
template <auto method, class... Values>
int after_flush(sqlite3_file* file, Values... values) {
  LogFile& log = LogFile::of(file);
  if (const int code = log.flush(); code != SQLITE_OK) return code;
  return (log.beneath()->pMethods->*method)(log.beneath(), values...);
}

template <auto method, class... Values>
int pass_on(sqlite3_file* file, Values... values) {
  sqlite3_file* beneath = LogFile::of(file).beneath();
  return (beneath->pMethods->*method)(beneath, values...);
}

// What is still there was not committed.
int close_log(sqlite3_file* file) {
  LogFile& log = LogFile::of(file);
  const int code = log.beneath()->pMethods->xClose(log.beneath());
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

// Version 1: nobody maps a log into memory. What a log shares (xShm...) is its database's file's, not its
// own.
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

// After a rollback, of a connection that was opened by this VFS or by another.
void forget_gathered(void* database) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(static_cast<sqlite3*>(database), "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  if (file != nullptr && file->pMethods == &kLogMethods) LogFile::of(file).forget();
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* given) {
  sqlite3_vfs* beneath = static_cast<GatheringVfs*>(vfs)->beneath;
  if ((flags & SQLITE_OPEN_WAL) == 0) return beneath->xOpen(beneath, name, file, flags, given);
  auto* log = new (static_cast<void*>(file)) LogFile(&kLogMethods);
  log->beneath()->pMethods = nullptr;
  const int code = beneath->xOpen(beneath, name, log->beneath(), flags, given);
  if (code == SQLITE_OK) return code;
  if (log->beneath()->pMethods != nullptr) log->beneath()->pMethods->xClose(log->beneath());
  log->~LogFile();
  file->pMethods = nullptr;  // nothing to be closed
  return code;
}

}  // namespace

// All but opening a file is the system's own.
GatheringVfs::GatheringVfs(const char* registered_name, sqlite3_vfs* system)
    : sqlite3_vfs(*system), beneath(system) {
  pNext = nullptr;
  zName = registered_name;
  szOsFile += static_cast<int>(sizeof(LogFile));
  xOpen = open_file;
  sqlite3_vfs_register(this, 0);  // where it fails, opening a database by this name says so
}

const std::string& gathering_vfs() {
  static const std::string name = "wufei-gathering";
  static GatheringVfs registered(name.c_str(), sqlite3_vfs_find(nullptr));
  return name;
}

void forget_at_rollback(sqlite3* database) {
  sqlite3_rollback_hook(database, forget_gathered, database);
}

}  // namespace wufei::storage
