// Reading connections, one per thread that reads at the same time; kept with their prepared statements.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/store/connection.hpp"
#include "lib/store/sqlite_error.hpp"

namespace wufei::storage {

class Readers {
 public:
  explicit Readers(std::filesystem::path file) : file_(std::move(file)) {}

  // Runs `query` (Connection& -> Result<T>) in one read transaction: everything it sees is of one moment.
  // Thread-safe.
  template <class Query>
  auto run(Query&& query) -> decltype(query(std::declval<Connection&>())) {
    return guarded("read", [&] {
      std::unique_ptr<Connection> connection = take();
      storage::run(*connection, "BEGIN");
      auto answer = query(*connection);
      give_back(
          std::move(connection));  // not after an exception: then it closes, and its transaction with it
      return answer;
    });
  }

 private:
  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection);

  std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> free_;
};

}  // namespace wufei::storage
