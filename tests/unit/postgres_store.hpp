// Tests that need a PostgreSQL server, and stores on it. For tests only.
#pragma once

#include <doctest/doctest.h>

#include "lib/store/meta_store.hpp"
#include "support/database.hpp"
#include "support/office_fixture.hpp"

namespace wufei::test {

inline const doctest::skip kWithoutServer(!on_postgres());

inline contract::Result<std::unique_ptr<storage::Store>> open_at(const std::filesystem::path& directory,
                                                                 const std::string& url,
                                                                 int connections = 16) {
  storage::StoreOptions options;
  options.directory = directory;
  options.url = url;
  options.exclusive = options.create = true;
  options.connections = connections;
  return storage::Store::open(options);
}

// Reads and then writes what it read, as careless operations do.
inline contract::Result<std::int64_t> count_up(storage::Store& store) {
  return store.writer().run([](storage::Session& session) -> contract::Result<std::int64_t> {
    const std::int64_t next = storage::MetaStore::number(session, "count") + 1;
    storage::MetaStore::set_number(session, "count", next);
    return next;
  });
}

inline std::int64_t counted(storage::Store& store) {
  return *store.readers().run([](storage::Session& session) -> contract::Result<std::int64_t> {
    return storage::MetaStore::number(session, "count");
  });
}

}  // namespace wufei::test
