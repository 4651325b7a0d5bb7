// ImGui's door to glyphs that the platform draws: no font file, no rasteriser. ImFontConfig::FontNo is the
// platform::Face. Layout asks for advances alone; pixels are fetched when a glyph first shows.
#pragma once

#include "wasm/platform/platform.hpp"

struct ImFontLoader;

namespace wufei::kit {

const ImFontLoader* platform_font_loader();
// Where glyphs come from; null between two hosts.
void set_glyph_source(platform::Platform* source);

}  // namespace wufei::kit
