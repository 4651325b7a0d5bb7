// The outbox of notices to residents. A notice is written in the transaction that causes it; this worker
// delivers what is due through a Notifier and retries with growing pauses. Nothing is lost while a gateway is
// down.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "county/clock.hpp"
#include "journal/actor.hpp"
#include "lib/base/result.hpp"
#include "notice/notifier.hpp"

namespace wufei::storage {
class Store;
struct NoticeRow;
}  // namespace wufei::storage

namespace wufei::service {

// What one telephone number is sent in 24 hours because of what somebody did online, over all routes. What
// staff do is told in any case. Past the limit nothing is refused: the pages say the same.
inline constexpr int kMessagesPerPhoneAndDay = 10;

// waiting: will be tried (again), or called. failed: no gateway will take it any more, somebody must call.
// overtaken: the booking changed again before it went out, or its personal data is erased.
enum class NoticeState : std::uint8_t { waiting, failed, sent, overtaken };
// Whether somebody has to be told yet.
bool is_to_call(NoticeState state);

// A row of the outbox for staff: whom to call and what to say. `phone` in clear only when asked for, and only
// while somebody has to call.
struct OutboxRow {
  std::int64_t id = 0;
  std::string reference;
  std::string kind;
  std::string phone;
  std::string text;
  contract::UtcSeconds created_at = 0;
  contract::UtcSeconds sent_at = 0;  // 0 = not yet
  int attempts = 0;
  std::string last_error;
  NoticeState state = NoticeState::waiting;
  std::string subject;  // folder of what it is about: "pickup", "feedback"
};

// Which rows somebody may see; all when it is empty.
using OutboxSight = std::function<bool(const OutboxRow&)>;

// Whether the outbox does its work.
struct OutboxHealth {
  std::int64_t waiting = 0;            // waiting or failed
  contract::UtcSeconds oldest = 0;     // when the oldest of them was written, 0 = none
  contract::UtcSeconds last_sent = 0;  // 0 = never
};
inline constexpr contract::UtcSeconds kOutboxAlarm = 24 * 3600;  // seconds
// Something waits for longer than that, and nothing was sent meanwhile.
bool is_stuck(const OutboxHealth& health, contract::UtcSeconds now);
// The same as an error: unavailable, in the same words however many wait, so that the log says it once.
contract::Status check_outbox(const OutboxHealth& health, contract::UtcSeconds now);

class NoticeService {
 public:
  NoticeService(storage::Store& store, Clock& clock, Notifier& notifier);
  // Delivers up to `limit` due notices, oldest first. Retries after 1, 5, 30 minutes, then every 2 hours;
  // given up (kept, marked) after 48 hours, when the notifier answers invalid or when the notice cannot be
  // read. Answers how many were delivered. Between two notices `over` is asked whether to leave the rest for
  // the next time. Errors: internal, naming what could not be read, when the readable ones had their turn.
  contract::Result<int> deliver_due(int limit, const std::function<bool()>& over = {});
  // Staff have told the resident. Errors: not_found (no such notice, or already sent).
  contract::Status mark_done(std::int64_t id, const contract::Actor& actor);
  contract::Result<OutboxHealth> health();
  // Only what `sees` lets through. Each number in clear is a look at what the notice is about, on its record.
  contract::Result<std::vector<OutboxRow>> list(bool only_unsent, bool with_phone,
                                                const contract::Actor& actor, const OutboxSight& sees = {});

 private:
  contract::Status send(const storage::NoticeRow& row);

  storage::Store& store_;
  Clock& clock_;
  Notifier& notifier_;
};

}  // namespace wufei::service
