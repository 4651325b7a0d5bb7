#include "lib/web/bytes_cache.hpp"

#include <sodium.h>

#include <array>
#include <optional>
#include <utility>

#include "lib/base/hex.hpp"
#include "lib/web/compressed.hpp"
#include "lib/web/kept_body.hpp"

namespace wufei::http {
namespace {

using Bytes = CachedBytes::Bytes;

// Takes the next member of a comma-separated list off the front.
std::string_view next_member(std::string_view& list) {
  const std::size_t end = list.find(',');
  const std::string_view member = trimmed_ows(list.substr(0, end));
  list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
  return member;
}

// The q of "gzip;q=0.5" in thousandths; 1000 without one, 0 when it is not a number.
int quality_of(std::string_view parameters) {
  parameters = trimmed_ows(parameters);
  if (parameters.empty()) return 1000;
  if (parameters.size() < 3 || !equal_ignoring_case(parameters.substr(0, 2), "q=")) return 0;
  const std::string_view digits = parameters.substr(2);
  if (digits.size() > 5 || (digits[0] != '0' && digits[0] != '1')) return 0;
  int value = (digits[0] - '0') * 1000;
  int place = 100;
  for (const char digit : digits.substr(digits.size() > 1 ? 2 : 1)) {
    if (digit < '0' || digit > '9') return 0;
    value += (digit - '0') * place;
    place /= 10;
  }
  return value > 1000 ? 1000 : value;
}

struct Qualities {
  std::optional<int> brotli;
  std::optional<int> gzip;
  std::optional<int> identity;
  int others = 0;  // of "*"
};

Qualities read_qualities(std::string_view list) {
  Qualities found;
  std::optional<int> others;
  while (!list.empty()) {
    const std::string_view member = next_member(list);
    const std::size_t semicolon = member.find(';');
    const std::string_view name = trimmed_ows(member.substr(0, semicolon));
    const int quality = semicolon == std::string_view::npos ? 1000 : quality_of(member.substr(semicolon + 1));
    if (equal_ignoring_case(name, "br"))
      found.brotli = quality;
    else if (equal_ignoring_case(name, "gzip") || equal_ignoring_case(name, "x-gzip"))
      found.gzip = quality;
    else if (equal_ignoring_case(name, "identity"))
      found.identity = quality;
    else if (name == "*")
      others = quality;
  }
  found.others = others.value_or(0);
  return found;
}

const Bytes& form_of(const CachedBytes& cached, Coding coding) {
  if (coding == Coding::brotli) return cached.brotli;
  return coding == Coding::gzip ? cached.gzip : cached.identity;
}

std::string etag_of(const CachedBytes& cached, Coding coding) {
  const std::string_view suffix = coding == Coding::brotli ? "-br" : coding == Coding::gzip ? "-gz" : "";
  return '"' + cached.hash + std::string(suffix) + '"';
}

}  // namespace

std::string hash_bytes(std::string_view bytes) {
  std::array<unsigned char, 16> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  return contract::hex_of(digest);
}

Coding choose_coding(std::string_view accept_encoding, bool has_brotli, bool has_gzip) {
  const Qualities accepted = read_qualities(accept_encoding);
  const int brotli = has_brotli ? accepted.brotli.value_or(accepted.others) : 0;
  const int gzip = has_gzip ? accepted.gzip.value_or(accepted.others) : 0;
  // Identity is acceptable unless it was refused; asked for by name, its q counts like any other.
  const int identity = accepted.identity.value_or(0);
  if (brotli > 0 && brotli >= gzip && brotli >= identity) return Coding::brotli;
  if (gzip > 0 && gzip >= identity) return Coding::gzip;
  return Coding::identity;
}

bool etag_listed(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    std::string_view member = next_member(if_none_match);
    if (member == "*") return true;
    if (member.starts_with("W/")) member.remove_prefix(2);
    if (member == etag) return true;
  }
  return false;
}

std::shared_ptr<const CachedBytes> make_cached(std::string bytes, std::string media_type,
                                               std::string cache_control, bool fast, int status) {
  auto cached = std::make_shared<CachedBytes>();
  cached->status = status;
  cached->media_type = std::move(media_type);
  cached->cache_control = std::move(cache_control);
  cached->hash = hash_bytes(bytes);
  Compressed forms = fast ? quickly_compressed(bytes) : best_compressed(bytes, cached->hash);
  cached->brotli = std::move(forms.brotli);
  cached->gzip = std::move(forms.gzip);
  cached->identity = keep_body(std::move(bytes));
  return cached;
}

Response cached_reply(const CachedBytes& cached, const Request& request) {
  const Coding coding = choose_coding(request.headers.value("Accept-Encoding"), cached.brotli != nullptr,
                                      cached.gzip != nullptr);
  const std::string etag = etag_of(cached, coding);
  Response response;
  response.status = cached.status;
  response.headers.add("ETag", etag);
  response.headers.add("Cache-Control", cached.cache_control);
  response.headers.add("Vary", "Accept-Encoding");
  if (cached.status == 200 && etag_listed(request.headers.value("If-None-Match"), etag)) {
    response.status = 304;
    return response;
  }
  response.headers.add("Content-Type", cached.media_type);
  if (coding != Coding::identity)
    response.headers.add("Content-Encoding", coding == Coding::brotli ? "br" : "gzip");
  response.shared_body = form_of(cached, coding);
  return response;
}

}  // namespace wufei::http
