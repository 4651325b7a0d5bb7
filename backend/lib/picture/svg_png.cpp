#include "lib/picture/svg_png.hpp"

#include <cmath>

#include "lib/picture/cairo_held.hpp"

namespace wufei::http {
namespace {

constexpr double kLargestSide = 8000;  // pixels

contract::Error failed(const char* why) {
  return contract::make_error(contract::ErrorCode::internal, std::string("png: ") + why);
}

}  // namespace

bool draws_chinese() {
  const CairoHeld<FcPattern> wanted(FcPatternBuild(nullptr, FC_LANG, FcTypeString, "zh-cn", nullptr));
  const CairoHeld<FcObjectSet> objects(FcObjectSetBuild(FC_FILE, nullptr));
  const CairoHeld<FcFontSet> found(FcFontList(nullptr, wanted.get(), objects.get()));
  return found && found->nfont > 0;
}

contract::Result<std::string> svg_to_png(const std::string& svg, int scale) {
  const auto handle = read_svg(svg);
  if (!handle) return failed("the SVG cannot be read");
  double width = 0, height = 0;
  if (!rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height) || width < 1 || height < 1)
    return failed("the SVG has no size");
  const double wide = std::ceil(width * scale), high = std::ceil(height * scale);
  if (wide > kLargestSide || high > kLargestSide) return failed("too large");
  const CairoHeld<cairo_surface_t> surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(wide), static_cast<int>(high)));
  const CairoHeld<cairo_t> context(cairo_create(surface.get()));
  const RsvgRectangle viewport{0, 0, wide, high};
  std::string png;
  if (!draw_svg(handle.get(), context.get(), viewport) ||
      cairo_surface_write_to_png_stream(surface.get(), append_bytes, &png) != CAIRO_STATUS_SUCCESS)
    return failed("it cannot be drawn");
  return png;
}

}  // namespace wufei::http
