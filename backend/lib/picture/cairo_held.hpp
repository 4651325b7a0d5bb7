// Objects of cairo, librsvg and fontconfig that let themselves go; for this folder only.
#pragma once

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>

#include <memory>
#include <string>

namespace wufei::http {

struct CairoRelease {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  void operator()(FcObjectSet* objects) const { FcObjectSetDestroy(objects); }
  void operator()(FcFontSet* fonts) const { FcFontSetDestroy(fonts); }
};
template <class T>
using CairoHeld = std::unique_ptr<T, CairoRelease>;

// A cairo_write_func_t; `out` is a std::string.
inline cairo_status_t append_bytes(void* out, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

// Null when it is no SVG.
inline CairoHeld<RsvgHandle> read_svg(const std::string& svg) {
  GError* error = nullptr;
  CairoHeld<RsvgHandle> handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  g_clear_error(&error);
  return handle;
}

// Whether all of it could be drawn into the viewport.
inline bool draw_svg(RsvgHandle* handle, cairo_t* context, const RsvgRectangle& viewport) {
  GError* error = nullptr;
  const bool drawn = rsvg_handle_render_document(handle, context, &viewport, &error) != 0;
  g_clear_error(&error);
  return drawn;
}

}  // namespace wufei::http
