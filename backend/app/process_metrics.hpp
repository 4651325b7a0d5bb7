// What the machine gives the portal and what it uses: of the process read at each scrape of /metrics, of the
// disk and the database by chores, for whose end a scrape does not wait.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "lib/chore/chores.hpp"
#include "lib/net/last_look.hpp"
#include "lib/net/metrics.hpp"
#include "lib/store/store.hpp"

namespace wufei::app {

using DatabaseLook = std::shared_ptr<const http::LastLook<std::int64_t>>;  // at its bytes

// Leaves in the data directory that a backup of it was made now; a directory that takes nothing is no fault
// of the backup.
void note_backup(const std::filesystem::path& data, const std::filesystem::path& backup);

// Gauges by the names that Prometheus' client libraries give a process (process_resident_memory_bytes,
// process_open_fds, process_max_fds, process_start_time_seconds).
void add_process_gauges(http::Metrics& metrics);
// Whether the county that these metrics are of is open, for as long as they are told.
void add_county_gauge(http::Metrics& metrics, bool is_open);
// Of a county's rows and data directory: whether the database answers and its bytes, bytes of its disk that
// are free and there are, time of the last backup (0 = never). A chore of its own looks at the database every
// ten seconds; a scrape reads what that saw. Without an answer for half a minute it counts as away, and its
// bytes are left out. `store` must outlive chores and the metrics' last answer.
// Answers that look, which is empty while the database is away.
DatabaseLook add_data_gauges(http::Metrics& metrics, service::Chores& chores, storage::Store& store);

}  // namespace wufei::app
