// Reading of decimal numbers (C17 7.22.1.3, without hexadecimal, infinities and NaN) by the browser, which
// has it anyway: the C library's own is made for numbers of 128 bits and would be a twentieth of the first
// screen. It takes the place of the library's strtod() in the client alone; both round correctly, so both
// answer the same.
#include <locale.h>

#include <cstdlib>
#include <string_view>

#include "wasm/platform/web/web_imports.hpp"

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

const char* after_digits(const char* at) {
  while (is_digit(*at)) ++at;
  return at;
}

// Behind the number that begins at `at`; `at` itself when there is none.
const char* after_number(const char* at) {
  const char* begin = *at == '-' || *at == '+' ? at + 1 : at;
  const char* end = after_digits(begin);
  const bool whole = end != begin;
  if (*end == '.') {
    const char* fraction = after_digits(end + 1);
    if (!whole && fraction == end + 1) return at;
    end = fraction;
  } else if (!whole) {
    return at;
  }
  if (*end != 'e' && *end != 'E') return end;
  const char* power = end[1] == '-' || end[1] == '+' ? end + 2 : end + 1;
  return is_digit(*power) ? after_digits(power) : end;
}

}  // namespace

extern "C" {

double strtod(const char* text, char** end) {
  const char* begin = text;
  while (*begin == ' ' || (*begin >= '\t' && *begin <= '\r')) ++begin;
  const char* after = after_number(begin);
  if (end != nullptr) *end = const_cast<char*>(after == begin ? text : after);
  if (after == begin) return 0;
  return wufei::platform::wufei_web_number(begin, static_cast<int>(after - begin));
}

// They stand in the library's file too; nothing here needs more than a double holds.
float strtof(const char* text, char** end) {
  return static_cast<float>(strtod(text, end));
}
long double strtold(const char* text, char** end) {
  return strtod(text, end);
}
double strtod_l(const char* text, char** end, locale_t) {
  return strtod(text, end);
}
float strtof_l(const char* text, char** end, locale_t) {
  return strtof(text, end);
}
long double strtold_l(const char* text, char** end, locale_t) {
  return strtold(text, end);
}

}  // extern "C"
