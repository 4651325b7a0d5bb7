// An inbox and its address: every number that counts cases leads to just those cases.
#pragma once

#include <string>
#include <string_view>

#include "desk/desk_parts.hpp"

namespace wufei::http {

inline constexpr std::string_view kNobodysBody = "-";  // body=-: those that are assigned to nobody yet

struct InboxAddress {
  storage::InboxFilter filter;
  std::string words = {};  // that text, name or reference hold
  std::string after = {};  // place_text(), "" = from the beginning
};
std::string inbox_path(const InboxAddress& address);
// What an address asks for; an account with a department sees that one whatever it asks. What is no state,
// day or verdict is left out.
InboxAddress inbox_address(const Request& request, const contract::StaffCaller& caller);

}  // namespace wufei::http
