// Photographs from strangers made safe: what arrives is recognised by its first bytes, measured before it is
// decoded, decoded to bare pixels, turned upright, reduced and written as a new JPEG. Nothing of the file
// that came in survives: no position, no camera, no comment, no second content. Pure; libjpeg-turbo, libpng
// and libwebp do the work.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"

namespace wufei::service {

inline constexpr std::int64_t kMostPhotoPixels = 40'000'000;
inline constexpr std::int64_t kMostPhotoWork = 640'000'000;  // pixels times passes over them
inline constexpr int kLongestPhotoSide = 2000;               // of what is kept, unless less is wanted
inline constexpr int kShortestPhotoSide = 400;  // the longer side of what is made smaller to fit, at least

struct SafePhoto {
  std::string jpeg;
  int width = 0;
  int height = 0;
};

// Errors: invalid with rule photo_format (no JPEG, PNG or WebP), photo_pixels (more than kMostPhotoPixels
// or kMostPhotoWork declared, nothing was decoded), photo_broken (it cannot be decoded); unavailable when two
// wait already. One photograph is decoded at a time in the whole process, so that memory stays bounded.
// `longest`: side in pixels; `largest`: bytes, 0 = whatever: it is made smaller until it fits, photo_broken
// when it cannot be.
contract::Result<SafePhoto> make_safe_photo(std::string_view bytes, int longest = kLongestPhotoSide,
                                            std::size_t largest = 0);

// What stands behind `begin` in the first segment of the marker (0xE1: APP1) that begins so; empty when there
// is none before the picture.
std::string_view jpeg_segment(std::string_view bytes, unsigned marker, std::string_view begin);
// The EXIF orientation of a JPEG, 1..8; 1 when there is none or it is nonsense.
int jpeg_orientation(std::string_view bytes);

}  // namespace wufei::service
