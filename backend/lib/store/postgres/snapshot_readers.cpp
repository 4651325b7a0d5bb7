#include "lib/store/postgres/snapshot_readers.hpp"

#include <utility>

namespace wufei::storage {
namespace {

// Which transactions a reader would see: the same text, the same ones. Every transaction that writes has a
// number in it, of whatever process; those of the server's other databases count too, which costs a look and
// no truth. A server that took over from another counts on from what it knew of that one's numbers, so the
// time at which it was started is part of it.
constexpr Query kSnapshot{"postgres.snapshot",
                          {},
                          {},
                          "SELECT CAST(pg_current_snapshot() AS text) || ' ' ||"
                          " CAST(pg_postmaster_start_time() AS text)"};

}  // namespace

void SnapshotReaders::with_session(const std::function<void(Session&)>& look) {
  Trouble trouble = Trouble::none;
  try {
    look_once(look, trouble);
  } catch (const Failure&) {
    if (trouble != Trouble::lost) throw;
    look_once(look, trouble);  // the server was restarted since the connection was made
  }
}

void SnapshotReaders::look_once(const std::function<void(Session&)>& look, Trouble& trouble) {
  PostgresPool::Lease connection(pool_);
  try {
    connection->begin_reading();
    look(*connection);
    connection->commit();
  } catch (...) {
    trouble = connection->trouble();
    throw;
  }
}

// A thread that is slow may tell of a snapshot that others have left behind: then the number grows twice, and
// what was kept is read again.
std::optional<std::uint64_t> SnapshotReaders::moment() {
  try {
    std::string seen;
    {
      PostgresPool::Lease connection(pool_);
      seen = connection->row(kSnapshot, &Columns::text).value_or(std::string());
    }
    if (seen.empty()) return std::nullopt;
    const std::lock_guard lock(mutex_);
    if (seen != snapshot_) ++moment_;
    snapshot_ = std::move(seen);
    return moment_;
  } catch (const Failure&) {
    return std::nullopt;
  }
}

}  // namespace wufei::storage
