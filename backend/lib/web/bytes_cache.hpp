// A public reply whose bytes are made once and sent many times: identity, Brotli and gzip forms, each with
// its own strong ETag (RFC 9110). Immutable after it is made, so threads share it freely. Not for personal
// replies.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lib/web/exchange.hpp"

namespace wufei::http {

enum class Coding : unsigned char { identity, gzip, brotli };

// The coding to send by Accept-Encoding (q values, q=0 and * heeded); `has_*` say which forms exist. Identity
// when nothing else is acceptable: a reply in plain text beats a 406.
Coding choose_coding(std::string_view accept_encoding, bool has_brotli, bool has_gzip);
// True when `etag` (quoted) is in If-None-Match, compared weakly, or the list is "*".
bool etag_listed(std::string_view if_none_match, std::string_view etag);

struct CachedBytes {
  using Bytes = std::shared_ptr<const std::string>;
  std::string media_type;
  std::string cache_control;
  std::string hash;  // of the identity form, without quotes
  Bytes identity;
  Bytes brotli;  // null when it would not be smaller
  Bytes gzip;
  int status = 200;
};

// Cache-Control of what is published: a change reaches everybody within a minute; until then nobody
// needs to ask a second time.
inline constexpr const char* kShortly = "public, max-age=60";

// 32 hexadecimal digits; no two different contents share them in practice.
std::string hash_bytes(std::string_view bytes);
// Compresses and hashes. `fast` takes quick settings for bytes that change often.
std::shared_ptr<const CachedBytes> make_cached(std::string bytes, std::string media_type,
                                               std::string cache_control, bool fast = false,
                                               int status = 200);
// Its status with the best form; 304 instead of 200 when If-None-Match holds the ETag of that form. Vary:
// Accept-Encoding on both.
Response cached_reply(const CachedBytes& cached, const Request& request);

}  // namespace wufei::http
