#include "lib/store/sqlite/page_cache.hpp"

#include <unistd.h>

#include <algorithm>

namespace wufei::storage {

int default_cache_mb(std::int64_t memory_bytes) {
  constexpr std::int64_t kShare = 16, kMegabyte = 1 << 20;
  return static_cast<int>(
      std::clamp<std::int64_t>(memory_bytes / kShare / kMegabyte, kLeastCacheMb, kMostCacheMb));
}

int default_cache_mb() {
  return default_cache_mb(std::int64_t{::sysconf(_SC_PHYS_PAGES)} * ::sysconf(_SC_PAGESIZE));
}

}  // namespace wufei::storage
