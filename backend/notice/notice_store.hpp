// The outbox: notices to residents, written in the transaction that causes them, and what became of them.
// Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct NoticeRow {
  std::int64_t id = 0;
  std::int64_t item = 0;     // what of its subject it is about
  std::string subject = {};  // its folder; as read, add() writes its own
  std::string reference;     // the item's
  std::string kind;
  std::string once;         // "" or a text that may occur only once
  bool unreadable = false;  // phone and text could not be opened
  std::string phone;
  std::string text;
  contract::UtcSeconds created_at = 0;
  contract::UtcSeconds due_at = 0;
  contract::UtcSeconds sent_at = 0;      // 0 = not yet
  contract::UtcSeconds given_up_at = 0;  // 0 = still tried
  int attempts = 0;
  std::string last_error;
  int most_in_a_day = 0;  // messages of the number in 24 hours at which add() adds no more; 0 = no limit
};

inline constexpr std::string_view kOvertaken = "overtaken";  // last_error of what no longer holds

// What has neither been sent nor overtaken.
struct NoticeCounts {
  std::int64_t open = 0;
  contract::UtcSeconds oldest = 0;     // 0 = none
  contract::UtcSeconds last_sent = 0;  // of all, 0 = never
};

// What a row holds of the number and the text, ready to be written.
struct SealedNotice {
  Bytes message;
  Bytes phone_hash;
};

class NoticeStore {
 public:
  // `subject` names the folder whose notices are written, and lives for ever.
  explicit NoticeStore(const Store& store, std::string_view subject = {})
      : county_(store.county()), subject_(subject), cipher_(store.cipher()) {}

  // Needs no session: callers seal before they queue for the writer.
  [[nodiscard]] SealedNotice seal(const NoticeRow& notice) const;
  // `sealed` is seal(notice). False when a notice with the same `once` exists, or when the number has had
  // `most_in_a_day`.
  bool add(Session& session, const NoticeRow& notice, const SealedNotice& sealed) const;
  // Of all subjects.
  [[nodiscard]] std::vector<NoticeRow> due(Session& session, contract::UtcSeconds now, int limit) const;
  // Newest first, at most 1000; of all subjects.
  [[nodiscard]] std::vector<NoticeRow> list(Session& session, bool only_unsent) const;
  [[nodiscard]] NoticeCounts counts(Session& session) const;
  // Unsent notices of this kind that the item's later state has overtaken (a reminder of a cancelled
  // booking, an earlier change), given up or not; answers how many.
  int withdraw(Session& session, std::int64_t item, std::string_view kind, contract::UtcSeconds now) const;
  // Still to be sent: it was not sent, given up, overtaken or erased since it was read.
  [[nodiscard]] bool is_due(Session& session, std::int64_t id) const;
  // Writes due_at, sent_at, given_up_at, attempts, last_error.
  void update(Session& session, const NoticeRow& notice) const;
  // False when it is sent already or does not exist.
  [[nodiscard]] bool mark_sent(Session& session, std::int64_t id, contract::UtcSeconds now) const;
  // All about one item, in order.
  [[nodiscard]] std::vector<NoticeRow> of(Session& session, std::int64_t item) const;
  // The messages of an item whose personal data is erased.
  void erase_messages(Session& session, std::int64_t item) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  std::string_view subject_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
