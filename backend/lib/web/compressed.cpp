#include "lib/web/compressed.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <cstdint>
#include <utility>

#include "lib/web/kept_body.hpp"

namespace wufei::http {
namespace {

using Form = std::shared_ptr<const std::string>;

struct Levels {
  int brotli;
  int gzip;
};
constexpr Levels kQuick{5, 5};
constexpr Levels kBest{BROTLI_MAX_QUALITY, 9};

Form brotli_of(const std::string& bytes, int level) {
  std::string out(BrotliEncoderMaxCompressedSize(bytes.size()), '\0');
  std::size_t size = out.size();
  const BROTLI_BOOL done = BrotliEncoderCompress(level, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                                                 reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                                 reinterpret_cast<std::uint8_t*>(out.data()));
  if (done == BROTLI_FALSE || size >= bytes.size()) return nullptr;
  out.resize(size);
  out.shrink_to_fit();
  return keep_body(std::move(out));
}

Form gzip_of(const std::string& bytes, int level) {
  constexpr int gzip_window = 15 + 16;
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) return nullptr;
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int outcome = deflate(&stream, Z_FINISH);
  const std::size_t size = stream.total_out;
  deflateEnd(&stream);
  if (outcome != Z_STREAM_END || size >= bytes.size()) return nullptr;
  out.resize(size);
  out.shrink_to_fit();
  return keep_body(std::move(out));
}

Compressed at(const Levels& levels, const std::string& bytes) {
  return {brotli_of(bytes, levels.brotli), gzip_of(bytes, levels.gzip)};
}

std::size_t size_of(const Compressed& forms) {
  return (forms.brotli ? forms.brotli->size() : 0) + (forms.gzip ? forms.gzip->size() : 0);
}

constexpr std::size_t kMostRemembered = 2 * 1024 * 1024;  // all that one site publishes is a quarter of it

}  // namespace

std::optional<Compressed> LatelyCompressed::find(const std::string& hash) const {
  const std::scoped_lock lock(mutex_);
  const auto found = forms_.find(hash);
  if (found == forms_.end()) return std::nullopt;
  return found->second;
}

void LatelyCompressed::add(const std::string& hash, const Compressed& forms) {
  const std::scoped_lock lock(mutex_);
  if (!forms_.emplace(hash, forms).second) return;
  order_.push_back(hash);
  for (held_ += size_of(forms); held_ > most_; order_.pop_front()) {
    const auto oldest = forms_.find(order_.front());
    held_ -= size_of(oldest->second);
    forms_.erase(oldest);
  }
}

Compressed quickly_compressed(const std::string& bytes) {
  return at(kQuick, bytes);
}

Compressed best_compressed(const std::string& bytes, const std::string& hash) {
  static LatelyCompressed lately(kMostRemembered);
  if (auto known = lately.find(hash)) return *known;
  Compressed forms = at(kBest, bytes);
  lately.add(hash, forms);
  return forms;
}

}  // namespace wufei::http
