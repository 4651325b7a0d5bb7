#include "pickup/calendar/calendar_store.hpp"

#include <array>

#include "lib/base/find.hpp"
#include "pickup/pickup.hpp"

namespace wufei::storage {
namespace {

using contract::CalendarRule;

constexpr std::array<std::string_view, 4> kToldNames{"displaced", "restored", "undone", "notice"};

const std::string kRuleColumns =
    "SELECT number, kind, first_day, last_day, area, category, day_window, places, reason, made_at, made_by,"
    " ended_number, ended_at, ended_by FROM calendar_rule ";
const std::string kInForceText = kRuleColumns +
                                 "WHERE county = ?1 AND ended_number = 0 AND last_day >= ?2"
                                 " AND first_day <= ?3 ORDER BY number";
const std::string kHistoryText =
    kRuleColumns +
    "WHERE county = ?1 ORDER BY CASE WHEN ended_number > number THEN ended_number ELSE number END DESC"
    " LIMIT ?2";
const std::string kFindRuleText = kRuleColumns + "WHERE county = ?1 AND number = ?2";
const Query kInForce{"calendar_rule.in_force", kInForceText};
const Query kHistory{"calendar_rule.history", kHistoryText};
const Query kFindRule{"calendar_rule.find", kFindRuleText};
constexpr Query kVersion{"calendar_rule.version",
                         "SELECT coalesce(max(CASE WHEN ended_number > number THEN ended_number ELSE number"
                         " END), 0) FROM calendar_rule WHERE county = ?1"};
constexpr Query kAddRule{
    "calendar_rule.add",
    "INSERT INTO calendar_rule (county, number, kind, first_day, last_day, area, category, day_window,"
    " places, reason, made_at, made_by, ended_number, ended_at, ended_by)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0, 0, '')"};
constexpr Query kEndRule{"calendar_rule.end",
                         "UPDATE calendar_rule SET ended_number = ?3, ended_at = ?4, ended_by = ?5"
                         " WHERE county = ?1 AND number = ?2 AND ended_number = 0"};
constexpr Query kStanding{"calendar.standing",
                          "SELECT id, status, slot FROM pickup WHERE date BETWEEN ?1 AND ?2"
                          " AND status <> 'cancelled' ORDER BY id"};
constexpr Query kPromised{"calendar.promised",
                          "SELECT reference, slot, start_minute, end_minute FROM pickup"
                          " WHERE date BETWEEN ?1 AND ?2 AND status IN ('booked', 'assigned')"
                          " ORDER BY date, start_minute, id"};
constexpr Query kTold{"calendar_told.of_days",
                      "SELECT pickup, slot, date, about, at, actor FROM calendar_told"
                      " WHERE county = ?1 AND date BETWEEN ?2 AND ?3 ORDER BY pickup, slot, sequence"};
constexpr Query kTell{
    "calendar_told.add",
    "INSERT INTO calendar_told (county, pickup, slot, sequence, date, about, at, actor) VALUES (?1, ?2, ?3,"
    " (SELECT coalesce(max(sequence), 0) + 1 FROM calendar_told WHERE county = ?1 AND pickup = ?2"
    " AND slot = ?3), ?4, ?5, ?6, ?7)"};
constexpr Query kAllRules{
    "calendar_rule.all",
    "SELECT number, number, kind, first_day, last_day, area, category, day_window, places, reason, made_at,"
    " made_by, ended_number, ended_at, ended_by FROM calendar_rule ORDER BY county, number"};
constexpr Query kAllTold{"calendar_told.all",
                         "SELECT pickup, pickup, slot, date, about, at, actor FROM calendar_told"
                         " ORDER BY county, pickup, slot, sequence"};

CalendarRule read_calendar_rule(Columns& columns) {
  CalendarRule rule;
  rule.number = columns.integer();
  rule.what.kind = columns.named(contract::calendar_kind_from_name);
  columns.take(rule.what.first, rule.what.last, rule.what.area, rule.what.category, rule.what.window,
               rule.what.places, rule.what.reason, rule.made_at, rule.made_by, rule.ended_number,
               rule.ended_at, rule.ended_by);
  return rule;
}

ToldRow read_told(Columns& columns) {
  ToldRow row;
  columns.take(row.pickup, row.slot, row.date);
  row.about = columns.named(told_from_name);
  columns.take(row.at, row.actor);
  return row;
}

contract::Standing read_standing(Columns& columns) {
  contract::Standing one;
  one.id = columns.integer();
  one.open = contract::is_open(columns.named(contract::status_from_name));
  one.slot = columns.named(contract::parse_slot_id);
  return one;
}

Promise read_promise(Columns& columns) {
  Promise one;
  one.reference = columns.text();
  one.slot = columns.named(contract::parse_slot_id);
  one.start_minute = columns.number();
  one.end_minute = columns.number();
  return one;
}

void check_calendar_rule(Columns& columns, const Cipher& /*cipher*/) {
  columns.integer();
  (void)read_calendar_rule(columns);
}

void check_told(Columns& columns, const Cipher& /*cipher*/) {
  columns.integer();
  (void)read_told(columns);
}

}  // namespace

std::string_view told_name(ToldAbout about) {
  return kToldNames[static_cast<std::size_t>(about)];
}

std::optional<ToldAbout> told_from_name(std::string_view name) {
  return contract::enum_named<ToldAbout>(kToldNames, name);
}

contract::Calendar CalendarStore::in_force(Session& session, contract::Date first,
                                           contract::Date last) const {
  return session.rows(kInForce, read_calendar_rule, county_, first, last);
}

std::vector<CalendarRule> CalendarStore::history(Session& session, int most) const {
  return session.rows(kHistory, read_calendar_rule, county_, most);
}

std::optional<CalendarRule> CalendarStore::find(Session& session, std::int64_t number) const {
  return session.row(kFindRule, read_calendar_rule, county_, number);
}

std::int64_t CalendarStore::version(Session& session) const {
  return session.number(kVersion, county_);
}

void CalendarStore::add(Session& session, const CalendarRule& rule) const {
  session.run(kAddRule, county_, rule.number, contract::calendar_kind_name(rule.what.kind), rule.what.first,
              rule.what.last, rule.what.area, rule.what.category, rule.what.window, rule.what.places,
              rule.what.reason, rule.made_at, rule.made_by);
}

void CalendarStore::end(Session& session, const CalendarRule& rule) const {
  session.run(kEndRule, county_, rule.number, rule.ended_number, rule.ended_at, rule.ended_by);
}

std::vector<contract::Standing> CalendarStore::standing(Session& session, contract::Date first,
                                                        contract::Date last) {
  return session.rows(kStanding, read_standing, first, last);
}

std::vector<Promise> CalendarStore::promised(Session& session, contract::Date first, contract::Date last) {
  return session.rows(kPromised, read_promise, first, last);
}

std::vector<ToldRow> CalendarStore::told(Session& session, contract::Date first, contract::Date last) const {
  return session.rows(kTold, read_told, county_, first, last);
}

void CalendarStore::tell(Session& session, const ToldRow& row) const {
  session.run(kTell, county_, row.pickup, row.slot, row.date, told_name(row.about), row.at, row.actor);
}

StoreFacts CalendarStore::facts() {
  return {{&kInForce, &kHistory, &kFindRule, &kVersion, &kAddRule, &kEndRule, &kStanding, &kPromised, &kTold,
           &kTell, &kAllRules, &kAllTold},
          {{"", &kAllRules, check_calendar_rule}, {"", &kAllTold, check_told}}};
}

}  // namespace wufei::storage
