// A data directory as the server makes it. For tests only.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>

#include "lib/store/store.hpp"
#include "support/raw_database.hpp"

namespace wufei::test {

inline storage::StoreOptions server_options(const std::filesystem::path& directory) {
  place_store(directory);
  storage::StoreOptions options;
  options.directory = directory;
  options.exclusive = options.create = true;
  return options;
}

inline void make_database(const std::filesystem::path& directory) {
  REQUIRE(storage::Store::open(server_options(directory)));
}

}  // namespace wufei::test
