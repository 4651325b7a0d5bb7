#include "notice/notice_store.hpp"

#include "lib/base/json.hpp"

namespace wufei::storage {
namespace {

using contract::Json;

constexpr contract::UtcSeconds kDay = 24 * 3600;

const std::string kColumns =
    "SELECT notice.id, coalesce(notice.pickup, 0), coalesce(pickup.reference, feedback_case.reference, ''),"
    " notice.kind, notice.message, notice.created_at, notice.due_at, coalesce(notice.sent_at, 0),"
    " coalesce(notice.given_up_at, 0), notice.attempts, notice.last_error, coalesce(notice.feedback, 0)"
    " FROM notice LEFT JOIN pickup ON pickup.id = notice.pickup"
    " LEFT JOIN feedback_case ON feedback_case.id = notice.feedback ";
const std::string kDueText = kColumns +
                             "WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= ?1"
                             " ORDER BY due_at, notice.id LIMIT ?2";
const std::string kListText =
    kColumns + "WHERE CAST(?1 AS bigint) = 0 OR sent_at IS NULL ORDER BY notice.id DESC LIMIT 1000";
const std::string kAllText = kColumns + "ORDER BY notice.id";
const Query kDue{"notice.due", kDueText};
const Query kList{"notice.list", kListText};
const Query kAll{"notice.all", kAllText};
constexpr Query kAdd{
    "notice.add",
    "INSERT INTO notice (pickup, kind, once, message, created_at, due_at, feedback, phone_hash)"
    " VALUES (nullif(CAST(?1 AS bigint), 0), ?2, nullif(?3, ''), ?4, ?5, ?6, nullif(CAST(?7 AS bigint), 0), "
    "?8)"
    " ON CONFLICT (once) DO NOTHING"};
// Sent, or to be sent: what was overtaken or never arrived cost nobody anything.
constexpr Query kOfPhone{"notice.of_phone",
                         "SELECT count(*) FROM notice WHERE phone_hash = ?1 AND created_at > ?2"
                         " AND (sent_at IS NOT NULL OR given_up_at IS NULL)"};
constexpr Query kWithdraw{"notice.withdraw",
                          "UPDATE notice SET given_up_at = ?2, last_error = 'overtaken' WHERE pickup = ?1"
                          " AND kind = ?3 AND sent_at IS NULL AND given_up_at IS NULL"};
constexpr Query kUpdate{"notice.update",
                        "UPDATE notice SET due_at = ?2, sent_at = nullif(CAST(?3 AS bigint), 0),"
                        " given_up_at = nullif(CAST(?4 AS bigint), 0), attempts = ?5, last_error = ?6"
                        " WHERE id = ?1"};
constexpr Query kMarkSent{"notice.mark_sent",
                          "UPDATE notice SET sent_at = ?2 WHERE id = ?1 AND sent_at IS NULL"};
constexpr Query kEraseMessages{
    "notice.erase",
    "UPDATE notice SET message = NULL, phone_hash = NULL, given_up_at = CASE WHEN sent_at IS NULL"
    " THEN coalesce(given_up_at, due_at) ELSE given_up_at END"
    " WHERE message IS NOT NULL AND (pickup IN (SELECT id FROM pickup WHERE personal IS NULL)"
    " OR feedback IN (SELECT id FROM feedback_case WHERE private IS NULL))"};

bool read_message(const Bytes& sealed, const Cipher& cipher, NoticeRow& row) {
  const auto text = cipher.open(sealed);
  if (!text) return false;
  const auto message = contract::parse_json(*text);
  if (!message) return false;
  row.phone = contract::text_or_empty(*message, "phone");
  row.text = contract::text_or_empty(*message, "text");
  return true;
}

// `strict`: a message that cannot be read is a fault. Else it is marked in its row, and the outbox goes on.
NoticeRow read_row(Columns& columns, const Cipher& cipher, bool strict = false) {
  NoticeRow row;
  row.id = columns.integer();
  row.pickup = columns.integer();
  row.reference = columns.text();
  row.kind = columns.text();
  if (const auto sealed = columns.bytes_or_null()) row.unreadable = !read_message(*sealed, cipher, row);
  if (strict && row.unreadable) columns.fail("cannot be read with this key");
  row.created_at = columns.integer();
  row.due_at = columns.integer();
  row.sent_at = columns.integer();
  row.given_up_at = columns.integer();
  row.attempts = columns.number();
  row.last_error = columns.text();
  row.feedback = columns.integer();
  return row;
}

void check_row(Columns& columns, const Cipher& cipher) {
  (void)read_row(columns, cipher, true);
}

}  // namespace

SealedNotice NoticeStore::seal(const NoticeRow& notice) const {
  return {cipher_.seal(contract::to_text(Json{{"phone", notice.phone}, {"text", notice.text}})),
          cipher_.hash(HashUse::phone, notice.phone)};
}

bool NoticeStore::add(Session& session, const NoticeRow& notice, const SealedNotice& sealed) {
  if (notice.most_in_a_day > 0 &&
      session.number(kOfPhone, sealed.phone_hash, notice.created_at - kDay) >= notice.most_in_a_day)
    return false;
  return session.run(kAdd, notice.pickup, notice.kind, notice.once, sealed.message, notice.created_at,
                     notice.due_at, notice.feedback, sealed.phone_hash) == 1;
}

std::vector<NoticeRow> NoticeStore::due(Session& session, contract::UtcSeconds now, int limit) const {
  return session.rows(
      kDue, [&](Columns& columns) { return read_row(columns, cipher_); }, now, limit);
}

std::vector<NoticeRow> NoticeStore::list(Session& session, bool only_unsent) const {
  return session.rows(
      kList, [&](Columns& columns) { return read_row(columns, cipher_); }, only_unsent);
}

void NoticeStore::withdraw(Session& session, std::int64_t pickup, std::string_view kind,
                           contract::UtcSeconds now) {
  session.run(kWithdraw, pickup, now, kind);
}

void NoticeStore::update(Session& session, const NoticeRow& notice) {
  session.run(kUpdate, notice.id, notice.due_at, notice.sent_at, notice.given_up_at, notice.attempts,
              notice.last_error);
}

bool NoticeStore::mark_sent(Session& session, std::int64_t id, contract::UtcSeconds now) {
  return session.run(kMarkSent, id, now) == 1;
}

int NoticeStore::erase_messages(Session& session) {
  return static_cast<int>(session.run(kEraseMessages));
}

StoreFacts NoticeStore::facts() {
  return {{&kDue, &kList, &kAll, &kAdd, &kOfPhone, &kWithdraw, &kUpdate, &kMarkSent, &kEraseMessages},
          {{"", &kAll, check_row}}};
}

}  // namespace wufei::storage
