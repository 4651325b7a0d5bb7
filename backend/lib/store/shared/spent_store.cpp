#include "lib/store/shared/spent_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kAdd{"limit_spent.add",
                     "INSERT INTO limit_spent (county, process, sequence, name, bucket, millionths, at)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING"};
constexpr Query kNewest{"limit_spent.newest",
                        "SELECT process, MAX(sequence) FROM limit_spent WHERE county = ?1"
                        " GROUP BY process ORDER BY process"};
constexpr Query kSince{
    "limit_spent.since",
    "SELECT name, bucket, millionths FROM limit_spent"
    " WHERE county = ?1 AND process = ?2 AND sequence > ?3 ORDER BY sequence, name, bucket"};
constexpr Query kForget{"limit_spent.forget",
                        "DELETE FROM limit_spent WHERE county = ?1 AND process = ?2 AND sequence <= ?3"};
constexpr Query kForgetBefore{"limit_spent.forget_before",
                              "DELETE FROM limit_spent WHERE county = ?1 AND at < ?2"};
constexpr Query kEverySpent{"limit_spent.all",
                            "SELECT county, process, sequence, name, bucket, millionths, at FROM limit_spent"
                            " ORDER BY county, process, sequence, name, bucket"};

SpentReport read_report(Columns& columns) {
  SpentReport report;
  report.process = columns.text();
  report.sequence = columns.integer();
  return report;
}

SpentRow read_row(Columns& columns) {
  SpentRow row;
  row.name = columns.text();
  row.bucket = columns.bytes();
  row.millionths = columns.integer();
  return row;
}

void check_spent(Columns& columns, const Cipher& /*cipher*/) {
  columns.text();
  read_report(columns);
  read_row(columns);
  columns.integer();
}

}  // namespace

void SpentStore::add(Session& session, std::string_view county, const SpentReport& report,
                     const std::vector<SpentRow>& rows, std::int64_t at) {
  for (const SpentRow& row : rows)
    session.run(kAdd, county, report.process, report.sequence, row.name, row.bucket, row.millionths, at);
}

std::vector<SpentReport> SpentStore::newest(Session& session, std::string_view county) {
  return session.rows(kNewest, read_report, county);
}

std::vector<SpentRow> SpentStore::since(Session& session, std::string_view county, const SpentReport& after) {
  return session.rows(kSince, read_row, county, after.process, after.sequence);
}

void SpentStore::forget(Session& session, std::string_view county, const SpentReport& upto) {
  session.run(kForget, county, upto.process, upto.sequence);
}

void SpentStore::forget_before(Session& session, std::string_view county, std::int64_t before) {
  session.run(kForgetBefore, county, before);
}

StoreFacts SpentStore::facts() {
  return {{&kAdd, &kNewest, &kSince, &kForget, &kForgetBefore, &kEverySpent},
          {{"", &kEverySpent, check_spent}}};
}

}  // namespace wufei::storage
