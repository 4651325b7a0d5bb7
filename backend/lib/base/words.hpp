// Interface texts as strings of their own, for what is put together. Found by their arguments: no namespace
// is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/text.hpp"

namespace wufei::contract {

inline std::string words(Text key) {
  return std::string(text(key));
}

// Adds the next member of a list in one line; `between` stands before all but the first.
inline void append_listed(std::string& list, std::string_view next,
                          std::string_view between = text(Text::common_separator)) {
  if (!list.empty()) list += between;
  list += next;
}

// The members of a list in one line.
inline std::string joined(const std::vector<std::string>& parts,
                          std::string_view between = text(Text::common_separator)) {
  std::string list;
  for (const std::string& part : parts) append_listed(list, part, between);
  return list;
}

}  // namespace wufei::contract
