// An exclusive lock on a file for as long as the object lives; the system drops it when the process dies.
#pragma once

#include <filesystem>
#include <memory>

#include "lib/base/result.hpp"

namespace wufei::storage {

class FileLock {
 public:
  // Errors: unavailable when another process holds it or the file cannot be made.
  static contract::Result<std::unique_ptr<FileLock>> take(const std::filesystem::path& file);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace wufei::storage
