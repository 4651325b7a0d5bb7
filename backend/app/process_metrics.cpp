#include "app/process_metrics.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>

namespace wufei::app {
namespace {

namespace fs = std::filesystem;

// Bytes; 0 when the system does not say.
double resident_memory() {
  std::ifstream statm("/proc/self/statm");
  double whole = 0, resident = 0;  // pages
  statm >> whole >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double open_files() {
  std::error_code failed;
  const fs::directory_iterator files("/proc/self/fd", failed);
  return failed ? 0 : static_cast<double>(std::distance(begin(files), end(files)));
}

double most_files() {
  rlimit limit{};
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<double>(limit.rlim_cur) : 0;
}

fs::space_info disk_of(const fs::path& data) {
  std::error_code failed;
  const fs::space_info disk = fs::space(data, failed);
  return failed ? fs::space_info{} : disk;
}

fs::path backup_mark(const fs::path& data) {
  return data / "last-backup";
}

double last_backup(const fs::path& data) {
  struct stat mark {};
  return stat(backup_mark(data).c_str(), &mark) == 0 ? static_cast<double>(mark.st_mtim.tv_sec) : 0;
}

// As the database was when it was last looked at.
class DatabaseSeen {
 public:
  contract::Status look(storage::Store& store) {
    auto answered = store.ping();
    const std::int64_t size = answered ? store.bytes() : 0;
    const std::lock_guard lock(mutex_);
    until_ = answered ? Steady::now() + kGood : Steady::time_point();
    bytes_ = static_cast<double>(size);
    return answered;
  }
  [[nodiscard]] bool is_up() const {
    const std::lock_guard lock(mutex_);
    return Steady::now() < until_;
  }
  [[nodiscard]] std::optional<double> bytes() const {
    const std::lock_guard lock(mutex_);
    return Steady::now() < until_ && bytes_ > 0 ? std::optional(bytes_) : std::nullopt;
  }

 private:
  using Steady = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kGood{30};  // a look that still waits says nothing
  mutable std::mutex mutex_;
  Steady::time_point until_;
  double bytes_ = 0;
};

void watch_database(http::Metrics& metrics, service::Chores& chores, storage::Store& store) {
  const auto seen = std::make_shared<DatabaseSeen>();
  metrics.add_gauge("wufei_database_up", "1 while the database answers.",
                    [seen] { return seen->is_up() ? 1.0 : 0.0; });
  metrics.add_gauge(
      "wufei_database_bytes",
      "Bytes of the database with its write-ahead log, or on its server; none while it is away.",
      [seen] { return seen->bytes(); });
  chores.add({.name = "look at the database",
              .lane = "keys",  // no thread of its own
              .every = std::chrono::seconds{10},
              .limit = std::chrono::seconds{20},
              .run = [seen, &store](const service::Turn&) { return seen->look(store); },
              .at_start = true});
}

}  // namespace

void note_backup(const fs::path& data, const fs::path& backup) {
  const fs::path fresh = fs::path(backup_mark(data)) += ".new";
  std::error_code failed;
  fs::remove(fresh, failed);
  std::ofstream(fresh) << backup.filename().string() << '\n';
  fs::rename(fresh, backup_mark(data), failed);  // over a mark that another user made, too
}

void add_process_gauges(http::Metrics& metrics) {
  const auto started = static_cast<double>(std::time(nullptr));
  metrics.add_gauge("process_start_time_seconds", "Start of the process, seconds since 1970.",
                    [started] { return started; });
  metrics.add_gauge("process_resident_memory_bytes", "Memory that the process holds.", resident_memory);
  metrics.add_gauge("process_open_fds", "Files and connections open now.", open_files);
  metrics.add_gauge("process_max_fds", "Files and connections that may be open.", most_files);
}

void add_data_gauges(http::Metrics& metrics, service::Chores& chores, storage::Store& store) {
  const fs::path& data = store.place().directory;
  watch_database(metrics, chores, store);
  metrics.add_gauge("wufei_disk_free_bytes", "Bytes that the portal may still write to the disk of its data.",
                    [data] { return static_cast<double>(disk_of(data).available); });
  metrics.add_gauge("wufei_disk_size_bytes", "Bytes of the disk of its data.",
                    [data] { return static_cast<double>(disk_of(data).capacity); });
  metrics.add_gauge("wufei_last_backup_timestamp_seconds",
                    "When the last backup was made, seconds since 1970; 0 = never.",
                    [data] { return last_backup(data); });
}

}  // namespace wufei::app
