// Pictures of the articles: content/media/NAME, recognised by their bytes and served as they are at
// /media/NAME. They are the county's own files, so nothing is encoded anew; photographs of strangers go
// another way (photo_codec).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/content_part.hpp"

namespace wufei::service {

inline constexpr const char* kMediaDirectory = "media";
inline constexpr std::string_view kMediaPath = "/media/";
inline constexpr std::size_t kLargestMedia = 512 * 1024;  // bytes

// A picture of content/media/; its bytes are shared by all who hold the content.
struct MediaFile {
  std::string name;           // "booking-step.webp"
  std::string media_type;     // image/png, image/jpeg, image/webp
  int width = 0, height = 0;  // pixels
  std::shared_ptr<const std::string> bytes;
};

struct ImageHeader {
  std::string_view media_type;  // image/png, image/jpeg or image/webp
  int width = 0, height = 0;    // pixels
};
// Only the header is read. Nothing for other formats (SVG among them: it can carry programs) and broken
// headers.
std::optional<ImageHeader> image_header(std::string_view bytes);

// Reads every file of media/; no such folder is no fault. Faults: a name that is not lower-case letters,
// digits and hyphens with the extension of its format, more than kLargestMedia, not a picture.
std::vector<MediaFile> load_media(const ContentReader& reader, ContentFaults& faults);

}  // namespace wufei::service
