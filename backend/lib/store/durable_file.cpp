#include "lib/store/durable_file.hpp"

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

namespace wufei::storage {
namespace {

namespace fs = std::filesystem;

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

contract::Error file_refused(const fs::path& file, std::string_view why) {
  return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": " + std::string(why));
}

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

bool write_durably(const fs::path& file, std::string_view bytes, unsigned mode) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (descriptor < 0) return false;
  const bool written = write_all(descriptor, bytes);
  return ::close(descriptor) == 0 && written;
}

bool sync_to_disk(const fs::path& file_or_folder) {
  const int descriptor = ::open(file_or_folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return synced;
}

contract::Status put_in_place(const fs::path& part, const fs::path& file) {
  if (!sync_to_disk(part)) return file_refused(part, "cannot be written to the disk");
  std::error_code failed;
  fs::rename(part, file, failed);
  if (failed) return file_refused(file, failed.message());
  (void)sync_to_disk(folder_of(file));
  return contract::ok();
}

}  // namespace wufei::storage
