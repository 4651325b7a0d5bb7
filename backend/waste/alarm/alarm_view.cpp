#include "waste/alarm/alarm_view.hpp"

#include <array>
#include <set>
#include <sstream>

#include "lib/base/words.hpp"
#include "waste/alarm/alarm_words.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/manifest/manifest_words.hpp"

namespace wufei::http {
namespace {

using contract::Alarm;
using contract::AlarmLevel;
using contract::AlarmRule;
using contract::AlarmState;
using contract::Text;
using service::RuleScore;
using service::WasteContent;

constexpr std::array kLevelWords{Text::server_alarm_level_blue, Text::server_alarm_level_amber,
                                 Text::server_alarm_level_red};
constexpr std::array kLevelTones{Tone::quiet, Tone::warn, Tone::bad};
constexpr std::array kStateWords{Text::server_alarm_state_raised, Text::server_alarm_state_acknowledged,
                                 Text::server_alarm_state_explained, Text::server_alarm_state_closed};
constexpr std::array kEndWords{Text::server_alarm_state_closed, Text::server_alarm_end_confirmed,
                               Text::server_alarm_end_explained, Text::server_alarm_end_false};

struct EventWords {
  std::string_view event;
  Text text;
};
constexpr EventWords kEvents[] = {{"raised", Text::server_alarm_event_raised},
                                  {"reopened", Text::server_alarm_event_reopened},
                                  {"escalated", Text::server_alarm_event_escalated},
                                  {"acknowledged", Text::server_alarm_event_acknowledged},
                                  {"released", Text::server_alarm_event_released},
                                  {"explained", Text::server_alarm_event_explained},
                                  {"closed", Text::server_alarm_event_closed}};
constexpr EventWords kInputs[] = {{"state", Text::server_alarm_input_state},
                                  {"code", Text::server_balance_code},
                                  {"issued_at", Text::server_alarm_input_issued},
                                  {"planned_start", Text::server_alarm_input_planned_start},
                                  {"planned_arrival", Text::server_alarm_input_planned_arrival},
                                  {"started_at", Text::server_alarm_input_started},
                                  {"arrived_at", Text::server_alarm_input_arrived},
                                  {"accepted_at", Text::server_alarm_input_accepted},
                                  {"days", Text::server_alarm_input_days},
                                  {"limit_days", Text::server_alarm_input_limit},
                                  {"hours", Text::server_alarm_input_hours},
                                  {"workdays", Text::server_alarm_input_workdays},
                                  {"limit_workdays", Text::server_alarm_input_limit},
                                  {"loaded_grams", Text::server_alarm_input_loaded},
                                  {"received_grams", Text::server_alarm_input_received},
                                  {"refused_grams", Text::server_alarm_input_refused},
                                  {"grams", Text::server_balance_stock},
                                  {"capacity_grams", Text::server_alarm_input_capacity},
                                  {"used_grams", Text::server_alarm_input_used},
                                  {"yearly_grams", Text::server_alarm_input_yearly},
                                  {"input_grams", Text::server_alarm_input_input},
                                  {"count_grams", Text::server_balance_kind_count},
                                  {"adjust_grams", Text::server_balance_kind_adjust},
                                  {"closing_grams", Text::server_balance_closing},
                                  {"oldest", Text::server_alarm_input_oldest},
                                  {"number", Text::server_alarm_input_number},
                                  {"valid_until", Text::server_alarm_input_valid},
                                  {"weighings", Text::server_alarm_input_weighings},
                                  {"manual", Text::server_alarm_input_manual},
                                  {"same_net", Text::server_alarm_input_same},
                                  {"tare_drift_per_mille", Text::server_alarm_input_drift},
                                  {"load_percent", Text::server_alarm_input_load_percent},
                                  {"gate_plate", Text::server_alarm_input_gate_plate},
                                  {"record_plate", Text::server_alarm_input_record_plate},
                                  {"other_record", Text::server_alarm_input_other_record},
                                  {"book_grams", Text::server_alarm_input_input},
                                  {"period", Text::server_alarm_input_period},
                                  {"entered_at", Text::server_paper_entered_at},
                                  {"limit_grams", Text::server_alarm_input_limit},
                                  {"place", Text::server_alarm_input_place},
                                  {"gate_place", Text::server_alarm_input_gate_place},
                                  {"record_place", Text::server_alarm_input_record_place},
                                  {"scale_since", Text::server_alarm_input_scale_since},
                                  {"record_grams", Text::server_alarm_input_record_sum},
                                  {"ledger_grams", Text::server_alarm_input_ledger_sum},
                                  {"generated_grams", Text::server_alarm_input_generated},
                                  {"usual_grams", Text::server_alarm_input_usual},
                                  {"day_grams", Text::server_alarm_input_day_sum},
                                  {"months", Text::server_alarm_input_months},
                                  {"records", Text::server_alarm_input_records},
                                  {"last_weighing", Text::server_alarm_input_last_weighing},
                                  {"ticket_plate", Text::server_alarm_input_ticket_plate},
                                  {"ticket_day", Text::server_alarm_input_ticket_day},
                                  {"ticket_grams", Text::server_alarm_input_ticket_grams},
                                  {"ticket_at", Text::server_alarm_input_ticket_at},
                                  {"way_km", Text::server_alarm_input_way},
                                  {"usual_km", Text::server_alarm_input_usual_way},
                                  {"trips", Text::server_alarm_input_trips},
                                  {"total_grams", Text::server_alarm_input_total},
                                  {"unplaced_grams", Text::server_alarm_input_unplaced},
                                  {"due", Text::server_alarm_input_due},
                                  {"condition", Text::server_alarm_input_condition}};

const AlarmRule* rule_of(const service::ContentSet& content, std::string_view id) {
  for (const AlarmRule& rule : content.get<WasteContent>().alarms)
    if (rule.id == id) return &rule;
  return nullptr;
}

std::string rule_title(const service::ContentSet& content, const std::string& id) {
  const AlarmRule* rule = rule_of(content, id);
  return rule != nullptr ? id + " " + rule->title : id;
}

// The rule, and which of its conditions it is.
std::string alarm_title(const service::ContentSet& content, const contract::AlarmFinding& what) {
  const auto condition = what.inputs.find("condition");
  std::string rule = rule_title(content, what.rule);
  if (condition == what.inputs.end()) return rule;
  return contract::text(Text::server_alarm_of_condition,
                        {{"rule", rule}, {"condition", alarm_condition_words(condition->second)}});
}

std::string field_name(const service::ContentSet& content, const std::string& id) {
  const contract::WasteField* field = content.get<WasteContent>().find(id);
  return field != nullptr ? field->name : id;
}

void write_level(HtmlWriter& out, AlarmLevel level) {
  const auto place = static_cast<std::size_t>(level);
  write_tag(out, contract::text(kLevelWords[place]), kLevelTones[place]);
}

std::string_view state_words(const Alarm& alarm) {
  return contract::text(alarm.state == AlarmState::closed
                            ? kEndWords[static_cast<std::size_t>(alarm.end)]
                            : kStateWords[static_cast<std::size_t>(alarm.state)]);
}

std::string basis_words(const AlarmRule& rule) {
  return rule.verified ? rule.basis : contract::text(Text::server_alarm_unverified, {{"basis", rule.basis}});
}

// What a number leads to: a manifest's page, a party's ledger.
std::string subject_link(const Alarm& alarm) {
  constexpr std::string_view kManifest = "manifest/";
  if (alarm.what.subject.starts_with(kManifest))
    return "/desk/waste/manifests/" + alarm.what.subject.substr(kManifest.size());
  return alarm.what.party > 0 ? "/desk/waste/ledger?party=" + std::to_string(alarm.what.party)
                              : std::string();
}

void write_alarm_row(HtmlWriter& out, const AlarmsPageView& view, const service::AlarmView& one) {
  const Alarm& alarm = one.alarm;
  out.open("tr").open("th", {{"scope", "row"}});
  out.link(waste_alarm_path(alarm.id), alarm_title(view.content, alarm.what)).close("th");
  out.open("td");
  write_level(out, alarm.what.level);
  if (alarm.escalated) write_tag(out, contract::text(Text::server_alarm_event_escalated), Tone::bad);
  out.close("td").element("td", one.party).element("td", field_name(view.content, alarm.what.field));
  out.element("td", contract::format_date(alarm.due)).element("td", state_words(alarm)).close("tr");
}

// Confirmed of all closed, as a whole percentage; "–" while none is.
std::string precision_of(const RuleScore& score) {
  if (score.closed() == 0) return "–";
  return std::to_string(score.confirmed * 100 / score.closed()) + "%";
}

// Rules that fields name and that nobody has written yet.
void write_missing_rules(HtmlWriter& out, const WasteContent& content) {
  std::set<std::string> missing;
  for (const contract::WasteField& field : content.fields)
    missing.insert(field.alarms.begin(), field.alarms.end());
  for (const AlarmRule& rule : content.alarms) missing.erase(rule.id);
  if (missing.empty()) return;
  out.element("p",
              contract::joined({missing.begin(), missing.end()}) + " " + words(Text::server_alarm_rule_off));
}

void write_rules(HtmlWriter& out, const AlarmsPageView& view) {
  open_figures(out, contract::text(Text::server_alarm_rules),
               {{Text::server_alarm_rule, false},
                {Text::server_alarm_silent_until, false},
                {Text::server_alarm_state_open, true},
                {Text::server_alarm_end_confirmed, true},
                {Text::server_alarm_state_closed, true},
                {Text::server_alarm_precision, true}});
  for (const RuleScore& score : view.list.scores) {
    out.open("tr").element("th", score.rule.id + " " + score.rule.title, {{"scope", "row"}});
    out.element("td", contract::format_date(score.rule.silent_until));
    // A rule that does not run has found nothing: that is no zero.
    const bool runs = service::rule_runs(score.rule, view.content.get<WasteContent>().fields, view.today);
    const std::string off(contract::text(Text::server_alarm_rule_off));
    for (const std::int64_t count : {score.open, score.confirmed, score.closed()})
      write_figure(out, runs ? std::to_string(count) : off);
    write_figure(out, runs ? precision_of(score) : off);
    out.close("tr");
  }
  close_figures(out);
  write_missing_rules(out, view.content.get<WasteContent>());
  out.element("p", contract::text(Text::server_alarm_precision_about), {{"class", "quiet"}});
  out.element("h2", contract::text(Text::server_alarm_basis)).open("ul");
  for (const RuleScore& score : view.list.scores) {
    out.open("li").element("strong", score.rule.id).text(" " + score.rule.about + " ");
    out.element("small", basis_words(score.rule)).close("li");
  }
  out.close("ul");
}

// "silent/2026-11-20" without the word that keeps apart what one rule finds: inputs and rule tell that.
std::string period_words(const std::string& period) {
  std::string words;
  std::istringstream parts(period);
  for (std::string part; std::getline(parts, part, '/');)
    if (!part.empty() && part.front() >= '0' && part.front() <= '9')
      words += (words.empty() ? "" : " ") + part;
  return words;
}

void write_alarm_facts(HtmlWriter& out, const AlarmPageView& view) {
  const Alarm& alarm = view.alarm.alarm;
  out.open("dl", {{"class", "facts"}});
  write_fact(out, Text::server_alarm_state, state_words(alarm));
  write_fact(out, Text::server_balance_party, view.alarm.party);
  write_fact(out, Text::server_alarm_field, field_name(view.content, alarm.what.field));
  write_fact(out, Text::server_alarm_due, contract::format_date(alarm.due));
  write_fact(out, Text::server_alarm_period, period_words(alarm.what.period));
  if (const AlarmRule* rule = rule_of(view.content, alarm.what.rule)) {
    write_fact(out, Text::server_alarm_rule, rule->about);
    write_fact(out, Text::server_alarm_basis, basis_words(*rule));
  }
  write_fact(out, Text::server_alarm_explanation, alarm.explanation);
  write_fact(out, Text::server_alarm_reason, alarm.reason);
  out.close("dl");
}

std::string input_value(const std::string& name, const std::string& value) {
  if (const auto state = name == "state" ? contract::manifest_state_from_name(value) : std::nullopt)
    return std::string(http::state_words(*state));
  if (name == "condition") return alarm_condition_words(value);
  if (const auto at = contract::parse_instant(value)) return moment_words(*at);
  constexpr std::string_view kGrams = "grams";
  if (!name.ends_with(kGrams)) return value;
  return contract::format_amount(std::strtoll(value.c_str(), nullptr, 10), "kg") + " kg";
}

void write_inputs(HtmlWriter& out, const AlarmPageView& view) {
  out.element("h2", contract::text(Text::server_alarm_inputs)).open("dl", {{"class", "facts"}});
  for (const auto& [name, value] : view.alarm.alarm.what.inputs)
    if (const auto known = alarm_input_text(name)) write_fact(out, *known, input_value(name, value));
  out.close("dl");
  if (const std::string link = subject_link(view.alarm.alarm); !link.empty())
    out.open("p").link(link, contract::text(Text::server_alarm_subject)).close("p");
}

void write_events(HtmlWriter& out, const AlarmPageView& view) {
  std::vector<HistoryLine> lines;
  for (const storage::AlarmEvent& event : view.alarm.events)
    for (const EventWords& known : kEvents)
      if (known.event == event.event)
        lines.push_back({event.at, words(known.text), event.detail, view.names.of(event.actor)});
  write_history(out, lines);
}

void open_alarm_form(HtmlWriter& out, const AlarmPageView& view, std::string_view below) {
  open_desk_form(out, view.caller, waste_alarm_path(view.alarm.alarm.id, below));
  FormParts(out, {}).hidden(kVersion, std::to_string(view.alarm.alarm.version));
}

void write_acknowledge(HtmlWriter& out, const AlarmPageView& view) {
  const Alarm& alarm = view.alarm.alarm;
  if (alarm.state == AlarmState::raised) {
    open_alarm_form(out, view, "/acknowledge");
    FormParts(out, {}).button(contract::text(Text::server_alarm_acknowledge), {}, {}, "second");
    out.close("form");
  }
  const bool may = alarm.state == AlarmState::raised || alarm.state == AlarmState::acknowledged;
  if (!may || alarm.released || alarm.trial || alarm.what.party == 0) return;
  open_alarm_form(out, view, "/acknowledge");
  FormParts(out, {}).button(contract::text(Text::server_alarm_release), "release", "1", "second");
  out.close("form");
}

void write_close(HtmlWriter& out, const AlarmPageView& view) {
  open_alarm_form(out, view, "/close");
  FormParts parts(out, view.faults);
  parts.summary();
  SelectField end{"end", words(Text::server_alarm_end), {}, "confirmed", {{}}};
  end.groups.front().choices = {{"confirmed", words(Text::server_alarm_end_confirmed)},
                                {"explained", words(Text::server_alarm_end_explained)},
                                {"false", words(Text::server_alarm_end_false)}};
  parts.select_field(end);
  parts.text_field({.name = "text",
                    .label = words(Text::server_alarm_reason),
                    .hint = {},
                    .value = view.typed,
                    .type = "area",
                    .limit = 500});
  parts.button(contract::text(Text::server_alarm_close));
  out.close("form");
}

void write_explain(HtmlWriter& out, const AlarmPageView& view) {
  open_alarm_form(out, view, "/explain");
  FormParts parts(out, view.faults);
  parts.summary();
  parts.text_field({.name = "text",
                    .label = words(Text::server_alarm_explanation),
                    .hint = words(Text::server_alarm_explanation_hint),
                    .value = view.typed,
                    .type = "area",
                    .limit = 500});
  parts.button(contract::text(Text::server_alarm_explain));
  out.close("form");
}

}  // namespace

std::string waste_alarm_path(std::int64_t id, std::string_view below) {
  return std::string(kWasteAlarms) + "/" + std::to_string(id) + std::string(below);
}

std::optional<Text> alarm_input_text(std::string_view name) {
  for (const EventWords& known : kInputs)
    if (known.event == name) return known.text;
  return std::nullopt;
}

std::string waste_alarms_html(const AlarmsPageView& view) {
  HtmlWriter out;
  write_title(out, contract::text(Text::server_alarm_title));
  if (view.staff) write_alarm_filters(out, view.content, view.filter);
  if (view.list.alarms.empty()) {
    out.element("p", contract::text(Text::server_alarm_empty), {{"class", "empty"}});
  } else {
    open_figures(out, contract::text(Text::server_alarm_title),
                 {{Text::server_alarm_rule, false},
                  {Text::server_alarm_level, false},
                  {Text::server_balance_party, false},
                  {Text::server_alarm_field, false},
                  {Text::server_alarm_due, false},
                  {Text::server_alarm_state, false}});
    for (const service::AlarmView& one : view.list.alarms) write_alarm_row(out, view, one);
    close_figures(out);
  }
  if (view.staff) write_rules(out, view);
  return out.take();
}

std::string waste_alarm_html(const AlarmPageView& view) {
  HtmlWriter out;
  const Alarm& alarm = view.alarm.alarm;
  write_title(out, alarm_title(view.content, alarm.what));
  out.open("p");
  write_level(out, alarm.what.level);
  if (alarm.trial) write_tag(out, contract::text(Text::server_alarm_trial), Tone::quiet);
  if (alarm.released) write_tag(out, contract::text(Text::server_alarm_event_released), Tone::quiet);
  out.close("p");
  write_alarm_facts(out, view);
  write_inputs(out, view);
  write_events(out, view);
  if (view.handles && alarm.state != AlarmState::closed) {
    write_acknowledge(out, view);
    write_close(out, view);
  }
  const bool open = alarm.state == AlarmState::acknowledged || alarm.state == AlarmState::explained;
  if (view.explains && open) write_explain(out, view);
  return out.take();
}

}  // namespace wufei::http
