// How the writer's log reaches the system: SQLite hands over a header and a page, one after the other, for
// each page of a commit; the system gets them in few big writes.
#pragma once

#include <string>

namespace wufei::storage {

// The name of a VFS of SQLite that is its own but for write-ahead logs: what follows each other is kept in
// memory until it is read again, a transaction ends, the file is synced, or 128 KB are together. Nothing is
// committed before SQLite's sync, which gives everything to the system first: after a power cut or a kill
// the log is as it would be without. A failed write is told by the call that had to write. Registered by the
// first call; any thread.
const std::string& gathering_vfs();

}  // namespace wufei::storage
