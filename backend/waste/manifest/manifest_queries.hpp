#pragma once

#include "lib/store/query.hpp"

// What manifest_store.cpp says to the engine: records of movement, their legs, signatures, events and
// requested changes.
// Of internal linkage: another store has queries of the same names.
namespace wufei::storage {

#define WUFEI_MANIFEST_COLUMNS                                                               \
  "number, field, code, edition, state, generator, transporter, next_transporter, receiver," \
  " facility, receiver_facility, contract, national, national_pending, planned_start,"       \
  " planned_arrival, packaging, route, vehicle, planned, loaded, received, accepted,"        \
  " refused, estimate_reason, refusal_reason, operation, parent, child, legs, created_at,"   \
  " issued_at, started_at, arrived_at, accepted_at, done_at, changed_at, version"
// And what is said of one that was entered from paper: by the other owner, by the carrier.
#define WUFEI_MANIFEST_READ                                                                   \
  "SELECT " WUFEI_MANIFEST_COLUMNS                                                            \
  ", coalesce((SELECT paper.state FROM waste_paper AS paper WHERE"                            \
  " paper.county = waste_manifest.county AND paper.number = waste_manifest.number), ''),"     \
  " coalesce((SELECT paper.carrier_state FROM waste_paper AS paper WHERE"                     \
  " paper.county = waste_manifest.county AND paper.number = waste_manifest.number), '') FROM" \
  " waste_manifest"
// From paper, accepted, and in no ledger until it is confirmed. ?2 0 = of all parties, ?3 "" = of
// all fields.
#define WUFEI_UNCOUNTED                                                                                     \
  " WHERE county = ?1 AND number IN (SELECT asked.number FROM waste_paper AS asked WHERE asked.county = ?1" \
  " AND asked.state IN ('waiting', 'disputed') AND asked.posted = 0) AND accepted_at > 0 AND accepted > 0 " \
  "AND child <> 'return'"                                                                                   \
  " AND state <> 'cancelled' AND (CAST(?2 AS bigint) = 0 OR generator = ?2 OR receiver = ?2)"               \
  " AND (?3 = '' OR field = ?3) AND accepted_at < ?4"
constexpr Query kAdd{"waste_manifest.add",
                     "INSERT INTO waste_manifest (county, " WUFEI_MANIFEST_COLUMNS
                     ") VALUES (?1, "
                     "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,"
                     " ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37,"
                     " ?38, ?39)"
                     " ON CONFLICT (county, number) DO NOTHING"};
constexpr Query kChange{
    "waste_manifest.change",
    "UPDATE waste_manifest SET "
    "field = ?3, code = ?4, edition = ?5, state = ?6, generator = ?7, transporter = ?8,"
    " next_transporter = ?9, receiver = ?10, facility = ?11, receiver_facility = ?12,"
    " contract = ?13, national = ?14, national_pending = ?15, planned_start = ?16,"
    " planned_arrival = ?17, packaging = ?18, route = ?19, vehicle = ?20, planned = ?21,"
    " loaded = ?22, received = ?23, accepted = ?24, refused = ?25, estimate_reason = ?26,"
    " refusal_reason = ?27, operation = ?28, parent = ?29, child = ?30, legs = ?31,"
    " created_at = ?32, issued_at = ?33, started_at = ?34, arrived_at = ?35, accepted_at ="
    " ?36, done_at = ?37, changed_at = ?38, version = ?39"
    " WHERE county = ?1 AND number = ?2 AND version = ?40"};
constexpr Query kFind{"waste_manifest.find", WUFEI_MANIFEST_READ " WHERE county = ?1 AND number = ?2"};
// Of that version, and no other record's parent: a child changes without it.
constexpr Query kUnchanged{
    "waste_manifest.unchanged",
    "SELECT m.number FROM waste_manifest AS m WHERE m.county = ?1 AND m.number = ?2 AND m.version = ?3"
    " AND NOT EXISTS (SELECT 1 FROM waste_manifest AS c WHERE c.parent = m.number AND c.county = m.county"
    " AND c.parent <> '')"};
constexpr Query kOfParty{
    "waste_manifest.of_party", WUFEI_MANIFEST_READ
    " WHERE county = ?1 AND (generator = ?2 OR (issued_at > 0 AND (transporter = ?2 OR"
    " receiver = ?2 OR (next_transporter = ?2 AND next_transporter <> 0) OR number IN (SELECT leg.number"
    " FROM waste_manifest_leg AS leg WHERE leg.county = ?1 AND leg.transporter = ?2))))"
    " AND (?3 = '' OR field = ?3) AND (?4 = '' OR state = ?4)"
    " ORDER BY changed_at DESC, number LIMIT ?5"};
// From paper, and the party is asked and has not said that it was so.
constexpr Query kToAnswer{
    "waste_manifest.to_answer", WUFEI_MANIFEST_READ
    " WHERE county = ?1 AND state <> 'cancelled' AND number IN (SELECT asked.number FROM waste_paper AS asked"
    " WHERE asked.county = ?1 AND ((asked.other = ?2 AND asked.other_state <> 'confirmed') OR"
    " (asked.party = ?2 AND asked.own_state IN ('waiting', 'disputed')) OR"
    " (asked.carrier = ?2 AND asked.carrier_state IN ('waiting', 'disputed'))))"
    " AND (?3 = '' OR field = ?3) AND (?4 = '' OR state = ?4) ORDER BY changed_at, number LIMIT ?5"};
// What is under way or begins before ?4.
constexpr Query kOnTheRoad{"waste_manifest.on_the_road", WUFEI_MANIFEST_READ
                           " WHERE county = ?1 AND issued_at > 0 AND (transporter = ?2 OR"
                           " (next_transporter = ?2 AND next_transporter <> 0))"
                           " AND (?3 = '' OR vehicle = '' OR vehicle = ?3)"
                           " AND (state = 'in_transit' OR (state = 'issued' AND planned_start < ?4))"
                           " ORDER BY changed_at DESC, number LIMIT ?5"};
constexpr Query kCountDrafts{"waste_manifest.count_drafts",
                             "SELECT COUNT(*) FROM waste_manifest WHERE generator = ?2"
                             " AND county = ?1 AND state = 'draft'"};
constexpr Query kList{"waste_manifest.list", WUFEI_MANIFEST_READ
                      " WHERE county = ?1 AND issued_at > 0 AND (?2 = '' OR field = ?2)"
                      " AND (?3 = '' OR state = ?3) ORDER BY changed_at DESC, number LIMIT ?4"};
constexpr Query kChildren{"waste_manifest.children", WUFEI_MANIFEST_READ
                          " WHERE parent = ?2 AND county = ?1 AND parent <> ''"
                          " ORDER BY created_at, number"};
constexpr Query kAll{"waste_manifest.all", WUFEI_MANIFEST_READ " ORDER BY county, number"};
constexpr Query kUncounted{"waste_manifest.uncounted",
                           WUFEI_MANIFEST_READ WUFEI_UNCOUNTED " ORDER BY accepted_at DESC, number LIMIT ?5"};
constexpr Query kCountUncounted{
    "waste_manifest.count_uncounted",
    "SELECT said.field, said.word, COUNT(*) FROM (SELECT field, (SELECT paper.state FROM waste_paper AS paper"
    " WHERE paper.county = waste_manifest.county AND paper.number = waste_manifest.number) AS word"
    " FROM waste_manifest" WUFEI_UNCOUNTED
    ") AS said GROUP BY said.field, said.word ORDER BY said.field, said.word"};
#undef WUFEI_UNCOUNTED
#undef WUFEI_MANIFEST_READ
#undef WUFEI_MANIFEST_COLUMNS
constexpr Query kFacts{
    "waste_manifest.facts",
    "SELECT CAST(CASE WHEN w.carrier_state = 'disputed' THEN 1 ELSE 0 END AS bigint),"
    " CAST(CASE WHEN w.carrier_state = 'waiting' THEN 1 ELSE 0 END AS bigint), coalesce(w.carrier, 0),"
    " CAST(CASE WHEN w.other_state = 'confirmed' THEN 1 ELSE 0 END AS bigint),"
    " CAST(CASE WHEN w.own_state = 'waiting' THEN 1 ELSE 0 END AS bigint),"
    " CAST(CASE WHEN w.own_state = 'disputed' THEN 1 ELSE 0 END AS bigint),"
    " m.number, m.field, m.state, m.code, m.vehicle, m.parent, coalesce(p.area, ''), m.generator,"
    " m.transporter, m.receiver, m.issued_at, m.planned_start, m.planned_arrival, m.started_at,"
    " m.arrived_at, m.accepted_at, m.done_at, m.planned, m.loaded, m.received, m.accepted, m.refused,"
    " CAST(CASE WHEN m.national = '' THEN 0 ELSE 1 END AS bigint),"
    " CAST(CASE WHEN EXISTS (SELECT 1 FROM waste_manifest AS c WHERE c.parent = m.number AND"
    " c.county = m.county AND c.parent <> '' AND c.state <> 'cancelled') THEN 1 ELSE 0 END AS bigint),"
    " m.receiver_facility, CAST(CASE WHEN m.child = 'return' THEN 1 ELSE 0 END AS bigint),"
    " coalesce(w.entered_at, 0), coalesce(w.party, 0),"
    " CAST(CASE WHEN w.other_state = 'disputed' THEN 1 ELSE 0 END AS bigint),"
    " CAST(CASE WHEN w.state <> 'confirmed' THEN 1 ELSE 0 END AS bigint), coalesce(w.posted, 0), m.facility,"
    " coalesce(t.differs_since, 0), coalesce(t.plate, ''), coalesce(t.day, 0), coalesce(t.grams, 0),"
    " coalesce(k.departed, 0), coalesce(k.arrived, 0), m.legs"
    " FROM waste_manifest AS m LEFT JOIN waste_party AS p ON p.county = m.county AND p.id = m.generator"
    " LEFT JOIN waste_paper AS w ON w.county = m.county AND w.number = m.number"
    " LEFT JOIN waste_ticket AS t ON t.county = m.county AND t.number = m.number"
    " LEFT JOIN waste_mileage AS k ON k.county = m.county AND k.number = m.number"
    " WHERE m.county = ?1 AND m.issued_at > 0 AND m.changed_at >= ?2 ORDER BY m.number"};

// By days of China, eight hours before those of UTC.
constexpr Query kEarlierTrips{
    "waste_manifest.earlier_trips",
    "SELECT t.generator, t.facility, t.code, t.day, CAST(SUM(t.accepted) AS bigint), COUNT(*) FROM"
    " (SELECT m.generator, m.facility, m.code, m.accepted,"
    " (CASE WHEN m.started_at > 0 THEN m.started_at ELSE m.accepted_at END + 28800) / 86400 AS day"
    " FROM waste_manifest AS m LEFT JOIN waste_paper AS w ON w.county = m.county AND w.number = m.number"
    " WHERE m.county = ?1 AND m.generator = ?5 AND m.changed_at < ?4 AND m.field = ?2 AND m.accepted_at > 0"
    " AND m.accepted > 0 AND m.state <> 'cancelled' AND m.child <> 'return'"
    " AND (w.number IS NULL OR w.state = 'confirmed' OR w.posted <> 0)) AS t"
    " WHERE t.day >= ?3 GROUP BY t.generator, t.facility, t.code, t.day"
    " ORDER BY t.generator, t.day, t.facility, t.code"};

// What is disputed and in no ledger keeps its number from nobody.
constexpr Query kOfNational{
    "waste_manifest.of_national",
    "SELECT number FROM waste_manifest WHERE county = ?1 AND national = ?2 AND national <> ''"
    " AND number <> ?3 AND issued_at > 0 AND state <> 'cancelled' AND NOT EXISTS (SELECT 1 FROM waste_paper"
    " AS paper WHERE paper.county = waste_manifest.county AND paper.number = waste_manifest.number"
    " AND paper.posted = 0 AND paper.state = 'disputed')"};

constexpr Query kAddLeg{"waste_manifest_leg.add",
                        "INSERT INTO waste_manifest_leg (county, number, ordinal, transporter, vehicle,"
                        " driver, loaded, taken_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
constexpr Query kPutLoad{"waste_manifest_leg.put_load",
                         "UPDATE waste_manifest_leg SET loaded = ?4 WHERE county = ?1 AND number = ?2"
                         " AND ordinal = ?3"};
constexpr Query kLegs{"waste_manifest_leg.of",
                      "SELECT ordinal, transporter, vehicle, driver, loaded, taken_at FROM"
                      " waste_manifest_leg WHERE county = ?1 AND number = ?2 ORDER BY ordinal"};
constexpr Query kAllLegs{"waste_manifest_leg.all",
                         "SELECT ordinal, transporter, vehicle, driver, loaded, taken_at FROM"
                         " waste_manifest_leg ORDER BY county, number, ordinal"};

#define WUFEI_SIGNATURE_COLUMNS \
  "sequence, kind, party, account, actor, on_behalf, hash, at, signed_at, key, method, signer"
constexpr Query kAddSignature{
    "waste_manifest_signature.add",
    "INSERT INTO waste_manifest_signature (county, number, " WUFEI_SIGNATURE_COLUMNS
    ") VALUES (?1, ?2, (SELECT coalesce(MAX(last.sequence), 0) + 1 FROM waste_manifest_signature AS last"
    " WHERE last.county = ?1 AND last.number = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"};
constexpr Query kSignatures{"waste_manifest_signature.of",
                            "SELECT " WUFEI_SIGNATURE_COLUMNS
                            " FROM waste_manifest_signature WHERE county = ?1 AND number = ?2"
                            " ORDER BY sequence"};
constexpr Query kAllSignatures{"waste_manifest_signature.all",
                               "SELECT " WUFEI_SIGNATURE_COLUMNS
                               " FROM waste_manifest_signature ORDER BY county, number, sequence"};
#undef WUFEI_SIGNATURE_COLUMNS

#define WUFEI_EVENT_COLUMNS "sequence, at, action, actor, party, detail"
constexpr Query kAddEvent{
    "waste_manifest_event.add",
    "INSERT INTO waste_manifest_event (county, number, " WUFEI_EVENT_COLUMNS
    ") VALUES (?1, ?2, (SELECT coalesce(MAX(last.sequence), 0) + 1 FROM waste_manifest_event AS last"
    " WHERE last.county = ?1 AND last.number = ?2), ?3, ?4, ?5, ?6, ?7)"};
constexpr Query kEvents{"waste_manifest_event.of",
                        "SELECT " WUFEI_EVENT_COLUMNS
                        " FROM waste_manifest_event WHERE county = ?1 AND number = ?2 ORDER BY sequence"};
constexpr Query kAllEvents{"waste_manifest_event.all",
                           "SELECT " WUFEI_EVENT_COLUMNS
                           " FROM waste_manifest_event ORDER BY county, number, sequence"};
#undef WUFEI_EVENT_COLUMNS

#define WUFEI_REVISION_COLUMNS \
  "sequence, cancels, changes, reason, party, actor, at, closed_at, state, approved"
constexpr Query kAddRevision{
    "waste_revision.add",
    "INSERT INTO waste_revision (county, number, " WUFEI_REVISION_COLUMNS
    ") VALUES (?1, ?2, (SELECT coalesce(MAX(last.sequence), 0) + 1 FROM waste_revision AS last"
    " WHERE last.county = ?1 AND last.number = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"};
constexpr Query kPutRevision{"waste_revision.put",
                             "UPDATE waste_revision SET closed_at = ?4, state = ?5, approved = ?6"
                             " WHERE county = ?1 AND number = ?2 AND sequence = ?3"};
constexpr Query kRevisions{"waste_revision.of",
                           "SELECT " WUFEI_REVISION_COLUMNS
                           " FROM waste_revision WHERE county = ?1 AND number = ?2 ORDER BY sequence"};
constexpr Query kOpenRevisions{"waste_revision.open", "SELECT number, " WUFEI_REVISION_COLUMNS
                                                      " FROM waste_revision WHERE county = ?1 AND"
                                                      " state = 'open' ORDER BY number"};
constexpr Query kAllRevisions{"waste_revision.all", "SELECT " WUFEI_REVISION_COLUMNS
                                                    " FROM waste_revision ORDER BY county, number, sequence"};
#undef WUFEI_REVISION_COLUMNS

}  // namespace wufei::storage
