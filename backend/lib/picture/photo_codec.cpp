#include "lib/picture/photo_codec.hpp"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <vector>

namespace wufei::service {
namespace {

using contract::Rule;

constexpr int kChannels = 3;
constexpr int kInks = 4;
constexpr std::ptrdiff_t kPhotosAtOnce = 3;  // one is decoded, the others wait
constexpr int kQuality = 82;

// Rows of RGB from the top, without padding.
struct Pixels {
  int width = 0;
  int height = 0;
  std::vector<unsigned char> rgb;
  [[nodiscard]] const unsigned char* at(int x, int y) const {
    return &rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                 static_cast<std::size_t>(x)) *
                kChannels];
  }
};

contract::Error refused(Rule rule) {
  return contract::field_error("", rule, rule == Rule::photo_pixels ? kMostPhotoPixels / 10000 : 0);
}

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Space for the pixels, or the reason why not. Sides are compared first: their product may overflow.
contract::Result<Pixels> room_for(std::int64_t width, std::int64_t height) {
  if (width < 1 || height < 1) return refused(Rule::photo_broken);
  if (width > kMostPhotoPixels || height > kMostPhotoPixels || width * height > kMostPhotoPixels)
    return refused(Rule::photo_pixels);
  Pixels pixels{static_cast<int>(width), static_cast<int>(height), {}};
  pixels.rgb.resize(static_cast<std::size_t>(width * height) * kChannels);
  return pixels;
}

using Decompressor = std::unique_ptr<void, int (*)(tjhandle)>;

// Scans of a JPEG: each is one pass over its pixels. A progressive photograph of a camera has about ten.
std::int64_t scans_of(std::string_view bytes) {
  std::int64_t scans = 0;
  for (std::size_t at = 2; (at = bytes.find('\xFF', at)) < bytes.size() - 3;) {
    const unsigned marker = raw(bytes)[at + 1];
    if (marker == 0xD9) break;  // the end of the picture
    const bool bare = marker <= 0x01 || marker == 0xFF || (marker >= 0xD0 && marker <= 0xD7);
    if (marker == 0xDA) ++scans;
    at += bare ? (marker == 0xFF ? 1 : 2) : 2 + raw(bytes)[at + 2] * 256U + raw(bytes)[at + 3];
  }
  return scans;
}

// The smallest size libjpeg-turbo can decode to directly that is not below what is kept.
std::pair<int, int> decoded_size(int width, int height, int longest) {
  int count = 0;
  const tjscalingfactor* factors = tjGetScalingFactors(&count);
  std::pair<int, int> best{width, height};
  for (int i = 0; i < count; ++i) {
    const int w = TJSCALED(width, factors[i]), h = TJSCALED(height, factors[i]);
    if (w < best.first && std::max(w, h) >= longest) best = {w, h};
  }
  return best;
}

// Four inks of the printer as three lights, in place. Adobe's programs store how much ink is missing.
void lights_from_inks(std::vector<unsigned char>& pixels, bool inverted) {
  const std::size_t count = pixels.size() / kInks;
  const auto light = [inverted](unsigned char ink) { return inverted ? ink : 255 - ink; };
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned char* inks = &pixels[i * kInks];
    const int black = light(inks[3]);
    for (std::size_t c = 0; c < kChannels; ++c)
      pixels[i * kChannels + c] = static_cast<unsigned char>(light(inks[c]) * black / 255);
  }
  pixels.resize(count * kChannels);
}

contract::Result<Pixels> decode_jpeg(std::string_view bytes, int longest) {
  const Decompressor decompressor(tjInitDecompress(), tjDestroy);
  int width = 0, height = 0, subsampling = 0, colorspace = 0;
  const auto size = static_cast<unsigned long>(bytes.size());
  if (!decompressor || tjDecompressHeader3(decompressor.get(), raw(bytes), size, &width, &height,
                                           &subsampling, &colorspace) != 0)
    return refused(Rule::photo_broken);
  const std::int64_t area = std::int64_t{width} * height;
  if (area > kMostPhotoPixels || area * scans_of(bytes) > kMostPhotoWork) return refused(Rule::photo_pixels);
  const auto [scaled_width, scaled_height] = decoded_size(width, height, longest);
  auto pixels = room_for(scaled_width, scaled_height);
  if (!pixels) return pixels;
  const bool inks = colorspace == TJCS_CMYK || colorspace == TJCS_YCCK;
  if (inks) pixels->rgb.resize(pixels->rgb.size() / kChannels * kInks);
  // A warning (a truncated file) still fills the picture; only a fatal error refuses it.
  const int failed =
      tjDecompress2(decompressor.get(), raw(bytes), size, pixels->rgb.data(), scaled_width, 0, scaled_height,
                    inks ? TJPF_CMYK : TJPF_RGB, TJFLAG_LIMITSCANS | TJFLAG_FASTUPSAMPLE);
  if (failed != 0 && tjGetErrorCode(decompressor.get()) == TJERR_FATAL) return refused(Rule::photo_broken);
  if (inks) lights_from_inks(pixels->rgb, !jpeg_segment(bytes, 0xEE, "Adobe").empty());
  return pixels;
}

contract::Result<Pixels> decode_png(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
    return refused(Rule::photo_broken);
  auto pixels = room_for(image.width, image.height);
  if (!pixels) return png_image_free(&image), pixels;
  image.format = PNG_FORMAT_RGB;
  const png_color white{255, 255, 255};
  if (png_image_finish_read(&image, &white, pixels->rgb.data(), 0, nullptr) == 0)
    return refused(Rule::photo_broken);
  return pixels;
}

contract::Result<Pixels> decode_webp(std::string_view bytes) {
  WebPBitstreamFeatures features{};
  if (WebPGetFeatures(raw(bytes), bytes.size(), &features) != VP8_STATUS_OK || features.has_animation != 0)
    return refused(Rule::photo_broken);
  auto pixels = room_for(features.width, features.height);
  if (!pixels) return pixels;
  if (WebPDecodeRGBInto(raw(bytes), bytes.size(), pixels->rgb.data(), pixels->rgb.size(),
                        features.width * kChannels) == nullptr)
    return refused(Rule::photo_broken);
  return pixels;
}

contract::Result<Pixels> decode(std::string_view bytes, int longest) {
  if (bytes.substr(0, 3) == "\xFF\xD8\xFF") return decode_jpeg(bytes, longest);
  if (bytes.substr(0, 8) == "\x89PNG\r\n\x1A\n") return decode_png(bytes);
  if (bytes.size() > 12 && bytes.substr(0, 4) == "RIFF" && bytes.substr(8, 4) == "WEBP")
    return decode_webp(bytes);
  return refused(Rule::photo_format);
}

// Where pixel (x, y) of the upright picture stands in the stored one (EXIF 2.32, tag 0x0112).
std::pair<int, int> stored_place(int orientation, int x, int y, const Pixels& stored) {
  const int right = stored.width - 1, bottom = stored.height - 1;
  switch (orientation) {
    case 2:
      return {right - x, y};
    case 3:
      return {right - x, bottom - y};
    case 4:
      return {x, bottom - y};
    case 5:
      return {y, x};
    case 6:
      return {y, bottom - x};
    case 7:
      return {right - y, bottom - x};
    case 8:
      return {right - y, x};
    default:
      return {x, y};
  }
}

Pixels upright(Pixels stored, int orientation) {
  if (orientation == 1) return stored;
  const bool turned = orientation >= 5;
  Pixels out{turned ? stored.height : stored.width, turned ? stored.width : stored.height, {}};
  out.rgb.resize(stored.rgb.size());
  unsigned char* to = out.rgb.data();
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x, to += kChannels) {
      const auto [from_x, from_y] = stored_place(orientation, x, y, stored);
      std::memcpy(to, stored.at(from_x, from_y), kChannels);
    }
  return out;
}

// The mean of the stored pixels under one kept pixel.
void put_mean(const Pixels& from, int left, int top, int right, int bottom, unsigned char* to) {
  std::int64_t sums[kChannels] = {};
  for (int y = top; y < bottom; ++y)
    for (int x = left; x < right; ++x)
      for (int c = 0; c < kChannels; ++c) sums[c] += from.at(x, y)[c];
  const std::int64_t count = std::int64_t{right - left} * (bottom - top);
  for (int c = 0; c < kChannels; ++c) to[c] = static_cast<unsigned char>((sums[c] + count / 2) / count);
}

Pixels reduced(const Pixels& from, int wanted) {
  const int longest = std::max(from.width, from.height);
  if (longest <= wanted) return from;
  const auto scaled = [&](int side) {
    return std::max(1, static_cast<int>(std::int64_t{side} * wanted / longest));
  };
  Pixels out{scaled(from.width), scaled(from.height), {}};
  out.rgb.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * kChannels);
  const auto edge = [](int at, int stored, int kept) {
    return static_cast<int>(std::int64_t{at} * stored / kept);
  };
  unsigned char* to = out.rgb.data();
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x, to += kChannels)
      put_mean(from, edge(x, from.width, out.width), edge(y, from.height, out.height),
               edge(x + 1, from.width, out.width), edge(y + 1, from.height, out.height), to);
  return out;
}

std::optional<std::string> encode(const Pixels& pixels) {
  const Decompressor compressor(tjInitCompress(), tjDestroy);
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  const int failed = compressor
                         ? tjCompress2(compressor.get(), pixels.rgb.data(), pixels.width, 0, pixels.height,
                                       TJPF_RGB, &buffer, &size, TJSAMP_420, kQuality, 0)
                         : -1;
  std::optional<std::string> jpeg;
  if (failed == 0) jpeg.emplace(reinterpret_cast<const char*>(buffer), size);
  tjFree(buffer);
  return jpeg;
}

}  // namespace

contract::Result<SafePhoto> make_safe_photo(std::string_view bytes, int longest, std::size_t largest) {
  // Whoever waits here holds a worker of the server: beyond a few, the caller is told to come again.
  static std::counting_semaphore<kPhotosAtOnce> places(kPhotosAtOnce);
  if (!places.try_acquire())
    return contract::make_error(contract::ErrorCode::unavailable, "photographs queue");
  const auto leave = [](void*) { places.release(); };
  const std::unique_ptr<void, decltype(leave)> place(&places, leave);
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  const auto decoded = decode(bytes, longest);
  if (!decoded) return decoded.error();
  const int orientation = jpeg_orientation(bytes);
  for (int side = longest; side >= std::min(longest, kShortestPhotoSide); side = side * 3 / 4) {
    const Pixels kept = upright(reduced(*decoded, side), orientation);
    auto jpeg = encode(kept);
    if (!jpeg) return contract::make_error(contract::ErrorCode::internal, "a photograph cannot be written");
    if (largest == 0 || jpeg->size() <= largest) return SafePhoto{std::move(*jpeg), kept.width, kept.height};
  }
  return refused(Rule::photo_broken);
}

}  // namespace wufei::service
