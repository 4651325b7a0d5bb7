#include "waste/declaration/declaration_service.hpp"

#include <algorithm>
#include <map>

#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "waste/balance/mass_balance.hpp"
#include "waste/declaration/declaration_lines.hpp"
#include "waste/declaration/due_declaration.hpp"
#include "waste/field/waste_content.hpp"

namespace wufei::service {

using contract::Declaration;
using contract::DeclaredLine;
using contract::DeclarePeriod;
using contract::DeclareState;
using contract::ErrorCode;
using contract::Party;
using contract::PartyState;
using contract::Rule;

namespace {

constexpr std::size_t kLongestWhy = 200;  // code points

struct ActionName {
  DeclareAction action;
  std::string_view name;
};
constexpr ActionName kActions[] = {{DeclareAction::save, "save"},
                                   {DeclareAction::submit, "submit"},
                                   {DeclareAction::accept, "accept"},
                                   {DeclareAction::send_back, "send_back"},
                                   {DeclareAction::correct, "correct"}};

contract::Error not_here() {
  return contract::make_error(ErrorCode::not_found, "no such declaration");
}

// Once.
void add_period(std::vector<DeclarePeriod>& periods, const contract::WasteField& field,
                const std::string& name) {
  if (contract::find_by(&DeclarePeriod::name, periods, name)) return;
  if (auto period = contract::period_named(field, name)) periods.push_back(std::move(*period));
}

// The last period that should have been declared by now; the last that is over where none was due yet.
DeclarePeriod last_due(const contract::WasteField& field, contract::Date today) {
  const auto periods = contract::past_periods(field, today, kDeclaredBack);
  for (const DeclarePeriod& one : periods)
    if (one.due < today) return one;
  return periods.front();
}

void add_state(Coverage& coverage, const DeclarationState& one) {
  if (!one.obliged) return;
  const bool declared = one.state == DeclareState::submitted || one.state == DeclareState::accepted;
  ++coverage.obliged;
  coverage.declared += declared ? 1 : 0;
}

bool writes(const Party& party, const PartyCaller& caller) {
  using contract::MemberRole;
  const bool own = caller.member && caller.member->party == party.id &&
                   (caller.member->role == MemberRole::admin || caller.member->role == MemberRole::clerk);
  return own && party.state != PartyState::draft && party.state != PartyState::closed;
}

std::vector<DeclareAction> actions_of(const Party& party, const Declaration& row, const PartyCaller& caller) {
  if (row.state == DeclareState::submitted && caller.handles())
    return {DeclareAction::accept, DeclareAction::send_back};
  if (!writes(party, caller)) return {};
  if (row.state == DeclareState::accepted) return {DeclareAction::correct};
  if (row.state == DeclareState::draft || row.state == DeclareState::returned)
    return {DeclareAction::save, DeclareAction::submit};
  return {};
}

bool is_of_party(DeclareAction action) {
  return action != DeclareAction::accept && action != DeclareAction::send_back;
}

bool wants_reason(DeclareAction action) {
  return action == DeclareAction::send_back || action == DeclareAction::correct;
}

// What was done last says what is wished: the same button twice. Another one's lines or reason are another
// wish.
bool is_double_tap(DeclareAction action, const Declaration& row,
                   contract::Result<std::vector<contract::DeclaredLine>> lines, const std::string& why) {
  if (action == DeclareAction::save) return false;
  if (action != DeclareAction::submit) return !wants_reason(action) || row.reason == why;
  if (!lines) return false;
  auto there = row.lines;
  const auto by_code = [](const auto& a, const auto& b) { return a.code < b.code; };
  std::sort(lines->begin(), lines->end(), by_code);
  std::sort(there.begin(), there.end(), by_code);
  return *lines == there;
}

contract::Status check_why(DeclareAction action, const std::string& why) {
  if (!wants_reason(action)) return contract::ok();
  if (contract::meaningful_count(why) == 0) return contract::field_error("/reason", Rule::required);
  if (contract::code_point_count(why) > kLongestWhy)
    return contract::field_error("/reason", Rule::too_long, kLongestWhy);
  return contract::ok();
}

DeclareState state_after(DeclareAction action, DeclareState before) {
  if (action == DeclareAction::submit) return DeclareState::submitted;
  if (action == DeclareAction::accept) return DeclareState::accepted;
  if (action == DeclareAction::send_back) return DeclareState::returned;
  return action == DeclareAction::correct ? DeclareState::draft : before;
}

}  // namespace

std::string_view declare_action_name(DeclareAction action) {
  const auto* row = contract::find_by(&ActionName::action, kActions, action);
  return row ? row->name : std::string_view();
}

std::optional<DeclareAction> declare_action_from_name(std::string_view name) {
  const auto* row = contract::find_by(&ActionName::name, kActions, name);
  return row ? std::optional(row->action) : std::nullopt;
}

std::vector<DeclaredLine> DeclarationService::add_up(Session& session, const DeclarationKey& key,
                                                     const DeclarePeriod& period) {
  const storage::MovementFilter filter{
      .party = key.party, .from = 0, .until = period.until, .field = key.field};
  return lines_of(mass_balances(balances_.sums(session, filter), period.from, period.until));
}

std::vector<DeclaredLine> DeclarationService::first_lines(Session& session, const DeclarationFile& file,
                                                          const contract::WasteField& field) {
  std::vector<DeclaredLine> lines = file.here;
  const contract::Date from = contract::first_day(file.period.from);
  for (const contract::WasteStream& one : streams_.of(session, file.party.id))
    if (field.find_code(one.code) && one.runs_between(from, file.period.last) &&
        !contract::find_by(&DeclaredLine::code, lines, one.code))
      lines.push_back({one.code, {}, {}});
  return lines;
}

contract::Result<DeclarationFile> DeclarationService::read(Session& session, const DeclarationKey& key,
                                                           const PartyCaller& caller) {
  const auto content = content_.current();
  const contract::WasteField* field = content->get<WasteContent>().find(key.field);
  auto party = caller.sees(key.party) ? parties_.head(session, key.party) : std::nullopt;
  if (!field || !party) return not_here();
  const contract::Date today = contract::china_date(clock_.now());
  const auto period = contract::period_named(*field, key.period);
  if (!period || period->last >= today) return not_here();
  auto row = declarations_.find(session, key.party, key.field, key.period);
  const bool open = party->in_field(key.field) &&
                    contract::find_by(&DeclarePeriod::name,
                                      contract::past_periods(*field, today, kDeclaredBack), key.period);
  const int latest = row ? row->version : 0;
  if (key.version > 0) row = declarations_.find(session, key.party, key.field, key.period, key.version);
  if (!row && (!open || key.version > 0)) return not_here();
  DeclarationFile file{std::move(*party), *period, {}, add_up(session, key, *period), {}, latest};
  file.declaration =
      row ? std::move(*row)
          : Declaration{.party = key.party, .field = key.field, .period = key.period, .edits = 0};
  if (!row) file.declaration.lines = first_lines(session, file, *field);
  if (latest == 0 || file.declaration.version == latest)
    file.actions = actions_of(file.party, file.declaration, caller);
  if (!open) std::erase_if(file.actions, is_of_party);
  return file;
}

contract::Result<std::vector<DeclarePeriod>> DeclarationService::periods(std::string_view field_id,
                                                                         const PartyCaller& caller) {
  using Periods = contract::Result<std::vector<DeclarePeriod>>;
  const auto content = content_.current();
  const contract::WasteField* field = content->get<WasteContent>().find(field_id);
  if (!field || !caller.sees_all()) return not_here();
  return journal_.store.readers().run([&](Session& session) -> Periods {
    auto all = contract::past_periods(*field, contract::china_date(clock_.now()), kDeclaredBack);
    for (const std::string& name : declarations_.periods(session, field_id)) add_period(all, *field, name);
    return all;
  });
}

contract::Result<DeclarationFile> DeclarationService::show(const DeclarationKey& key,
                                                           const PartyCaller& caller) {
  return journal_.store.readers().run([&](Session& session) {
    auto file = read(session, key, caller);
    if (!file) return file;
    storage::UncountedFilter missing = storage::accepted_until(key.party, file->period.until);
    missing.field = key.field;
    file->uncounted = manifests_.count_uncounted(session, missing);
    return file;
  });
}

contract::Result<std::vector<DeclarationState>> DeclarationService::of_party(std::int64_t id,
                                                                             const PartyCaller& caller) {
  using States = contract::Result<std::vector<DeclarationState>>;
  return journal_.store.readers().run([&](Session& session) -> States {
    const auto party = caller.sees(id) ? parties_.head(session, id) : std::nullopt;
    if (!party) return not_here();
    const auto declared = declarations_.of_party(session, id);
    const contract::Date today = contract::china_date(clock_.now());
    const auto content = content_.current();
    std::vector<DeclarationState> states;
    for (const contract::WasteField& field : content->get<WasteContent>().fields) {
      const bool in_field = party->in_field(field.id);
      auto periods =
          in_field ? contract::past_periods(field, today, kDeclaredBack) : std::vector<DeclarePeriod>();
      for (const Declaration& row : declared)
        if (row.field == field.id) add_period(periods, field, row.period);
      for (DeclarePeriod& period : periods) {
        const auto row = std::find_if(declared.begin(), declared.end(), [&](const Declaration& one) {
          return one.field == field.id && one.period == period.name;
        });
        const bool obliged = in_field && must_declare(*party, period);
        states.push_back({*party, field.id, std::move(period),
                          row == declared.end() ? std::nullopt : std::optional(row->state), obliged});
      }
    }
    return states;
  });
}

contract::Result<std::vector<DeclarationState>> DeclarationService::of_period(std::string_view field_id,
                                                                              std::string_view name,
                                                                              const PartyCaller& caller) {
  using States = contract::Result<std::vector<DeclarationState>>;
  const auto content = content_.current();
  const contract::WasteField* field = content->get<WasteContent>().find(field_id);
  if (!field || !caller.sees_all()) return not_here();
  const auto period = contract::period_named(*field, name);
  if (!period || period->last >= contract::china_date(clock_.now())) return not_here();
  return journal_.store.readers().run(
      [&](Session& session) -> States { return states_of(session, *field, *period); });
}

std::vector<DeclarationState> DeclarationService::states_of(Session& session,
                                                            const contract::WasteField& field,
                                                            const DeclarePeriod& period) {
  std::map<std::int64_t, DeclareState> latest;  // versions come in order
  for (const Declaration& row : declarations_.of_period(session, field.id, period.name)) {
    const bool submitted = row.state == DeclareState::submitted;
    // A correction that is being written stands on an accepted version.
    latest[row.party] = row.version > 1 && !submitted ? DeclareState::accepted : row.state;
  }
  std::vector<DeclarationState> states;
  for (Party& party : parties_.all(session)) {
    const auto found = latest.find(party.id);
    const bool obliged = party.in_field(field.id) && must_declare(party, period);
    if (!obliged && found == latest.end()) continue;
    states.push_back({std::move(party), field.id, period,
                      found == latest.end() ? std::nullopt : std::optional(found->second), obliged});
  }
  return states;
}

Coverage DeclarationService::coverage(const std::vector<DeclarationState>& states) {
  Coverage coverage;
  for (const DeclarationState& one : states) add_state(coverage, one);
  return coverage;
}

Coverage DeclarationService::key_coverage(const std::vector<DeclarationState>& states,
                                          const contract::WasteField& field) {
  Coverage coverage;
  for (const DeclarationState& one : states)
    if (field.is_key_industry(one.party.industry)) add_state(coverage, one);
  return coverage;
}

contract::Result<std::shared_ptr<const FieldCoverages>> DeclarationService::last_coverages() {
  const contract::Date today = contract::china_date(clock_.now());
  std::optional<CoverageKey> key;
  const auto moment = journal_.store.readers().moment();
  const ContentPtr content = content_.current();
  if (moment) key = CoverageKey{*moment, content, today};
  return coverages_.get(key, [&] {
    return journal_.store.readers().run([&](Session& session) -> contract::Result<FieldCoverages> {
      FieldCoverages list;
      for (const contract::WasteField& field : content->get<WasteContent>().fields) {
        const DeclarePeriod period = last_due(field, today);
        const auto states = states_of(session, field, period);
        list.push_back({field.id, period.name, coverage(states), key_coverage(states, field)});
      }
      return list;
    });
  });
}

void DeclarationService::tell(Session& session, const Party& party, const Declaration& row,
                              storage::ChangeAction action) {
  if (!party.was_verified()) return;
  changes_.add(session, action, storage::ChangeKind::declaration,
               storage::declaration_change_id(row.party, row.field, row.period, row.version), clock_.now());
}

void DeclarationService::tell_party(Session& session, const Declaration& row,
                                    contract::WasteNoticeKind kind) {
  notices_.tell(
      session,
      {.party = row.party, .kind = kind, .subject = row.field + "/" + row.period, .told_at = clock_.now()});
}

void DeclarationService::keep(Session& session, const DeclarationFile& file, DeclareAction action,
                              const std::string& why, const PartyCaller& caller) {
  Declaration row = file.declaration;
  if (action == DeclareAction::correct) {
    row.state = DeclareState::superseded;
    declarations_.put(session, row);
    tell(session, file.party, row, storage::ChangeAction::updated);
    ++row.version;
  }
  row.state = state_after(action, row.state);
  ++row.edits;
  row.reason = wants_reason(action) ? why : std::string();
  if (action == DeclareAction::submit) row.submitted_at = clock_.now();
  if (action == DeclareAction::accept || action == DeclareAction::send_back) {
    row.decided_at = clock_.now();
    row.decided_by = caller.staff.actor().id;
    using enum contract::WasteNoticeKind;
    tell_party(session, row, action == DeclareAction::accept ? declaration_accepted : declaration_returned);
  }
  declarations_.put(session, row);
  if (action == DeclareAction::accept) tell(session, file.party, row, storage::ChangeAction::created);
  const std::string what = row.field + " " + row.period + " v" + std::to_string(row.version);
  journal_.log.add(session, {clock_.now(), caller.staff.actor(), std::string(declare_action_name(action)),
                             file.party.code, what});
}

contract::Status DeclarationService::act(const DeclarationKey& key, int edits, DeclareAction action,
                                         const std::vector<LineWish>& wishes, std::string_view reason,
                                         const PartyCaller& caller) {
  const std::string why = contract::entered_text(reason);
  if (auto sound = check_why(action, why); !sound) return sound;
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    auto file = read(session, key, caller);
    if (!file) return file.error();
    Declaration& row = file->declaration;
    const auto content = content_.current();
    const auto* field = content->get<WasteContent>().find(key.field);
    if (row.edits == edits + 1 && row.state == state_after(action, row.state) &&
        is_double_tap(action, row, checked_lines(wishes, *field, file->here, false), why))
      return contract::ok();
    if (row.edits != edits) return contract::make_error(ErrorCode::precondition, "changed meanwhile");
    if (std::find(file->actions.begin(), file->actions.end(), action) == file->actions.end())
      return contract::field_error("", Rule::waste_state, 0, ErrorCode::conflict);
    if (action == DeclareAction::save || action == DeclareAction::submit) {
      auto lines = checked_lines(wishes, *field, file->here, action == DeclareAction::submit);
      if (!lines) return contract::status_of(lines);
      row.lines = std::move(*lines);
    }
    keep(session, *file, action, why, caller);
    return contract::ok();
  });
}

}  // namespace wufei::service
