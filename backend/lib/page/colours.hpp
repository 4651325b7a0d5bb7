// The colours of assets/tokens.css as CSS writes them, for pages and pictures that carry their own style.
#pragma once

#include <string_view>

namespace wufei::http::colour {

#define WUFEI_COLOUR(name, text, light, dark, more) inline constexpr std::string_view name = text;
#include "colours.inc"
#undef WUFEI_COLOUR

// 0xRRGGBB on dark devices.
namespace in_dark {
#define WUFEI_COLOUR(name, text, light, dark, more) inline constexpr unsigned name = dark;
#include "colours.inc"
#undef WUFEI_COLOUR
}  // namespace in_dark

// 0xRRGGBB where more contrast is wished for.
namespace in_contrast {
#define WUFEI_COLOUR(name, text, light, dark, more) inline constexpr unsigned name = more;
#include "colours.inc"
#undef WUFEI_COLOUR
}  // namespace in_contrast

}  // namespace wufei::http::colour
