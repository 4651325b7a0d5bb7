#include "notice/notice_service.hpp"

#include <array>

#include "journal/journal.hpp"
#include "lib/base/phone.hpp"
#include "lib/store/store.hpp"
#include "notice/notice_store.hpp"

namespace wufei::service {
namespace {

constexpr std::string_view kSubject = "notice";
constexpr std::array<int, 3> kRetryMinutes{1, 5, 30};
constexpr int kLaterRetryMinutes = 120;
constexpr std::int64_t kGiveUpAfterS = 48 * 3600;

// The row after one try.
void note_attempt(storage::NoticeRow& row, const contract::Status& sent, bool reaches_residents,
                  contract::UtcSeconds now) {
  const auto tries = static_cast<std::size_t>(row.attempts++);
  row.last_error = sent ? "" : sent.error().detail;
  if (sent && reaches_residents) {
    row.sent_at = now;
  } else if (sent) {  // open until staff mark it; kept out of the way of new ones
    row.due_at = row.created_at + kGiveUpAfterS;
    if (tries > 0) row.given_up_at = now;
  } else if (sent.error().code == contract::ErrorCode::invalid || now - row.created_at >= kGiveUpAfterS) {
    row.given_up_at = now;
  } else {
    row.due_at = now + 60 * (tries < kRetryMinutes.size() ? kRetryMinutes[tries] : kLaterRetryMinutes);
  }
}

NoticeState state_of(const storage::NoticeRow& row) {
  if (row.sent_at > 0) return NoticeState::sent;
  if (row.last_error == storage::kOvertaken || (row.text.empty() && !row.unreadable))
    return NoticeState::overtaken;
  return row.given_up_at > 0 ? NoticeState::failed : NoticeState::waiting;
}

OutboxRow outbox_row(const storage::NoticeRow& row, bool with_phone) {
  return {
      row.id,         row.reference,  row.kind,    with_phone ? row.phone : contract::masked_phone(row.phone),
      row.text,       row.created_at, row.sent_at, row.attempts,
      row.last_error, state_of(row),  row.subject};
}

}  // namespace

bool is_to_call(NoticeState state) {
  return state == NoticeState::waiting || state == NoticeState::failed;
}

bool is_stuck(const OutboxHealth& health, contract::UtcSeconds now) {
  return health.waiting > 0 && health.oldest < now - kOutboxAlarm && health.last_sent < now - kOutboxAlarm;
}

contract::Status check_outbox(const OutboxHealth& health, contract::UtcSeconds now) {
  if (!is_stuck(health, now)) return contract::ok();
  return contract::make_error(contract::ErrorCode::unavailable, "notices wait, none was sent for a day");
}

NoticeService::NoticeService(storage::Store& store, Clock& clock, Notifier& notifier)
    : store_(store), clock_(clock), notifier_(notifier) {}

contract::Result<int> NoticeService::deliver_due(int limit, const std::function<bool()>& over) {
  auto due = store_.readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<storage::NoticeRow>> {
        return storage::NoticeStore(store_).due(session, clock_.now(), limit);
      });
  if (!due) return due.error();
  int delivered = 0;
  std::string unreadable;
  for (storage::NoticeRow& row : *due) {
    if (over && over()) break;
    // A gateway may be slow: meanwhile the booking may be cancelled, or its owner has erased it.
    const auto still = store_.readers().run([&](storage::Session& session) -> contract::Result<bool> {
      return storage::NoticeStore(store_).is_due(session, row.id);
    });
    if (!still) return still.error();
    if (!*still) continue;
    const contract::Status sent = send(row);
    note_attempt(row, sent, notifier_.reaches_residents(), clock_.now());
    const auto noted = store_.writer().run([&](storage::Session& session) -> contract::Status {
      storage::NoticeStore(store_).update(session, row);
      return contract::ok();
    });
    if (!noted) return noted.error();
    if (sent) ++delivered;
    if (row.unreadable) unreadable += " " + std::to_string(row.id);
    // A gateway that is down would cost its time limit for every notice: the others wait for the next round.
    if (!sent && sent.error().code == contract::ErrorCode::unavailable) break;
  }
  if (!unreadable.empty())
    return contract::make_error(contract::ErrorCode::internal, "notices given up, unreadable:" + unreadable);
  return delivered;
}

contract::Status NoticeService::send(const storage::NoticeRow& row) {
  if (row.unreadable) return contract::make_error(contract::ErrorCode::invalid, "cannot be read");
  return notifier_.send({row.id, row.reference, row.kind, row.phone, row.text});
}

contract::Result<OutboxHealth> NoticeService::health() {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<OutboxHealth> {
    const storage::NoticeCounts counts = storage::NoticeStore(store_).counts(session);
    return OutboxHealth{counts.open, counts.oldest, counts.last_sent};
  });
}

contract::Status NoticeService::mark_done(std::int64_t id, const contract::Actor& actor) {
  const storage::AccessEntry entry{clock_.now(), actor, "notice_done", std::to_string(id)};
  const Journal journal(store_, kSubject);
  return journal.on_record(entry, [&](storage::Session& session) -> contract::Status {
    if (storage::NoticeStore(store_).mark_sent(session, id, entry.at)) return contract::ok();
    return contract::make_error(contract::ErrorCode::not_found, "no open notice " + std::to_string(id));
  });
}

contract::Result<std::vector<OutboxRow>> NoticeService::list(bool only_unsent, bool with_phone,
                                                             const contract::Actor& actor,
                                                             const OutboxSight& sees) {
  using Rows = std::vector<OutboxRow>;
  const storage::AccessEntry entry{clock_.now(), actor, with_phone ? "notices_with_phone" : "notices"};
  const Journal journal(store_, kSubject);
  auto rows = journal.look_on_record(entry, [&](storage::Session& session) -> contract::Result<Rows> {
    Rows found;
    for (const storage::NoticeRow& row : storage::NoticeStore(store_).list(session, only_unsent)) {
      OutboxRow shown = outbox_row(row, with_phone && is_to_call(state_of(row)));
      if (!sees || sees(shown)) found.push_back(std::move(shown));
    }
    return found;
  });
  if (!rows || !with_phone) return rows;
  const contract::Status noted = store_.writer().run([&](storage::Session& session) -> contract::Status {
    for (const OutboxRow& row : *rows)
      if (is_to_call(row.state))
        storage::AccessLogStore(store_, row.subject)
            .add(session, {entry.at, actor, "show_with_phone", row.reference});
    return contract::ok();
  });
  return noted ? std::move(rows) : contract::Result<Rows>(noted.error());
}

}  // namespace wufei::service
