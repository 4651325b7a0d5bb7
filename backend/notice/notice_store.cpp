#include "notice/notice_store.hpp"

#include "lib/base/json.hpp"

namespace wufei::storage {
namespace {

using contract::Json;

constexpr contract::UtcSeconds kDay = 24 * 3600;

constexpr std::string_view kColumns =
    "SELECT notice.id, ifnull(notice.pickup, 0), coalesce(pickup.reference, feedback_case.reference, ''), "
    "notice.kind, notice.message, notice.created_at, notice.due_at,"
    " ifnull(notice.sent_at, 0), ifnull(notice.given_up_at, 0), notice.attempts, notice.last_error,"
    " ifnull(notice.feedback, 0) FROM notice LEFT JOIN pickup ON pickup.id = notice.pickup"
    " LEFT JOIN feedback_case ON feedback_case.id = notice.feedback ";
const std::string kDue =
    std::string(kColumns) +
    "WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= ?1 ORDER BY due_at, notice.id"
    " LIMIT ?2";
const std::string kList =
    std::string(kColumns) + "WHERE ?1 = 0 OR sent_at IS NULL ORDER BY notice.id DESC LIMIT 1000";
constexpr std::string_view kAdd =
    "INSERT INTO notice (pickup, kind, once, message, created_at, due_at, feedback, phone_hash) VALUES "
    "(nullif(?1, 0), ?2, nullif(?3, ''), ?4, ?5, ?6, nullif(?7, 0), ?8)"
    " ON CONFLICT (once) DO NOTHING";
// Sent, or to be sent: what was overtaken or never arrived cost nobody anything.
constexpr std::string_view kOfPhone =
    "SELECT count(*) FROM notice WHERE phone_hash = ?1 AND created_at > ?2"
    " AND (sent_at IS NOT NULL OR given_up_at IS NULL)";
constexpr std::string_view kWithdraw =
    "UPDATE notice SET given_up_at = ?2, last_error = 'overtaken' WHERE pickup = ?1 AND kind = ?3"
    " AND sent_at IS NULL AND given_up_at IS NULL";
constexpr std::string_view kUpdate =
    "UPDATE notice SET due_at = ?2, sent_at = nullif(?3, 0), given_up_at = nullif(?4, 0), attempts = ?5,"
    " last_error = ?6 WHERE id = ?1";
constexpr std::string_view kEraseMessages =
    "UPDATE notice SET message = NULL, phone_hash = NULL, given_up_at = iif(sent_at IS NULL, "
    "ifnull(given_up_at, due_at), "
    "given_up_at)"
    " WHERE message IS NOT NULL AND (pickup IN (SELECT id FROM pickup WHERE personal IS NULL)"
    " OR feedback IN (SELECT id FROM feedback_case WHERE private IS NULL))";

NoticeRow row_from(SQLite::Statement& found, const Cipher& cipher) {
  NoticeRow row;
  row.id = found.getColumn(0).getInt64();
  row.pickup = found.getColumn(1).getInt64();
  row.reference = found.getColumn(2).getString();
  row.kind = found.getColumn(3).getString();
  const auto message = contract::parse_json(cipher.open(blob_of(found.getColumn(4))).value_or("{}"));
  if (message) row.phone = contract::text_or_empty(*message, "phone");
  if (message) row.text = contract::text_or_empty(*message, "text");
  row.created_at = found.getColumn(5).getInt64();
  row.due_at = found.getColumn(6).getInt64();
  row.sent_at = found.getColumn(7).getInt64();
  row.given_up_at = found.getColumn(8).getInt64();
  row.attempts = found.getColumn(9).getInt();
  row.last_error = found.getColumn(10).getString();
  row.feedback = found.getColumn(11).getInt64();
  return row;
}

std::vector<NoticeRow> rows_from(SQLite::Statement& found, const Cipher& cipher) {
  std::vector<NoticeRow> rows;
  while (found.executeStep()) rows.push_back(row_from(found, cipher));
  return rows;
}

}  // namespace

SealedNotice NoticeStore::seal(const NoticeRow& notice) const {
  return {cipher_.seal(contract::to_text(Json{{"phone", notice.phone}, {"text", notice.text}})),
          cipher_.hash(HashUse::phone, notice.phone)};
}

bool NoticeStore::add(Connection& connection, const NoticeRow& notice, const SealedNotice& sealed) {
  const std::span<const std::uint8_t> message(sealed.message), phone(sealed.phone_hash);
  if (notice.most_in_a_day > 0) {
    SQLite::Statement& count = prepared(connection, kOfPhone, phone, notice.created_at - kDay);
    const bool full = count.executeStep() && count.getColumn(0).getInt() >= notice.most_in_a_day;
    count.reset();
    if (full) return false;
  }
  return run(connection, kAdd, notice.pickup, std::string_view(notice.kind), std::string_view(notice.once),
             message, notice.created_at, notice.due_at, notice.feedback, phone) == 1;
}

std::vector<NoticeRow> NoticeStore::due(Connection& connection, contract::UtcSeconds now, int limit) const {
  return rows_from(prepared(connection, kDue, now, limit), cipher_);
}

std::vector<NoticeRow> NoticeStore::list(Connection& connection, bool only_unsent) const {
  return rows_from(prepared(connection, kList, only_unsent ? 1 : 0), cipher_);
}

void NoticeStore::withdraw(Connection& connection, std::int64_t pickup, std::string_view kind,
                           contract::UtcSeconds now) {
  run(connection, kWithdraw, pickup, now, kind);
}

void NoticeStore::update(Connection& connection, const NoticeRow& notice) {
  run(connection, kUpdate, notice.id, notice.due_at, notice.sent_at, notice.given_up_at, notice.attempts,
      std::string_view(notice.last_error));
}

bool NoticeStore::mark_sent(Connection& connection, std::int64_t id, contract::UtcSeconds now) {
  return run(connection, "UPDATE notice SET sent_at = ?2 WHERE id = ?1 AND sent_at IS NULL", id, now) == 1;
}

int NoticeStore::erase_messages(Connection& connection) {
  return run(connection, kEraseMessages);
}

}  // namespace wufei::storage
