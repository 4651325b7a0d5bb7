#include "lib/store/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace wufei::storage {

contract::Result<std::unique_ptr<FileLock>> FileLock::take(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": cannot be opened");
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return contract::make_error(contract::ErrorCode::unavailable,
                                file.parent_path().string() + ": another server uses this data directory");
  }
  return std::unique_ptr<FileLock>(new FileLock(descriptor));
}

FileLock::~FileLock() {
  ::close(descriptor_);
}

}  // namespace wufei::storage
