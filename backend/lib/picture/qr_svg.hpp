// QR codes (ISO/IEC 18004) as SVG, for pages and paper.
#pragma once

#include <string>

namespace wufei::http {

// One path, error correction M, quiet zone of four modules.
std::string qr_svg(const std::string& text);

}  // namespace wufei::http
