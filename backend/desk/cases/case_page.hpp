// Cases at the desk: the inbox, one case, and what is done with it. An account with a department sees the
// cases of that department and no other.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "desk/desk_ground.hpp"

namespace wufei::http {

inline constexpr std::string_view kInbox = "/desk/cases";
// `below`: "", "/phone", "/template", or that of an action (case_action.hpp).
std::string case_path(std::string_view reference, std::string_view below = {});

// The case that a request is about. Errors: not_found (of another department too), unavailable.
contract::Result<service::StaffFeedback> case_of(const DeskGround& desk, const Request& request,
                                                 const contract::StaffCaller& caller, bool with_phone);

// GET /desk/cases.
void add_inbox_page(const std::shared_ptr<const DeskGround>& desk);
// GET /desk/cases/{reference} and its photographs, POST below it.
void add_case_pages(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
