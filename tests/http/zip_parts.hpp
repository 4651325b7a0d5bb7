// The parts of a ZIP archive, as workbooks are.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <map>
#include <string>

namespace wufei::tests {

struct ZipPart {
  std::uint32_t moment;  // DOS time and date
  std::string text;
};
inline constexpr std::uint32_t kZipEpoch = 0x00210000;  // 1980-01-01 00:00

inline std::uint32_t little_endian(const std::string& bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
  return value;
}

inline std::string inflated(std::string packed, std::size_t size) {
  std::string text(size, '\0');
  z_stream stream{};
  inflateInit2(&stream, -15);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(size);
  inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return text;
}

// By name, read along the central directory (APPNOTE 4.3.12).
inline std::map<std::string, ZipPart> zip_parts(const std::string& zip) {
  std::map<std::string, ZipPart> parts;
  std::size_t at = little_endian(zip, zip.size() - 6, 4);
  for (std::uint32_t left = little_endian(zip, zip.size() - 12, 2); left > 0; --left) {
    const auto name_size = little_endian(zip, at + 28, 2);
    const std::size_t local = little_endian(zip, at + 42, 4);
    const std::size_t data =
        local + 30 + little_endian(zip, local + 26, 2) + little_endian(zip, local + 28, 2);
    parts[zip.substr(at + 46, name_size)] = {
        little_endian(zip, at + 12, 4),
        inflated(zip.substr(data, little_endian(zip, at + 20, 4)), little_endian(zip, at + 24, 4))};
    at += 46 + name_size + little_endian(zip, at + 30, 2) + little_endian(zip, at + 32, 2);
  }
  return parts;
}

}  // namespace wufei::tests
