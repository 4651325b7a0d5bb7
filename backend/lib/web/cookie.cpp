#include "lib/web/cookie.hpp"

#include <algorithm>

namespace wufei::http {

std::string_view cookie_value(const Request& request, std::string_view name) {
  for (const auto& [field, line] : request.headers) {
    if (!equal_ignoring_case(field, "Cookie")) continue;
    for (std::string_view rest = line; !rest.empty();) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = trimmed_ows(rest.substr(0, end));
      if (pair.substr(0, pair.find('=')) == name && pair.size() > name.size())
        return pair.substr(name.size() + 1);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return {};
}

void set_cookie(Response& response, const PageCookie& cookie) {
  std::string line(cookie.name);
  line.append("=").append(cookie.value).append("; Path=").append(cookie.path);
  line += cookie.setting ? "; SameSite=Lax" : "; HttpOnly; SameSite=Strict";
  if (cookie.seconds >= 0) line += "; Max-Age=" + std::to_string(cookie.seconds);
  if (cookie.https) line += "; Secure";
  response.headers.add("Set-Cookie", std::move(line));
}

}  // namespace wufei::http
