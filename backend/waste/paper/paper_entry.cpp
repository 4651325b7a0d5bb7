// Records that were signed on paper: brought into the state that the paper shows by the same table, guards,
// seals and ledgers as those that are signed here, each step with its own day, in one transaction.
#include "waste/paper/paper_entry.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/base/utf8.hpp"
#include "waste/manifest/manifest_turn.hpp"
#include "waste/weighing/plate.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::FieldError;
using contract::Manifest;
using contract::ManifestAction;
using contract::ManifestInput;
using contract::ManifestState;
using contract::PaperSlip;
using contract::Rule;
using contract::SignatureKind;
using contract::SlipState;

using Steps = std::vector<ManifestAction>;

std::string input_text(const ManifestInput& input, std::string_view name) {
  const auto found = input.find(name);
  return found == input.end() || found->second == "0" ? std::string() : found->second;
}

// 0 = none that can be read; the guards say so of the form.
std::int64_t party_on_paper(const PaperEntry& entry, std::string_view name) {
  Manifest probe;
  const contract::ManifestField* field = contract::find_manifest_field(name);
  if (!field->set(probe, input_text(entry.input, name))) return 0;
  return name == "receiver" ? probe.receiver : probe.transporter;
}

const PaperSignature& signature_for(const PaperEntry& entry, SignatureKind kind) {
  return entry.signatures[static_cast<std::size_t>(kind)];
}

// What was done on the paper, in order.
Steps steps_on_paper(const PaperEntry& entry, bool transported) {
  Steps steps{ManifestAction::issue};
  if (transported) steps.push_back(ManifestAction::take_over);
  if (entry.shows == ManifestState::in_transit) return steps;
  steps.push_back(ManifestAction::arrive);
  if (entry.shows == ManifestState::arrived) return steps;
  steps.push_back(contract::acceptance_of(entry.input));
  if (entry.shows == ManifestState::done) steps.push_back(ManifestAction::operate);
  return steps;
}

bool is_signed(const Steps& steps, SignatureKind kind) {
  return std::any_of(steps.begin(), steps.end(),
                     [kind](ManifestAction step) { return contract::signature_of(step) == kind; });
}

// ---- What the form says

using Errors = std::vector<FieldError>;

// A text of one line.
void check_paper_text(Errors& errors, const char* pointer, const std::string& text, std::size_t limit) {
  if (contract::meaningful_count(text) == 0)
    errors.push_back({pointer, Rule::required});
  else if (contract::code_point_count(text) > limit)
    errors.push_back({pointer, Rule::too_long, static_cast<std::int64_t>(limit)});
  else if (contract::has_control_characters(text) || text.find_first_of("\n\t") != std::string::npos)
    errors.push_back({pointer, Rule::invalid_text});
}

void check_paper_time(Errors& errors, const std::string& pointer, contract::UtcSeconds at,
                      contract::UtcSeconds before, contract::UtcSeconds now) {
  if (at == 0)
    errors.push_back({pointer, Rule::required});
  else if (at > now || at < now - kOldestPaper)
    errors.push_back({pointer, Rule::waste_paper_time});
  else if (at < before)
    errors.push_back({pointer, Rule::waste_paper_order});
}

// Nobody's typing is lost: what belongs to a step that the paper does not show is told.
bool says_more(const PaperEntry& entry, const Steps& steps) {
  using A = ManifestAction;
  for (const A action : {A::take_over, A::arrive, A::accept_part, A::operate}) {
    const SignatureKind kind = *contract::signature_of(action);
    if (is_signed(steps, kind)) continue;
    const PaperSignature& signature = signature_for(entry, kind);
    if (signature.at != 0 || !signature.name.empty()) return true;
    for (const std::string_view name : contract::fields_of(action))
      if (!input_text(entry.input, name).empty()) return true;
  }
  return false;
}

void check_paper_state(Errors& errors, const PaperEntry& entry, const Steps& steps, bool transported) {
  const ManifestState shows = entry.shows;
  const bool known = shows == ManifestState::in_transit || shows == ManifestState::arrived ||
                     shows == ManifestState::accepted || shows == ManifestState::done;
  if (!known || (shows == ManifestState::in_transit && !transported) || says_more(entry, steps))
    errors.push_back({"/shows", Rule::waste_paper_state});
  else if (shows == ManifestState::done && contract::acceptance_of(entry.input) != ManifestAction::accept)
    errors.push_back({"/shows", Rule::waste_paper_refused});
}

contract::Status check_entry(const PaperEntry& entry, const Steps& steps, bool transported,
                             contract::UtcSeconds now) {
  Errors errors;
  check_paper_text(errors, "/slip", entry.slip, kLongestSlip);
  check_paper_text(errors, "/reason", entry.reason, kLongestPaperReason);
  check_paper_state(errors, entry, steps, transported);
  contract::UtcSeconds before = 0;
  for (const ManifestAction step : steps) {
    const SignatureKind kind = *contract::signature_of(step);
    const PaperSignature& signature = signature_for(entry, kind);
    const std::string pointer = "/" + std::string(contract::signature_name(kind));
    check_paper_time(errors, pointer + "_at", signature.at, before, now);
    check_paper_text(errors, (pointer + "_name").c_str(), signature.name, kLongestSigner);
    before = std::max(before, signature.at);
  }
  if (errors.empty()) return contract::ok();
  contract::Error error = contract::make_error(ErrorCode::invalid, "the paper does not hold");
  error.fields = std::move(errors);
  return error;
}

// ---- What the steps bring

// A plan that stands on no paper is what happened.
ManifestInput plan_on_paper(const PaperEntry& entry, const Steps& steps) {
  ManifestInput plan;
  for (const std::string_view name : contract::fields_of(ManifestAction::edit))
    if (const auto found = entry.input.find(name); found != entry.input.end() && name != "vehicle")
      plan.emplace(name, found->second);
  Manifest times;
  for (const char* name : {"planned_start", "planned_arrival"})
    (void)contract::find_manifest_field(name)->set(times, input_text(plan, name));
  const ManifestAction second = steps[std::min<std::size_t>(1, steps.size() - 1)];
  if (times.planned_start == 0)
    times.planned_start = signature_for(entry, *contract::signature_of(second)).at;
  if (times.planned_arrival == 0)
    times.planned_arrival = std::max(times.planned_start, signature_for(entry, SignatureKind::reception).at);
  plan["planned_start"] = std::to_string(times.planned_start);
  plan["planned_arrival"] = std::to_string(times.planned_arrival);
  return plan;
}

ManifestInput step_on_paper(const PaperEntry& entry, ManifestAction action) {
  ManifestInput input;
  for (const std::string_view name : contract::fields_of(action))
    if (const auto found = entry.input.find(name); found != entry.input.end())
      input.emplace(name, found->second);
  return input;
}

// As it is registered, however it stands on the paper.
std::string registered_plate(const std::vector<contract::WasteVehicle>& vehicles, const std::string& typed) {
  for (const contract::WasteVehicle& one : vehicles)
    if (contract::comparable_plate(one.plate) == contract::comparable_plate(typed)) return one.plate;
  return typed;
}

std::int64_t signer_on_paper(const Manifest& manifest, contract::Signer signer) {
  if (signer == contract::Signer::generator) return manifest.generator;
  return signer == contract::Signer::transporter ? manifest.transporter : manifest.receiver;
}

// Whoever enters it, for the party whose signature it is.
ManifestCaller for_party(ManifestCaller caller, std::int64_t party) {
  caller.party = party;
  caller.role = contract::MemberRole::clerk;
  return caller;
}

void append_line(std::string& text, std::string_view name, const std::string& value) {
  text.append(name).append(" ").append(std::to_string(value.size())).append(" ").append(value).append("\n");
}

std::string canonical_entry(const PaperEntry& entry) {
  std::string text = "waste_paper\n";
  append_line(text, "slip", entry.slip);
  append_line(text, "reason", entry.reason);
  append_line(text, "field", entry.field);
  append_line(text, "shows", std::string(contract::manifest_state_name(entry.shows)));
  append_line(text, "generator", std::to_string(entry.generator));
  for (const auto& [name, value] : entry.input) append_line(text, name, value);
  for (const PaperSignature& one : entry.signatures) {
    append_line(text, "at", std::to_string(one.at));
    append_line(text, "name", one.name);
  }
  return text;
}

}  // namespace

struct ManifestService::PaperTurn {
  const PaperEntry& entry;
  const ManifestCaller& caller;
  const WasteContent& content;
  const contract::WasteField& field;
  Steps steps;
  contract::UtcSeconds now = 0;
  PaperSlip slip = {};
};

// Who entered it, and who is asked: the other owner, and the carrier unless it is one of the two.
PaperSlip ManifestService::slip_of(const PaperTurn& paper, std::string number) const {
  const PaperEntry& entry = paper.entry;
  PaperSlip slip;
  slip.number = std::move(number);
  slip.slip = entry.slip;
  slip.party = paper.caller.party;
  slip.other = entry.generator == slip.party ? party_on_paper(entry, "receiver") : entry.generator;
  const std::int64_t carrier = party_on_paper(entry, "transporter");
  if (paper.field.transported && carrier != 0 && carrier != slip.party && carrier != slip.other) {
    slip.carrier = carrier;
    slip.carriers.state = SlipState::waiting;
  }
  slip.content = frame_hash(store_.cipher(), canonical_entry(entry));
  slip.reason = entry.reason;
  slip.actor = paper.caller.actor.id;
  slip.on_behalf = paper.caller.staff;
  slip.entered_at = paper.now;
  return slip;
}

contract::Result<Manifest> ManifestService::enter_paper(const PaperEntry& entry,
                                                        const ManifestCaller& caller) {
  if (caller.party == 0 || !contract::role_may(caller.role, ManifestAction::issue) ||
      (caller.staff && !caller.handles))
    return contract::make_error(ErrorCode::forbidden, "not of a party");
  const auto set = content_.current();
  const WasteContent& content = set->get<WasteContent>();
  const contract::WasteField* field = content.find(entry.field);
  if (field == nullptr) return contract::field_error("/field", Rule::required);
  PaperTurn paper{entry, caller, content, *field, steps_on_paper(entry, field->transported), clock_.now()};
  if (auto sound = check_entry(entry, paper.steps, field->transported, paper.now); !sound)
    return sound.error();
  if (entry.generator != caller.party && input_text(entry.input, "receiver") != std::to_string(caller.party))
    return contract::field_error("/receiver", Rule::waste_other_party);
  paper.slip = slip_of(paper, new_number(field->letter));
  auto made = store_.writer().run([&](storage::Session& session) {
    // What staff enter for a party that has who could speak for it is not its word, also if no account of
    // theirs opens today: it is asked, and until then other staff may say it.
    if (caller.staff && has_clerk(session, caller.party)) paper.slip.own.state = SlipState::waiting;
    return put_paper(session, paper);
  });
  if (made && on_change) on_change();
  return made;
}

contract::Result<Manifest> ManifestService::put_paper(storage::Session& session,
                                                      const PaperTurn& paper) const {
  if (!papers_.add(session, paper.slip)) return known_paper(session, paper);
  if (auto few = check_waiting(session, paper.slip); !few) return few.error();
  if (auto drafted = draft_paper(session, paper); !drafted) return drafted.error();
  for (const ManifestAction step : paper.steps)
    if (auto done = sign_paper(session, paper, step); !done) return done.error();
  const PaperSlip& slip = paper.slip;
  auto made = manifests_.find(session, slip.number);
  if (!made) return contract::make_error(ErrorCode::internal, "no record of the paper");
  if (auto single = check_twin(session, paper, *made); !single) return single.error();
  manifests_.add_event(session, slip.number,
                       {1, paper.now, std::string(contract::kPaperEvent), slip.actor, slip.party, slip.slip});
  tell_of_entry(session, slip);
  if (paper.caller.staff)
    journal_.log.add(session, {paper.now, paper.caller.actor, "waste_manifest_paper", slip.number});
  return std::move(*made);
}

// One load is entered once between the two, by whichever of them.
contract::Status ManifestService::check_twin(storage::Session& session, const PaperTurn& paper,
                                             const Manifest& made) const {
  const auto twin = papers_.twin_of(session, paper.slip, made);
  if (!twin) return contract::ok();
  return contract::field_error(
      "/slip", twin->party == paper.slip.party ? Rule::waste_paper_twin : Rule::waste_paper_theirs);
}

// Nobody is buried under papers of another party.
contract::Status ManifestService::check_waiting(storage::Session& session, const PaperSlip& slip) const {
  for (const std::int64_t asked : {slip.other, slip.carrier})
    if (asked != 0 && papers_.count_between(session, slip.party, asked) >= kMostWaitingPapers)
      return contract::field_error("", Rule::waste_paper_many, kMostWaitingPapers);
  return contract::ok();
}

void ManifestService::tell_of_entry(storage::Session& session, const PaperSlip& slip) const {
  using enum contract::WasteNoticeKind;
  tell_of_paper(session, slip.other, paper_entered, slip.number);
  if (slip.carrier != 0) tell_of_paper(session, slip.carrier, paper_entered, slip.number);
  if (slip.own.state) tell_of_paper(session, slip.party, paper_entered_for, slip.number);
}

// The same paper again is the same record; another content under its number is refused, and what was
// cancelled does not come back.
contract::Result<Manifest> ManifestService::known_paper(storage::Session& session,
                                                        const PaperTurn& paper) const {
  const auto first = papers_.find(session, paper.slip.party, paper.slip.slip);
  if (first && first->content == paper.slip.content)
    if (auto made = manifests_.find(session, first->number); made && made->state != ManifestState::cancelled)
      return std::move(*made);
  return contract::field_error("/slip", Rule::waste_paper_taken);
}

contract::Status ManifestService::draft_paper(storage::Session& session, const PaperTurn& paper) const {
  Manifest made;
  made.number = paper.slip.number;
  made.field = paper.field.id;
  made.generator = paper.entry.generator;
  made.created_at = made.changed_at = paper.now;
  const ManifestCaller caller = for_party(paper.caller, made.generator);
  const ManifestStep step{made.number, ManifestAction::edit, 1, plan_on_paper(paper.entry, paper.steps)};
  Turn turn{step, caller, paper.content, paper.field, paper.now, {}, made};
  turn.record.manifest = made;
  if (auto taken = take_input(turn); !taken) return taken;
  if (!manifests_.add(session, turn.next))
    return contract::make_error(ErrorCode::unavailable, "number taken");
  return contract::ok();
}

contract::Status ManifestService::sign_paper(storage::Session& session, const PaperTurn& paper,
                                             ManifestAction action) const {
  auto record = load(session, paper.slip.number);
  if (!record) return record.error();
  const contract::Transition* row = contract::find_transition(record->manifest.state, action);
  if (row == nullptr) return contract::field_error("/shows", Rule::waste_paper_state);
  const std::int64_t party = signer_on_paper(record->manifest, row->signer);
  const ManifestCaller caller = for_party(paper.caller, party);
  const auto possible = contract::actions_of(*record, party, caller.role);
  if (std::find(possible.begin(), possible.end(), action) == possible.end())
    return contract::field_error("/shows", Rule::waste_paper_state);
  ManifestInput input = step_on_paper(paper.entry, action);
  if (const auto plate = input.find("vehicle"); plate != input.end())
    plate->second = registered_plate(parties_.vehicles(session, party), plate->second);
  const ManifestStep step{paper.slip.number, action, record->manifest.version,
                          std::move(input),  {},     paper.entry.confirmed};
  Turn turn{step, caller, paper.content, paper.field, paper.now, *record, record->manifest};
  turn.row = row;
  turn.paper = &signature_for(paper.entry, *contract::signature_of(action));
  turn.at = turn.paper->at;
  return take_step(session, turn);
}

}  // namespace wufei::service
