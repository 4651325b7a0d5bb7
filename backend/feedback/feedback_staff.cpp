// The county's side of cases. Everything is written to the access log.
#include <functional>

#include "county/secrets.hpp"
#include "county/site/references.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_state.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::FeedbackStatus;
using contract::Rule;
using StaffResult = contract::Result<StaffFeedback>;

struct StaffAction {
  std::string_view kind;    // event kind
  std::string_view detail;  // what the citizen reads in the timeline
  const contract::Actor& actor;
  bool tell = false;  // a notice of the same kind
  std::function<contract::Status(storage::Session&, storage::FeedbackRow&)> apply;
  std::function<bool(const storage::FeedbackRow&)> is_done = {};  // inside the transaction, before `apply`
};

contract::Error no_such_case() {
  return contract::make_error(ErrorCode::not_found, "no such case");
}

StaffResult act(FeedbackState& state, std::string_view reference, const StaffAction& action) {
  const auto content = state.source.current();
  const contract::UtcSeconds now = state.clock.now();
  const storage::AccessEntry entry{now, action.actor, "feedback_" + std::string(action.kind),
                                   std::string(reference)};
  return state.journal.on_record(entry, [&](storage::Session& session) -> StaffResult {
    auto row = state.feedback.find(session, reference);
    if (!row) return no_such_case();
    if (action.is_done && action.is_done(*row))  // sent twice
      return state.staff_view(session, *row, content->get<FeedbackContent>(), now, false);
    if (auto applied = action.apply(session, *row); !applied) return applied.error();
    state.feedback.update(session, *row);
    state.journal.events.add(session, row->id, {now, std::string(action.kind), std::string(action.detail)},
                             action.actor);
    if (action.tell) state.notify(session, *row, action.kind, *content, now);
    return state.staff_view(session, *row, content->get<FeedbackContent>(), now, false);
  });
}

contract::Status require_not_closed(const storage::FeedbackRow& row) {
  if (row.status == FeedbackStatus::closed || !row.private_data) return feedback_refused(Rule::case_closed);
  return contract::ok();
}

// What may be published: consent, an answer, and texts without personal data.
contract::Status check_publishing(const storage::FeedbackRow& row, std::string_view text,
                                  std::string_view answer) {
  if (!row.publish_consent) return feedback_refused(Rule::consent_missing);
  if (!row.private_data || row.private_data->answers.empty()) return feedback_refused(Rule::not_answered);
  std::vector<contract::FieldError> errors;
  const std::string& name = row.private_data->name;
  for (const auto& [pointer, value] : {std::pair{"/text", text}, std::pair{"/answer", answer}}) {
    if (contract::meaningful_count(value) < 2) errors.push_back({pointer, Rule::required, 0});
    if (holds_personal_data(value, name)) errors.push_back({pointer, Rule::personal_data, 0});
  }
  if (errors.empty()) return contract::ok();
  return contract::Error{ErrorCode::invalid, "publish", std::move(errors), 0};
}

contract::PublishedFeedback published_of(const storage::FeedbackRow& row, std::string reference,
                                         contract::UtcSeconds now) {
  contract::PublishedFeedback published;
  published.reference = std::move(reference);
  published.kind = row.kind;
  published.topic = row.topic;
  published.area = row.area;
  published.body = row.private_data->answers.back().body;
  published.asked = contract::china_date(row.created_at);
  published.answered = contract::china_date(row.private_data->answers.back().at);
  published.published_at = now;
  return published;
}

}  // namespace

StaffFeedback FeedbackState::staff_view(storage::Session& session, const storage::FeedbackRow& row,
                                        const contract::FeedbackRules& rules, contract::UtcSeconds now,
                                        bool with_phone) {
  StaffFeedback staff;
  staff.feedback = view(session, row, rules, now);
  staff.feedback.history.clear();
  for (storage::EventRow& event : journal.events.of(session, row.id)) {
    staff.feedback.history.push_back(std::move(event.event));
    staff.actors.push_back(contract::actor_text(event.actor));
  }
  staff.channel = row.channel;
  if (!row.private_data) return staff;
  staff.reopen_reason = row.private_data->reopen_reason;
  if (with_phone) staff.feedback.phone = row.private_data->phone;
  return staff;
}

void FeedbackState::mark_handled(storage::FeedbackRow& row, contract::UtcSeconds now) {
  if (row.handled_at > 0) return;
  row.handled_at = now;
  row.late = row.late || (row.due && *row.due < contract::china_date(now));
}

contract::Result<std::vector<StaffFeedback>> FeedbackService::list(const FeedbackListFilter& filter,
                                                                   bool with_phone,
                                                                   const contract::Actor& actor) {
  using StaffList = contract::Result<std::vector<StaffFeedback>>;
  const auto content = state_->source.current();
  const contract::UtcSeconds now = state_->clock.now();
  storage::FeedbackFilter wanted{filter.only_open, std::nullopt, filter.kind};
  if (filter.only_overdue) wanted.overdue_on = contract::china_date(now);
  const storage::AccessEntry entry{
      now, actor, with_phone ? "feedback_list_with_phone" : "feedback_list", {}, filter.kind};
  return state_->journal.look_on_record(entry, [&](storage::Session& session) -> StaffList {
    std::vector<StaffFeedback> rows;
    for (const storage::FeedbackRow& row : state_->feedback.list(session, wanted)) {
      if (filter.status.value_or(row.status) != row.status || filter.body.value_or(row.body) != row.body)
        continue;
      if (rows.size() == filter.most) break;
      rows.push_back(state_->staff_view(session, row, content->get<FeedbackContent>(), now, with_phone));
    }
    return rows;
  });
}

StaffResult FeedbackService::show(std::string_view reference, bool with_phone, const contract::Actor& actor) {
  const auto content = state_->source.current();
  const storage::AccessEntry entry{state_->clock.now(), actor,
                                   with_phone ? "feedback_show_with_phone" : "feedback_show",
                                   std::string(reference)};
  return state_->journal.look_on_record(entry, [&](storage::Session& session) -> StaffResult {
    const auto row = state_->feedback.find(session, reference);
    if (!row) return no_such_case();
    return state_->staff_view(session, *row, content->get<FeedbackContent>(), entry.at, with_phone);
  });
}

StaffResult FeedbackService::assign(std::string_view reference, std::string_view body,
                                    const contract::Actor& actor) {
  constexpr std::size_t kLongestBody = 60;  // code points
  if (!contract::is_valid_utf8(body)) return contract::field_error("/body", Rule::invalid_text);
  if (contract::code_point_count(body) > kLongestBody)
    return contract::field_error("/body", Rule::too_long, kLongestBody);
  return act(*state_, reference,
             {"assigned", body, actor, false,
              [&](storage::Session&, storage::FeedbackRow& row) -> contract::Status {
                if (!contract::is_open(row.status)) return feedback_refused(Rule::case_closed);
                row.status = FeedbackStatus::assigned;
                row.body = body;
                return contract::ok();
              },
              [&](const storage::FeedbackRow& row) {
                return row.status == FeedbackStatus::assigned && row.body == body;
              }});
}

StaffResult FeedbackService::answer(std::string_view reference, std::string_view text,
                                    const contract::Actor& actor) {
  const contract::UtcSeconds now = state_->clock.now();
  return act(*state_, reference,
             {"answered",
              {},
              actor,
              true,
              [&](storage::Session&, storage::FeedbackRow& row) -> contract::Status {
                if (auto open = require_not_closed(row); !open) return open;
                row.private_data->answers.push_back({now, row.body, std::string(text)});
                row.status = FeedbackStatus::answered;
                FeedbackState::mark_handled(row, now);
                return contract::ok();
              },
              [&](const storage::FeedbackRow& row) {
                return row.status == FeedbackStatus::answered && row.private_data &&
                       !row.private_data->answers.empty() && row.private_data->answers.back().text == text;
              }});
}

StaffResult FeedbackService::close(std::string_view reference, std::string_view note,
                                   const contract::Actor& actor) {
  const contract::UtcSeconds now = state_->clock.now();
  return act(*state_, reference,
             {"closed", note, actor, !note.empty(),
              [&](storage::Session&, storage::FeedbackRow& row) -> contract::Status {
                if (auto open = require_not_closed(row); !open) return open;
                if (contract::is_open(row.status) && note.empty())
                  return contract::field_error("/note", Rule::required);
                row.status = FeedbackStatus::closed;
                row.closed_at = now;
                FeedbackState::mark_handled(row, now);
                return contract::ok();
              }});
}

StaffResult FeedbackService::publish(std::string_view reference, std::string_view text,
                                     std::string_view answer, const contract::Actor& actor) {
  const contract::UtcSeconds now = state_->clock.now();
  const std::string fresh =
      contract::make_reference(random_symbols<8>(state_->ids), contract::kPublishedPrefix);
  return act(*state_, reference,
             {"published", fresh, actor, false,
              [&](storage::Session& session, storage::FeedbackRow& row) -> contract::Status {
                if (auto sound = check_publishing(row, text, answer); !sound) return sound;
                if (!storage::PublishedFeedbackStore::reference_of(session, row.id).empty())
                  return feedback_refused(Rule::case_published);
                if (storage::PublishedFeedbackStore::exists(session, fresh))
                  return contract::make_error(ErrorCode::unavailable, "the reference is taken");
                contract::PublishedFeedback published = published_of(row, fresh, now);
                published.text = text;
                published.answer = answer;
                storage::PublishedFeedbackStore::insert(session, row.id, published);
                return contract::ok();
              }});
}

contract::Status FeedbackService::may_publish(std::string_view reference, std::string_view text,
                                              std::string_view answer) {
  return state_->store.readers().run([&](storage::Session& session) -> contract::Status {
    const auto row = state_->feedback.find(session, reference);
    if (!row) return no_such_case();
    if (!storage::PublishedFeedbackStore::reference_of(session, row->id).empty())
      return feedback_refused(Rule::case_published);
    return check_publishing(*row, text, answer);
  });
}

StaffResult FeedbackService::unpublish(std::string_view reference, const contract::Actor& actor) {
  return act(*state_, reference,
             {"unpublished",
              {},
              actor,
              false,
              [](storage::Session& session, storage::FeedbackRow& row) -> contract::Status {
                if (storage::PublishedFeedbackStore::remove(session, row.id)) return contract::ok();
                return contract::make_error(ErrorCode::not_found, "the case is not published");
              }});
}

contract::Result<std::vector<std::string>> FeedbackService::photos(std::string_view reference,
                                                                   const contract::Actor& actor) {
  using Photos = contract::Result<std::vector<std::string>>;
  const storage::AccessEntry entry{state_->clock.now(), actor, "feedback_photos", std::string(reference)};
  return state_->journal.look_on_record(entry, [&](storage::Session& session) -> Photos {
    const auto row = state_->feedback.find(session, reference);
    if (!row) return no_such_case();
    std::vector<std::string> photos;
    for (storage::FeedbackPhoto& photo : state_->feedback.photos(session, row->id))
      photos.push_back(std::move(photo.jpeg));
    return photos;
  });
}

}  // namespace wufei::service
