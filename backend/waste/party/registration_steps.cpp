#include "waste/party/registration_steps.hpp"

#include "lib/base/find.hpp"

namespace wufei::service {
namespace {

using contract::PartyState;

enum class Who : std::uint8_t { writer, bureau };

struct Step {
  PartyAction action;
  std::string_view name;
  std::vector<PartyState> from;
  PartyState to;
  Who who;
  bool reason;
};

// Who is suspended or closed writes nothing. The state after an edit is the service's.
const std::vector<Step>& steps() {
  using enum PartyState;
  static const std::vector<Step> kSteps{
      {PartyAction::edit, "edit", {draft, submitted, verified}, draft, Who::writer, false},
      {PartyAction::submit, "submit", {draft}, submitted, Who::writer, false},
      {PartyAction::verify, "verify", {submitted}, verified, Who::bureau, false},
      {PartyAction::send_back, "send_back", {submitted}, draft, Who::bureau, true},
      {PartyAction::suspend, "suspend", {verified}, suspended, Who::bureau, true},
      {PartyAction::resume, "resume", {suspended}, verified, Who::bureau, false},
      {PartyAction::close, "close", {draft, submitted, verified, suspended}, closed, Who::bureau, true}};
  return kSteps;
}

}  // namespace

std::string_view party_action_name(PartyAction action) {
  const Step* step = contract::find_by(&Step::action, steps(), action);
  return step ? step->name : std::string_view();
}

std::optional<PartyAction> party_action_from_name(std::string_view name) {
  const Step* step = contract::find_by(&Step::name, steps(), name);
  return step ? std::optional(step->action) : std::nullopt;
}

bool needs_reason(PartyAction action) {
  const Step* step = contract::find_by(&Step::action, steps(), action);
  return step && step->reason;
}

PartyState state_after(PartyAction action) {
  const Step* step = contract::find_by(&Step::action, steps(), action);
  return step ? step->to : PartyState::draft;
}

std::vector<PartyAction> possible_actions(const contract::Party& party, const PartyCaller& caller) {
  std::vector<PartyAction> actions;
  for (const Step& step : steps()) {
    const bool may = step.who == Who::bureau ? caller.handles() : caller.writes(party.id);
    if (may && contract::is_among(step.from, party.state)) actions.push_back(step.action);
  }
  return actions;
}

}  // namespace wufei::service
