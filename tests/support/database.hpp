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

// What `work` (Session&) answers, in a writing session or a reading one, which must not fail.
template <class Work>
auto written(storage::Store& store, const Work& work) {
  auto answer = store.writer().run(
      [&](storage::Session& session) -> contract::Result<decltype(work(session))> { return work(session); });
  REQUIRE(answer);
  return *answer;
}
template <class Work>
auto looked_up(storage::Store& store, const Work& work) {
  auto answer = store.readers().run(
      [&](storage::Session& session) -> contract::Result<decltype(work(session))> { return work(session); });
  REQUIRE(answer);
  return *answer;
}

}  // namespace wufei::test
