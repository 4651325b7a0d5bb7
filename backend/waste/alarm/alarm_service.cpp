#include "waste/alarm/alarm_service.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

using contract::Alarm;
using contract::AlarmEnd;
using contract::AlarmFinding;
using contract::AlarmRule;
using contract::AlarmState;
using contract::ErrorCode;
using storage::Session;

constexpr std::int64_t kDaySeconds = 24 * 3600, kHourSeconds = 3600;
constexpr std::int64_t kManifestDays = 400;  // older ones are over, or alarmed long ago
constexpr int kWeighingDays = 3;             // late ones are looked at too
constexpr std::size_t kLongestText = 500;    // code points
constexpr const char* kSystem = "system";

const AlarmRule* rule_of(const std::vector<AlarmRule>& rules, std::string_view id) {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const AlarmRule& one) { return one.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

// The largest difference of one plate's tares on one day, per mille of the smallest.
std::int64_t tare_drift(const std::vector<const storage::Weighing*>& day) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> tares;
  for (const storage::Weighing* one : day) {
    if (one->plate.empty() || one->tare <= 0) continue;
    auto [found, is_new] = tares.emplace(one->plate, std::pair{one->tare, one->tare});
    found->second = {std::min(found->second.first, one->tare), std::max(found->second.second, one->tare)};
  }
  std::int64_t drift = 0;
  for (const auto& [plate, range] : tares)
    drift = std::max(drift, (range.second - range.first) * 1000 / range.first);
  return drift;
}

WeighingDay day_of(const std::vector<const storage::Weighing*>& list) {
  const storage::Weighing& first = *list.front();
  WeighingDay day{first.device, first.party, first.facility, contract::china_date(first.weighed_at)};
  std::map<std::int64_t, int> nets;
  for (const storage::Weighing* one : list) {
    ++day.count;
    day.manual += one->manual ? 1 : 0;
    day.same = std::max(day.same, ++nets[one->net]);
  }
  day.tare_drift = tare_drift(list);
  return day;
}

std::vector<WeighingDay> days_of(const std::vector<storage::Weighing>& weighings) {
  using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int32_t>;
  std::map<Key, std::vector<const storage::Weighing*>> days;
  for (const storage::Weighing& one : weighings)
    days[{one.device, one.party, one.facility, contract::china_date(one.weighed_at).days}].push_back(&one);
  std::vector<WeighingDay> list;
  for (const auto& [key, day] : days) list.push_back(day_of(day));
  return list;
}

bool good_text(const std::string& text) {
  return contract::meaningful_count(text) > 0 && contract::code_point_count(text) <= kLongestText;
}

contract::Error bad_text() {
  return contract::Error{ErrorCode::invalid, "text", {{"/text", contract::Rule::required, 0}}, 0};
}

}  // namespace

AlarmFacts AlarmService::facts(Session& session) {
  AlarmFacts facts;
  facts.now = clock_.now();
  if (manifests_) facts.manifests = manifests_(session, facts.now - kManifestDays * kDaySeconds);
  for (const storage::WasteStock& stock : balances_.all_stock(session))
    facts.stock.push_back({stock, balances_.oldest(session, stock)});
  for (const contract::Party& party : parties_.all(session)) add_party(session, party, facts);
  const contract::Date today = contract::china_date(facts.now);
  const auto weighings = weighings_.between(session, contract::add_days(today, -kWeighingDays), today);
  facts.weighings = days_of(weighings);
  for (const storage::Weighing& one : weighings)
    if (!one.manifest.empty())
      facts.gates.push_back({one.manifest, one.plate, one.party, one.direction == "in"});
  facts.declarations =
      due_declarations(session, store_, source_.current()->get<WasteContent>().fields, today);
  return facts;
}

void AlarmService::add_party(Session& session, const contract::Party& party, AlarmFacts& facts) {
  const contract::Date today = contract::china_date(facts.now);
  const contract::Month now = contract::month_of(today), january = now / 100 * 100 + 1;
  const auto sums = balances_.sums(session, {.party = party.id});
  for (contract::Facility& facility : parties_.facilities(session, party.id)) {
    FacilityFacts one{std::move(facility)};
    for (const storage::MonthSum& sum : sums)
      if (sum.facility == one.facility.id) one.grams += sum.grams;
    facts.facilities.push_back(std::move(one));
  }
  for (contract::Permit& permit : parties_.ended_permits(session, party.id))
    facts.ended_permits.push_back(std::move(permit));
  for (contract::Permit& permit : parties_.permits(session, party.id)) {
    const auto covers = [&](const std::string& code) {
      return permit.codes.empty() ||
             std::find(permit.codes.begin(), permit.codes.end(), code) != permit.codes.end();
    };
    std::int64_t used = 0;
    for (const storage::MonthSum& sum : sums)
      if (sum.kind == storage::MovementKind::receive && sum.month >= january && covers(sum.code))
        used += sum.grams;
    facts.permits.push_back({std::move(permit), used});
  }
  const contract::Month before = now % 100 == 1 ? now - 89 : now - 1;
  for (MassBalance& balance : mass_balances(sums, before, now))
    facts.balances.push_back({party.id, std::move(balance)});
}

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
  const bool same = known.what.level == finding.level && known.what.inputs == finding.inputs;
  const bool judged = known.end == AlarmEnd::explained || known.end == AlarmEnd::untrue;
  const bool again = known.state == AlarmState::closed && !(judged && same);
  known.seen_at = now;
  ++known.times;
  if (known.state != AlarmState::closed || again) {
    known.what.level = again ? finding.level : std::max(known.what.level, finding.level);
    known.what.inputs = finding.inputs;
  }
  if (!again) return alarms_.touch(session, known);
  known.state = AlarmState::raised;
  known.end = AlarmEnd::none;
  known.escalated = false;
  known.due = contract::workdays_after(contract::china_date(now), contract::alarm_workdays(finding.level));
  if (alarms_.change(session, known))
    alarms_.add_event(session, known.id, {now, kSystem, "reopened", std::to_string(known.times)});
}

void AlarmService::settle(Session& session, const DueDeclaration& one) {
  AlarmFinding about;
  about.rule = "A25";
  about.subject = due_subject(one);
  about.period = one.period;
  auto known = alarms_.find(session, about);
  if (!known || known->state == AlarmState::closed) return;
  known->state = AlarmState::closed;
  known->end = AlarmEnd::explained;
  known->reason = contract::text(contract::Text::server_alarm_declared);
  if (alarms_.change(session, *known))
    alarms_.add_event(session, known->id, {clock_.now(), kSystem, "closed", known->reason});
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
  auto seen =
      store_.readers().run([&](Session& session) -> contract::Result<AlarmFacts> { return facts(session); });
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
  return store_.writer().run([&](Session& session) -> contract::Result<int> {
    int raised = 0;
    for (const AlarmFinding& finding : found) raised += raise(session, finding, waste.alarms) ? 1 : 0;
    for (const DueDeclaration& one : seen->declarations)
      if (one.declared) settle(session, one);
    escalate(session);
    last_ = clock_.now();
    return raised;
  });
}

contract::Result<int> AlarmService::watch_if_told() {
  if (!told_.exchange(false) && clock_.now() < last_ + kHourSeconds) return 0;
  return watch();
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
