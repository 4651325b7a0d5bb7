// Photographs from strangers, up to the border of the codecs: whatever comes, the answer is a refusal with a
// reason or a JPEG that is upright, not larger than what is kept, and taken again.
#include <algorithm>
#include <cstdlib>

#include "lib/picture/photo_codec.hpp"

using namespace wufei::service;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const int orientation = jpeg_orientation(bytes);
  if (orientation < 1 || orientation > 8) std::abort();
  const auto safe = make_safe_photo(bytes);
  if (!safe) {
    if (safe.error().fields.size() != 1) std::abort();
    return 0;
  }
  if (safe->width < 1 || safe->height < 1 || std::max(safe->width, safe->height) > kLongestPhotoSide)
    std::abort();
  if (jpeg_orientation(safe->jpeg) != 1) std::abort();
  const auto again = make_safe_photo(safe->jpeg);
  if (!again || again->width != safe->width || again->height != safe->height) std::abort();
  return 0;
}
