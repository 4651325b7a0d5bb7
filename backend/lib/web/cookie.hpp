// Cookies (RFC 6265bis). One that carries what opens one person's page goes to that page alone: no script
// reads it, no page of another site makes a browser send it, and it ends with the browser. A setting is no
// secret: scripts read it, and a link from elsewhere brings it along.
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
  bool setting = false;
  int seconds = -1;  // kept so long, 0 = taken away; -1 = until the browser ends
};
void set_cookie(Response& response, const PageCookie& cookie);

}  // namespace wufei::http
