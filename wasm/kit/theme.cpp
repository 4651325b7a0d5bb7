#include "wasm/kit/theme.hpp"

#include <algorithm>
#include <cmath>

namespace wufei::kit {

Theme normal_theme() {
  return {};
}

// 18 pt is 24 CSS pixels: in elder mode nothing is smaller.
Theme elder_theme() {
  Theme theme;
  theme.elder = true;
  theme.small = theme.body = 24;
  theme.large = 27;
  theme.title = 31;
  theme.display = 36;
  theme.touch = 60;
  theme.button = 64;
  theme.icon = 30;
  theme.scale = 1.25F;
  theme.padding = 18;
  return theme;
}

float text_size(const Theme& theme, TextSize size) {
  switch (size) {
    case TextSize::small:
      return theme.small;
    case TextSize::body:
      return theme.body;
    case TextSize::large:
      return theme.large;
    case TextSize::title:
      return theme.title;
    case TextSize::display:
      return theme.display;
  }
  return theme.body;
}

Colour tone_colour(Tone tone, bool on_brand) {
  if (on_brand) return tone == Tone::muted ? colour::on_brand_2 : colour::on_brand;
  switch (tone) {
    case Tone::normal:
      return colour::ink;
    case Tone::muted:
      return colour::ink_2;
    case Tone::accent:
      return colour::link;
    case Tone::success:
      return colour::ok;
    case Tone::warning:
      return colour::warn;
    case Tone::danger:
      return colour::danger;
    case Tone::on_brand:
      return colour::on_brand;
  }
  return colour::ink;
}

Colour tone_tint(Tone tone) {
  switch (tone) {
    case Tone::success:
      return colour::ok_tint;
    case Tone::warning:
      return colour::warn_tint;
    case Tone::danger:
      return colour::danger_tint;
    case Tone::accent:
      return colour::info_tint;
    case Tone::on_brand:
      return colour::brand;
    default:
      return colour::sunken;
  }
}

Colour waste_colour(Waste waste) {
  switch (waste) {
    case Waste::recyclable:
      return colour::recyclable;
    case Waste::kitchen:
      return colour::kitchen;
    case Waste::hazardous:
      return colour::hazardous;
    case Waste::other:
      return colour::other;
    case Waste::no_bin:
      return colour::nobin;
    case Waste::none:
      break;
  }
  return colour::ink_2;
}

Colour ink_colour(Ink ink) {
  constexpr Colour kInks[] = {colour::edge,     colour::c_grid,   colour::c_base,
                              colour::c_target, colour::c_actual, colour::link,
                              colour::ink,      colour::ink,      colour::ink_2};
  return kInks[static_cast<int>(ink)];
}

Colour alert_tint(AlertKind kind) {
  switch (kind) {
    case AlertKind::info:
      return colour::info_tint;
    case AlertKind::success:
      return colour::ok_tint;
    case AlertKind::warning:
      return colour::warn_tint;
    case AlertKind::error:
      return colour::danger_tint;
  }
  return colour::info_tint;
}

Colour alert_colour(AlertKind kind) {
  switch (kind) {
    case AlertKind::info:
      return colour::link;
    case AlertKind::success:
      return colour::ok;
    case AlertKind::warning:
      return colour::warn;
    case AlertKind::error:
      return colour::danger;
  }
  return colour::link;
}

namespace {

double linear(std::uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
  return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

}  // namespace

double contrast(Colour left, Colour right) {
  const double a = luminance(left);
  const double b = luminance(right);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

std::vector<TextPair> text_pairs() {
  using namespace colour;
  std::vector<TextPair> pairs;
  for (const Colour background :
       {ground, paper, sunken, brand_tint, danger_tint, warn_tint, info_tint, ok_tint}) {
    for (const Colour text : {ink, ink_2, brand, link, danger, warn, ok}) pairs.push_back({text, background});
  }
  for (const Colour background : {brand, brand_held}) {
    pairs.push_back({on_brand, background});
    pairs.push_back({on_brand_2, background});
  }
  for (const Colour background : {danger, recyclable, kitchen, hazardous, other})
    pairs.push_back({on_brand, background});
  pairs.push_back({ink, nobin});
  return pairs;
}

}  // namespace wufei::kit
