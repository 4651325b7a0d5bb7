#include "wasm/kit/fonts.hpp"

#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"
#include "wasm/kit/font_loader.hpp"

namespace wufei::kit {

Fonts::Fonts(platform::Platform& platform, ImFontAtlas& atlas) : atlas_(atlas) {
  set_glyph_source(&platform);
  // What a page of a telephone fills: growing costs a copy of all and another texture each time.
  atlas.TexMinWidth = atlas.TexMinHeight = 1024;
  for (int face = 0; face < 3; ++face) {
    ImFontConfig config;
    config.FontLoader = platform_font_loader();
    config.FontNo = static_cast<ImU32>(face);
    config.SizePixels = 16;
    fonts_[face] = atlas.AddFont(&config);
  }
}

Fonts::~Fonts() {
  set_glyph_source(nullptr);
}

void Fonts::set_density(float density) {
  if (density == density_) return;
  density_ = density;
  discard();
}

void Fonts::discard() {
  for (const auto face : {platform::Face::regular, platform::Face::bold, platform::Face::icons})
    discard(face);
}

void Fonts::discard(platform::Face face) {
  ImFontAtlasFontDiscardBakes(&atlas_, font(face), 0);
}

void Fonts::trim() {
  constexpr int kLargest = 2048 * 2048;  // pixels; four bytes each
  const ImTextureData* texture = atlas_.TexData;
  if (texture != nullptr && texture->Width * texture->Height > kLargest) discard();
}

float Fonts::device_size(float css_size) const {
  return std::round(css_size * density_);
}

float Fonts::ascent(platform::Face face, float css_size) const {
  return font(face)->GetFontBaked(device_size(css_size))->Ascent / density_;
}

float Fonts::advance(platform::Face face, float css_size, char32_t code_point) const {
  ImFontBaked* baked = font(face)->GetFontBaked(device_size(css_size));
  return baked->GetCharAdvance(static_cast<ImWchar>(code_point)) / density_;
}

Measure FontMeasure::measure() {
  return {[](void* context, char32_t code_point) {
            const auto* self = static_cast<const FontMeasure*>(context);
            return self->fonts->advance(self->face, self->size, code_point);
          },
          this};
}

}  // namespace wufei::kit
