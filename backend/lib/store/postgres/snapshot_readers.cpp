#include "lib/store/postgres/snapshot_readers.hpp"

namespace wufei::storage {

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

}  // namespace wufei::storage
