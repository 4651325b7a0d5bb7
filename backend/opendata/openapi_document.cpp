#include "opendata/openapi_document.hpp"

// Its digest: when the file changes this one has changed, also for a compiler cache.
#include "openapi.inc"

// The assembler copies the file into the read-only data; a string literal of 40 KB would break the standard's
// limits.
__asm__(
    ".section .rodata\n"
    ".global wufei_openapi_begin\n"
    ".global wufei_openapi_end\n"
    "wufei_openapi_begin:\n"
    ".incbin \"" WUFEI_OPENAPI_FILE
    "\"\n"
    "wufei_openapi_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" {
extern const char wufei_openapi_begin[];  // NOLINT(*-avoid-c-arrays): symbols of the assembler
extern const char wufei_openapi_end[];    // NOLINT(*-avoid-c-arrays)
}

namespace wufei::http {

std::string_view openapi_document() {
  static_assert(sizeof kDigest == 65);
  return {wufei_openapi_begin, static_cast<std::size_t>(wufei_openapi_end - wufei_openapi_begin)};
}

}  // namespace wufei::http
