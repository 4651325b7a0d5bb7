#include "waste/notice/waste_notice_store.hpp"

namespace wufei::storage {
namespace {

using contract::WasteNotice;

#define WUFEI_NOTICE_COLUMNS "party, sequence, told_at, kind, subject, read_at"
constexpr Query kTellNotice{
    "waste_notice.tell",
    "INSERT INTO waste_notice (county, " WUFEI_NOTICE_COLUMNS
    ") VALUES (?1, ?2, (SELECT coalesce(max(sequence), 0) + 1 FROM waste_notice WHERE county = ?1"
    " AND party = ?2), ?3, ?4, ?5, 0) RETURNING sequence"};
constexpr Query kForgetNotices{"waste_notice.forget",
                               "DELETE FROM waste_notice WHERE county = ?1 AND party = ?2"
                               " AND sequence <= CAST(?3 AS bigint)"};
constexpr Query kNoticesOf{"waste_notice.of", "SELECT " WUFEI_NOTICE_COLUMNS
                                              " FROM waste_notice WHERE county = ?1 AND party = ?2"
                                              " ORDER BY CASE WHEN read_at = 0 THEN 0 ELSE 1 END,"
                                              " sequence DESC LIMIT ?3"};
constexpr Query kReadNotices{"waste_notice.read",
                             "UPDATE waste_notice SET read_at = ?5 WHERE county = ?1 AND party = ?2"
                             " AND sequence >= CAST(?3 AS bigint) AND sequence <= CAST(?4 AS bigint)"
                             " AND read_at = 0"};
constexpr Query kAllNotices{"waste_notice.all", "SELECT sequence, " WUFEI_NOTICE_COLUMNS
                                                " FROM waste_notice ORDER BY county, party, sequence"};
#undef WUFEI_NOTICE_COLUMNS

WasteNotice read_notice(Columns& columns) {
  WasteNotice notice;
  columns.take(notice.party, notice.sequence, notice.told_at);
  notice.kind = columns.named(contract::waste_notice_from_name);
  columns.take(notice.subject, notice.read_at);
  return notice;
}

// Behind a first column that names the row.
void check_notice(Columns& columns, const Cipher& /*cipher*/) {
  columns.integer();
  (void)read_notice(columns);
}

}  // namespace

void WasteNoticeStore::tell(Session& session, const WasteNotice& notice) const {
  const std::int64_t sequence =
      session.insert_returning_id(kTellNotice, county_, notice.party, notice.told_at,
                                  contract::waste_notice_name(notice.kind), notice.subject);
  if (sequence > kKeptNotices) session.run(kForgetNotices, county_, notice.party, sequence - kKeptNotices);
}

std::vector<WasteNotice> WasteNoticeStore::of(Session& session, std::int64_t party, int limit) const {
  return session.rows(kNoticesOf, read_notice, county_, party, limit);
}

std::int64_t WasteNoticeStore::read(Session& session, std::int64_t party, contract::ShownNotices shown,
                                    contract::UtcSeconds at) const {
  return session.run(kReadNotices, county_, party, shown.first, shown.last, at);
}

StoreFacts WasteNoticeStore::facts() {
  return {{&kTellNotice, &kForgetNotices, &kNoticesOf, &kReadNotices, &kAllNotices},
          {{"", &kAllNotices, check_notice}}};
}

}  // namespace wufei::storage
