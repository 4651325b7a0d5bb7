// Where content comes from: files by name, as they lie in a content directory. Other sources (revisions of a
// staff desk) give the same files under the same names.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

// Passes on what another reader gives, and takes a digest of it.
class DigestingReader : public ContentReader {
 public:
  explicit DigestingReader(const ContentReader& reader) : reader_(reader) {}
  [[nodiscard]] std::vector<std::string> names(const std::string& folder) const override;
  [[nodiscard]] std::optional<std::string> read(const std::string& file, std::size_t largest) const override;
  // Of everything that was read since the last call.
  [[nodiscard]] std::size_t take_digest() { return std::exchange(digest_, 0); }

 private:
  void add(std::string_view bytes) const;

  const ContentReader& reader_;
  mutable std::size_t digest_ = 0;
};

// "surveys/2026.json" -> "2026"
std::string stem_of(const std::string& file);

}  // namespace wufei::service
