// How the writer's log reaches the system: SQLite hands over a header and a page, one after the other, for
// each page of a commit; the system gets them in few big writes.
#pragma once

#include <sqlite3.h>

#include <string>

namespace wufei::storage {

// A VFS that is the one beneath it but for write-ahead logs: what follows each other is kept in memory until
// it is read again, its transaction ends, the file is synced, or 128 KB are together. SQLite tells others of
// a commit after everything of it has gone to the file, and has synced that before: after a power cut or a
// kill the log is as it would be without. What could not be written stays lost: every call that needs it
// fails with the same code of SQLite until the transaction is rolled back, so that nothing is committed
// around the hole. Whoever opens a database by it calls forget_at_rollback() before writing.
struct GatheringVfs : sqlite3_vfs {
  // Registers it, not as the default. `registered_name` and `system` live as long as the process, as this
  // must.
  GatheringVfs(const char* registered_name, sqlite3_vfs* system);

  sqlite3_vfs* beneath;
};

// The name of the one above SQLite's own VFS; registered by the first call; any thread.
const std::string& gathering_vfs();

// What a transaction gathered that is rolled back must never be written, since others write at the same place
// of the log from then on. Takes the connection's rollback hook.
void forget_at_rollback(sqlite3* database);

}  // namespace wufei::storage
