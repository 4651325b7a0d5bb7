#include "lib/web/kept_body.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <utility>

namespace wufei::http {
namespace {

constexpr std::size_t kSmallest = 96 * 1024;  // bytes; up to there a copy in the cache is cheaper (measured)
constexpr std::uint32_t kOften = 16;

std::atomic<std::size_t> open_files{0};
std::atomic<std::size_t> open_bytes{0};

// The file of one body.
class BodyFile {
 public:
  BodyFile() = default;
  BodyFile(const BodyFile&) = delete;
  BodyFile& operator=(const BodyFile&) = delete;
  ~BodyFile() {
    if (file_ < 0) return;
    ::close(file_);
    leave();
  }

  int get(const std::string& bytes) {
    const int file = file_.load(std::memory_order_acquire);
    if (file >= 0 || bytes.size() < kSmallest) return file;
    if (asked_.fetch_add(1, std::memory_order_relaxed) + 1 == kOften) open(bytes);  // by one thread, once
    return file_.load(std::memory_order_acquire);
  }

 private:
  void open(const std::string& bytes) {
    size_ = bytes.size();
    const bool few = open_files.fetch_add(1) < kMostBodyFiles;
    const bool small = open_bytes.fetch_add(size_) + size_ <= kMostBodyFileBytes;
    if (few && small) {
      const int file = ::memfd_create("body", MFD_CLOEXEC);
      if (file >= 0 && write_all(file, bytes)) return file_.store(file, std::memory_order_release);
      if (file >= 0) ::close(file);
    }
    leave();
  }
  static bool write_all(int file, const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t count = ::write(file, bytes.data() + at, bytes.size() - at);
      if (count <= 0) return false;
      at += static_cast<std::size_t>(count);
    }
    return true;
  }
  void leave() const {
    --open_files;
    open_bytes -= size_;
  }

  std::atomic<int> file_{-1};
  std::atomic<std::uint32_t> asked_{0};
  std::size_t size_ = 0;
};

// How a kept body ends; what tells it from others.
struct EndOfBody {
  std::shared_ptr<BodyFile> file;
  void operator()(const std::string* body) const { delete body; }
};

}  // namespace

std::shared_ptr<const std::string> keep_body(std::string bytes) {
  auto body = std::make_unique<const std::string>(std::move(bytes));
  EndOfBody end{std::make_shared<BodyFile>()};
  return {body.release(), std::move(end)};
}

int file_of_body(const std::shared_ptr<const std::string>& body) {
  const auto* end = std::get_deleter<EndOfBody>(body);
  return end == nullptr ? -1 : end->file->get(*body);
}

}  // namespace wufei::http
