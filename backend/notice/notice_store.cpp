#include "notice/notice_store.hpp"

#include "lib/base/json.hpp"

namespace wufei::storage {
namespace {

using contract::Json;

constexpr contract::UtcSeconds kDay = 24 * 3600;

const std::string kColumns =
    "SELECT id, item, reference, kind, message, created_at, due_at, coalesce(sent_at, 0),"
    " coalesce(given_up_at, 0), attempts, last_error, subject FROM notice ";
const std::string kDueText = kColumns +
                             "WHERE county = ?1 AND sent_at IS NULL AND given_up_at IS NULL AND due_at <= ?2"
                             " AND message IS NOT NULL ORDER BY due_at, id LIMIT ?3";
const std::string kListText =
    kColumns +
    "WHERE county = ?1 AND (CAST(?2 AS bigint) = 0 OR sent_at IS NULL) ORDER BY id DESC LIMIT 1000";
const std::string kAllText = kColumns + "ORDER BY county, id";
const std::string kOfItemText = kColumns + "WHERE county = ?1 AND subject = ?2 AND item = ?3 ORDER BY id";
const Query kDue{"notice.due", kDueText};
const Query kList{"notice.list", kListText};
const Query kAll{"notice.all", kAllText};
const Query kOfItem{"notice.of", kOfItemText};
constexpr Query kAdd{
    "notice.add",
    "INSERT INTO notice (county, id, subject, item, reference, kind, once, message, created_at, due_at,"
    " phone_hash) VALUES (?1, (SELECT coalesce(max(id), 0) + 1 FROM notice WHERE county = ?1), ?2, ?3, ?4, "
    "?5,"
    " nullif(?6, ''), ?7, ?8, ?9, ?10) ON CONFLICT (county, once) WHERE once IS NOT NULL DO NOTHING"};
// Sent, or to be sent: what was overtaken or never arrived cost nobody anything.
constexpr Query kOfPhone{
    "notice.of_phone",
    "SELECT count(*) FROM notice WHERE county = ?1 AND phone_hash = ?2 AND created_at > ?3"
    " AND (sent_at IS NOT NULL OR given_up_at IS NULL)"};
constexpr Query kOpen{"notice.open",
                      "SELECT count(*), coalesce(min(created_at), 0) FROM notice WHERE county = ?1"
                      " AND sent_at IS NULL AND message IS NOT NULL AND last_error <> 'overtaken'"};
constexpr Query kLastSent{"notice.last_sent",
                          "SELECT coalesce(max(sent_at), 0) FROM notice WHERE county = ?1 AND sent_at"
                          " IS NOT NULL"};
// Those that no gateway took, too: nobody need be called about what no longer holds.
constexpr Query kWithdraw{"notice.withdraw",
                          "UPDATE notice SET given_up_at = coalesce(given_up_at, ?4),"
                          " last_error = 'overtaken' WHERE county = ?1 AND subject = ?2 AND item = ?3"
                          " AND kind = ?5 AND sent_at IS NULL AND last_error <> 'overtaken'"};
// What was erased while it was on its way stays given up, unless it arrived.
constexpr Query kUpdate{"notice.update",
                        "UPDATE notice SET due_at = ?3, sent_at = nullif(CAST(?4 AS bigint), 0),"
                        " given_up_at = CASE WHEN message IS NULL AND CAST(?4 AS bigint) = 0 THEN given_up_at"
                        " ELSE nullif(CAST(?5 AS bigint), 0) END, attempts = ?6, last_error = ?7"
                        " WHERE county = ?1 AND id = ?2"};
constexpr Query kIsDue{"notice.is_due",
                       "SELECT id FROM notice WHERE county = ?1 AND id = ?2 AND sent_at IS NULL"
                       " AND given_up_at IS NULL AND message IS NOT NULL"};
constexpr Query kMarkSent{"notice.mark_sent",
                          "UPDATE notice SET sent_at = ?3 WHERE county = ?1 AND id = ?2 AND sent_at IS NULL"};
constexpr Query kEraseMessages{
    "notice.erase",
    "UPDATE notice SET message = NULL, phone_hash = NULL, given_up_at = CASE WHEN sent_at IS NULL"
    " THEN coalesce(given_up_at, due_at) ELSE given_up_at END"
    " WHERE county = ?1 AND subject = ?2 AND item = ?3 AND message IS NOT NULL"};

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
  row.item = columns.integer();
  row.reference = columns.text();
  row.kind = columns.text();
  const auto sealed = columns.bytes_or_null();
  if (sealed && !cipher.is_gone(*sealed)) row.unreadable = !read_message(*sealed, cipher, row);
  if (strict && row.unreadable) columns.fail("cannot be read with this key");
  row.created_at = columns.integer();
  row.due_at = columns.integer();
  row.sent_at = columns.integer();
  row.given_up_at = columns.integer();
  row.attempts = columns.number();
  row.last_error = columns.text();
  row.subject = columns.text();
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

bool NoticeStore::add(Session& session, const NoticeRow& notice, const SealedNotice& sealed) const {
  if (notice.most_in_a_day > 0 &&
      session.number(kOfPhone, county_, sealed.phone_hash, notice.created_at - kDay) >= notice.most_in_a_day)
    return false;
  return session.run(kAdd, county_, subject_, notice.item, notice.reference, notice.kind, notice.once,
                     sealed.message, notice.created_at, notice.due_at, sealed.phone_hash) == 1;
}

std::vector<NoticeRow> NoticeStore::due(Session& session, contract::UtcSeconds now, int limit) const {
  return session.rows(
      kDue, [&](Columns& columns) { return read_row(columns, cipher_); }, county_, now, limit);
}

std::vector<NoticeRow> NoticeStore::list(Session& session, bool only_unsent) const {
  return session.rows(
      kList, [&](Columns& columns) { return read_row(columns, cipher_); }, county_, only_unsent);
}

NoticeCounts NoticeStore::counts(Session& session) const {
  const auto read = [](Columns& columns) {
    NoticeCounts counts;
    counts.open = columns.integer();
    counts.oldest = columns.integer();
    return counts;
  };
  NoticeCounts counts = session.row(kOpen, read, county_).value_or(NoticeCounts{});
  counts.last_sent = session.number(kLastSent, county_);
  return counts;
}

int NoticeStore::withdraw(Session& session, std::int64_t item, std::string_view kind,
                          contract::UtcSeconds now) const {
  return static_cast<int>(session.run(kWithdraw, county_, subject_, item, now, kind));
}

void NoticeStore::update(Session& session, const NoticeRow& notice) const {
  session.run(kUpdate, county_, notice.id, notice.due_at, notice.sent_at, notice.given_up_at, notice.attempts,
              notice.last_error);
}

bool NoticeStore::is_due(Session& session, std::int64_t id) const {
  return session.exists(kIsDue, county_, id);
}

bool NoticeStore::mark_sent(Session& session, std::int64_t id, contract::UtcSeconds now) const {
  return session.run(kMarkSent, county_, id, now) == 1;
}

std::vector<NoticeRow> NoticeStore::of(Session& session, std::int64_t item) const {
  return session.rows(
      kOfItem, [&](Columns& columns) { return read_row(columns, cipher_); }, county_, subject_, item);
}

void NoticeStore::erase_messages(Session& session, std::int64_t item) const {
  session.run(kEraseMessages, county_, subject_, item);
}

StoreFacts NoticeStore::facts() {
  return {{&kDue, &kList, &kAll, &kOfItem, &kAdd, &kOfPhone, &kOpen, &kLastSent, &kWithdraw, &kUpdate,
           &kIsDue, &kMarkSent, &kEraseMessages},
          {{"", &kAll, check_row}},
          nullptr,
          {{"notice", "message"}}};
}

}  // namespace wufei::storage
