#include "waste/alarm/alarm_service.hpp"

#include <algorithm>
#include <map>

#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "waste/alarm/alarm_run.hpp"

namespace wufei::service {
namespace {

using contract::Alarm;
using contract::AlarmEnd;
using contract::AlarmFinding;
using contract::AlarmRule;
using contract::AlarmState;
using contract::ErrorCode;
using storage::Session;

constexpr std::int64_t kHourSeconds = 3600;
constexpr std::size_t kLongestText = 500;  // code points
constexpr const char* kSystem = "system";

const AlarmRule* rule_of(const std::vector<AlarmRule>& rules, std::string_view id) {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const AlarmRule& one) { return one.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

bool good_text(const std::string& text) {
  return contract::meaningful_count(text) > 0 && contract::code_point_count(text) <= kLongestText;
}

// What the alarm waited for has come, or nobody waits for it any more; record and ticket say the same.
// A ticket that was written again ends only what nobody has taken up: then somebody looks at it first.
bool is_over(const Alarm& alarm, const AlarmRule* of, const storage::ManifestFacts& one) {
  const AlarmFinding& what = alarm.what;
  if (what.rule == "A05")
    return of != nullptr && alarm.state == AlarmState::raised && !is_ticket_otherwise(one, *of);
  if (what.rule == "A08") return one.national_number || one.state == "cancelled";
  if (what.period == "late") return false;  // it was
  const bool carrier = what.period.ends_with("carrier"), enterer = what.period.ends_with("enterer");
  const bool disputed = carrier ? one.carrier_disputed : enterer ? one.own_disputed : one.disputed;
  const bool asked = enterer ? one.own_waits : one.unconfirmed && !one.other_confirmed;
  const bool waits = carrier ? one.carrier_waits : asked && !one.disputed && !one.own_disputed;
  return one.state == "cancelled" || !(what.period.starts_with("disputed") ? disputed : waits);
}

// Of which rules alarms of records settle by themselves, and what is then told.
constexpr std::pair<const char*, contract::Text> kSettling[] = {
    {"A05", contract::Text::server_alarm_ticket_agrees},
    {"A07", contract::Text::server_alarm_answered},
    {"A08", contract::Text::server_alarm_numbered}};
constexpr int kMostSettled = 5000;  // of one rule in one look

// Whether it is another party's than it was: that one was not told of it and has said nothing.
bool put_to(Alarm& known, const AlarmFinding& finding) {
  if (known.what.party == finding.party) return false;
  known.what.party = finding.party;
  known.what.area = finding.area;
  known.released = false;
  known.explanation.clear();
  if (known.state == AlarmState::explained) known.state = AlarmState::acknowledged;
  return true;
}

contract::Error bad_text() {
  return contract::Error{ErrorCode::invalid, "text", {{"/text", contract::Rule::required, 0}}, 0};
}

}  // namespace

// Whether it is new. A condition that is known keeps its row: the level may rise, and what was seen last.
bool AlarmService::raise(Session& session, const AlarmFinding& finding, const std::vector<AlarmRule>& rules) {
  const contract::UtcSeconds now = clock_.now();
  const contract::Date today = contract::china_date(now);
  if (auto known = alarms_.find(session, finding)) {
    if (contract::china_date(known->seen_at) == today) return false;
    found_again(session, *known, finding);
    return false;
  }
  Alarm alarm;
  alarm.what = finding;
  const AlarmRule* rule = rule_of(rules, finding.rule);
  alarm.trial = rule != nullptr && today < rule->silent_until;
  alarm.due = contract::workdays_after(today, contract::alarm_workdays(finding.level));
  alarm.opened_at = alarm.seen_at = now;
  const std::int64_t id = alarms_.add(session, alarm);
  alarms_.add_event(session, id, {now, kSystem, "raised", {}});
  return true;
}

// A day later. What was closed is raised again, unless somebody explained or refuted exactly what is found
// now.
void AlarmService::found_again(Session& session, Alarm& known, const AlarmFinding& finding) {
  const contract::UtcSeconds now = clock_.now();
  const bool again = known.state == AlarmState::closed &&
                     !(contract::says_the_same(known.what, finding) && is_judged(session, known));
  bool passed = false;
  known.seen_at = now;
  ++known.times;
  if (known.state != AlarmState::closed || again) {
    known.what.level = again ? finding.level : std::max(known.what.level, finding.level);
    known.what.inputs = finding.inputs;
    passed = put_to(known, finding);
  }
  if (!again && !passed) return alarms_.touch(session, known);
  if (!again) {
    (void)alarms_.change(session, known);  // read in this transaction
    return;
  }
  known.state = AlarmState::raised;
  known.end = AlarmEnd::none;
  known.escalated = false;
  known.due = contract::workdays_after(contract::china_date(now), contract::alarm_workdays(finding.level));
  if (alarms_.change(session, known))
    alarms_.add_event(session, known.id, {now, kSystem, "reopened", std::to_string(known.times)});
}

bool AlarmService::is_judged(Session& session, const Alarm& alarm) const {
  if (alarm.end != AlarmEnd::explained && alarm.end != AlarmEnd::untrue) return false;
  const auto events = alarms_.events(session, alarm.id);
  return events.empty() || events.back().actor != kSystem;
}

void AlarmService::settle(Session& session, const DueDeclaration& one) {
  AlarmFinding about;
  about.rule = "A25";
  about.subject = due_subject(one);
  about.period = one.period;
  if (const auto known = alarms_.find(session, about); known && known->state != AlarmState::closed)
    end(session, *known, contract::Text::server_alarm_declared);
}

void AlarmService::settle_records(Session& session, const std::vector<storage::ManifestFacts>& records,
                                  const std::vector<AlarmRule>& rules) {
  std::map<std::string, const storage::ManifestFacts*> by_subject;
  for (const storage::ManifestFacts& one : records) by_subject.emplace("manifest/" + one.number, &one);
  for (const auto& [rule, why] : kSettling) {
    const AlarmRule* limits = rule_of(rules, rule);
    for (const bool trial : {false, true})
      for (const Alarm& alarm :
           alarms_.list(session, {.rule = rule, .state = "open", .trial = trial}, kMostSettled))
        if (const auto of = by_subject.find(alarm.what.subject);
            of != by_subject.end() && is_over(alarm, limits, *of->second))
          end(session, alarm, why);
  }
}

void AlarmService::end(Session& session, Alarm alarm, contract::Text why) {
  alarm.state = AlarmState::closed;
  alarm.end = AlarmEnd::explained;
  alarm.reason = contract::text(why);
  if (alarms_.change(session, alarm))
    alarms_.add_event(session, alarm.id, {clock_.now(), kSystem, "closed", alarm.reason});
}

void AlarmService::escalate(Session& session) {
  const contract::UtcSeconds now = clock_.now();
  for (Alarm& alarm : alarms_.overdue(session, contract::china_date(now))) {
    alarm.escalated = true;
    if (alarms_.change(session, alarm))
      alarms_.add_event(session, alarm.id, {now, kSystem, "escalated", contract::format_date(alarm.due)});
  }
}

contract::Result<int> AlarmService::watch() {
  const auto content = source_.current();
  const WasteContent& waste = content->get<WasteContent>();
  auto seen = store_.readers().run([&](Session& session) -> contract::Result<AlarmFacts> {
    return gatherer_.gather(session, waste.fields, clock_.now());
  });
  if (!seen) return seen.error();
  std::vector<AlarmFinding> found = find_alarms(*seen, waste.alarms, waste.fields);
  std::map<std::int64_t, std::string> areas;
  for (AlarmFinding& finding : found) {
    if (!finding.area.empty() || finding.party == 0) continue;
    auto area = areas.find(finding.party);
    if (area == areas.end()) {
      const auto party =
          store_.readers().run([&](Session& session) -> contract::Result<std::optional<contract::Party>> {
            return parties_.find(session, finding.party);
          });
      if (!party) return party.error();
      area = areas.emplace(finding.party, *party ? (*party)->area : std::string()).first;
    }
    finding.area = area->second;
  }
  auto raised_now = store_.writer().run([&](Session& session) -> contract::Result<int> {
    int raised = 0;
    for (const AlarmFinding& finding : found) raised += raise(session, finding, waste.alarms) ? 1 : 0;
    for (const DueDeclaration& one : seen->declarations)
      if (one.declared) settle(session, one);
    settle_records(session, seen->manifests, waste.alarms);
    escalate(session);
    return raised;
  });
  if (raised_now) last_ = clock_.now();
  return raised_now;
}

contract::Result<int> AlarmService::watch_if_told() {
  const auto last = store_.readers().run(
      [&](Session& session) -> contract::Result<std::int64_t> { return changes_.last(session); });
  if (!last) return last.error();
  if (change_.exchange(*last) != *last) told_ = true;
  if (!told_.exchange(false) && clock_.now() < last_ + kHourSeconds) return 0;
  auto raised = watch();
  if (!raised) told_ = true;
  return raised;
}

contract::Result<AlarmList> AlarmService::list(const storage::AlarmFilter& filter, int limit) {
  const auto content = source_.current();
  return store_.readers().run([&](Session& session) -> contract::Result<AlarmList> {
    AlarmList list;
    std::map<std::int64_t, std::string> names;
    for (const contract::Party& party : parties_.all(session)) names[party.id] = party.name;
    for (Alarm& alarm : alarms_.list(session, filter, limit)) {
      const std::string name = names[alarm.what.party];
      list.alarms.push_back({std::move(alarm), name, {}});
    }
    for (const AlarmRule& rule : content->get<WasteContent>().alarms) list.scores.push_back({rule});
    for (const storage::AlarmScore& score : alarms_.scores(session))
      for (RuleScore& one : list.scores) {
        if (one.rule.id != score.rule) continue;
        if (score.trial) one.trial += score.count;
        if (score.end.empty()) one.open += score.count;
        if (score.end == "confirmed") one.confirmed += score.count;
        if (score.end == "explained") one.explained += score.count;
        if (score.end == "false") one.untrue += score.count;
      }
    return list;
  });
}

contract::Result<AlarmView> AlarmService::find(std::int64_t id, std::int64_t party) {
  return store_.readers().run([&](Session& session) -> contract::Result<AlarmView> {
    auto alarm = alarms_.find(session, id);
    const bool hidden =
        alarm && party > 0 && (!alarm->released || alarm->trial || alarm->what.party != party);
    if (!alarm || hidden) return contract::make_error(ErrorCode::not_found, "no such alarm");
    const auto whose = parties_.find(session, alarm->what.party);
    return AlarmView{std::move(*alarm), whose ? whose->name : std::string(), alarms_.events(session, id)};
  });
}

contract::Status AlarmService::change(const Step& step, const std::function<bool(Alarm&)>& allow) {
  return store_.writer().run([&](Session& session) -> contract::Status {
    auto alarm = alarms_.find(session, step.id);
    if (!alarm) return contract::make_error(ErrorCode::not_found, "no such alarm");
    if (alarm->version != step.version) return contract::make_error(ErrorCode::precondition, "changed");
    if (!allow(*alarm)) return contract::make_error(ErrorCode::conflict, "not in this state");
    if (!alarms_.change(session, *alarm)) return contract::make_error(ErrorCode::precondition, "changed");
    alarms_.add_event(session, step.id,
                      {clock_.now(), contract::actor_text(step.actor), step.event, step.detail});
    return contract::ok();
  });
}

contract::Status AlarmService::acknowledge(std::int64_t id, int version, bool release,
                                           const contract::Actor& actor) {
  return change({id, version, release ? "released" : "acknowledged", {}, actor}, [&](Alarm& alarm) {
    const bool may =
        alarm.state == AlarmState::raised || (alarm.state == AlarmState::acknowledged && release);
    if (!may || (release && (alarm.trial || alarm.what.party == 0))) return false;
    alarm.state = AlarmState::acknowledged;
    alarm.released = alarm.released || release;
    return true;
  });
}

contract::Status AlarmService::explain(std::int64_t id, int version, std::int64_t party,
                                       const std::string& text, const contract::Actor& actor) {
  if (!good_text(text)) return bad_text();
  if (auto seen = find(id, party); !seen) return seen.error();
  return change({id, version, "explained", text, actor}, [&](Alarm& alarm) {
    if (alarm.state != AlarmState::acknowledged && alarm.state != AlarmState::explained) return false;
    alarm.state = AlarmState::explained;
    alarm.explanation = text;
    return true;
  });
}

contract::Status AlarmService::close(std::int64_t id, int version, AlarmEnd end, const std::string& reason,
                                     const contract::Actor& actor) {
  if (!good_text(reason)) return bad_text();
  return change({id, version, "closed", reason, actor}, [&](Alarm& alarm) {
    if (alarm.state == AlarmState::closed || end == AlarmEnd::none) return false;
    alarm.state = AlarmState::closed;
    alarm.end = end;
    alarm.reason = reason;
    return true;
  });
}

}  // namespace wufei::service
