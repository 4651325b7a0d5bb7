// Reads the segments before a JPEG's picture, and one number out of EXIF: which way up the camera was held.
// Every offset is checked; a segment that makes no sense is as good as none.
#include "lib/picture/photo_codec.hpp"

namespace wufei::service {
namespace {

constexpr unsigned kOrientationTag = 0x0112;
constexpr std::size_t kTiffHeader = 8;
constexpr std::size_t kEntry = 12;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

unsigned number16(std::string_view bytes, std::size_t at, bool little) {
  const unsigned first = byte_at(bytes, at), second = byte_at(bytes, at + 1);
  return little ? first | second << 8 : first << 8 | second;
}

std::size_t number32(std::string_view bytes, std::size_t at, bool little) {
  const std::size_t first = number16(bytes, at, little), second = number16(bytes, at + 2, little);
  return little ? first | second << 16 : first << 16 | second;
}

// `tiff`: the segment after "Exif\0\0".
int orientation_in(std::string_view tiff) {
  const bool little = tiff.substr(0, 2) == "II";
  if ((!little && tiff.substr(0, 2) != "MM") || tiff.size() < kTiffHeader) return 1;
  const std::size_t directory = number32(tiff, 4, little);
  if (directory + 2 > tiff.size()) return 1;
  const unsigned entries = number16(tiff, directory, little);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntry;
    if (entry + kEntry > tiff.size()) return 1;
    if (number16(tiff, entry, little) != kOrientationTag) continue;
    const unsigned value = number16(tiff, entry + 8, little);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

std::string_view jpeg_segment(std::string_view bytes, unsigned wanted, std::string_view begin) {
  if (bytes.substr(0, 2) != "\xFF\xD8") return {};
  for (std::size_t at = 2; at + 4 <= bytes.size() && byte_at(bytes, at) == 0xFF;) {
    const unsigned marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {  // any number of them may stand before a marker (ITU-T T.81 B.1.1.2)
      ++at;
      continue;
    }
    const std::size_t length = number16(bytes, at + 2, false);
    if (marker == 0xDA || length < 2) return {};  // the picture begins
    const std::string_view segment = bytes.substr(at + 4, length - 2);
    if (marker == wanted && segment.substr(0, begin.size()) == begin) return segment.substr(begin.size());
    at += 2 + length;
  }
  return {};
}

int jpeg_orientation(std::string_view bytes) {
  return orientation_in(jpeg_segment(bytes, 0xE1, std::string_view("Exif\0\0", 6)));
}

}  // namespace wufei::service
