// An exclusive lock on a file or a folder for as long as the object lives; the system drops it when the
// process dies.
#pragma once

#include <filesystem>
#include <memory>

#include "lib/base/result.hpp"

namespace wufei::storage {

class FileLock {
 public:
  // `place`: a folder, which cannot be removed under the lock, or a file, made when it is missing. On a file
  // system that locks no folders a folder's lock holds nobody off. Errors: unavailable when somebody else
  // holds it (the detail names the folder and says `held`) or the place cannot be opened.
  static contract::Result<std::unique_ptr<FileLock>> take(const std::filesystem::path& place,
                                                          const char* held);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace wufei::storage
