// Reads the parts of a ZIP archive (APPNOTE.TXT 6.3.10) as workbooks are: stored or deflated, in one piece.
// Strict: what is encrypted, split, ZIP64, longer than it says or has another checksum is no part. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace wufei::service {

class Unzip {
 public:
  // `bytes` must outlive the reader.
  explicit Unzip(std::string_view bytes);

  // False: no archive that can be read.
  [[nodiscard]] bool sound() const { return sound_; }
  // nullopt: there is none of this name, it is damaged, or it holds more than `most` bytes.
  [[nodiscard]] std::optional<std::string> part(std::string_view name, std::size_t most) const;

 private:
  struct Entry {
    std::uint32_t method = 0, checksum = 0, packed = 0, size = 0, offset = 0;
  };
  // Little-endian; 0 behind the end.
  [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t bytes) const;
  [[nodiscard]] bool read_directory(std::size_t end);

  std::string_view bytes_;
  std::map<std::string, Entry, std::less<>> entries_;
  bool sound_ = false;
};

}  // namespace wufei::service
