// What follows a stop: what its resident sees of it, ratings, reports that nothing was fetched.
#include "lib/base/text.hpp"
#include "pickup/outcome/outcome_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

using contract::Actor;
using contract::ErrorCode;
using contract::MissedState;
using contract::Pickup;
using contract::Rule;
using contract::Text;

constexpr int kMostReports = 1000;

contract::PickupOutcome shown(const storage::OutcomeRow& row, const ContentSet& content) {
  const contract::Outcome& outcome = row.outcome;
  const contract::OutcomeReason* reason =
      contract::find_reason(content.get<PickupContent>().outcomes, outcome.kind, outcome.reason);
  return {outcome.kind,   row.revision,
          outcome.grams,  outcome.pieces,
          outcome.reason, outcome_words(content, outcome),
          outcome.at,     reason != nullptr && reason->refuses_missed_report};
}

contract::Error reused() {
  return contract::field_error("", Rule::idempotency_key_reused, 0, ErrorCode::unprocessable);
}

contract::Result<Pickup> first_reply(const storage::FirstReply& first) {
  if (!first.same_body) return reused();
  const auto json = contract::parse_json(first.reply);
  auto pickup = json ? contract::pickup_from_json(*json) : std::nullopt;
  if (!pickup) return contract::make_error(ErrorCode::internal, "the first reply cannot be read");
  return std::move(*pickup);
}

// Runs `work(session, row, now)` -> Status on the booking that the token opens, once for a key. `body` is
// what recognises a repeat; the booking is part of it.
template <class Work>
contract::Result<Pickup> act_once(PickupState& state, const PickupService::ResidentAct& act,
                                  std::string_view body, Work work) {
  const contract::UtcSeconds now = state.clock.now();
  const int hours = state.current_content()->get<PickupContent>().rules.token_hours;
  const std::string known = std::string(act.reference) + "\n" + std::string(body);
  return state.looked_at.told(
      state.store.writer().run([&](storage::Session& session) -> contract::Result<Pickup> {
        auto row = state.opened_row(session, act.reference, act.token, now);
        if (!row) return row.error();
        if (!act.key.empty())
          if (const auto first = state.journal.keys.first_reply(session, act.key, known))
            return first_reply(*first);
        if (contract::Status done = work(session, *row, now); !done) return done.error();
        Pickup pickup = state.view(session, *row, now);
        if (!act.key.empty())
          state.journal.keys.remember(session, act.key, known,
                                      contract::to_text(contract::pickup_to_json(pickup)),
                                      now + std::int64_t{hours} * 3600);
        return pickup;
      }));
}

MissedPickup missed_pickup(PickupState& state, storage::Session& session, const storage::PickupRow& row,
                           storage::MissedRow missed, const ContentSet& content) {
  const auto records = state.outcomes.of(session, row.id);
  return {sheet_row(row, content, false),
          records.empty() ? std::string() : outcome_text(content, records.back().outcome),
          std::move(missed.report)};
}

}  // namespace

void PickupState::put_aftermath(storage::Session& session, const storage::PickupRow& row,
                                contract::UtcSeconds now, Pickup& pickup) {
  contract::Aftermath& after = pickup.aftermath;
  const bool over = now >= contract::missed_from(pickup.slot);
  if (pickup.status == contract::PickupStatus::cancelled) return;
  if (contract::is_open(pickup.status) && !over) return;  // nothing can have become of it
  const auto words = current_content();
  if (const auto records = outcomes.of(session, row.id); !records.empty())
    after.outcome = shown(records.back(), *words);
  after.rating = outcomes.rating(session, row.id);
  after.missed = outcomes.missed(session, row.id);
  after.rateable = contract::is_collected(pickup.status) && !after.rating;
  if (contract::is_collected(pickup.status)) return;
  const contract::OutcomeRules& rules = words->get<PickupContent>().outcomes;
  after.missed_reportable = !contract::missed_fault(pickup, rules, now);
  if (over) after.missed_until = contract::missed_until(pickup.slot, rules);
}

contract::Result<storage::PickupRow> PickupState::opened_row(storage::Session& session,
                                                             std::string_view reference,
                                                             std::string_view token,
                                                             contract::UtcSeconds now) {
  auto row = pickups.find(session, reference);
  if (!row || !journal.tokens.opens(session, token, row->id, now))
    return contract::make_error(ErrorCode::unauthorized, "the token does not open this booking");
  if (row->personal) row->address_key = address_key(row->area, row->village, row->personal->address);
  return std::move(*row);
}

contract::Result<Pickup> PickupService::rate(const ResidentAct& act, const contract::PickupRating& rating) {
  const std::string body = "rating\n" + std::to_string(rating.stars) + "\n" + rating.comment;
  return act_once(
      *state_, act, body,
      [&](storage::Session& session, storage::PickupRow& row, contract::UtcSeconds now) -> contract::Status {
        if (!contract::is_collected(row.status)) return refused(Rule::not_collected);
        if (state_->outcomes.rating(session, row.id)) return refused(Rule::already_rated);
        const std::string comment = row.personal ? rating.comment : std::string();
        state_->outcomes.rate(session, row.id, {rating.stars, comment, now});
        return state_->save(session, row, {now, "rated", {}}, Actor::resident(), false);
      });
}

contract::Result<Pickup> PickupService::report_missed(const ResidentAct& act, std::string_view comment) {
  const std::string body = "missed\n" + std::string(comment);
  return act_once(
      *state_, act, body,
      [&](storage::Session& session, storage::PickupRow& row, contract::UtcSeconds now) -> contract::Status {
        const auto content = state_->current_content();
        const Pickup pickup = state_->view(session, row, now);
        if (const auto fault = contract::missed_fault(pickup, content->get<PickupContent>().outcomes, now))
          return contract::Error{ErrorCode::conflict, "missed report", {*fault}, 0};
        const std::string said(row.personal ? comment : std::string_view());
        state_->outcomes.report(session, row.id, {MissedState::open, said, {}, now, 0});
        return state_->save(session, row, {now, "missed_reported", {}}, Actor::resident(), false);
      });
}

contract::Result<std::vector<MissedPickup>> PickupService::list_missed(bool only_open,
                                                                       const contract::Actor& actor) {
  using Reports = std::vector<MissedPickup>;
  const auto content = state_->current_content();
  const storage::AccessEntry entry{state_->clock.now(), actor, "list_missed"};
  return state_->journal.look_on_record(entry, [&](storage::Session& session) -> contract::Result<Reports> {
    Reports reports;
    for (storage::MissedRow& missed : state_->outcomes.list_missed(session, only_open, kMostReports))
      if (const auto row = state_->pickups.find(session, missed.pickup))
        reports.push_back(missed_pickup(*state_, session, *row, std::move(missed), *content));
    return reports;
  });
}

contract::Result<StaffPickup> PickupService::settle_missed(std::string_view reference, bool upheld,
                                                           std::string_view answer,
                                                           const contract::Actor& actor) {
  if (answer.empty()) return contract::field_error("/answer", Rule::required);
  const contract::UtcSeconds now = state_->clock.now();
  const storage::AccessEntry entry{now, actor, "settle_missed", std::string(reference)};
  return state_->journal.on_record(entry, [&](storage::Session& session) -> contract::Result<StaffPickup> {
    auto row = state_->pickups.find(session, reference);
    if (!row) return contract::make_error(ErrorCode::not_found, "no such booking");
    auto report = state_->outcomes.missed(session, row->id);
    if (!report || report->state != MissedState::open)
      return contract::make_error(ErrorCode::conflict, "no report waits for an answer");
    if (row->personal) row->address_key = address_key(row->area, row->village, row->personal->address);
    report->state = upheld ? MissedState::upheld : MissedState::rejected;
    report->answer = row->personal ? answer : std::string_view();  // erased: it takes no words
    report->settled_at = now;
    state_->outcomes.settle(session, row->id, *report);
    const std::string detail = contract::text(
        Text::server_outcome_with_reason,
        {{"text", contract::text(upheld ? Text::outcome_missed_upheld : Text::outcome_missed_rejected)},
         {"reason", answer}});
    if (auto saved = state_->save(session, *row, {now, "missed_settled", detail}, actor); !saved)
      return saved.error();
    return state_->staff_view(session, *row, now, false);
  });
}

}  // namespace wufei::service
