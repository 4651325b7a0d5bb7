#include "waste/alarm/alarm_watch.hpp"

#include <algorithm>
#include <cstdlib>

#include "lib/base/calendar.hpp"
#include "lib/base/find.hpp"
#include "waste/alarm/alarm_run.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmLevel;
using contract::AlarmRule;
using contract::WasteField;
using storage::ManifestFacts;

constexpr std::int64_t kHour = 3600, kDay = 24 * kHour;

std::string instant_text(contract::UtcSeconds at) {
  return at > 0 ? contract::format_instant(at) : std::string();
}

std::string weighing_subject(const WeighingDay& one) {
  if (one.device > 0) return "device/" + std::to_string(one.device);
  return "device/0/" + std::to_string(one.party) + "/" + std::to_string(one.facility);
}

// The rules that have code below; `of_fields`: only where a field names them.
struct CodedRule {
  std::string_view id;
  bool of_fields;
};
constexpr CodedRule kCoded[] = {{"A01", true}, {"A02", true},  {"A03", true},  {"A04", true},  {"A05", true},
                                {"A06", true}, {"A07", true},  {"A08", true},  {"A09", true},  {"A10", true},
                                {"A11", true}, {"A12", true},  {"A13", false}, {"A14", false}, {"A15", true},
                                {"A16", true}, {"A17", true},  {"A18", true},  {"A19", true},  {"A21", true},
                                {"A22", true}, {"A23", false}, {"A24", true},  {"A25", true},  {"A26", true},
                                {"A27", true}, {"A28", false}, {"A29", true},  {"A30", true},  {"A31", true},
                                {"A32", true}};

class Watch : AlarmRun {
 public:
  using AlarmRun::AlarmRun;

  std::vector<AlarmFinding> run() {
    for (const ManifestFacts& one : facts_.manifests) manifest(one);
    for (const StockFacts& one : facts_.stock) stock(one);
    for (const FacilityFacts& one : facts_.facilities) facility(one);
    for (const PermitFacts& one : facts_.permits) permit(one);
    for (const BalanceFacts& one : facts_.balances) balance(one), counted(one);
    for (const WeighingDay& one : facts_.weighings) weighings(one);
    watch_papers(*this);
    watch_backfills(*this);
    watch_tickets(*this);
    watch_ways(*this);
    watch_places(*this);
    watch_licences(*this);
    watch_earth(*this);
    watch_sums(*this);
    return std::move(found_);
  }

 private:
  // ---- Manifests

  void manifest(const ManifestFacts& one) {
    const WasteField* field = field_of(one.field);
    if (field == nullptr || one.state == "draft" || one.state == "cancelled") return;
    if (one.state == "issued") no_start(one, *field);
    if (one.state == "in_transit") too_long_on_the_way(one, *field);
    if (one.state == "arrived") not_accepted(one, *field);
    if (one.arrived_at > 0) weight_differs(one, *field);
    if (one.refused > 0 && !one.child) no_child(one, *field);
    if (field->mirrored && !one.national_number) no_national_number(one, *field);
  }

  void no_start(const ManifestFacts& one, const WasteField& field) {
    const AlarmRule* of = rule("A01", &field);
    const contract::UtcSeconds from = std::max(one.planned_start, one.issued_at);
    if (of == nullptr || facts_.now <= from + field.start_days * kDay) return;
    AlarmFinding finding = of_manifest(one, one.generator, of->level);
    finding.inputs["issued_at"] = instant_text(one.issued_at);
    finding.inputs["planned_start"] = instant_text(one.planned_start);
    finding.inputs["days"] = std::to_string(field.start_days);
    raise(*of, std::move(finding));
  }

  void too_long_on_the_way(const ManifestFacts& one, const WasteField& field) {
    const AlarmRule* of = rule("A02", &field);
    const contract::UtcSeconds from = one.planned_arrival > 0 ? one.planned_arrival : one.started_at;
    if (of == nullptr || facts_.now <= from + field.transit_hours * kHour) return;
    AlarmFinding finding = of_manifest(one, one.transporter, of->level);
    finding.inputs["started_at"] = instant_text(one.started_at);
    finding.inputs["planned_arrival"] = instant_text(one.planned_arrival);
    finding.inputs["hours"] = std::to_string(field.transit_hours);
    raise(*of, std::move(finding));
  }

  void not_accepted(const ManifestFacts& one, const WasteField& field) {
    const AlarmRule* of = rule("A04", &field);
    const int days = contract::workdays_between(contract::china_date(one.arrived_at), today_);
    if (of == nullptr || days <= field.accept_workdays) return;
    AlarmFinding finding = of_manifest(one, one.receiver, of->level);
    finding.inputs["arrived_at"] = instant_text(one.arrived_at);
    finding.inputs["workdays"] = std::to_string(days);
    finding.inputs["limit_workdays"] = std::to_string(field.accept_workdays);
    raise(*of, std::move(finding));
  }

  void weight_differs(const ManifestFacts& one, const WasteField& field) {
    const AlarmRule* of = rule("A03", &field);
    if (of == nullptr || one.loaded <= 0 || one.received <= 0) return;
    const std::int64_t difference = std::abs(one.received - one.loaded);
    const bool much = difference > one.loaded * of->limit("percent") / 100 ||
                      (of->limit("grams") > 0 && difference > of->limit("grams"));
    if (!much) return;
    AlarmFinding finding = of_manifest(one, one.receiver, of->level);
    finding.inputs["loaded_grams"] = std::to_string(one.loaded);
    finding.inputs["received_grams"] = std::to_string(one.received);
    raise(*of, std::move(finding));
  }

  void no_child(const ManifestFacts& one, const WasteField& field) {
    const AlarmRule* of = rule("A06", &field);
    if (of == nullptr || one.accepted_at == 0 || facts_.now <= one.accepted_at + of->limit("days") * kDay)
      return;
    AlarmFinding finding = of_manifest(one, one.receiver, of->level);
    finding.inputs["refused_grams"] = std::to_string(one.refused);
    finding.inputs["accepted_at"] = instant_text(one.accepted_at);
    raise(*of, std::move(finding));
  }

  void no_national_number(const ManifestFacts& one, const WasteField& field) {
    const AlarmRule* of = rule("A08", &field);
    if (of != nullptr) raise(*of, of_manifest(one, one.generator, of->level));
  }

  // ---- What lies somewhere

  void stock(const StockFacts& one) {
    const WasteField* field = field_of(one.stock.field);
    if (field == nullptr) return;
    if (one.oldest) too_old(one, *field);
    const AlarmRule* of = rule("A23", field);
    if (of == nullptr || one.stock.grams >= 0) return;
    AlarmFinding finding = of_stock(one.stock, AlarmLevel::red);
    finding.period = "below/" + contract::format_month(contract::month_of(today_));
    raise(*of, std::move(finding));
  }

  void too_old(const StockFacts& one, const WasteField& field) {
    const AlarmRule* of = rule("A09", &field);
    const int days = today_.days - one.oldest->days;
    if (of == nullptr || days < field.store_days - static_cast<int>(of->limit("warn_days_before"))) return;
    const bool over = days >= field.store_days;
    AlarmFinding finding = of_stock(one.stock, over ? AlarmLevel::red : AlarmLevel::amber);
    finding.period = (over ? "over/" : "soon/") + contract::format_month(contract::month_of(*one.oldest));
    finding.inputs["oldest"] = contract::format_date(*one.oldest);
    finding.inputs["days"] = std::to_string(days);
    finding.inputs["limit_days"] = std::to_string(field.store_days);
    raise(*of, std::move(finding));
  }

  void facility(const FacilityFacts& one) {
    const AlarmRule* of = rule("A23", nullptr);
    const std::int64_t capacity = one.facility.capacity;
    if (of == nullptr || capacity <= 0 || one.grams < capacity * of->limit("warn_percent") / 100) return;
    const bool over = one.grams > capacity;
    AlarmFinding finding{{},
                         "facility/" + std::to_string(one.facility.id),
                         (over ? "over/" : "soon/") + contract::format_month(contract::month_of(today_)),
                         over ? AlarmLevel::red : AlarmLevel::amber,
                         one.facility.party,
                         {},
                         one.facility.area,
                         {}};
    finding.inputs = {{"grams", std::to_string(one.grams)}, {"capacity_grams", std::to_string(capacity)}};
    raise(*of, std::move(finding));
  }

  // ---- Permits

  void permit(const PermitFacts& one) {
    expires(one.permit);
    const AlarmRule* of = rule("A13", nullptr);
    const std::int64_t yearly = one.permit.yearly;
    if (of == nullptr || yearly <= 0 || one.used <= yearly * of->limit("warn_percent") / 100) return;
    const bool over = one.used > yearly * of->limit("percent") / 100;
    AlarmFinding finding = of_permit(one.permit, over ? AlarmLevel::red : AlarmLevel::amber);
    finding.period = std::to_string(contract::year_month_day(today_).year) + (over ? "/over" : "/full");
    finding.inputs["used_grams"] = std::to_string(one.used);
    finding.inputs["yearly_grams"] = std::to_string(yearly);
    raise(*of, std::move(finding));
  }

  static AlarmFinding of_permit(const contract::Permit& permit, AlarmLevel level) {
    AlarmFinding finding{{}, "permit/" + std::to_string(permit.id), {}, level, permit.party, {}, {}, {}};
    finding.inputs = {{"number", permit.number}};
    return finding;
  }

  // First so many days before, then so many working days before its end.
  void expires(const contract::Permit& permit) {
    const AlarmRule* of = rule("A14", nullptr);
    if (of == nullptr || permit.valid_until < today_) return;
    const bool late =
        contract::workdays_between(today_, permit.valid_until) <= static_cast<int>(of->limit("workdays"));
    const bool soon = permit.valid_until.days - today_.days <= of->limit("days");
    if (!late && !soon) return;
    AlarmFinding finding = of_permit(permit, late ? AlarmLevel::red : AlarmLevel::amber);
    finding.period = (late ? "late/" : "soon/") + contract::format_date(permit.valid_until);
    finding.inputs["valid_until"] = contract::format_date(permit.valid_until);
    raise(*of, std::move(finding));
  }

  // ---- Balances and weighings

  void balance(const BalanceFacts& one) {
    const WasteField* field = field_of(one.balance.field);
    const AlarmRule* of = field != nullptr ? rule("A21", field) : nullptr;
    if (of == nullptr) return;
    const std::int64_t open = std::abs(one.balance.count + one.balance.adjust);
    if (open <= of->limit("grams") || open <= one.balance.input() * of->limit("percent") / 100) return;
    AlarmFinding finding{
        {},
        "balance/" + std::to_string(one.party) + "/" + one.balance.field + "/" + one.balance.code,
        contract::format_month(one.balance.month),
        of->level,
        one.party,
        one.balance.field,
        {},
        {}};
    finding.inputs = {{"input_grams", std::to_string(one.balance.input())},
                      {"count_grams", std::to_string(one.balance.count)},
                      {"adjust_grams", std::to_string(one.balance.adjust)},
                      {"closing_grams", std::to_string(one.balance.closing)}};
    raise(*of, std::move(finding));
  }

  // What stock-takings of a month found against what was there and came: what went afterwards is no part of
  // it.
  void counted(const BalanceFacts& one) {
    const WasteField* field = field_of(one.balance.field);
    const AlarmRule* of = field != nullptr ? rule("A24", field) : nullptr;
    const std::int64_t found = std::abs(one.balance.count);
    const std::int64_t book = std::max<std::int64_t>(0, one.balance.input());
    if (of == nullptr || found == 0 || found <= book / 100 * of->limit("normal_percent")) return;
    const bool critical = found > book / 100 * of->limit("major_percent");
    AlarmFinding finding{
        {},
        "balance/" + std::to_string(one.party) + "/" + one.balance.field + "/" + one.balance.code,
        contract::format_month(one.balance.month),
        critical ? AlarmLevel::red : of->level,
        one.party,
        one.balance.field,
        {},
        {}};
    finding.inputs = {{"count_grams", std::to_string(one.balance.count)},
                      {"book_grams", std::to_string(book)}};
    raise(*of, std::move(finding));
  }

  void weighings(const WeighingDay& one) {
    const AlarmRule* of = rule("A28", nullptr);
    if (of == nullptr) return;
    const bool same = one.same >= of->limit("same");
    const bool manual = one.manual > 0 && one.manual * 100 > one.count * of->limit("manual_percent");
    const bool drift = one.tare_drift > of->limit("tare_percent") * 10;
    const std::int64_t most = of->limit("load_percent");  // 0 = the county's rules know nothing of it yet
    const bool heavy = most > 0 && one.load_percent > most;
    if (!same && !manual && !drift && !heavy) return;
    AlarmFinding finding{
        {}, weighing_subject(one), contract::format_date(one.day), of->level, one.party, {}, {}, {}};
    finding.inputs = {{"weighings", std::to_string(one.count)},
                      {"manual", std::to_string(one.manual)},
                      {"same_net", std::to_string(one.same)},
                      {"tare_drift_per_mille", std::to_string(one.tare_drift)}};
    if (one.load_percent > 0) finding.inputs["load_percent"] = std::to_string(one.load_percent);
    raise(*of, std::move(finding));
  }
};

}  // namespace

bool rule_runs(const AlarmRule& rule, const std::vector<WasteField>& fields, contract::Date today) {
  const auto coded =
      std::find_if(std::begin(kCoded), std::end(kCoded), [&](const auto& one) { return one.id == rule.id; });
  if (coded == std::end(kCoded) || rule.active_from > today) return false;
  return !coded->of_fields || std::any_of(fields.begin(), fields.end(), [&](const WasteField& field) {
    return contract::is_among(field.alarms, rule.id);
  });
}

std::vector<AlarmFinding> find_alarms(const AlarmFacts& facts, const std::vector<AlarmRule>& rules,
                                      const std::vector<WasteField>& fields) {
  return Watch(facts, rules, fields).run();
}

}  // namespace wufei::service
