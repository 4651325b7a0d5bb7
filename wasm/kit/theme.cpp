#include "wasm/kit/theme.hpp"

#include <algorithm>
#include <cmath>

namespace wufei::kit {

std::uint32_t rgb(Token token, Scheme scheme) {
  constexpr std::uint32_t kColours[][3] = {
#define WUFEI_COLOUR(name, text, light, dark, more) {light, dark, more},
#include "colours.inc"
#undef WUFEI_COLOUR
  };
  return kColours[static_cast<int>(token)][static_cast<int>(scheme)];
}

Theme normal_theme() {
  return {};
}

// 18 pt is 24 CSS pixels: in elder mode nothing is smaller. Two further steps bring texts to 30 pt, 40
// pixels, tags and small buttons too; the bars as far as their view has room (widgets/bar.cpp).
Theme elder_theme(int further) {
  constexpr float kStep = 8;
  Theme theme;
  theme.elder = true;
  theme.more = kStep * static_cast<float>(further);
  theme.body = 24 + theme.more;
  theme.touch = 60;
  theme.button = 64 + theme.more * 1.5F;
  theme.icon = 32;
  theme.bar = 64;
  theme.foot = 72;
  theme.scale = 1.25F;
  theme.padding = 18;
  return theme;
}

Type text_type(const Theme& theme, TextSize size, float width) {
  constexpr Type kNormal[] = {{14, 20}, {15, 22}, {17, 26}, {18, 26}, {21, 30}, {26, 36}, {32, 44}, {30, 42}};
  constexpr Type kElder[] = {{24, 34}, {24, 36}, {24, 36}, {26, 38}, {28, 40}, {32, 44}, {32, 44}, {34, 46}};
  if (theme.elder) {
    const Type& type = kElder[static_cast<int>(size)];
    return {type.size + theme.more, type.line + theme.more * 1.5F};
  }
  if (size == TextSize::hero && width < 360) return {26, 36};
  if (size == TextSize::hero && width >= 900) return {42, 58};
  return kNormal[static_cast<int>(size)];
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
    case Waste::bulky:
      return colour::bulky;
    case Waste::construction:
      return colour::construction;
    case Waste::no_bin:
      return colour::nobin;
    case Waste::none:
      break;
  }
  return colour::ink_2;
}

Colour ink_colour(FigureInk ink) {
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
    case AlertKind::pending:
      return colour::sunken;
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
    case AlertKind::pending:
      return colour::ink_2;
  }
  return colour::link;
}

namespace {

double linear(std::uint32_t channel) {
  const double value = (channel & 255) / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(std::uint32_t rgb) {
  return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
}

}  // namespace

double contrast(std::uint32_t left, std::uint32_t right) {
  const double a = luminance(left);
  const double b = luminance(right);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

std::vector<TextPair> text_pairs() {
  using namespace colour;
  std::vector<TextPair> pairs;
  for (const Colour background :
       {ground, paper, sunken, brand_tint, danger_tint, warn_tint, info_tint, ok_tint}) {
    for (const Colour text : {ink, ink_2, act_text, link, danger, warn, ok})
      pairs.push_back({text, background});
  }
  for (const Colour background : {brand, brand_held}) {
    pairs.push_back({on_brand, background});
    pairs.push_back({on_brand_2, background});
  }
  for (const Colour background : {act, act_held}) pairs.push_back({on_act, background});
  for (const Colour background : {band_act, on_brand_2}) pairs.push_back({on_band_act, background});
  for (const Colour background : {recyclable, kitchen, hazardous, other, bulky, construction})
    pairs.push_back({on_bin, background});
  pairs.push_back({nobin_ink, nobin});
  return pairs;
}

}  // namespace wufei::kit
