// The colours of assets/tokens.css as CSS writes them, for pages and pictures that carry their own style.
#pragma once

#include <string_view>

namespace wufei::http::colour {

#define WUFEI_COLOUR(name, text, light, dark, more) inline constexpr std::string_view name = text;
#include "colours.inc"
#undef WUFEI_COLOUR

}  // namespace wufei::http::colour
