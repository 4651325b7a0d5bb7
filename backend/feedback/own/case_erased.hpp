// What feedback tells others when the private data of a case is erased (lib/store/happenings.hpp).
#pragma once

#include <string_view>

namespace wufei::service {

// In the transaction that erases it, at the end of its time or because its citizen asked for it: whoever
// keeps words about the case erases them too.
struct CaseErased {
  std::string_view reference;
};

}  // namespace wufei::service
