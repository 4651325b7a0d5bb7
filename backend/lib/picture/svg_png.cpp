#include "lib/picture/svg_png.hpp"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>

namespace wufei::http {
namespace {

constexpr double kLargestSide = 8000;  // pixels

struct Release {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  void operator()(FcObjectSet* objects) const { FcObjectSetDestroy(objects); }
  void operator()(FcFontSet* fonts) const { FcFontSetDestroy(fonts); }
};
template <class T>
using Held = std::unique_ptr<T, Release>;

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

contract::Error failed(const char* why) {
  return contract::make_error(contract::ErrorCode::internal, std::string("png: ") + why);
}

}  // namespace

bool draws_chinese() {
  const Held<FcPattern> wanted(FcPatternBuild(nullptr, FC_LANG, FcTypeString, "zh-cn", nullptr));
  const Held<FcObjectSet> objects(FcObjectSetBuild(FC_FILE, nullptr));
  const Held<FcFontSet> found(FcFontList(nullptr, wanted.get(), objects.get()));
  return found && found->nfont > 0;
}

contract::Result<std::string> svg_to_png(const std::string& svg, int scale) {
  GError* error = nullptr;
  const Held<RsvgHandle> handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  g_clear_error(&error);
  if (!handle) return failed("the SVG cannot be read");
  double width = 0, height = 0;
  if (!rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height) || width < 1 || height < 1)
    return failed("the SVG has no size");
  const double wide = std::ceil(width * scale), high = std::ceil(height * scale);
  if (wide > kLargestSide || high > kLargestSide) return failed("too large");
  const Held<cairo_surface_t> surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(wide), static_cast<int>(high)));
  const Held<cairo_t> context(cairo_create(surface.get()));
  const RsvgRectangle viewport{0, 0, wide, high};
  const bool drawn = rsvg_handle_render_document(handle.get(), context.get(), &viewport, &error) != 0;
  g_clear_error(&error);
  std::string png;
  if (!drawn || cairo_surface_write_to_png_stream(surface.get(), append, &png) != CAIRO_STATUS_SUCCESS)
    return failed("it cannot be drawn");
  return png;
}

}  // namespace wufei::http
