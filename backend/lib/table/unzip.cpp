#include "lib/table/unzip.hpp"

#include <zlib.h>

namespace wufei::service {
namespace {

constexpr std::string_view kEndMark("PK\x05\x06", 4);
constexpr std::uint32_t kCentralMark = 0x02014b50, kLocalMark = 0x04034b50;
constexpr std::size_t kEndSize = 22, kCentralSize = 46, kLocalSize = 30;
constexpr std::uint32_t kMostParts = 1000;
constexpr std::uint32_t kStored = 0, kDeflated = 8, kEncrypted = 1;

// Exactly `size` bytes, or nothing.
std::optional<std::string> inflate_raw(std::string_view packed, std::size_t size) {
  std::string out(size + 1, '\0');  // one byte more shows what is longer than it says
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out == size;
  inflateEnd(&stream);
  if (!whole) return std::nullopt;
  out.resize(size);
  return out;
}

}  // namespace

Unzip::Unzip(std::string_view bytes) : bytes_(bytes) {
  const std::size_t end = bytes.rfind(kEndMark);
  sound_ = end != std::string_view::npos && bytes.size() - end >= kEndSize && read_directory(end);
}

std::uint32_t Unzip::number(std::size_t at, std::size_t bytes) const {
  std::uint32_t value = 0;
  for (std::size_t i = bytes; i-- > 0;)
    value = value << 8 | (at + i < bytes_.size() ? static_cast<unsigned char>(bytes_[at + i]) : 0U);
  return value;
}

bool Unzip::read_directory(std::size_t end) {
  const std::uint32_t count = number(end + 10, 2);
  std::size_t at = number(end + 16, 4);
  if (number(end + 8, 2) != count || count > kMostParts) return false;
  for (std::uint32_t left = count; left > 0; --left) {
    if (at + kCentralSize > end || number(at, 4) != kCentralMark) return false;
    const std::size_t name = number(at + 28, 2);
    if (at + kCentralSize + name > end) return false;
    if ((number(at + 8, 2) & kEncrypted) == 0)
      entries_.try_emplace(std::string(bytes_.substr(at + kCentralSize, name)),
                           Entry{number(at + 10, 2), number(at + 16, 4), number(at + 20, 4),
                                 number(at + 24, 4), number(at + 42, 4)});
    at += kCentralSize + name + number(at + 30, 2) + number(at + 32, 2);
  }
  return true;
}

std::optional<std::string> Unzip::part(std::string_view name, std::size_t most) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return std::nullopt;
  const Entry& entry = found->second;
  if (entry.size > most || number(entry.offset, 4) != kLocalMark) return std::nullopt;
  const std::size_t data =
      entry.offset + kLocalSize + number(entry.offset + 26, 2) + number(entry.offset + 28, 2);
  if (data > bytes_.size() || entry.packed > bytes_.size() - data) return std::nullopt;
  const std::string_view packed = bytes_.substr(data, entry.packed);
  std::optional<std::string> out;
  if (entry.method == kDeflated) out = inflate_raw(packed, entry.size);
  if (entry.method == kStored && packed.size() == entry.size) out = std::string(packed);
  if (!out) return std::nullopt;
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(out->data()), static_cast<uInt>(out->size()));
  return sum == entry.checksum ? out : std::nullopt;
}

}  // namespace wufei::service
