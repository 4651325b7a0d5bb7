// Walking through UTF-8. The kit knows no floor but the platform, so it has its own few lines.
#pragma once

#include <cstddef>
#include <string_view>

namespace wufei::kit {

// The code point at `at`, which moves behind it; U+FFFD and one byte for a broken sequence.
char32_t next_code_point(std::string_view text, std::size_t& at);
std::size_t count_code_points(std::string_view text);

}  // namespace wufei::kit
