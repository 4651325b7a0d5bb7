// Pictures of what editors write: given, made safe, kept with the manuscript until a published text names
// them; and how they come into the text. Knows nothing of HTTP. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/published/picture_store.hpp"
#include "journal/journal.hpp"

namespace wufei::service {

inline constexpr std::size_t kMostPictures = 40;     // of one manuscript
inline constexpr std::size_t kLongestAlt = 100;      // code points
inline constexpr int kLongestArticlePicture = 1600;  // side in pixels: twice what a page shows

class PictureService {
 public:
  // Both must outlive the service.
  PictureService(storage::Store& store, Clock& clock)
      : clock_(clock), pictures_(store), journal_(store, "publishing") {}

  // `bytes` of a PNG, JPEG or WebP; kept is a JPEG of at most kLongestArticlePicture and kLargestMedia. The
  // same again is no second one. Errors: invalid (/alt: required, too_long, invalid_text; /picture: those of
  // make_safe_photo, too_many_photos), unavailable.
  contract::Result<storage::Picture> add(const std::string& item, std::string_view bytes,
                                         std::string_view alt, const contract::Actor& actor);
  // In the order in which they came. Errors: unavailable.
  contract::Result<std::vector<storage::Picture>> of(const std::string& item);
  // The JPEG. Nothing when there is none of that name. Errors: unavailable.
  contract::Result<std::optional<std::string>> bytes(std::string_view name);

 private:
  Clock& clock_;
  storage::PictureStore pictures_;
  Journal journal_;
};

// The parts of a Markdown text between which something may be put: a blank line lies between two, none is
// inside a block of code.
std::vector<std::string> text_parts(std::string_view body);
// The text with the picture as a part of its own, before the part with this index; at the end when there is
// no such part.
std::string with_picture(std::string_view body, std::size_t place, const storage::Picture& picture);

}  // namespace wufei::service
