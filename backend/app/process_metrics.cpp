#include "app/process_metrics.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include "lib/net/last_look.hpp"

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

// What a disk that does not answer would let everybody wait for.
struct DiskSeen {
  std::uintmax_t available = 0, capacity = 0;  // bytes
  double backup = 0;                           // seconds since 1970; 0 = never
};

fs::path backup_mark(const fs::path& data) {
  return data / "last-backup";
}

double last_backup(const fs::path& data) {
  struct stat mark {};
  return stat(backup_mark(data).c_str(), &mark) == 0 ? static_cast<double>(mark.st_mtim.tv_sec) : 0;
}

contract::Result<DiskSeen> look_at_disk(const fs::path& data) {
  std::error_code failed;
  const fs::space_info disk = fs::space(data, failed);
  if (failed) return contract::make_error(contract::ErrorCode::unavailable, failed.message());
  return DiskSeen{disk.available, disk.capacity, last_backup(data)};
}

void watch_disk(http::Metrics& metrics, service::Chores& chores, const fs::path& data) {
  const auto look = std::make_shared<http::LastLook<DiskSeen>>(std::chrono::minutes{1});
  metrics.add_gauge("wufei_disk_free_bytes", "Bytes that the portal may still write to the disk of its data.",
                    [look] { return http::gauge_of(*look, &DiskSeen::available); });
  metrics.add_gauge("wufei_disk_size_bytes", "Bytes of the disk of its data.",
                    [look] { return http::gauge_of(*look, &DiskSeen::capacity); });
  metrics.add_gauge("wufei_last_backup_timestamp_seconds",
                    "When the last backup was made, seconds since 1970; 0 = never.",
                    [look] { return http::gauge_of(*look, &DiskSeen::backup); });
  chores.add({.name = "look at the disk",
              .lane = "disk",  // where nobody waits for a database
              .every = std::chrono::seconds{10},
              .limit = std::chrono::seconds{20},
              .run =
                  [look, data](const service::Turn&) {
                    const auto seen = look_at_disk(data);
                    look->note(seen);
                    return contract::status_of(seen);
                  },
              .at_start = true});
}

// Bytes of the database.
contract::Result<std::int64_t> look_at(storage::Store& store) {
  const auto answered = store.ping();
  return answered ? contract::Result<std::int64_t>(store.bytes()) : answered.error();
}

DatabaseLook watch_database(http::Metrics& metrics, service::Chores& chores, storage::Store& store) {
  const auto look = std::make_shared<http::LastLook<std::int64_t>>(std::chrono::seconds{30});
  metrics.add_gauge("wufei_database_up", "1 while the database answers.",
                    [look] { return look->seen() ? 1.0 : 0.0; });
  metrics.add_gauge(
      "wufei_database_bytes",
      "Bytes of the database with its write-ahead log, or on its server; none while it is away.",
      [look]() -> std::optional<double> {
        const std::int64_t bytes = look->seen().value_or(0);
        return bytes > 0 ? std::optional(static_cast<double>(bytes)) : std::nullopt;
      });
  chores.add({.name = "look at the database",
              .lane = "keys",  // no thread of its own
              .every = std::chrono::seconds{10},
              .limit = std::chrono::seconds{20},
              .run =
                  [look, &store](const service::Turn&) {
                    const auto size = look_at(store);
                    look->note(size);
                    return contract::status_of(size);
                  },
              .at_start = true});
  return look;
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

void add_county_gauge(http::Metrics& metrics, bool is_open) {
  metrics.add_gauge("wufei_county_open", "Whether the county is open: 0 or 1.",
                    [is_open] { return is_open ? 1.0 : 0.0; });
}

DatabaseLook add_data_gauges(http::Metrics& metrics, service::Chores& chores, storage::Store& store) {
  const fs::path& data = store.place().directory;
  DatabaseLook look = watch_database(metrics, chores, store);
  watch_disk(metrics, chores, data);
  return look;
}

}  // namespace wufei::app
