#include "lib/picture/svg_pdf.hpp"

#include <cairo-pdf.h>

#include "lib/picture/cairo_held.hpp"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WUFEI_CAIRO_LEAKS
#include <sanitizer/lsan_interface.h>
#endif
#endif

namespace wufei::http {
namespace {

// cairo 1.16 loses 768 bytes for each OpenType font that it embeds, whatever is released afterwards; what is
// allocated before (surface, context, drawing) is still watched.
void finish(cairo_surface_t* surface) {
#ifdef WUFEI_CAIRO_LEAKS
  const __lsan::ScopedDisabler library_leak;
#endif
  cairo_surface_finish(surface);
}

contract::Error no_pdf(const char* why) {
  return contract::make_error(contract::ErrorCode::internal, std::string("pdf: ") + why);
}

}  // namespace

contract::Result<std::string> svgs_to_pdf(const std::vector<std::string>& pages, const std::string& title,
                                          double width, double height) {
  std::string pdf;
  const CairoHeld<cairo_surface_t> surface(
      cairo_pdf_surface_create_for_stream(append_bytes, &pdf, width, height));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  const CairoHeld<cairo_t> context(cairo_create(surface.get()));
  for (const std::string& page : pages) {
    const auto handle = read_svg(page);
    if (!handle) return no_pdf("the SVG cannot be read");
    if (!draw_svg(handle.get(), context.get(), {0, 0, width, height})) return no_pdf("it cannot be drawn");
    cairo_show_page(context.get());
  }
  finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return no_pdf("it cannot be written");
  return pdf;
}

}  // namespace wufei::http
