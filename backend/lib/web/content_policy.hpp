// The Content-Security-Policy of our replies: everything from this site, nothing that stands in a page. Pure.
#pragma once

#include <string>
#include <string_view>

namespace wufei::http {

// The value of the header. `style_hash`: of the one style sheet that may stand in the page itself, as
// "sha256-" and Base64 (CSP 3), or "".
std::string content_policy(std::string_view style_hash = {});

}  // namespace wufei::http
