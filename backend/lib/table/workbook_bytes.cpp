#include "lib/table/workbook_bytes.hpp"

#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace wufei::http {
namespace {

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

contract::Error failed(const std::string& reason) {
  return contract::make_error(contract::ErrorCode::internal, "xlsx: " + reason);
}

}  // namespace

contract::Result<std::string> workbook_bytes(const std::function<void(lxw_workbook*)>& fill) {
  const ScratchDirectory scratch;
  if (scratch.path().empty()) return failed("no temporary directory");
  const std::string path = scratch.path() + "/book.xlsx";
  std::string directory = scratch.path();
  lxw_workbook_options options{};
  options.tmpdir = directory.data();
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) return failed("no workbook");
  fill(book);
  if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR) return failed(lxw_strerror(error));
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return file.bad() || bytes.empty() ? contract::Result<std::string>(failed("the file cannot be read"))
                                     : contract::Result<std::string>(std::move(bytes));
}

}  // namespace wufei::http
