#include "indicator/indicator_store.hpp"

#include <sodium.h>

#include <array>

#include "lib/base/hex.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/database.hpp"

namespace wufei::storage {
namespace {

using contract::IndicatorRevision;

const std::string kNames =
    "sequence, indicator, revision, replaces, period, bound, value, words, unit, reference_year,"
    " source_title, source_number, source_date, publisher, note, published_at, previous_hash, hash";
const std::string kInsertText =
    "INSERT INTO indicator_revision (" + kNames +
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
const std::string kAllText = "SELECT " + kNames + " FROM indicator_revision ORDER BY sequence";
const std::string kOfText =
    "SELECT " + kNames + " FROM indicator_revision WHERE indicator = ?1 ORDER BY sequence";
const Query kInsert{"indicator.insert", kInsertText};
const Query kAll{"indicator.all", kAllText};
const Query kOf{"indicator.of", kOfText};
constexpr Query kLast{"indicator.last",
                      "SELECT sequence, hash FROM indicator_revision ORDER BY sequence DESC LIMIT 1"};

struct ChainEnd {
  std::int64_t sequence = 0;
  std::string hash{contract::kFirstPreviousHash};
};

ChainEnd read_end(Columns& columns) {
  ChainEnd end;
  end.sequence = columns.integer();
  end.hash = columns.text();
  return end;
}

ChainEnd end_of(Session& session) {
  return session.row(kLast, read_end).value_or(ChainEnd{});
}

IndicatorRevision read_row(Columns& columns) {
  IndicatorRevision row;
  row.sequence = columns.integer();
  row.indicator = columns.number();
  row.revision = columns.number();
  row.replaces = columns.number();
  row.period = columns.text();
  row.bound = columns.named(contract::parse_bound);
  row.value = columns.text();
  row.words = columns.text();
  row.unit = columns.text();
  row.reference_year = columns.number();
  row.source_title = columns.text();
  row.source_number = columns.text();
  row.source_date = columns.text();
  row.publisher = columns.text();
  row.note = columns.text();
  row.published_at = columns.integer();
  row.previous_hash = columns.text();
  row.hash = columns.text();
  return row;
}

std::string place_of(const IndicatorRevision& row) {
  return "revision " + std::to_string(row.revision) + " of indicator " + std::to_string(row.indicator) +
         " (sequence " + std::to_string(row.sequence) + ")";
}

void check_row(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_row(columns);
}

void check_chain(Session& session, const Findings& findings) {
  const ChainReport chain = IndicatorStore::verify(session);
  if (!chain.sound) findings.fault("indicator revisions: " + chain.fault);
  findings.say("indicator revisions: " + std::to_string(chain.revisions));
}

}  // namespace

std::string revision_hash(const IndicatorRevision& revision) {
  const std::string bytes = contract::revision_canonical(revision);
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return contract::hex_of(digest);
}

IndicatorRevision IndicatorStore::append(Session& session, IndicatorRevision row) {
  ChainEnd end = end_of(session);
  row.sequence = end.sequence + 1;
  row.previous_hash = std::move(end.hash);
  row.hash = revision_hash(row);
  session.run(kInsert, row.sequence, row.indicator, row.revision, row.replaces, row.period,
              contract::bound_sign(row.bound), row.value, row.words, row.unit, row.reference_year,
              row.source_title, row.source_number, row.source_date, row.publisher, row.note, row.published_at,
              row.previous_hash, row.hash);
  return row;
}

std::vector<IndicatorRevision> IndicatorStore::all(Session& session) {
  return session.rows(kAll, read_row);
}

std::vector<IndicatorRevision> IndicatorStore::of(Session& session, int indicator) {
  return session.rows(kOf, read_row, indicator);
}

std::int64_t IndicatorStore::last_sequence(Session& session) {
  return end_of(session).sequence;
}

ChainReport IndicatorStore::verify(Session& session) {
  ChainReport report;
  std::string expected(contract::kFirstPreviousHash);
  const auto follow = [&](Columns& columns) {
    const IndicatorRevision row = read_row(columns);
    if (!report.fault.empty()) return;
    if (row.sequence != report.revisions + 1)
      report.fault = "sequence " + std::to_string(report.revisions + 1) + " is missing";
    else if (row.previous_hash != expected)
      report.fault = place_of(row) + " does not name the hash of the revision before it";
    else if (row.hash != revision_hash(row))
      report.fault = place_of(row) + " has been changed since it was published: its hash differs";
    if (!report.fault.empty()) return;
    ++report.revisions;
    expected = row.hash;
  };
  session.walk(kAll, follow, [&](const std::string& fault) {
    if (report.fault.empty()) report.fault = fault;
  });
  report.sound = report.fault.empty();
  if (report.sound) report.head = expected;
  return report;
}

StoreFacts IndicatorStore::facts() {
  return {{&kInsert, &kAll, &kOf, &kLast}, {{"", &kAll, check_row}}, check_chain};
}

contract::Result<ChainReport> verify_chain(const StorePlace& place) {
  const auto reading = open_for_reading(place);
  if (!reading) return reading.error();
  return reading->readers->run([&](Session& session) -> contract::Result<ChainReport> {
    if (reading->upkeep->schema_version(session) < kIndicatorSchema)
      return contract::make_error(contract::ErrorCode::unavailable,
                                  place.directory.string() + ": the database is of an earlier program");
    return IndicatorStore::verify(session);
  });
}

}  // namespace wufei::storage
