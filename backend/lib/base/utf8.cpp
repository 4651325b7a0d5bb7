#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

// Length of the well-formed sequence at `at`, 0 when broken.
std::size_t sequence_length(std::string_view text, std::size_t at, char32_t& code_point) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0);
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) return code_point = lead, 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  code_point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    code_point = (code_point << 6) | (byte(i) & 0x3Fu);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  return code_point < kSmallest[length] || surrogate || code_point > 0x10FFFF ? 0 : length;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000 || c == 0x200B || c == 0xFEFF;
}

bool is_in(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

// Shown as nothing; a number or a code means the same without it.
bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || c == 0xFEFF || is_in(c, 0x200B, 0x200F) ||
         is_in(c, 0x202A, 0x202E) || is_in(c, 0x2060, 0x206F) || is_in(c, 0xFE00, 0xFE0F);
}

bool is_any_space(char32_t c) {
  return c == '\t' || c == 0xA0 || c == 0x1680 || is_in(c, 0x2000, 0x200A) || c == 0x202F || c == 0x205F;
}

bool is_any_dash(char32_t c) {
  return is_in(c, 0x2010, 0x2015) || c == 0x2043 || c == 0x2212 || c == 0x30FC || c == 0xFE58 || c == 0xFE63;
}

bool is_control(char32_t c) {
  if (c < 0x20) return c != '\n' && c != '\t';
  if (c >= 0x7F && c <= 0x9F) return true;
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  char32_t code_point = 0;
  const std::size_t length = sequence_length(text, at, code_point);
  at += length == 0 ? 1 : length;
  return length == 0 ? U'\uFFFD' : code_point;
}

bool is_valid_utf8(std::string_view text) {
  char32_t code_point = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text, at, code_point);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::size_t code_point_count(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string trimmed(std::string_view text) {
  std::size_t first = text.size(), last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (is_space(next_code_point(text, at))) continue;
    if (first > start) first = start;
    last = at;
  }
  return first >= last ? std::string() : std::string(text.substr(first, last - first));
}

std::string_view without_mark(std::string_view text) {
  return text.substr(0, 3) == "\xEF\xBB\xBF" ? text.substr(3) : text;
}

std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      out += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      out += '\n';
  }
  return out;
}

std::string entered_text(std::string_view text) {
  return trimmed(with_line_feeds(text));
}

std::string entered_symbols(std::string_view text) {
  std::string out;
  const std::string plain = to_half_width(text);
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = next_code_point(plain, at);
    if (!is_invisible(c)) append_utf8(out, is_any_space(c) ? U' ' : is_any_dash(c) ? U'-' : c);
  }
  return trimmed(out);
}

bool has_control_characters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (is_control(next_code_point(text, at))) return true;
  return false;
}

void append_utf8(std::string& out, char32_t c) {
  const auto push = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) return push(c);
  if (c < 0x800) return push(0xC0 | (c >> 6)), push(0x80 | (c & 0x3F));
  if (c < 0x10000) return push(0xE0 | (c >> 12)), push(0x80 | ((c >> 6) & 0x3F)), push(0x80 | (c & 0x3F));
  push(0xF0 | (c >> 18)), push(0x80 | ((c >> 12) & 0x3F)), push(0x80 | ((c >> 6) & 0x3F)),
      push(0x80 | (c & 0x3F));
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

std::string to_half_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c >= 0xFF01 && c <= 0xFF5E)
      append_utf8(out, c - 0xFEE0);
    else
      append_utf8(out, c == 0x3000 ? U' ' : c);
  }
  return out;
}

std::size_t meaningful_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool ascii = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool ideograph =
        (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD);
    const bool wide = (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF5A && c != 0xFF3B);
    count += ascii || ideograph || wide || (c >= 0xC0 && c <= 0x1FFF) ? 1 : 0;
  }
  return count;
}

}  // namespace wufei::contract
