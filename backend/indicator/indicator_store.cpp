#include "indicator/indicator_store.hpp"

#include <sodium.h>

#include <array>

namespace wufei::storage {
namespace {

using contract::IndicatorRevision;

constexpr std::string_view kInsert =
    "INSERT INTO indicator_revision (sequence, indicator, revision, replaces, period, bound, value, words, "
    "unit,"
    " reference_year, source_title, source_number, source_date, publisher, note, published_at, previous_hash,"
    " hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
constexpr std::string_view kAll =
    "SELECT sequence, indicator, revision, replaces, period, bound, value, words, unit, reference_year,"
    " source_title, source_number, source_date, publisher, note, published_at, previous_hash, hash"
    " FROM indicator_revision ORDER BY sequence";
constexpr std::string_view kOf =
    "SELECT sequence, indicator, revision, replaces, period, bound, value, words, unit, reference_year,"
    " source_title, source_number, source_date, publisher, note, published_at, previous_hash, hash"
    " FROM indicator_revision WHERE indicator = ?1 ORDER BY sequence";
constexpr std::string_view kLast =
    "SELECT sequence, hash FROM indicator_revision ORDER BY sequence DESC LIMIT 1";

IndicatorRevision row_from(SQLite::Statement& found) {
  IndicatorRevision row;
  row.sequence = found.getColumn(0).getInt64();
  row.indicator = found.getColumn(1).getInt();
  row.revision = found.getColumn(2).getInt();
  row.replaces = found.getColumn(3).getInt();
  row.period = found.getColumn(4).getString();
  row.bound = contract::parse_bound(found.getColumn(5).getString()).value_or(contract::Bound::none);
  row.value = found.getColumn(6).getString();
  row.words = found.getColumn(7).getString();
  row.unit = found.getColumn(8).getString();
  row.reference_year = found.getColumn(9).getInt();
  row.source_title = found.getColumn(10).getString();
  row.source_number = found.getColumn(11).getString();
  row.source_date = found.getColumn(12).getString();
  row.publisher = found.getColumn(13).getString();
  row.note = found.getColumn(14).getString();
  row.published_at = found.getColumn(15).getInt64();
  row.previous_hash = found.getColumn(16).getString();
  row.hash = found.getColumn(17).getString();
  return row;
}

std::vector<IndicatorRevision> rows_from(SQLite::Statement& found) {
  std::vector<IndicatorRevision> rows;
  while (found.executeStep()) rows.push_back(row_from(found));
  return rows;
}

std::string place_of(const IndicatorRevision& row) {
  return "revision " + std::to_string(row.revision) + " of indicator " + std::to_string(row.indicator) +
         " (sequence " + std::to_string(row.sequence) + ")";
}

}  // namespace

std::string revision_hash(const IndicatorRevision& revision) {
  const std::string bytes = contract::revision_canonical(revision);
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

IndicatorRevision IndicatorStore::append(Connection& connection, IndicatorRevision row) {
  SQLite::Statement& last = prepared(connection, kLast);
  const bool follows = last.executeStep();
  row.sequence = follows ? last.getColumn(0).getInt64() + 1 : 1;
  row.previous_hash = follows ? last.getColumn(1).getString() : std::string(contract::kFirstPreviousHash);
  last.reset();
  row.hash = revision_hash(row);
  using View = std::string_view;
  run(connection, kInsert, row.sequence, row.indicator, row.revision, row.replaces, View(row.period),
      contract::bound_sign(row.bound), View(row.value), View(row.words), View(row.unit), row.reference_year,
      View(row.source_title), View(row.source_number), View(row.source_date), View(row.publisher),
      View(row.note), row.published_at, View(row.previous_hash), View(row.hash));
  return row;
}

std::vector<IndicatorRevision> IndicatorStore::all(Connection& connection) {
  return rows_from(prepared(connection, kAll));
}

std::vector<IndicatorRevision> IndicatorStore::of(Connection& connection, int indicator) {
  return rows_from(prepared(connection, kOf, indicator));
}

std::int64_t IndicatorStore::last_sequence(Connection& connection) {
  SQLite::Statement& last = prepared(connection, kLast);
  const std::int64_t sequence = last.executeStep() ? last.getColumn(0).getInt64() : 0;
  last.reset();
  return sequence;
}

ChainReport IndicatorStore::verify(Connection& connection) {
  ChainReport report;
  std::string expected(contract::kFirstPreviousHash);
  for (const IndicatorRevision& row : all(connection)) {
    if (row.sequence != report.revisions + 1)
      report.fault = "sequence " + std::to_string(report.revisions + 1) + " is missing";
    else if (row.previous_hash != expected)
      report.fault = place_of(row) + " does not name the hash of the revision before it";
    else if (row.hash != revision_hash(row))
      report.fault = place_of(row) + " has been changed since it was published: its hash differs";
    report.sound = report.fault.empty();
    if (!report.sound) return report;
    ++report.revisions;
    expected = row.hash;
  }
  report.head = expected;
  return report;
}

}  // namespace wufei::storage
