// What citizens do with what is kept of their case: look at all of it, take a copy, have it erased.
#include <algorithm>

#include "county/secrets.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_state.hpp"
#include "feedback/own/cases_again.hpp"
#include "journal/own_records.hpp"
#include "notice/own_messages.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::MyData;

constexpr contract::UtcSeconds kDay = 24 * 3600;

// While an answer is owed the words are needed to give it.
bool is_erasable(const storage::FeedbackRow& row) {
  return row.private_data && !contract::is_open(row.status);
}

contract::Json record_of(const contract::FeedbackCase& seen, const storage::FeedbackRow& row) {
  contract::FeedbackCase own = seen;
  own.phone = row.private_data->phone;
  return contract::feedback_case_to_json(own);
}

MyData outline_of(const storage::FeedbackRow& row, const contract::FeedbackRules& rules,
                  contract::UtcSeconds now) {
  MyData data;
  data.reference = row.reference;
  data.made_at = now;
  data.retention_days = rules.retention_days;
  if (row.closed_at > 0)
    data.kept_until = contract::china_date(row.closed_at + std::int64_t{rules.retention_days} * kDay);
  data.erased = !row.private_data;
  data.erasable = is_erasable(row);
  return data;
}

MyData data_of(FeedbackState& state, storage::Session& session, const storage::FeedbackRow& row,
               contract::UtcSeconds now) {
  const auto content = state.source.current();
  const auto& rules = content->get<FeedbackContent>();
  MyData data = outline_of(row, rules, now);
  put_journal(state.journal, session, row.id, data);
  for (const storage::CallRow& call : state.calls.of(session, row.reference))
    data.calls.push_back({call.at, call.reached, std::string(contract::verdict_name(call.verdict))});
  if (data.erased) return data;
  data.record = record_of(state.view(session, row, rules, now), row);
  data.messages = messages_of(session, state.notices, row.id);
  for (storage::FeedbackPhoto& photo : state.feedback.photos(session, row.id))
    data.photographs.push_back(std::move(photo.jpeg));
  data.consents.push_back({"publication", row.publish_consent, row.created_at});
  return data;
}

contract::Error locked() {
  return contract::make_error(ErrorCode::unauthorized, "the token does not open this case");
}

// The answer that they were to get will not come: they are cases of their own again.
void free_followers(FeedbackState& state, storage::Session& session, const storage::FeedbackRow& leader,
                    contract::UtcSeconds now) {
  for (storage::FeedbackRow& row : state.feedback.followers(session, leader.id)) {
    if (!contract::is_open(row.status)) continue;
    row.leader = 0;
    if (row.private_data) row.private_data->merge_reason.clear();
    state.feedback.update(session, row);
    state.journal.events.add(session, row.id, {now, "unmerged", {}}, contract::Actor::system());
  }
}

// An answered case could be opened again for some days: who has it erased is done with it. One that a backup
// has open ends as well: else statistics would wait for it for ever.
void close_case(FeedbackState& state, storage::Session& session, storage::FeedbackRow& row,
                contract::UtcSeconds now) {
  if (row.status == contract::FeedbackStatus::closed) return;
  const bool was_open = contract::is_open(row.status);
  if (was_open) free_followers(state, session, row, now);
  row.status = contract::FeedbackStatus::closed;
  row.closed_at = now;
  FeedbackState::mark_handled(row, now);
  state.feedback.update(session, row);
  state.journal.events.add(session, row.id, {now, "closed", {}},
                           was_open ? contract::Actor::system() : contract::Actor::resident());
}

// What is to be erased, as the list takes it: not older than the record, though the clock was set back since.
// Without a reference when that is done already. Errors: unauthorized, conflict.
contract::Result<storage::Erasure> to_erase(const FeedbackState& state, storage::Session& session,
                                            std::string_view reference, std::string_view token,
                                            contract::UtcSeconds now) {
  const auto row = state.feedback.find(session, reference);
  if (!row || !state.own_tokens.opens(session, token, row->id, now)) return locked();
  if (!row->private_data) return storage::Erasure();  // a second tap
  if (!is_erasable(*row)) return feedback_refused(contract::Rule::record_open);
  return storage::Erasure{std::string(FeedbackState::kSubject), row->reference,
                          std::max(now, row->created_at)};
}

void erase_now(FeedbackState& state, storage::Session& session, storage::FeedbackRow& row,
               contract::UtcSeconds asked) {
  close_case(state, session, row, asked);
  state.erase(session, {{row.id, row.reference}});
  state.journal.events.add(session, row.id, {asked, std::string(kErasedEvent), {}},
                           contract::Actor::resident());
}

}  // namespace

int erase_cases_again(storage::Store& store, storage::Session& session,
                      const std::vector<storage::Erasure>& erasures, storage::Again again) {
  ContentSource no_words{ContentPtr()};  // nothing is said to anybody
  FeedbackState state(store, no_words, system_clock(), system_ids());
  int found = 0;
  for (const storage::Erasure& erasure : erasures) {
    auto row = state.feedback.find(session, erasure.reference);
    if (!row || !row->private_data || row->created_at > erasure.at) continue;
    ++found;
    if (again == storage::Again::erase) erase_now(state, session, *row, erasure.at);
  }
  return found;
}

contract::Result<std::string> FeedbackService::open_own(std::string_view reference, const OwnSecret& secret) {
  return open_own_record(*state_, [&](storage::Session& session) -> contract::Result<std::int64_t> {
    const auto row = state_->feedback.find(session, reference);
    const bool has_data = row && row->private_data;
    if (has_data && !secret.phone.empty() && same_secret(row->private_data->phone, secret.phone))
      return row->id;
    if (has_data && !secret.receipt.empty() &&
        state_->feedback.receipt_opens(session, row->id, secret.receipt))
      return row->id;
    return contract::make_error(ErrorCode::not_found, "no such reference and secret");
  });
}

contract::Result<MyData> FeedbackService::own_data(std::string_view reference, std::string_view token) {
  const contract::UtcSeconds now = state_->clock.now();
  return state_->looked_at.read(reference, [&](storage::Session& session) -> contract::Result<MyData> {
    const auto row = state_->feedback.find(session, reference);
    if (!row || !state_->own_tokens.opens(session, token, row->id, now)) return locked();
    return data_of(*state_, session, *row, now);
  });
}

contract::Result<MyData> FeedbackService::erase_own(std::string_view reference, std::string_view token) {
  const contract::UtcSeconds now = state_->clock.now();
  return erase_own_record(
      *state_, [&](storage::Session& session) { return to_erase(*state_, session, reference, token, now); },
      [&](storage::Session& session) {
        auto row = state_->feedback.find(session, reference);
        erase_now(*state_, session, *row, now);
      },
      [&](storage::Session& session) {
        return data_of(*state_, session, *state_->feedback.find(session, reference), now);
      });
}

}  // namespace wufei::service
