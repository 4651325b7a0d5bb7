// The Brotli and gzip forms of a body that is sent many times.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace wufei::http {

// Each is null where it would not be smaller.
struct Compressed {
  std::shared_ptr<const std::string> brotli;
  std::shared_ptr<const std::string> gzip;
};

// For bytes that change often: 100 KB in a few milliseconds.
Compressed quickly_compressed(const std::string& bytes);

// As small as can be: half a second for 400 KB. What was compressed lately is not compressed again, so that
// whoever publishes one paragraph waits for no other document; `hash` is hash_bytes() of the bytes. Any
// thread.
Compressed best_compressed(const std::string& bytes, const std::string& hash);

// The forms that were added last, up to `most` bytes of them; the oldest go first. Any thread.
class LatelyCompressed {
 public:
  explicit LatelyCompressed(std::size_t most) : most_(most) {}
  [[nodiscard]] std::optional<Compressed> find(const std::string& hash) const;
  void add(const std::string& hash, const Compressed& forms);

 private:
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::map<std::string, Compressed> forms_;  // by hash
  std::deque<std::string> order_;            // hashes, the oldest first
  std::size_t held_ = 0;                     // bytes
};

}  // namespace wufei::http
