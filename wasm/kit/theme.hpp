// Design tokens: colours, type scale, spacing, targets. Two sets, normal and elder (larger text and targets).
// Numbers only: no drawing. Every pair of text and background in use is listed by text_pairs() for the
// contrast test.
#pragma once

#include <cstdint>
#include <vector>

#include "wasm/kit/ui.hpp"

namespace wufei::kit {

struct Colour {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;
  friend bool operator==(const Colour& left, const Colour& right) {
    return left.r == right.r && left.g == right.g && left.b == right.b && left.a == right.a;
  }
};

// 0xRRGGBB.
constexpr Colour rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8 & 255),
          static_cast<std::uint8_t>(hex & 255), 255};
}

namespace colour {
inline constexpr Colour page = rgb(0xF4F6F8);
inline constexpr Colour card = rgb(0xFFFFFF);
inline constexpr Colour card_hover = rgb(0xF3F8F6);
inline constexpr Colour card_held = rgb(0xE4F0EC);
inline constexpr Colour ink = rgb(0x1B2733);
inline constexpr Colour muted = rgb(0x52606D);
inline constexpr Colour brand = rgb(0x0B6E5A);
inline constexpr Colour brand_end = rgb(0x0A5A66);  // the far end of the band's gradient
inline constexpr Colour brand_hover = rgb(0x095D4C);
inline constexpr Colour brand_held = rgb(0x074B3D);
inline constexpr Colour brand_tint = rgb(0xE7F3F0);
inline constexpr Colour on_brand = rgb(0xFFFFFF);
inline constexpr Colour on_brand_muted = rgb(0xDCEFEA);
inline constexpr Colour link = rgb(0x0B5CAD);
inline constexpr Colour link_held = rgb(0x083F78);
inline constexpr Colour danger = rgb(0xB3261E);
inline constexpr Colour danger_held = rgb(0x8C1D17);
inline constexpr Colour danger_tint = rgb(0xFCECEA);
inline constexpr Colour warning = rgb(0x854A00);
inline constexpr Colour warning_tint = rgb(0xFFF4DF);
inline constexpr Colour success = rgb(0x17693A);
inline constexpr Colour success_tint = rgb(0xE7F5EC);
inline constexpr Colour info_tint = rgb(0xE8F1FB);
inline constexpr Colour neutral_tint = rgb(0xEDF1F4);
inline constexpr Colour border = rgb(0xD8DEE4);
inline constexpr Colour input_border = rgb(0x76838F);
inline constexpr Colour disabled = rgb(0xE7EBEF);
inline constexpr Colour on_disabled = rgb(0x566472);
inline constexpr Colour skeleton = rgb(0xE3E8EC);
// Waste sorting (GB/T 19095-2019); for nothing else.
inline constexpr Colour recyclable = rgb(0x1A5FB4);
inline constexpr Colour kitchen = rgb(0x26864B);
inline constexpr Colour hazardous = rgb(0xC6281E);
inline constexpr Colour other = rgb(0x3D464F);
inline constexpr Colour no_bin = rgb(0xFFD21F);  // no bin of the standard: the yellow of warning signs
// Charts.
inline constexpr Colour axis = rgb(0x8A97A3);
inline constexpr Colour grid = rgb(0xDFE5EA);
inline constexpr Colour target = rgb(0xC4570A);
}  // namespace colour

// CSS pixels.
struct Theme {
  bool elder = false;
  float small = 15;
  float body = 17;
  float large = 20;
  float title = 25;
  float display = 32;
  float touch = 44;   // least height of anything that is pressed
  float button = 48;  // height of a button and of a field
  float icon = 22;
  float scale = 1;     // of spacing
  float padding = 16;  // inside cards on phones; wide pages use padding_wide
  float padding_wide = 24;
  float radius = 12;
  float radius_small = 8;
};

Theme normal_theme();
Theme elder_theme();

float text_size(const Theme& theme, TextSize size);
Colour tone_colour(Tone tone, bool on_brand);
Colour tone_tint(Tone tone);  // the background of a badge
Colour waste_colour(Waste waste);
Colour ink_colour(Ink ink);
Colour alert_tint(AlertKind kind);
Colour alert_colour(AlertKind kind);

// WCAG 2 contrast ratio, 1 to 21.
double contrast(Colour left, Colour right);
struct TextPair {
  Colour text;
  Colour background;
};
std::vector<TextPair> text_pairs();

}  // namespace wufei::kit
