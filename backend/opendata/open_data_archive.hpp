// Editions of the open data on disk: one directory per version, written once and never changed, so that an
// old download can be had again byte for byte. DIRECTORY/VERSION/{files, manifest.json}; DIRECTORY/current
// names the version in force. Knows files, not tables. Thread-safe.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"

namespace wufei::http {

struct ArchivedFile {
  std::string name;
  std::size_t bytes = 0;
  std::string sha256;  // lower-case hexadecimal
};

struct ArchivedTable {
  std::string name;
  std::size_t rows = 0;
  std::string sha256;  // of its CSV
};

struct Edition {
  std::string version;  // "2026-11-24-1a2b3c4d"
  std::string hash;     // of the data, whole
  std::string created;  // RFC 3339
  std::vector<ArchivedFile> files;
  std::vector<ArchivedTable> tables;
};

using FileBytes = std::map<std::string, std::string, std::less<>>;  // by file name

std::string sha256_hex(std::string_view bytes);

class OpenDataArchive {
 public:
  // Keeps at most `most` editions: the oldest goes when one more comes.
  explicit OpenDataArchive(std::filesystem::path directory, std::size_t most = 400);

  // Reads what is there; a directory that is not a whole edition is left alone and not listed. Errors:
  // unavailable.
  contract::Status open();
  // Oldest first.
  [[nodiscard]] std::vector<Edition> editions() const;
  // The edition in force at the last run, if it is whole.
  [[nodiscard]] std::optional<Edition> current() const;
  [[nodiscard]] std::optional<Edition> find(std::string_view version) const;
  // The file's bytes as they were archived. Errors: not_found; internal when they were changed on disk.
  [[nodiscard]] contract::Result<std::string> read(std::string_view version, std::string_view file) const;
  // Writes the edition (`files` and sizes are filled in), then makes it the one in force. One that exists is
  // only made the one in force. Errors: unavailable; then nothing has changed.
  contract::Status keep(Edition edition, const FileBytes& files);

 private:
  contract::Status write(const Edition& edition, const FileBytes& files) const;
  contract::Status point_to(const std::string& version) const;
  void drop_oldest();

  std::filesystem::path directory_;
  std::size_t most_;
  mutable std::mutex mutex_;
  std::vector<Edition> editions_;
};

}  // namespace wufei::http
