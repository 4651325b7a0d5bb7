// The county's side of cases. Everything is written to the access log.
#include "county/secrets.hpp"
#include "county/site/references.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/staff/feedback_action.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::FeedbackStatus;
using contract::Rule;
using StaffResult = contract::Result<StaffFeedback>;

contract::Error no_such_case() {
  return contract::make_error(ErrorCode::not_found, "no such case");
}

// One step of a case: the row, its event, its notice.
struct Step {
  FeedbackState& state;
  const StaffAction& action;
  const ContentSet& content;
  contract::UtcSeconds now = 0;
};

// What is erased stays erased: it takes no words.
void write_step(const Step& step, storage::Session& session, storage::FeedbackRow& row) {
  const StaffAction& action = step.action;
  step.state.feedback.update(session, row);
  const std::string_view detail = row.private_data ? action.detail : std::string_view();
  step.state.journal.events.add(session, row.id, {step.now, std::string(action.kind), std::string(detail)},
                                action.actor);
  if (action.tell) step.state.notify(session, row, action.kind, step.content, step.now);
}

contract::Status take_step(const Step& step, storage::Session& session, storage::FeedbackRow& row) {
  const StaffAction& action = step.action;
  if (action.version && *action.version != row.version)
    return contract::make_error(ErrorCode::precondition, "the case was changed meanwhile");
  if (auto applied = action.apply(session, row); !applied) return applied;
  write_step(step, session, row);
  if (action.then) action.then(session, row);
  if (!action.follow) return contract::ok();
  for (storage::FeedbackRow& follower : step.state.feedback.followers(session, row.id))
    if (action.follow(follower)) write_step(step, session, follower);
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

StaffResult act(FeedbackState& state, std::string_view reference, const StaffAction& action) {
  const auto content = state.source.current();
  const Step step{state, action, *content, state.clock.now()};
  const storage::AccessEntry entry{step.now, action.actor, "feedback_" + std::string(action.kind),
                                   std::string(reference)};
  return state.journal.on_record(entry, [&](storage::Session& session) -> StaffResult {
    auto row = state.feedback.find(session, reference);
    if (!row) return no_such_case();
    const bool twice = action.is_done && action.is_done(session, *row);
    if (!twice)
      if (auto taken = take_step(step, session, *row); !taken) return taken.error();
    return state.staff_view(session, *row, content->get<FeedbackContent>(), step.now, false);
  });
}

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
  staff.version = row.version;
  put_group(session, row, staff);
  for (storage::CallRow& call : calls.of(session, row.reference))
    staff.calls.push_back(
        {call.at, std::move(call.actor), call.reached, call.verdict, std::move(call.remark)});
  if (!row.private_data) return staff;
  staff.to_call = rules.call.working_days > 0 && row.status == FeedbackStatus::answered && !row.called &&
                  row.due && !row.private_data->phone.empty() && row.call_tries < rules.call.tries;
  staff.reopen_reason = row.private_data->reopen_reason;
  staff.merge_reason = row.private_data->merge_reason;
  if (with_phone) staff.feedback.phone = row.private_data->phone;
  return staff;
}

void FeedbackState::put_group(storage::Session& session, const storage::FeedbackRow& row,
                              StaffFeedback& staff) const {
  if (row.leader != 0)
    if (const auto leader = feedback.find(session, row.leader)) staff.leader = leader->reference;
  for (const storage::FeedbackRow& follower : feedback.followers(session, row.id))
    staff.followers.push_back(follower.reference);
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
    for (const storage::FeedbackRow& row : state_->feedback.list(session, wanted))
      rows.push_back(state_->staff_view(session, row, content->get<FeedbackContent>(), now, with_phone));
    return rows;
  });
}

contract::Result<std::vector<StaffFeedback>> FeedbackService::several(
    const std::vector<std::string>& references, const contract::Actor& actor) {
  using StaffList = contract::Result<std::vector<StaffFeedback>>;
  const auto content = state_->source.current();
  const storage::AccessEntry entry{state_->clock.now(), actor, "feedback_list"};
  return state_->journal.look_on_record(entry, [&](storage::Session& session) -> StaffList {
    std::vector<StaffFeedback> rows;
    for (const std::string& reference : references)
      if (const auto row = state_->feedback.find(session, reference))
        rows.push_back(state_->staff_view(session, *row, content->get<FeedbackContent>(), entry.at, false));
    return rows;
  });
}

StaffResult FeedbackService::show(std::string_view reference, bool with_phone, const contract::Actor& actor,
                                  std::string_view department) {
  const auto content = state_->source.current();
  const storage::AccessEntry entry{state_->clock.now(), actor,
                                   with_phone ? "feedback_show_with_phone" : "feedback_show",
                                   std::string(reference)};
  return state_->journal.look_on_record(entry, [&](storage::Session& session) -> StaffResult {
    const auto row = state_->feedback.find(session, reference);
    if (!row || (!department.empty() && department != row->body)) return no_such_case();
    return state_->staff_view(session, *row, content->get<FeedbackContent>(), entry.at, with_phone);
  });
}

StaffResult FeedbackService::assign(std::string_view reference, std::string_view body,
                                    const contract::Actor& actor, std::optional<int> version) {
  constexpr std::size_t kLongestBody = 60;  // code points
  if (!contract::is_valid_utf8(body)) return contract::field_error("/body", Rule::invalid_text);
  if (contract::code_point_count(body) > kLongestBody)
    return contract::field_error("/body", Rule::too_long, kLongestBody);
  StaffAction action{"assigned", body, actor, version};
  action.is_done = [&](storage::Session&, const storage::FeedbackRow& row) {
    return row.status == FeedbackStatus::assigned && row.body == body;
  };
  action.follow = [&](storage::FeedbackRow& row) {
    if (!contract::is_open(row.status)) return false;
    row.status = FeedbackStatus::assigned;
    row.body = body;
    return true;
  };
  action.apply = [&](storage::Session&, storage::FeedbackRow& row) -> contract::Status {
    if (auto free = require_in_hand(row); !free) return free;
    if (action.follow(row)) return contract::ok();
    return feedback_refused(Rule::case_closed);
  };
  return act(*state_, reference, action);
}

StaffResult FeedbackService::answer(std::string_view reference, std::string_view text,
                                    const contract::Actor& actor, std::optional<int> version) {
  const contract::UtcSeconds now = state_->clock.now();
  StaffAction action{"answered", {}, actor, version, true};
  contract::FeedbackAnswer answer{now, {}, std::string(text)};
  bool first = false;  // of this handling: those that had an answer keep it when one of them asked again
  const auto give = [&](storage::FeedbackRow& row) {
    row.private_data->answers.push_back(answer);
    row.status = FeedbackStatus::answered;
    FeedbackState::mark_handled(row, now);
  };
  action.is_done = [&](storage::Session&, const storage::FeedbackRow& row) {
    return row.status == FeedbackStatus::answered && row.private_data && !row.private_data->answers.empty() &&
           row.private_data->answers.back().text == text;
  };
  action.apply = [&](storage::Session& session, storage::FeedbackRow& row) -> contract::Status {
    if (auto free = require_in_hand(row); !free) return free;
    if (auto sound = check_shared_words(*state_, session, row, "/answer", text); !sound) return sound;
    first = contract::is_open(row.status);
    answer.body = row.body;
    give(row);
    return contract::ok();
  };
  action.follow = [&](storage::FeedbackRow& row) {
    const bool waits = contract::is_open(row.status);
    if (!row.private_data || (first && !waits) || row.status == FeedbackStatus::closed) return false;
    give(row);
    return true;
  };
  return act(*state_, reference, action);
}

StaffResult FeedbackService::close(std::string_view reference, std::string_view note,
                                   const contract::Actor& actor, std::optional<int> version) {
  const contract::UtcSeconds now = state_->clock.now();
  StaffAction action{"closed", note, actor, version, !note.empty()};
  const auto end = [now](storage::FeedbackRow& row) {
    row.status = FeedbackStatus::closed;
    row.closed_at = now;
    FeedbackState::mark_handled(row, now);
  };
  action.apply = [&](storage::Session& session, storage::FeedbackRow& row) -> contract::Status {
    if (auto free = require_in_hand(row); !free) return free;
    if (contract::is_open(row.status) && note.empty()) return contract::field_error("/note", Rule::required);
    if (contract::is_open(row.status))
      if (auto sound = check_shared_words(*state_, session, row, "/note", note); !sound) return sound;
    end(row);
    return contract::ok();
  };
  action.follow = [&](storage::FeedbackRow& row) {  // those that have an answer go their own way
    if (!contract::is_open(row.status)) return false;
    end(row);
    return true;
  };
  return act(*state_, reference, action);
}

StaffResult FeedbackService::publish(std::string_view reference, std::string_view text,
                                     std::string_view answer, const contract::Actor& actor,
                                     std::optional<int> version) {
  const contract::UtcSeconds now = state_->clock.now();
  const std::string fresh =
      contract::make_reference(random_symbols<8>(state_->ids), contract::kPublishedPrefix);
  StaffAction action{"published", fresh, actor, version};
  action.apply = [&](storage::Session& session, storage::FeedbackRow& row) -> contract::Status {
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
  };
  return act(*state_, reference, action);
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

StaffResult FeedbackService::unpublish(std::string_view reference, const contract::Actor& actor,
                                       std::optional<int> version) {
  StaffAction action{"unpublished", {}, actor, version};
  action.apply = [](storage::Session& session, storage::FeedbackRow& row) -> contract::Status {
    if (storage::PublishedFeedbackStore::remove(session, row.id)) return contract::ok();
    return contract::make_error(ErrorCode::not_found, "the case is not published");
  };
  return act(*state_, reference, action);
}

contract::Status FeedbackService::require_writable(storage::Session& session, std::string_view reference,
                                                   std::optional<int> version) {
  const auto row = state_->feedback.find(session, reference);
  if (!row) return no_such_case();
  if (!row->private_data) return feedback_refused(Rule::case_closed);
  if (version && *version != row->version)
    return contract::make_error(ErrorCode::precondition, "the case was changed meanwhile");
  return contract::ok();
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
