// Reading connections, one per thread that reads at the same time; kept with their prepared statements. When
// all that are kept are in use, who comes waits a few milliseconds for one before another is opened.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
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

  std::optional<std::uint64_t> moment() override;

 private:
  struct Reader {
    Reader(const std::filesystem::path& file, std::atomic<std::size_t>& count)
        : connection(file, Access::read), open(count) {
      ++open;
    }
    ~Reader() { --open; }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    Connection connection;
    std::atomic<std::size_t>& open;
    std::int64_t version = -1;  // of the file, as this connection saw it last; no other's can be compared
  };

  void with_session(const std::function<void(Session&)>& look) override;
  std::unique_ptr<Reader> take();
  void give_back(std::unique_ptr<Reader> reader);

  std::filesystem::path file_;
  std::atomic<std::size_t> open_ = 0;
  std::mutex mutex_;
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<Reader>> free_;
  std::atomic<std::uint64_t> moment_ = 0;  // grows whenever a connection sees that its version is another
};

}  // namespace wufei::storage
