// An interface text as a string of its own, for what is put together. Found by its argument: no namespace is
// written.
#pragma once

#include <string>

#include "lib/base/text.hpp"

namespace wufei::contract {

inline std::string words(Text key) {
  return std::string(text(key));
}

}  // namespace wufei::contract
