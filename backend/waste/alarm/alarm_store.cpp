#include "waste/alarm/alarm_store.hpp"

#include "lib/base/json.hpp"

namespace wufei::storage {
namespace {

using contract::Alarm;
using contract::AlarmFinding;

#define WUFEI_ALARM_COLUMNS                                                                       \
  "id, rule, subject, period, level, party, field, area, inputs, state, ending, trial, released," \
  " escalated, due, opened_at, seen_at, times, explanation, reason, version"
constexpr Query kAdd{
    "waste_alarm.add",
    "INSERT INTO waste_alarm (county, rule, subject, period, level, party, field, area, inputs,"
    " state, ending, trial, released, escalated, due, opened_at, seen_at, times, explanation,"
    " reason, version, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
    " ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, (SELECT coalesce(max(id), 0) + 1 FROM waste_alarm"
    " WHERE county = ?1)) RETURNING id"};
constexpr Query kOfCondition{
    "waste_alarm.of_condition",
    "SELECT " WUFEI_ALARM_COLUMNS
    " FROM waste_alarm WHERE county = ?1 AND rule = ?2 AND subject = ?3 AND period = ?4"};
constexpr Query kFind{"waste_alarm.find",
                      "SELECT " WUFEI_ALARM_COLUMNS " FROM waste_alarm WHERE county = ?1 AND id = ?2"};
constexpr Query kChange{
    "waste_alarm.change",
    "UPDATE waste_alarm SET level = ?4, inputs = ?5, state = ?6, ending = ?7, trial = ?8,"
    " released = ?9, escalated = ?10, due = ?11, seen_at = ?12, times = ?13, explanation ="
    " ?14, reason = ?15, party = ?16, area = ?17, version = version + 1 WHERE county = ?1 AND id = ?2 AND "
    "version ="
    " ?3"};
constexpr Query kTouch{"waste_alarm.touch",
                       "UPDATE waste_alarm SET level = ?3, inputs = ?4, seen_at = ?5, times = ?6"
                       " WHERE county = ?1 AND id = ?2"};
constexpr Query kList{
    "waste_alarm.list",
    "SELECT " WUFEI_ALARM_COLUMNS
    " FROM waste_alarm WHERE county = ?1 AND (CAST(?2 AS bigint) = 0 OR party = ?2) AND (?3 = '' OR field ="
    " ?3 OR (?3 = 'none' AND field = '')) AND (?9 = '' OR area = ?9 OR (?9 = 'none' AND area = ''))"
    " AND (?10 = '' OR level = ?10) AND (?4 = '' OR rule = ?4) AND (?5 = '' OR state = ?5 OR (?5 = 'open' "
    "AND state <>"
    " 'closed')) AND trial = ?6 AND released >= ?7 ORDER BY escalated DESC, due, id LIMIT ?8"};
constexpr Query kOverdue{
    "waste_alarm.overdue",
    "SELECT " WUFEI_ALARM_COLUMNS
    " FROM waste_alarm WHERE county = ?1 AND state <> 'closed' AND escalated = 0 AND trial"
    " = 0 AND due < ?2 ORDER BY id"};
constexpr Query kAll{"waste_alarm.all",
                     "SELECT " WUFEI_ALARM_COLUMNS " FROM waste_alarm ORDER BY county, id"};
#undef WUFEI_ALARM_COLUMNS
constexpr Query kScores{
    "waste_alarm.scores",
    "SELECT rule, ending, trial, count(*) FROM waste_alarm WHERE county = ?1 GROUP BY rule,"
    " ending, trial ORDER BY rule, ending, trial"};
constexpr Query kUntrue{"waste_alarm.untrue",
                        "SELECT subject FROM waste_alarm WHERE county = ?1 AND rule = ?2 AND state = 'closed'"
                        " AND ending = 'false' ORDER BY id"};
constexpr Query kOpenCounts{
    "waste_alarm.open_counts",
    "SELECT field, area, level, count(*) FROM waste_alarm WHERE county = ?1 AND state <>"
    " 'closed' AND trial = 0 GROUP BY field, area, level ORDER BY field, area, level"};
constexpr Query kAddEvent{
    "waste_alarm_event.add",
    "INSERT INTO waste_alarm_event (county, alarm, at, actor, event, detail, sequence)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(sequence), 0) + 1 FROM waste_alarm_event"
    " WHERE county = ?1 AND alarm = ?2))"};
constexpr Query kEvents{
    "waste_alarm_event.of",
    "SELECT at, actor, event, detail FROM waste_alarm_event WHERE county = ?1 AND alarm = ?2"
    " ORDER BY sequence"};
constexpr Query kAllEvents{"waste_alarm_event.all",
                           "SELECT at, actor, event, detail FROM waste_alarm_event ORDER BY county, alarm,"
                           " sequence"};

std::string inputs_text(const AlarmFinding& finding) {
  contract::Json json = contract::Json::object();
  for (const auto& [name, value] : finding.inputs) json[name] = value;
  return json.dump();
}

void read_inputs(Columns& columns, AlarmFinding& finding) {
  const auto json = contract::parse_json(columns.text());
  if (!json || !json->is_object()) return columns.fail("is no JSON object");
  for (const auto& [name, value] : json->items())
    if (value.is_string()) finding.inputs[name] = value.get<std::string>();
}

Alarm read_alarm(Columns& columns, const Cipher& cipher) {
  Alarm alarm;
  columns.take(alarm.id, alarm.what.rule, alarm.what.subject, alarm.what.period);
  alarm.what.level = columns.named(contract::alarm_level_from_name);
  columns.take(alarm.what.party, alarm.what.field, alarm.what.area);
  read_inputs(columns, alarm.what);
  alarm.state = columns.named(contract::alarm_state_from_name);
  alarm.end = columns.named(contract::alarm_end_from_name);
  columns.take(alarm.trial, alarm.released, alarm.escalated, alarm.due, alarm.opened_at, alarm.seen_at,
               alarm.times);
  alarm.explanation = columns.sealed(cipher).value_or(std::string());
  alarm.reason = columns.sealed(cipher).value_or(std::string());
  alarm.version = columns.number();
  return alarm;
}

AlarmEvent read_event(Columns& columns, const Cipher& cipher) {
  AlarmEvent event;
  columns.take(event.at, event.actor, event.event);
  event.detail = columns.sealed(cipher).value_or(std::string());
  return event;
}

AlarmScore read_score(Columns& columns) {
  AlarmScore score;
  columns.take(score.rule, score.end, score.trial, score.count);
  return score;
}

AlarmCount read_count(Columns& columns) {
  AlarmCount count;
  columns.take(count.field, count.area, count.level, count.count);
  return count;
}

auto alarms_by(const Store& store) {
  return [&store](Columns& columns) { return read_alarm(columns, store.cipher()); };
}

auto events_by(const Store& store) {
  return [&store](Columns& columns) { return read_event(columns, store.cipher()); };
}

void check_alarm(Columns& columns, const Cipher& cipher) {
  (void)read_alarm(columns, cipher);
}

void check_event(Columns& columns, const Cipher& cipher) {
  (void)read_event(columns, cipher);
}

}  // namespace

std::optional<Alarm> AlarmStore::find(Session& session, const AlarmFinding& finding) const {
  return session.row(kOfCondition, alarms_by(store_), county_, finding.rule, finding.subject, finding.period);
}

std::optional<Alarm> AlarmStore::find(Session& session, std::int64_t id) const {
  return session.row(kFind, alarms_by(store_), county_, id);
}

std::int64_t AlarmStore::add(Session& session, const Alarm& alarm) const {
  const AlarmFinding& what = alarm.what;
  return session.insert_returning_id(
      kAdd, county_, what.rule, what.subject, what.period, contract::alarm_level_name(what.level), what.party,
      what.field, what.area, inputs_text(what), contract::alarm_state_name(alarm.state),
      contract::alarm_end_name(alarm.end), alarm.trial, alarm.released, alarm.escalated, alarm.due,
      alarm.opened_at, alarm.seen_at, alarm.times, store_.cipher().seal(alarm.explanation),
      store_.cipher().seal(alarm.reason), alarm.version);
}

bool AlarmStore::change(Session& session, const Alarm& alarm) const {
  return session.run(kChange, county_, alarm.id, alarm.version, contract::alarm_level_name(alarm.what.level),
                     inputs_text(alarm.what), contract::alarm_state_name(alarm.state),
                     contract::alarm_end_name(alarm.end), alarm.trial, alarm.released, alarm.escalated,
                     alarm.due, alarm.seen_at, alarm.times, store_.cipher().seal(alarm.explanation),
                     store_.cipher().seal(alarm.reason), alarm.what.party, alarm.what.area) > 0;
}

void AlarmStore::touch(Session& session, const Alarm& alarm) const {
  session.run(kTouch, county_, alarm.id, contract::alarm_level_name(alarm.what.level),
              inputs_text(alarm.what), alarm.seen_at, alarm.times);
}

void AlarmStore::add_event(Session& session, std::int64_t alarm, const AlarmEvent& event) const {
  session.run(kAddEvent, county_, alarm, event.at, event.actor, event.event,
              store_.cipher().seal(event.detail));
}

std::vector<AlarmEvent> AlarmStore::events(Session& session, std::int64_t alarm) const {
  return session.rows(kEvents, events_by(store_), county_, alarm);
}

std::vector<Alarm> AlarmStore::list(Session& session, const AlarmFilter& filter, int limit) const {
  return session.rows(kList, alarms_by(store_), county_, filter.party, filter.field, filter.rule,
                      filter.state, filter.trial, filter.released, limit, filter.area, filter.level);
}

std::vector<Alarm> AlarmStore::overdue(Session& session, contract::Date day) const {
  return session.rows(kOverdue, alarms_by(store_), county_, day);
}

std::vector<AlarmScore> AlarmStore::scores(Session& session) const {
  return session.rows(kScores, read_score, county_);
}

std::vector<std::string> AlarmStore::untrue_subjects(Session& session, std::string_view rule) const {
  return session.rows(
      kUntrue, [](Columns& columns) { return columns.text(); }, county_, rule);
}

std::vector<AlarmCount> AlarmStore::open_counts(Session& session) const {
  return session.rows(kOpenCounts, read_count, county_);
}

StoreFacts AlarmStore::facts() {
  return {{&kAdd, &kOfCondition, &kFind, &kChange, &kTouch, &kList, &kOverdue, &kAll, &kScores, &kOpenCounts,
           &kAddEvent, &kEvents, &kAllEvents, &kUntrue},
          {{"", &kAll, check_alarm}, {"", &kAllEvents, check_event}},
          nullptr,
          {{"waste_alarm", "explanation"}, {"waste_alarm", "reason"}, {"waste_alarm_event", "detail"}}};
}

}  // namespace wufei::storage
