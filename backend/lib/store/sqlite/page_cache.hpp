// How much of the database the writer keeps in memory. Ours: SQLite's 2 MB hold a small database; in a big
// one every operation reads the pages of its random keys anew.
#pragma once

#include <cstdint>

namespace wufei::storage {

constexpr int kLeastCacheMb = 16;
constexpr int kMostCacheMb = 256;

// A sixteenth of the memory, within the bounds above; MB. It is a bound: pages take memory as they are used.
int default_cache_mb(std::int64_t memory_bytes);
// The same of this machine's physical memory.
int default_cache_mb();

}  // namespace wufei::storage
