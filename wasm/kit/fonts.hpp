// The three faces (regular, bold, icons) as ImGui fonts whose glyphs the platform draws. Sizes and advances
// here are CSS pixels; inside, everything is baked in device pixels, so text lies on the device's grid at
// every density. One instance exists at a time.
#pragma once

#include "wasm/kit/text_layout.hpp"
#include "wasm/platform/platform.hpp"

struct ImFont;
struct ImFontAtlas;

namespace wufei::kit {

class Fonts {
 public:
  Fonts(platform::Platform& platform, ImFontAtlas& atlas);
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  // Device pixels per CSS pixel. A change throws the baked glyphs away.
  void set_density(float density);
  [[nodiscard]] float density() const { return density_; }
  // Bakes again what is asked for next: everything, or what is set with a web font that has arrived.
  void discard();
  void discard(platform::Face face);
  // Between two pages: starts afresh when the atlas has grown large, because single glyphs are never evicted.
  void trim();

  // Device pixels, whole.
  [[nodiscard]] float device_size(float css_size) const;
  [[nodiscard]] ImFont* font(platform::Face face) const { return fonts_[static_cast<int>(face)]; }
  // CSS pixels, without letter spacing.
  // From the top of an em to its baseline.
  [[nodiscard]] float ascent(platform::Face face, float css_size) const;
  [[nodiscard]] float advance(platform::Face face, float css_size, char32_t code_point) const;

 private:
  ImFontAtlas& atlas_;
  ImFont* fonts_[3] = {};
  float density_ = 1;
};

// Measures with one face and size; must outlive the Measure made of it.
struct FontMeasure {
  const Fonts* fonts;
  platform::Face face;
  float size;
  [[nodiscard]] Measure measure();
};

}  // namespace wufei::kit
