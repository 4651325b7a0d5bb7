#pragma once

#include "lib/store/query.hpp"

// What balance_store.cpp says to the engine: rows of movements, their sums of months and stock.
// Of internal linkage: another store has queries of the same names.
namespace wufei::storage {

#define WUFEI_MOVEMENT_COLUMNS                                                                        \
  "party, sequence, facility, field, code, kind, grams, month, day, reference, reason, reason_hash, " \
  "reverses,"                                                                                         \
  " actor, at"
#define WUFEI_REVERSED_BY                                                               \
  ", coalesce((SELECT later.sequence FROM waste_movement AS later WHERE later.county =" \
  " waste_movement.county AND later.party = waste_movement.party AND later.reverses ="  \
  " waste_movement.sequence AND later.reverses > 0), 0)"
constexpr Query kAdd{
    "waste_movement.add",
    "INSERT INTO waste_movement (county, " WUFEI_MOVEMENT_COLUMNS
    ", hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"};
constexpr Query kLast{"waste_movement.last",
                      "SELECT sequence, hash FROM waste_movement WHERE county = ?1 AND party = ?2"
                      " ORDER BY sequence DESC LIMIT 1"};
constexpr Query kChainPage{"waste_movement.chain", "SELECT " WUFEI_MOVEMENT_COLUMNS
                                                   ", hash FROM waste_movement WHERE county = ?1 AND party ="
                                                   " ?2 AND sequence > ?3 ORDER BY sequence LIMIT 1000"};
constexpr Query kAll{"waste_movement.all", "SELECT " WUFEI_MOVEMENT_COLUMNS
                                           ", hash FROM waste_movement ORDER BY county, party, sequence"};
constexpr Query kOfReference{"waste_movement.of_reference",
                             "SELECT " WUFEI_MOVEMENT_COLUMNS
                             " FROM waste_movement WHERE county = ?1 AND reference = ?2"
                             " ORDER BY party, sequence"};
constexpr Query kFind{"waste_movement.find",
                      "SELECT " WUFEI_MOVEMENT_COLUMNS WUFEI_REVERSED_BY
                      " FROM waste_movement WHERE county = ?1 AND party = ?2 AND sequence = ?3"};
#define WUFEI_MOVEMENT_FILTER                                                               \
  " AND month >= ?3 AND month <= ?4 AND (?5 = '' OR field = ?5) AND (?6 = '' OR code = ?6)" \
  " AND (?7 = '' OR kind = ?7)"
constexpr Query kList{"waste_movement.list",
                      "SELECT " WUFEI_MOVEMENT_COLUMNS WUFEI_REVERSED_BY
                      " FROM waste_movement WHERE county = ?1 AND party = ?2" WUFEI_MOVEMENT_FILTER
                      " AND sequence < ?8 ORDER BY sequence DESC LIMIT ?9"};
constexpr Query kBehind{
    "waste_movement.behind",
    "SELECT " WUFEI_MOVEMENT_COLUMNS
    " FROM waste_movement WHERE county = ?1 AND (CAST(?2 AS bigint) = 0 OR party = ?2)" WUFEI_MOVEMENT_FILTER
    " ORDER BY month DESC, party, sequence LIMIT ?8"};
// What stands in the ledger month ?2 (county/ledger_month.hpp): its own rows up to ?3, when it closed ...
constexpr Query kOwnOfMonth{
    "waste_movement.own_of_month",
    "SELECT party, month, field, kind, CAST(sum(grams) AS bigint) FROM waste_movement WHERE county = ?1 AND"
    " month = ?2 AND at < ?3 GROUP BY party, month, field, kind ORDER BY party, month, field, kind"};
// ... and what was recorded from ?2 to ?3 for months that were closed by then: those before ?4, and ?4 itself
// from ?5 on.
constexpr Query kLateInMonth{
    "waste_movement.late_in_month",
    "SELECT party, month, field, kind, CAST(sum(grams) AS bigint) FROM waste_movement WHERE county = ?1 AND"
    " at >= ?2 AND at < ?3 AND (month < ?4 OR (month = ?4 AND at >= ?5))"
    " GROUP BY party, month, field, kind ORDER BY party, month, field, kind"};
constexpr Query kParties{
    "waste_movement.parties",
    "SELECT DISTINCT party FROM waste_stock WHERE county = ?1 UNION SELECT DISTINCT party"
    " FROM waste_month WHERE county = ?1 ORDER BY party"};
constexpr Query kAdditions{"waste_movement.additions",
                           "SELECT day, grams FROM waste_movement WHERE county = ?1 AND party = ?2 AND"
                           " facility = ?3 AND field = ?4 AND code = ?5 AND month = ?6 AND grams > 0"
                           " ORDER BY day DESC, sequence DESC"};

constexpr Query kAddToMonth{
    "waste_month.add",
    "INSERT INTO waste_month (county, party, facility, field, code, month, kind, grams,"
    " entries) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1)"
    " ON CONFLICT (county, party, facility, field, code, month, kind) DO UPDATE SET"
    " grams = waste_month.grams + excluded.grams, entries = waste_month.entries + 1"};
constexpr Query kSums{"waste_month.sums",
                      "SELECT party, facility, field, code, month, kind, grams, entries FROM waste_month"
                      " WHERE county = ?1 AND party = ?2" WUFEI_MOVEMENT_FILTER
                      " ORDER BY party, facility, field, code, month, kind"};
constexpr Query kAllSums{"waste_month.sums_of_all",
                         "SELECT party, facility, field, code, month, kind, grams, entries FROM waste_month"
                         " WHERE county = ?1 AND (CAST(?2 AS bigint) = 0 OR party = ?2)" WUFEI_MOVEMENT_FILTER
                         " ORDER BY party, facility, field, code, month, kind"};
constexpr Query kCountySums{"waste_month.county",
                            "SELECT party, month, field, kind, CAST(sum(grams) AS bigint) FROM waste_month"
                            " WHERE county = ?1 AND month >= ?2 AND month <= ?3"
                            " GROUP BY month, field, kind, party ORDER BY month, field, kind, party"};
constexpr Query kAllMonths{"waste_month.all",
                           "SELECT party, facility, field, code, month, kind, grams, entries FROM waste_month"
                           " ORDER BY county, party, facility, field, code, month, kind"};
constexpr Query kMonthAdditions{
    "waste_month.additions",
    "SELECT month, CAST(sum(grams) AS bigint) FROM waste_month WHERE county = ?1 AND"
    " party = ?2 AND facility = ?3 AND field = ?4 AND code = ?5 AND grams > 0"
    " GROUP BY month ORDER BY month DESC"};
#undef WUFEI_MOVEMENT_FILTER
#undef WUFEI_REVERSED_BY
#undef WUFEI_MOVEMENT_COLUMNS
constexpr Query kAddToStock{
    "waste_stock.add",
    "INSERT INTO waste_stock (county, party, facility, field, code, grams) VALUES (?1,"
    " ?2, ?3, ?4, ?5, ?6) ON CONFLICT (county, party, facility, field, code) DO UPDATE"
    " SET grams = waste_stock.grams + excluded.grams"};
constexpr Query kStock{
    "waste_stock.of",
    "SELECT party, facility, field, code, grams FROM waste_stock WHERE county = ?1 AND party"
    " = ?2 ORDER BY facility, field, code"};
constexpr Query kAllStock{"waste_stock.county",
                          "SELECT party, facility, field, code, grams FROM waste_stock WHERE county = ?1"
                          " ORDER BY party, facility, field, code"};
constexpr Query kEveryStock{
    "waste_stock.all",
    "SELECT party, facility, field, code, grams FROM waste_stock ORDER BY county, party,"
    " facility, field, code"};
constexpr Query kWrongStock{"waste_stock.wrong",
                            "SELECT party FROM (SELECT county, party, facility, field, code, grams FROM "
                            "waste_movement UNION ALL SELECT"
                            " county, party, facility, field, code, -grams FROM waste_stock) AS "
                            "rows_and_stock GROUP BY county, party,"
                            " facility, field, code HAVING sum(grams) <> 0 ORDER BY party"};
constexpr Query kWrongMonths{
    "waste_month.wrong",
    "SELECT party FROM (SELECT county, party, facility, field, code, month, kind, grams, 1 AS entries FROM"
    " waste_movement UNION ALL SELECT county, party, facility, field, code, month, kind, -grams, -entries "
    "FROM"
    " waste_month) AS rows_and_sums GROUP BY county, party, facility, field, code, month, kind HAVING"
    " sum(grams) <> 0 OR sum(entries) <> 0 ORDER BY party"};

}  // namespace wufei::storage
