// Pictures of the articles: content/media/NAME, recognised by their bytes and served as they are at
// /media/NAME. They are the county's own files, so nothing is encoded anew; photographs of strangers go
// another way (photo_codec).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/content.hpp"

namespace wufei::service {

inline constexpr const char* kMediaDirectory = "media";
inline constexpr std::string_view kMediaPath = "/media/";
inline constexpr std::size_t kLargestMedia = 512 * 1024;  // bytes

struct ImageHeader {
  std::string_view media_type;  // image/png, image/jpeg or image/webp
  int width = 0, height = 0;    // pixels
};
// Only the header is read. Nothing for other formats (SVG among them: it can carry programs) and broken
// headers.
std::optional<ImageHeader> image_header(std::string_view bytes);

// Reads every file of `directory`/media; no directory is no fault. Faults: a name that is not lower-case
// letters, digits and hyphens with the extension of its format, more than kLargestMedia, not a picture.
std::vector<MediaFile> load_media(const std::filesystem::path& directory, std::vector<ContentFault>& faults);
// Every picture of an article is there, has the shape the article says, and pixels enough to be shown so
// wide.
std::vector<ContentFault> check_media(const contract::Disclosure& disclosure,
                                      const std::vector<MediaFile>& media);

}  // namespace wufei::service
