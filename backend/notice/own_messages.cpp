#include "notice/own_messages.hpp"

namespace wufei::service {
namespace {

const char* state_name(const storage::NoticeRow& row) {
  if (row.sent_at > 0) return "sent";
  if (row.last_error == storage::kOvertaken) return "overtaken";
  return row.given_up_at > 0 ? "failed" : "waiting";
}

}  // namespace

std::vector<contract::MyMessage> messages_of(storage::Session& session, const storage::NoticeStore& notices,
                                             std::int64_t item) {
  std::vector<contract::MyMessage> messages;
  for (const storage::NoticeRow& row : notices.of(session, item))
    if (!row.text.empty())
      messages.push_back({row.created_at, row.sent_at, row.kind, state_name(row), row.phone, row.text});
  return messages;
}

}  // namespace wufei::service
