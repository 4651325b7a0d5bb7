// The outbox on the desk: what residents were told, what still waits, and whom to call by hand.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"
#include "notice/notice_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kNotices = "/desk/notices";

// GET /desk/notices?state=, with the numbers by POST .../phones, and POST .../{id}/done when somebody was
// told.
void add_notices_pages(const std::shared_ptr<const DeskGround>& desk, service::NoticeService& notices);

}  // namespace wufei::http
