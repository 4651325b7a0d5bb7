#include "pickup/outcome/outcome_store.hpp"

#include "lib/store/sealed_json.hpp"
#include "lib/store/sealed_words.hpp"

namespace wufei::storage {
namespace {

using contract::Json;

constexpr Query kAddOutcome{
    "pickup_outcome.add",
    "INSERT INTO pickup_outcome (county, pickup, revision, kind, grams, pieces, reason, note, stopped_at,"
    " recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
constexpr Query kOutcomesOf{
    "pickup_outcome.of",
    "SELECT pickup, revision, kind, grams, pieces, reason, note, stopped_at, recorded_at"
    " FROM pickup_outcome WHERE county = ?1 AND pickup = ?2 ORDER BY revision"};
constexpr Query kAllOutcomes{
    "pickup_outcome.all",
    "SELECT pickup, revision, kind, grams, pieces, reason, note, stopped_at, recorded_at"
    " FROM pickup_outcome ORDER BY county, pickup, revision"};
constexpr Query kEraseNotes{"pickup_outcome.erase",
                            "UPDATE pickup_outcome SET note = '' WHERE county = ?1 AND pickup = ?2"};
constexpr Query kRate{"pickup_rating.add",
                      "INSERT INTO pickup_rating (county, pickup, stars, private, rated_at)"
                      " VALUES (?1, ?2, ?3, ?4, ?5)"};
constexpr Query kRatingOf{
    "pickup_rating.of",
    "SELECT pickup, stars, private, rated_at FROM pickup_rating WHERE county = ?1 AND pickup = ?2"};
constexpr Query kAllRatings{
    "pickup_rating.all",
    "SELECT pickup, stars, private, rated_at FROM pickup_rating ORDER BY county, pickup"};
constexpr Query kEraseRating{"pickup_rating.erase",
                             "UPDATE pickup_rating SET private = NULL WHERE county = ?1 AND pickup = ?2"};
constexpr Query kReport{"pickup_missed.add",
                        "INSERT INTO pickup_missed (county, pickup, state, private, reported_at)"
                        " VALUES (?1, ?2, ?3, ?4, ?5)"};
constexpr Query kSettle{"pickup_missed.settle",
                        "UPDATE pickup_missed SET state = ?3, private = ?4, settled_at = ?5"
                        " WHERE county = ?1 AND pickup = ?2"};
constexpr Query kMissedOf{"pickup_missed.of",
                          "SELECT pickup, state, private, reported_at, settled_at FROM pickup_missed"
                          " WHERE county = ?1 AND pickup = ?2"};
constexpr Query kOpenMissed{"pickup_missed.open",
                            "SELECT pickup, state, private, reported_at, settled_at FROM pickup_missed"
                            " WHERE county = ?1 AND state = 'open' ORDER BY reported_at, pickup LIMIT ?2"};
constexpr Query kListMissed{"pickup_missed.list",
                            "SELECT pickup, state, private, reported_at, settled_at FROM pickup_missed"
                            " WHERE county = ?1 ORDER BY reported_at, pickup LIMIT ?2"};
constexpr Query kAllMissed{
    "pickup_missed.all",
    "SELECT pickup, state, private, reported_at, settled_at FROM pickup_missed ORDER BY county, pickup"};
constexpr Query kEraseMissed{"pickup_missed.erase",
                             "UPDATE pickup_missed SET private = NULL WHERE county = ?1 AND pickup = ?2"};

OutcomeRow read_outcome(Columns& columns, const Cipher& cipher) {
  OutcomeRow row;
  (void)columns.integer();
  row.revision = columns.number();
  row.outcome.kind = columns.named(contract::outcome_from_name);
  row.outcome.grams = columns.integer();
  row.outcome.pieces = columns.named(contract::pieces_from_text);
  row.outcome.reason = columns.text();
  row.outcome.note = sealed_words(columns, cipher);
  row.outcome.at = columns.integer();
  row.recorded_at = columns.integer();
  return row;
}

contract::PickupRating read_rating(Columns& columns, const Cipher& cipher) {
  contract::PickupRating rating;
  (void)columns.integer();
  rating.stars = columns.number();
  if (const auto json = sealed_json(columns, cipher))
    rating.comment = contract::text_or_empty(*json, "comment");
  rating.at = columns.integer();
  return rating;
}

MissedRow read_missed(Columns& columns, const Cipher& cipher) {
  MissedRow row;
  row.pickup = columns.integer();
  row.report.state = columns.named(contract::missed_from_name);
  if (const auto json = sealed_json(columns, cipher)) {
    row.report.comment = contract::text_or_empty(*json, "comment");
    row.report.answer = contract::text_or_empty(*json, "answer");
  }
  row.report.reported_at = columns.integer();
  row.report.settled_at = columns.integer();
  return row;
}

Bytes seal_report(const Cipher& cipher, const contract::MissedReport& report) {
  return cipher.seal(contract::to_text(Json{{"comment", report.comment}, {"answer", report.answer}}));
}

void check_outcome_row(Columns& columns, const Cipher& cipher) {
  (void)read_outcome(columns, cipher);
}
void check_rating_row(Columns& columns, const Cipher& cipher) {
  (void)read_rating(columns, cipher);
}
void check_missed_row(Columns& columns, const Cipher& cipher) {
  (void)read_missed(columns, cipher);
}

}  // namespace

void OutcomeStore::add(Session& session, std::int64_t pickup, const OutcomeRow& row) const {
  session.run(kAddOutcome, county_, pickup, row.revision, contract::outcome_name(row.outcome.kind),
              row.outcome.grams, contract::pieces_text(row.outcome.pieces), row.outcome.reason,
              seal_words(cipher_, row.outcome.note), row.outcome.at, row.recorded_at);
}

std::vector<OutcomeRow> OutcomeStore::of(Session& session, std::int64_t pickup) const {
  return session.rows(
      kOutcomesOf, [&](Columns& columns) { return read_outcome(columns, cipher_); }, county_, pickup);
}

void OutcomeStore::rate(Session& session, std::int64_t pickup, const contract::PickupRating& rating) const {
  const Bytes sealed = cipher_.seal(contract::to_text(Json{{"comment", rating.comment}}));
  session.run(kRate, county_, pickup, rating.stars, sealed, rating.at);
}

std::optional<contract::PickupRating> OutcomeStore::rating(Session& session, std::int64_t pickup) const {
  return session.row(
      kRatingOf, [&](Columns& columns) { return read_rating(columns, cipher_); }, county_, pickup);
}

void OutcomeStore::report(Session& session, std::int64_t pickup, const contract::MissedReport& report) const {
  session.run(kReport, county_, pickup, contract::missed_name(report.state), seal_report(cipher_, report),
              report.reported_at);
}

void OutcomeStore::settle(Session& session, std::int64_t pickup, const contract::MissedReport& report) const {
  session.run(kSettle, county_, pickup, contract::missed_name(report.state), seal_report(cipher_, report),
              report.settled_at);
}

std::optional<contract::MissedReport> OutcomeStore::missed(Session& session, std::int64_t pickup) const {
  auto row = session.row(
      kMissedOf, [&](Columns& columns) { return read_missed(columns, cipher_); }, county_, pickup);
  if (!row) return std::nullopt;
  return std::move(row->report);
}

std::vector<MissedRow> OutcomeStore::list_missed(Session& session, bool only_open, int limit) const {
  return session.rows(
      only_open ? kOpenMissed : kListMissed, [&](Columns& columns) { return read_missed(columns, cipher_); },
      county_, limit);
}

void OutcomeStore::erase_words(Session& session, std::int64_t pickup) const {
  session.run(kEraseNotes, county_, pickup);
  session.run(kEraseRating, county_, pickup);
  session.run(kEraseMissed, county_, pickup);
}

StoreFacts OutcomeStore::facts() {
  return {
      {&kAddOutcome, &kOutcomesOf, &kAllOutcomes, &kEraseNotes, &kRate, &kRatingOf, &kAllRatings,
       &kEraseRating, &kReport, &kSettle, &kMissedOf, &kOpenMissed, &kListMissed, &kAllMissed, &kEraseMissed},
      {{"", &kAllOutcomes, check_outcome_row},
       {"", &kAllRatings, check_rating_row},
       {"", &kAllMissed, check_missed_row}},
      nullptr,
      {{"pickup_outcome", "note", SealedKind::words},
       {"pickup_rating", "private"},
       {"pickup_missed", "private"}}};
}

}  // namespace wufei::storage
