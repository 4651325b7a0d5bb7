// What happens to cases by itself: settled ones are closed, photographs that nobody claimed are dropped, the
// retention period ends. And what citizens are told.
#include "county/clock_trust.hpp"
#include "county/county_content.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_state.hpp"
#include "feedback/own/case_erased.hpp"
#include "lib/base/text.hpp"
#include "notice/notice_service.hpp"

namespace wufei::service {
namespace {

using contract::Text;

constexpr contract::UtcSeconds kDay = 24 * 3600;

Text notice_text_key(std::string_view kind) {
  if (kind == "received") return Text::server_notice_feedback_received;
  if (kind == "answered") return Text::server_notice_feedback_answered;
  return Text::server_notice_feedback_closed;
}

}  // namespace

void FeedbackState::notify(storage::Session& session, const storage::FeedbackRow& row, std::string_view kind,
                           const ContentSet& words, contract::UtcSeconds now) {
  if (!row.private_data || row.private_data->phone.empty()) return;
  storage::NoticeRow notice;
  notice.item = row.id;
  notice.reference = row.reference;
  notice.kind = "feedback_" + std::string(kind);
  notice.phone = row.private_data->phone;
  notice.created_at = notice.due_at = now;
  if (kind == "received") notice.most_in_a_day = kMessagesPerPhoneAndDay;
  notice.text = contract::text(notice_text_key(kind),
                               {{"portal", words.get<CountyContent>().site.portal_name},
                                {"reference", row.reference},
                                {"due", row.due ? contract::format_date(*row.due) : std::string()},
                                {"line", words.get<CountyContent>().site.service_number}});
  notices.add(session, notice, notices.seal(notice));
}

void FeedbackState::erase(storage::Session& session, const std::vector<storage::ErasableCase>& rows) {
  std::vector<std::string> references;
  for (const storage::ErasableCase& row : rows) {
    storage::FeedbackStore::erase(session, row.id);
    for (const char* free_text : {"closed", "reopened"})  // the names of bodies may stay
      journal.events.erase_details(session, row.id, free_text);
    journal.tokens.drop(session, row.id);
    notices.erase_messages(session, row.id);
    calls.erase_remarks(session, row.reference);
    references.push_back(row.reference);
    store.happenings().tell(session, CaseErased{row.reference});
  }
  if (!references.empty()) journal.keys.erase_replies(session, references);
}

contract::Result<int> FeedbackService::close_settled() {
  const auto content = state_->source.current();
  const contract::UtcSeconds now = state_->clock.now();
  const contract::UtcSeconds before = now - std::int64_t{content->get<FeedbackContent>().reopen_days} * kDay;
  return state_->store.writer().run([&](storage::Session& session) -> contract::Result<int> {
    int closed = 0;
    for (storage::FeedbackRow& row : state_->feedback.answered_before(session, before)) {
      if (now < contract::reopen_until(content->get<FeedbackContent>(), row.handled_at)) continue;
      row.status = contract::FeedbackStatus::closed;
      row.closed_at = now;
      state_->feedback.update(session, row);
      state_->journal.events.add(session, row.id, {now, "closed", {}}, contract::Actor::system());
      ++closed;
    }
    return closed;
  });
}

contract::Result<int> FeedbackService::drop_photos() {
  const contract::UtcSeconds before = state_->clock.now() - kDay;
  return state_->store.writer().run([&](storage::Session& session) -> contract::Result<int> {
    return storage::FeedbackStore::drop_unclaimed_photos(session, before);
  });
}

contract::Result<int> FeedbackService::erase_expired() {
  const int days = state_->source.current()->get<FeedbackContent>().retention_days;
  const contract::UtcSeconds now = state_->clock.now();
  return state_->store.writer().run([&](storage::Session& session) -> contract::Result<int> {
    if (!clock_is_trusted(session, now)) return 0;
    const auto past = storage::FeedbackStore::erasable(session, now - std::int64_t{days} * kDay);
    state_->erase(session, past);
    return static_cast<int>(past.size());
  });
}

}  // namespace wufei::service
