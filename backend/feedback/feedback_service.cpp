// What a citizen sees of a case and does with it.
#include "feedback/feedback_service.hpp"

#include "county/secrets.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_state.hpp"
#include "lib/base/phone.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::FeedbackCase;
using contract::Rule;
using FeedbackResult = contract::Result<FeedbackCase>;

contract::Error not_found() {
  return contract::make_error(ErrorCode::not_found, "no such case");
}

bool may_reopen(const storage::FeedbackRow& row, const contract::FeedbackRules& rules,
                contract::UtcSeconds now) {
  return !contract::is_open(row.status) && row.handled_at > 0 && row.reopened_at == 0 &&
         now < contract::reopen_until(rules, row.handled_at);
}

bool may_rate(const storage::FeedbackRow& row) {
  return !contract::is_open(row.status) && row.stars == 0 && row.private_data &&
         !row.private_data->answers.empty();
}

// Finds with `opens` (Session&, row -> bool), on a reader first so that guesses never reach the writer.
template <class Opens>
FeedbackResult find_and_open(FeedbackState& state, std::string_view reference, const Opens& opens) {
  const auto content = state.source.current();
  const contract::UtcSeconds now = state.clock.now();
  const auto find = [&](storage::Session& session) -> contract::Result<storage::FeedbackRow> {
    auto row = state.feedback.find(session, reference);
    if (!row || !row->private_data || !opens(session, *row)) return not_found();
    return *row;
  };
  if (auto row = state.store.readers().run(find); !row) return row.error();
  return state.looked_at.told(state.store.writer().run([&](storage::Session& session) -> FeedbackResult {
    const auto row = find(session);
    if (!row) return row.error();
    FeedbackCase feedback = state.view(session, *row, content->get<FeedbackContent>(), now);
    feedback.token = random_token(state.ids);
    state.journal.tokens.add(session, feedback.token, row->id,
                             now + std::int64_t{content->get<FeedbackContent>().token_hours} * 3600);
    return feedback;
  }));
}

// Runs `change` (Session&, row -> Status) on the case that the token opens, and writes it with one event.
template <class Change>
FeedbackResult change_own(FeedbackState& state, std::string_view reference, std::string_view token,
                          const contract::HistoryEvent& event, const Change& change) {
  const auto content = state.source.current();
  return state.looked_at.told(state.store.writer().run([&](storage::Session& session) -> FeedbackResult {
    auto row = state.feedback.find(session, reference);
    if (!row || !row->private_data || !state.journal.tokens.opens(session, token, row->id, event.at))
      return contract::make_error(ErrorCode::unauthorized, "the token does not open this case");
    if (contract::Status changed = change(*row, content->get<FeedbackContent>()); !changed)
      return changed.error();
    state.feedback.update(session, *row);
    state.journal.events.add(session, row->id, event, contract::Actor::resident());
    return state.view(session, *row, content->get<FeedbackContent>(), event.at);
  }));
}

}  // namespace

contract::Error feedback_refused(Rule rule) {
  return contract::field_error("", rule, 0, ErrorCode::conflict);
}

FeedbackCase FeedbackState::outline(const storage::FeedbackRow& row, const contract::FeedbackRules& rules,
                                    contract::UtcSeconds now) {
  FeedbackCase feedback;
  feedback.reference = row.reference;
  feedback.status = row.status;
  feedback.kind = row.kind;
  feedback.topic = row.topic;
  feedback.area = row.area;
  feedback.page = row.page;
  feedback.anonymous = row.anonymous;
  feedback.publish_consent = row.publish_consent;
  feedback.created_at = row.created_at;
  feedback.due = row.due;
  feedback.overdue = row.due && contract::is_open(row.status) && *row.due < contract::china_date(now);
  feedback.body = row.body;
  feedback.merged = row.leader != 0;
  feedback.stars = row.stars;
  feedback.rateable = may_rate(row);
  feedback.reopenable = may_reopen(row, rules, now);
  if (row.handled_at > 0) feedback.reopen_until = contract::reopen_until(rules, row.handled_at);
  if (!row.private_data) return feedback;
  feedback.text = row.private_data->text;
  feedback.contact_name = row.private_data->name;
  if (!row.private_data->phone.empty()) feedback.phone = contract::masked_phone(row.private_data->phone);
  feedback.answers = row.private_data->answers;
  feedback.comment = row.private_data->comment;
  return feedback;
}

FeedbackCase FeedbackState::view(storage::Session& session, const storage::FeedbackRow& row,
                                 const contract::FeedbackRules& rules, contract::UtcSeconds now) {
  FeedbackCase seen = outline(row, rules, now);
  seen.photo_count = storage::FeedbackStore::photo_count(session, row.id);
  seen.published = storage::PublishedFeedbackStore::reference_of(session, row.id);
  seen.history = journal.events.history(session, row.id);
  // The reason is the citizen's own words: it is kept sealed, not in the event.
  for (contract::HistoryEvent& event : seen.history)
    if (event.kind == "reopened" && row.private_data) event.detail = row.private_data->reopen_reason;
  return seen;
}

FeedbackService::FeedbackService(storage::Store& store, ContentSource& content, Clock& clock, IdSource& ids)
    : state_(std::make_unique<FeedbackState>(store, content, clock, ids)) {}
FeedbackService::~FeedbackService() = default;

void FeedbackService::set_staff_words(contract::StaffWords words) {
  state_->looked_at.set_staff_words(std::move(words));
}

ContentPtr FeedbackService::content() const {
  return state_->source.current();
}

FeedbackResult FeedbackService::lookup_by_phone(std::string_view reference, std::string_view phone_secret) {
  return find_and_open(*state_, reference, [&](storage::Session&, const storage::FeedbackRow& row) {
    const std::string& phone = row.private_data->phone;
    return !phone.empty() && is_phone_secret(phone, phone_secret);
  });
}

FeedbackResult FeedbackService::lookup_by_receipt(std::string_view reference, std::string_view receipt) {
  return find_and_open(*state_, reference, [&](storage::Session& session, const storage::FeedbackRow& row) {
    return state_->feedback.receipt_opens(session, row.id, receipt);
  });
}

bool FeedbackService::exists(std::string_view reference) {
  const auto found = state_->store.readers().run([&](storage::Session& session) -> contract::Result<bool> {
    return storage::FeedbackStore::exists(session, reference);
  });
  return found && *found;
}

FeedbackResult FeedbackService::get(std::string_view reference, std::string_view token) {
  const auto content = state_->source.current();
  const contract::UtcSeconds now = state_->clock.now();
  return state_->looked_at.read(reference, [&](storage::Session& session) -> FeedbackResult {
    const auto row = state_->feedback.find(session, reference);
    if (!row || !state_->journal.tokens.opens(session, token, row->id, now))
      return contract::make_error(ErrorCode::unauthorized, "the token does not open this case");
    return state_->view(session, *row, content->get<FeedbackContent>(), now);
  });
}

FeedbackResult FeedbackService::rate(std::string_view reference, std::string_view token,
                                     const contract::FeedbackRating& rating) {
  const contract::HistoryEvent event{state_->clock.now(), "rated", std::to_string(rating.stars)};
  return change_own(*state_, reference, token, event,
                    [&](storage::FeedbackRow& row, const contract::FeedbackRules&) -> contract::Status {
                      if (row.stars > 0) return feedback_refused(Rule::already_rated);
                      if (!may_rate(row)) return feedback_refused(Rule::not_answered);
                      row.stars = rating.stars;
                      row.private_data->comment = rating.comment;
                      return contract::ok();
                    });
}

FeedbackResult FeedbackService::reopen(std::string_view reference, std::string_view token,
                                       std::string_view reason) {
  const contract::HistoryEvent event{state_->clock.now(), "reopened", {}};
  return change_own(*state_, reference, token, event,
                    [&](storage::FeedbackRow& row, const contract::FeedbackRules& rules) -> contract::Status {
                      if (row.reopened_at > 0) return feedback_refused(Rule::already_reopened);
                      if (contract::is_open(row.status) || row.handled_at == 0)
                        return feedback_refused(Rule::not_answered);
                      if (!may_reopen(row, rules, event.at)) return feedback_refused(Rule::reopen_too_late);
                      FeedbackState::reopen(row, rules, event.at);
                      row.private_data->reopen_reason = reason;
                      return contract::ok();
                    });
}

}  // namespace wufei::service
