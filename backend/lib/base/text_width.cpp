#include "lib/base/text_width.hpp"

#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

std::size_t width_of(char32_t c) {
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                    (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                    (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

// Where the first line of `text`, which has no line break, ends.
std::size_t end_of_line(std::string_view text, std::size_t columns) {
  std::size_t width = 0, blank = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const char32_t c = next_code_point(text, at);
    width += width_of(c);
    if (width > columns && here > 0) return blank > 0 ? blank : here;
    if (c == ' ') blank = at;
  }
  return text.size();
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += width_of(next_code_point(text, at));
  return width;
}

std::vector<std::string> wrapped_lines(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t break_at = text.find('\n');
    const std::string_view own = text.substr(0, break_at);
    const std::size_t end = end_of_line(own, columns);
    lines.emplace_back(own.substr(0, end));
    text.remove_prefix(end == own.size() && break_at != std::string_view::npos ? end + 1 : end);
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace wufei::contract
