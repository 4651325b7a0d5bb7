// Where content comes from: files by name, as they lie in a content directory. Other sources (revisions of a
// staff desk) give the same files under the same names.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wufei::service {

inline constexpr std::size_t kLargestContentFile = 8 * 1024 * 1024;  // bytes

class ContentReader {
 public:
  virtual ~ContentReader() = default;
  // Names of what lies in a folder ("surveys"), in order; none when there is no such folder.
  [[nodiscard]] virtual std::vector<std::string> names(const std::string& folder) const = 0;
  // The bytes of a file ("pickup/rules.json"); nothing when it is no file, larger than `largest` bytes or not
  // readable.
  [[nodiscard]] virtual std::optional<std::string> read(const std::string& file,
                                                        std::size_t largest) const = 0;
};

class DirectoryReader : public ContentReader {
 public:
  explicit DirectoryReader(std::filesystem::path directory) : directory_(std::move(directory)) {}
  [[nodiscard]] std::vector<std::string> names(const std::string& folder) const override;
  [[nodiscard]] std::optional<std::string> read(const std::string& file, std::size_t largest) const override;

 private:
  std::filesystem::path directory_;
};

// "surveys/2026.json" -> "2026"
std::string stem_of(const std::string& file);

}  // namespace wufei::service
