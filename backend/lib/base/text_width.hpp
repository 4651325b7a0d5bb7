// How much room text takes where Chinese characters are twice as wide as the others: terminals, tables on
// paper.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wufei::contract {

// In columns: East Asian wide characters and emoji take two. A line break takes one.
std::size_t display_width(std::string_view text);
// The lines of the text, none wider than `columns` (at least 2): broken at its own line breaks, else after
// the last blank that fits, else between two characters. At least one line.
std::vector<std::string> wrapped_lines(std::string_view text, std::size_t columns);

}  // namespace wufei::contract
