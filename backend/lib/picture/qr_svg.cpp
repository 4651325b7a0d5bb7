#include "lib/picture/qr_svg.hpp"

#include <qrcodegen/qrcodegen.hpp>

namespace wufei::http {
namespace {

constexpr int kQuietZone = 4;  // modules, ISO/IEC 18004

}  // namespace

std::string qr_svg(const std::string& text) {
  const qrcodegen::QrCode qr = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
  const std::string size = std::to_string(qr.getSize() + 2 * kQuietZone);
  std::string path;
  for (int y = 0; y < qr.getSize(); ++y)
    for (int x = 0; x < qr.getSize(); ++x)
      if (qr.getModule(x, y))
        path += "M" + std::to_string(x + kQuietZone) + "," + std::to_string(y + kQuietZone) + "h1v1h-1z";
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
         "\" role=\"img\" aria-label=\"QR\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h" +
         size + "v" + size + "H0z\"/><path d=\"" + path + "\"/></svg>";
}

}  // namespace wufei::http
