// Design tokens: colours (assets/tokens.css), type scale, spacing, targets. Two sets, normal and elder
// (larger text and targets). Numbers only: no drawing. Every pair of text and background in use is listed by
// text_pairs() for the contrast test.
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
#define WUFEI_COLOUR(name, number, text) inline constexpr Colour name = rgb(number);
#include "colours.inc"
#undef WUFEI_COLOUR
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
