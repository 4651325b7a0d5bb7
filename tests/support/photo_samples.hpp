// Photographs as attackers and telephones send them, made in memory. For tests only.
#pragma once

#include <array>
#include <string>

namespace wufei::test {

// A sound PNG of one colour.
std::string png_of(int width, int height);
// Only a header that declares these sides; no picture follows.
std::string png_header(unsigned width, unsigned height);
std::string jpeg_header(unsigned width, unsigned height);
// A progressive JPEG whose last scan comes so many times more.
std::string jpeg_with_more_scans(int width, int height, int more);
// A sound JPEG of red in the printer's four inks, as Adobe's programs write it.
std::string red_in_inks(int width, int height);
// A sound JPEG of 40 x 20 whose EXIF says the orientation and holds the text GPS-SECRET.
std::string jpeg_with_position(int orientation);

// Red, green and blue (0..255) of a JPEG's first pixel; -1 when it cannot be read.
std::array<int, 3> first_pixel(const std::string& jpeg);

}  // namespace wufei::test
