// The messages about one item, for the person whom they are to.
#pragma once

#include <cstdint>
#include <vector>

#include "journal/my_data.hpp"
#include "notice/notice_store.hpp"

namespace wufei::service {

// In order; none whose words are erased. Inside a session.
std::vector<contract::MyMessage> messages_of(storage::Session& session, const storage::NoticeStore& notices,
                                             std::int64_t item);

}  // namespace wufei::service
