// Lists of words in one column, with spaces between.
#pragma once

#include <sstream>
#include <string>
#include <vector>

namespace wufei::contract {

inline std::string as_words(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& one : list) text += (text.empty() ? "" : " ") + one;
  return text;
}

inline std::vector<std::string> from_words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> list;
  for (std::string one; in >> one;) list.push_back(one);
  return list;
}

}  // namespace wufei::contract
