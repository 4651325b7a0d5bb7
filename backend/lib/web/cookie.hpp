// A cookie that carries what opens one person's page to that page alone (RFC 6265bis): no script reads it, no
// page of another site makes a browser send it, and it ends with the browser.
#pragma once

#include <string>
#include <string_view>

#include "lib/web/exchange.hpp"

namespace wufei::http {

// The first cookie of that name, or "".
std::string_view cookie_value(const Request& request, std::string_view name);

struct PageCookie {
  std::string_view name, value;  // letters, digits, '-' and '_'
  std::string_view path;         // of the page; below it too
  bool https = false;            // the site is reached by https: never sent without
};
void set_cookie(Response& response, const PageCookie& cookie);

}  // namespace wufei::http
