#include "lib/store/readers.hpp"

namespace wufei::storage {

std::unique_ptr<Connection> Readers::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      std::unique_ptr<Connection> connection = std::move(free_.back());
      free_.pop_back();
      return connection;
    }
  }
  return std::make_unique<Connection>(file_, Access::read);
}

void Readers::give_back(std::unique_ptr<Connection> connection) {
  connection->reset_statements();
  storage::run(*connection, "COMMIT");
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(connection));
}

}  // namespace wufei::storage
