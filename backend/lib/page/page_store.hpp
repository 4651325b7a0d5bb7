// Bytes of public pages, made when first asked for and kept until their generation is over. Holds a bounded
// number; thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "lib/web/bytes_cache.hpp"

namespace wufei::http {

class PageStore {
 public:
  using Bytes = std::shared_ptr<const CachedBytes>;
  explicit PageStore(std::size_t capacity) : capacity_(capacity) {}

  // The bytes under `key` of this generation, else what `make` answers (kept unless it is null). Two callers
  // may make the same page at the same time: the later one is kept, both are right.
  Bytes get(const std::string& key, std::uint64_t generation, const std::function<Bytes()>& make);

 private:
  std::size_t capacity_;
  std::mutex mutex_;
  std::uint64_t generation_ = 0;
  std::map<std::string, Bytes, std::less<>> pages_;
};

}  // namespace wufei::http
