#include "lib/store/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace wufei::storage {

contract::Result<std::unique_ptr<FileLock>> FileLock::take(const std::filesystem::path& place,
                                                           const char* held) {
  std::error_code failed;
  const bool folder = std::filesystem::is_directory(place, failed);
  const int flags = folder ? O_RDONLY | O_DIRECTORY : O_RDWR | O_CREAT;
  const int descriptor = ::open(place.c_str(), flags | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return contract::make_error(contract::ErrorCode::unavailable, place.string() + ": cannot be opened");
  std::unique_ptr<FileLock> lock(new FileLock(descriptor));
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0 || (folder && errno != EWOULDBLOCK)) return lock;
  return contract::make_error(contract::ErrorCode::unavailable,
                              (folder ? place : place.parent_path()).string() + ": " + held);
}

FileLock::~FileLock() {
  ::close(descriptor_);
}

}  // namespace wufei::storage
