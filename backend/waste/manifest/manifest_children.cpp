// Records of what was refused: how one is opened, and what becomes of it when its parent was entered from
// paper and is taken away.
#include <algorithm>
#include <set>

#include "lib/base/json.hpp"
#include "waste/manifest/manifest_turn.hpp"

namespace wufei::service {

using contract::ChildKind;
using contract::ErrorCode;
using contract::Manifest;
using contract::ManifestAction;
using contract::ManifestState;

contract::Status ManifestService::open_child(storage::Session& session, Turn& turn) const {
  constexpr contract::UtcSeconds kDay = 24 * 3600;
  const Manifest& parent = turn.record.manifest;
  Manifest child;
  child.number = turn.child;
  child.field = parent.field;
  child.code = parent.code;
  child.edition = parent.edition;
  child.generator = parent.generator;
  child.facility = parent.facility;
  child.transporter = parent.transporter;
  child.vehicle = parent.vehicle;
  child.packaging = parent.packaging;
  child.planned = parent.refused;
  child.parent = parent.number;
  child.child = turn.step.action == ManifestAction::back ? ChildKind::back : ChildKind::redirect;
  if (child.child == ChildKind::back) child.receiver = parent.generator;
  child.national_pending = turn.field.mirrored;
  child.planned_start = turn.now - turn.now % 60;  // as a form can say it
  child.planned_arrival = child.planned_start + kDay;
  child.created_at = child.changed_at = turn.now;
  if (!manifests_.add(session, child)) return contract::make_error(ErrorCode::unavailable, "number taken");
  manifests_.add_event(session, child.number,
                       {1, turn.now, "draft", turn.caller.actor.id, turn.caller.party, {}});
  turn.told = child.number;
  return contract::ok();
}

// Whether a record is the child of another, at any remove. A number that was typed may name any record.
bool ManifestService::descends(storage::Session& session, Manifest one, std::string_view from) const {
  constexpr int kMostRemoves = 64;
  for (int i = 0; i < kMostRemoves && !one.parent.empty(); ++i) {
    if (one.parent == from) return true;
    auto above = manifests_.find(session, one.parent);
    if (!above) return false;
    one = std::move(*above);
  }
  return !one.parent.empty();
}

// The record that is right: the one that was said, else the one of the same load. It is of the same two and
// the same waste, not disputed, and has a refused part, of which the children are; it is none of them, and
// has none that lives of its own.
contract::Result<Manifest> ManifestService::right_record(storage::Session& session, const Turn& turn) const {
  const Manifest& wrong = turn.record.manifest;
  std::string number = turn.step.successor;
  if (number.empty())
    if (auto twin = papers_.twin_of(session, *turn.record.slip, wrong)) number = std::move(twin->number);
  auto found = manifests_.find(session, number);
  const bool stands = found && found->number != wrong.number && found->state != ManifestState::cancelled &&
                      found->paper != contract::SlipState::disputed && found->refused > 0;
  const auto is_same = [&] {
    return found->generator == wrong.generator && found->receiver == wrong.receiver &&
           found->field == wrong.field && found->code == wrong.code;
  };
  const auto has_own = [&] {
    const auto own = manifests_.children(session, found->number);
    return std::any_of(own.begin(), own.end(),
                       [](const Manifest& one) { return one.state != ManifestState::cancelled; });
  };
  if (stands && is_same() && !descends(session, *found, wrong.number) && !has_own()) return std::move(*found);
  return contract::field_error("/successor", contract::Rule::waste_paper_child);
}

// What has moved of its refused part goes on under the record that is right; what has not is cancelled with
// it. What is done stays by itself where no record is right and staff say so: both of its parties signed it.
// Left by itself beside a right one with a refused part, that part would be dealt with a second time.
contract::Status ManifestService::settle_children(storage::Session& session, const Turn& turn) const {
  for (const Manifest& child : turn.record.children) {
    if (child.state == ManifestState::cancelled) continue;
    if (!contract::has_moved(child)) {
      if (auto done = put_child(session, turn, child, {}); !done) return done;
      continue;
    }
    const auto right = right_record(session, turn);
    const bool keeps = turn.step.keeps_children && turn.step.successor.empty();
    if (!right && keeps && child.state == ManifestState::done) {
      if (auto done = keep_child(session, turn, child); !done) return done;
      continue;
    }
    if (!right) return right.error();
    if (auto done = put_child(session, turn, child, right->number); !done) return done;
  }
  return contract::ok();
}

// All parties of a child but the one that takes its parent away, unless staff do; of a draft, its author's
// alone.
void ManifestService::tell_of_child(storage::Session& session, const Turn& turn, const Manifest& child,
                                    contract::WasteNoticeKind kind) const {
  contract::ManifestRecord record;
  record.manifest = child;
  record.legs = manifests_.legs(session, child.number);
  for (const std::int64_t party :
       child.is_private() ? std::set<std::int64_t>{child.generator} : record.parties())
    if (party != turn.caller.party || turn.step.keeps_children)
      tell_of_paper(session, party, kind, child.number);
}

// Under another parent, or cancelled where there is none: its parties may be none of the parent's, so the
// reason stands in its own history.
contract::Status ManifestService::put_child(storage::Session& session, const Turn& turn,
                                            const Manifest& child, const std::string& parent) const {
  using Kind = contract::WasteNoticeKind;
  Manifest next = child;
  // What staff decide of themselves is of no party, here too.
  const std::int64_t author = turn.step.keeps_children ? 0 : turn.caller.party;
  contract::ManifestEvent event{1, turn.now, {}, turn.caller.actor.id, author, {}};
  if (parent.empty()) {
    next.state = ManifestState::cancelled;
    event.action =
        contract::action_name(child.is_private() ? ManifestAction::discard : ManifestAction::cancel);
    event.detail = turn.step.reason;
  } else {
    contract::Json changes = contract::Json::object();
    changes["parent"] = {child.parent, parent};
    next.parent = parent;
    event.action = contract::kRehungEvent;
    event.detail = contract::to_text(changes);
  }
  if (auto saved = save_child(session, turn, next, event); !saved) return saved;
  tell_of_child(session, turn, child,
                parent.empty() ? Kind::paper_child_cancelled : Kind::paper_child_rehung);
  return contract::ok();
}

// It still says where it came from; no row of either ledger changes. Of the bureau, not of a party.
contract::Status ManifestService::keep_child(storage::Session& session, const Turn& turn,
                                             const Manifest& child) const {
  const contract::ManifestEvent event{
      1, turn.now, std::string(contract::kKeptApartEvent), turn.caller.actor.id, 0, turn.step.reason};
  if (auto saved = save_child(session, turn, child, event); !saved) return saved;
  tell_of_child(session, turn, child, contract::WasteNoticeKind::paper_child_kept);
  return contract::ok();
}

contract::Status ManifestService::save_child(storage::Session& session, const Turn& turn,
                                             const Manifest& next,
                                             const contract::ManifestEvent& event) const {
  Manifest changed = next;
  changed.changed_at = turn.now;
  if (!manifests_.change(session, changed))
    return contract::make_error(ErrorCode::conflict, "changed meanwhile");
  manifests_.add_event(session, changed.number, event);
  if (!changed.is_private())
    changes_.add(session, storage::ChangeAction::updated, storage::ChangeKind::manifest, changed.number,
                 turn.now);
  return contract::ok();
}

}  // namespace wufei::service
