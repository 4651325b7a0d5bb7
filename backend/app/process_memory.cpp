#include "app/process_memory.hpp"

#include <malloc.h>
#include <sys/mman.h>

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>

namespace wufei::app {
namespace {

// A line of proc(5) maps whose pages are code of a file, mapped as it is: nothing in them was changed, so
// that the file has it all. "" after the rights = no file.
struct CodeMapping {
  std::uintptr_t begin = 0, end = 0;
};

bool read_code_mapping(const std::string& line, CodeMapping& mapping) {
  char rights[5] = {};
  std::uint64_t inode = 0;
  if (std::sscanf(line.c_str(), "%" SCNxPTR "-%" SCNxPTR " %4s %*s %*s %" SCNu64, &mapping.begin,
                  &mapping.end, rights, &inode) != 4)
    return false;
  return inode != 0 && std::string(rights) == "r-xp";
}

}  // namespace

void share_heaps() {
  mallopt(M_ARENA_MAX, 2);
}

void release_start_memory() {
  malloc_trim(0);
  std::ifstream maps("/proc/self/maps");
  CodeMapping mapping;
  for (std::string line; std::getline(maps, line);)
    if (read_code_mapping(line, mapping))
      (void)madvise(reinterpret_cast<void*>(mapping.begin), mapping.end - mapping.begin, MADV_DONTNEED);
}

}  // namespace wufei::app
