// Bodies that are sent again and again. Copying one into each socket is most of what a big reply costs; a
// body that has shown to be asked for is put into a file in memory too, whose pages the system sends as they
// are.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace wufei::http {

// All bodies of the process together.
inline constexpr std::size_t kMostBodyFiles = 64;
inline constexpr std::size_t kMostBodyFileBytes = 32 * 1024 * 1024;

// A body for which file_of_body() may answer a file.
std::shared_ptr<const std::string> keep_body(std::string bytes);

// A descriptor, open as long as the body lives, of a file with the same bytes; -1 when there is none: made
// otherwise, small, not asked for often enough, or too many have one. Never fails; any thread.
int file_of_body(const std::shared_ptr<const std::string>& body);

}  // namespace wufei::http
