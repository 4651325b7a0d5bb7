// A directory of mode 0700 that goes away: Debian's libxlsxwriter writes files only.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace wufei::http {

class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::error_code failed;
    std::string pattern = (std::filesystem::temp_directory_path(failed) / "wufei-sheet-XXXXXX").string();
    if (!failed && mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  // "" when it could not be made.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace wufei::http
