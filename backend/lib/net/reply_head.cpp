#include "lib/net/reply_head.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include "lib/web/content_policy.hpp"

namespace wufei::http {

std::string_view policy_header_line() {
  static const std::string line = "Content-Security-Policy: " + content_policy() + "\r\n";
  return line;
}

std::string_view security_header_lines() {
  return "X-Content-Type-Options: nosniff\r\n"
         "Referrer-Policy: same-origin\r\n"
         "Permissions-Policy: camera=(), microphone=(), geolocation=(self), payment=()\r\n"
         "Cross-Origin-Opener-Policy: same-origin\r\n"
         "Cross-Origin-Resource-Policy: same-origin\r\n"
         "X-Frame-Options: DENY\r\n";
}

std::string_view embeddable_header_lines() {
  return "Content-Security-Policy: default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; "
         "base-uri 'none'; frame-ancestors *; form-action 'none'\r\n"
         "X-Content-Type-Options: nosniff\r\n"
         "Referrer-Policy: same-origin\r\n"
         "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=()\r\n"
         "Cross-Origin-Resource-Policy: cross-origin\r\n";
}

std::string_view date_header_line() {
  thread_local std::time_t made_for = 0;
  thread_local std::array<char, 48> line{};
  const std::time_t now = std::time(nullptr);
  if (now != made_for) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::strftime(line.data(), line.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    made_for = now;
  }
  return line.data();
}

bool is_safe_header(std::string_view name, std::string_view value) {
  const auto name_char = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  };
  const auto value_char = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), name_char) &&
         std::all_of(value.begin(), value.end(), value_char);
}

}  // namespace wufei::http
