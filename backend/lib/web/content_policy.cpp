#include "lib/web/content_policy.hpp"

namespace wufei::http {

std::string content_policy(std::string_view style_hash) {
  std::string policy =
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
      "img-src 'self' data: blob:; style-src 'self'";
  if (!style_hash.empty()) policy.append(" '").append(style_hash).append("'");
  return policy +=
         "; object-src 'none'; base-uri 'none'; "
         "frame-ancestors 'none'; form-action 'self'";
}

}  // namespace wufei::http
