// Design tokens: colours (assets/tokens.css), type scale, spacing, targets. Two sets of sizes, normal and
// elder (larger text and targets); three schemes of colours. Numbers only: no drawing. Every pair of text and
// background in use is listed by text_pairs() for the contrast test.
#pragma once

#include <cstdint>
#include <vector>

#include "wasm/kit/ui.hpp"

namespace wufei::kit {

enum class Token : std::uint8_t {
#define WUFEI_COLOUR(name, text, light, dark, more) name,
#include "colours.inc"
#undef WUFEI_COLOUR
};

// What is drawn has a token; the scheme says last which colour that is.
struct Colour {
  Token token = Token::ground;
  std::uint8_t alpha = 255;
  friend bool operator==(const Colour& left, const Colour& right) {
    return left.token == right.token && left.alpha == right.alpha;
  }
};

namespace colour {
#define WUFEI_COLOUR(name, text, light, dark, more) inline constexpr Colour name = {Token::name};
#include "colours.inc"
#undef WUFEI_COLOUR
}  // namespace colour

inline constexpr Colour kNothing{Token::ground, 0};  // what is not drawn until it is pressed

// As the device asks for it (media features prefers-color-scheme and prefers-contrast).
enum class Scheme : std::uint8_t { light, dark, more_contrast };

std::uint32_t rgb(Token token, Scheme scheme);  // 0xRRGGBB

// CSS pixels.
struct Theme {
  bool elder = false;
  Scheme scheme = Scheme::light;
  float body = 17;    // as text_type() has it
  float more = 0;     // what every text of large print is larger by
  float touch = 44;   // least height of anything that is pressed
  float button = 52;  // height of a button and of a field
  float bar = 56;     // of the top bar on phones; desktops have kWideBar. Both bars: widgets/bar.cpp
  float foot = 60;    // of the bar at the bottom of phones, see foot_height()
  float icon = 22;
  float scale = 1;     // of spacing
  float padding = 16;  // inside cards on phones; wide pages use padding_wide
  float padding_wide = 24;
  float radius = 14;
  float radius_small = 10;
};
inline constexpr float kWideBar = 64;
inline constexpr float kGrid = 1120;  // the width that everything on desktops stands in

// Size of a text and height of its lines, CSS pixels.
struct Type {
  float size;
  float line;
};

Theme normal_theme();
Theme elder_theme(int further = 0);  // 0 to 2: texts of at least 24, 32, 40

// `width`: of the page; a hero is smaller on small phones and larger on desktops.
Type text_type(const Theme& theme, TextSize size, float width = 390);
Colour tone_colour(Tone tone, bool on_brand);
Colour tone_tint(Tone tone);  // the background of a badge
Colour waste_colour(Waste waste);
Colour ink_colour(FigureInk ink);
Colour alert_tint(AlertKind kind);
Colour alert_colour(AlertKind kind);

// WCAG 2 contrast ratio, 1 to 21.
double contrast(std::uint32_t left, std::uint32_t right);  // 0xRRGGBB
struct TextPair {
  Colour text;
  Colour background;
};
std::vector<TextPair> text_pairs();

}  // namespace wufei::kit
