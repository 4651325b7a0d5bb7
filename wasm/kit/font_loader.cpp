#include "wasm/kit/font_loader.hpp"

#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"
#include "misc/freetype/imgui_freetype.h"

namespace wufei::kit {
namespace {

platform::Platform* glyph_source = nullptr;

platform::Face face_of(const ImFontConfig* source) {
  return static_cast<platform::Face>(source->FontNo);
}

bool is_control(ImWchar c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xE000);
}

// Joiners, direction marks and variation selectors take no room.
bool is_invisible(ImWchar c) {
  return (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

// Every face of a Chinese font sets its ideographs on the square: no need to ask.
bool is_full_width(ImWchar c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x323AF);
}

bool contains(ImFontAtlas*, ImFontConfig*, ImWchar c) {
  return !is_control(c);
}

bool init_baked(ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*) {
  const platform::Glyph drawn = glyph_source->draw_glyph(0x56FD, face_of(source), baked->Size, false);
  baked->Ascent = drawn.ascent;  // exact: replay() finds the baseline with it
  baked->Descent = baked->Ascent - baked->Size;
  baked->LoadNoRenderOnLayout = 1;
  return true;
}

float advance_of(ImFontConfig* source, const ImFontBaked* baked, ImWchar c) {
  if (is_invisible(c)) return 0;
  const platform::Face face = face_of(source);
  if (face == platform::Face::icons || is_full_width(c)) return baked->Size;
  return std::round(glyph_source->draw_glyph(c, face, baked->Size, false).advance);
}

bool store_pixels(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, const platform::Glyph& drawn,
                  ImFontGlyph* glyph) {
  const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, drawn.width, drawn.height);
  if (id == ImFontAtlasRectId_Invalid) return false;
  ImTextureRect* place = ImFontAtlasPackGetRect(atlas, id);
  glyph->X0 = drawn.left;
  glyph->Y0 = drawn.top + std::floor(baked->Ascent);
  glyph->X1 = glyph->X0 + static_cast<float>(drawn.width);
  glyph->Y1 = glyph->Y0 + static_cast<float>(drawn.height);
  glyph->Visible = true;
  glyph->PackId = id;
  glyph->Colored = drawn.coloured;
  const ImTextureFormat format = drawn.coloured ? ImTextureFormat_RGBA32 : ImTextureFormat_Alpha8;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, place, drawn.pixels, format,
                                     drawn.coloured ? drawn.width * 4 : drawn.width);
  return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar c,
                ImFontGlyph* glyph, float* advance) {
  if (is_control(c) || glyph_source == nullptr) return false;
  if (advance != nullptr) {
    *advance = advance_of(source, baked, c);
    return true;
  }
  glyph->Codepoint = c & 0x3FFFFFFU;
  glyph->AdvanceX = advance_of(source, baked, c);
  if (is_invisible(c)) return true;
  const platform::Glyph drawn = glyph_source->draw_glyph(c, face_of(source), baked->Size, true);
  if (drawn.pixels == nullptr || drawn.width <= 0 || drawn.height <= 0) return true;
  return store_pixels(atlas, source, baked, drawn, glyph);
}

}  // namespace

const ImFontLoader* platform_font_loader() {
  static const ImFontLoader loader = [] {
    ImFontLoader made;
    made.Name = "platform";
    made.FontSrcContainsGlyph = contains;
    made.FontBakedInit = init_baked;
    made.FontBakedLoadGlyph = load_glyph;
    return made;
  }();
  return &loader;
}

void set_glyph_source(platform::Platform* source) {
  glyph_source = source;
}

}  // namespace wufei::kit

const ImFontLoader* ImGuiFreeType::GetFontLoader() {
  return wufei::kit::platform_font_loader();
}
bool ImGuiFreeType::DebugEditFontLoaderFlags(unsigned int*) {
  return false;
}
