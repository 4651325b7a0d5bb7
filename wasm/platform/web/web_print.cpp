// Printing into a text, in the client alone. The C library's printf() is large, and the first part has one
// use of it: words about a fault in JSON, which contract::parse_json() drops. So it comes with the second
// part (scripts/split_wasm.mjs); until then nothing is printed.
#include <cstdarg>
#include <cstddef>
#include <cstdio>

#include "wasm/platform/web/web_imports.hpp"

extern "C" int snprintf(char* out, std::size_t size, const char* format, ...) {
  if (wufei::platform::wufei_web_part_ready() == 0) {
    if (size > 0) *out = '\0';
    return 0;
  }
  std::va_list values;
  va_start(values, format);
  const int length = std::vsnprintf(out, size, format, values);
  va_end(values);
  return length;
}
