// Reading connections, one per thread that reads at the same time; kept with their prepared statements.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "lib/store/readers.hpp"
#include "lib/store/sqlite/connection.hpp"

namespace wufei::storage {

class ReadPool final : public Readers {
 public:
  explicit ReadPool(std::filesystem::path file) : file_(std::move(file)) {}

 private:
  void with_session(const std::function<void(Session&)>& look) override;
  std::unique_ptr<Connection> take();

  std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> free_;
};

}  // namespace wufei::storage
