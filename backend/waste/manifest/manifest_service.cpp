#include "waste/manifest/manifest_service.hpp"

#include <algorithm>
#include <array>

#include "county/county_content.hpp"
#include "county/secrets.hpp"
#include "lib/base/hex.hpp"
#include "waste/manifest/manifest_number.hpp"
#include "waste/manifest/manifest_turn.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Manifest;
using contract::ManifestAction;
using contract::ManifestRecord;
using contract::ManifestState;
using contract::Rule;

contract::Error no_such_manifest() {
  return contract::make_error(ErrorCode::not_found, "no such manifest");
}

// The end of the day in China.
contract::UtcSeconds day_end(contract::UtcSeconds now) {
  return contract::china_instant(contract::china_date(now), 0) + 24 * 3600;
}

// A driver's world are the loads of today, with a vehicle of his transporter.
bool is_drivers(const Manifest& manifest, std::int64_t party, contract::UtcSeconds now) {
  if (manifest.transporter != party && manifest.next_transporter != party) return false;
  if (manifest.state == ManifestState::in_transit) return true;
  return manifest.state == ManifestState::issued && manifest.planned_start < day_end(now);
}

bool may_see(const ManifestRecord& record, const ManifestCaller& caller, contract::UtcSeconds now) {
  const Manifest& manifest = record.manifest;
  if (manifest.is_private())
    return !caller.staff && manifest.generator == caller.party && caller.role != contract::MemberRole::driver;
  if (caller.staff) return true;
  if (caller.role == contract::MemberRole::driver) return is_drivers(manifest, caller.party, now);
  return record.parties().contains(caller.party);
}

bool waits_for(const ManifestRecord& record, const ManifestCaller& caller) {
  const auto actions = contract::actions_of(record, caller.party, caller.role);
  return std::any_of(actions.begin(), actions.end(), contract::moves_on);
}

// What only the generator knows: how the draft came to be, and children that were never issued.
void hide_drafts(ManifestView& view) {
  auto& events = view.events;
  const auto issued = std::find_if(events.begin(), events.end(), [](const contract::ManifestEvent& event) {
    return event.action == contract::action_name(ManifestAction::issue);
  });
  events.erase(events.begin(), issued);
  const auto is_private = [](const Manifest& child) { return child.is_private(); };
  for (const Manifest& child : view.record.children)
    if (child.is_private())
      for (contract::ManifestEvent& event : events)
        if (event.detail == child.number) event.detail.clear();
  std::erase_if(view.record.children, is_private);
}

}  // namespace

std::string frame_hash(const storage::Cipher& cipher, std::string_view frame) {
  return contract::hex_of(cipher.hash(storage::HashUse::chain, frame));
}

ManifestService::ManifestService(storage::Store& store, const ContentSource& content, Clock& clock,
                                 IdSource& ids)
    : store_(store),
      content_(content),
      clock_(clock),
      ids_(ids),
      manifests_(store),
      papers_(store),
      tickets_(store),
      mileages_(store),
      parties_(store),
      accounts_(store),
      streams_(store),
      notices_(store),
      balances_(store),
      changes_(store),
      journal_(store, "waste") {}

std::string ManifestService::new_key() {
  return random_token(ids_);
}

std::string ManifestService::new_number(char letter) {
  std::array<std::uint8_t, 5> random{};
  ids_.fill(random);
  const std::string county = county_code(content_.current()->get<CountyContent>());
  return contract::make_manifest_number({county, letter, contract::china_date(clock_.now())}, random);
}

// The same for the same key of a form.
std::string ManifestService::number_of(char letter, std::int64_t party, std::string_view key,
                                       contract::Date day) const {
  const storage::Bytes hash =
      store_.cipher().hash(storage::HashUse::idempotency_key,
                           "waste_manifest\n" + std::to_string(party) + "\n" + std::string(key));
  std::array<std::uint8_t, 5> bytes{};
  std::copy_n(hash.begin(), bytes.size(), bytes.begin());
  const std::string county = county_code(content_.current()->get<CountyContent>());
  return contract::make_manifest_number({county, letter, day}, bytes);
}

contract::Result<ManifestRecord> ManifestService::load(storage::Session& session,
                                                       std::string_view number) const {
  auto manifest = manifests_.find(session, number);
  if (!manifest) return no_such_manifest();
  ManifestRecord record;
  record.manifest = std::move(*manifest);
  record.legs = manifests_.legs(session, number);
  record.signatures = manifests_.signatures(session, number);
  record.revisions = manifests_.revisions(session, number);
  record.children = manifests_.children(session, number);
  if (record.manifest.paper) record.slip = papers_.of(session, number);
  const auto set = content_.current();
  if (const auto* field = set->get<WasteContent>().find(record.manifest.field)) {
    record.transported = field->transported;
    record.most_legs = field->most_legs;
  }
  return record;
}

contract::Result<Manifest> ManifestService::draft(std::string_view field_id,
                                                  const contract::ManifestInput& input,
                                                  const ManifestCaller& caller, std::string_view key) {
  if (caller.party == 0 || !contract::role_may(caller.role, ManifestAction::issue))
    return contract::make_error(ErrorCode::forbidden, "not of a party");
  const auto set = content_.current();
  const WasteContent& content = set->get<WasteContent>();
  const contract::WasteField* field = content.find(field_id);
  if (field == nullptr) return contract::field_error("/field", Rule::required);
  Manifest made;
  std::string form(key);  // and what it says: another content is another draft
  for (const auto& [name, text] : input) form.append("\n").append(name).append(" ").append(text);
  made.field = field->id;
  made.generator = caller.party;
  made.created_at = made.changed_at = clock_.now();
  const contract::Date today = contract::china_date(made.created_at);
  const auto keyed = [&](contract::Date day) { return number_of(field->letter, caller.party, form, day); };
  made.number = key.empty() ? new_number(field->letter) : keyed(today);
  const ManifestStep step{made.number, ManifestAction::edit, 1, input};
  Turn turn{step, caller, content, *field, made.created_at, {}, made};
  turn.record.manifest = made;
  if (auto taken = take_input(turn); !taken) return taken.error();
  return store_.writer().run([&](storage::Session& session) -> contract::Result<Manifest> {
    if (!key.empty())  // the form came twice, maybe over midnight
      for (const std::string& number : {made.number, keyed(contract::add_days(today, -1))})
        if (auto first = manifests_.find(session, number); first && first->generator == caller.party)
          return std::move(*first);
    if (auto may = check_draft(session, turn); !may) return may.error();
    if (!manifests_.add(session, turn.next))
      return contract::make_error(ErrorCode::unavailable, "number taken");
    manifests_.add_event(session, made.number, {1, turn.now, "draft", caller.actor.id, caller.party, {}});
    return turn.next;
  });
}

contract::Result<Manifest> ManifestService::act(const ManifestStep& step, const ManifestCaller& caller,
                                                const ManifestRecord* seen) {
  auto done = take(step, caller, seen);
  if (done && on_change) on_change();
  return done;
}

// The version stands for the row, its legs, signatures and requests; a child has a version of its own, and a
// paper's answers are read with its slip.
contract::Result<ManifestRecord> ManifestService::as_it_is(storage::Session& session, std::string_view number,
                                                           const ManifestRecord* seen) const {
  const bool stands = seen != nullptr && seen->manifest.number == number && seen->children.empty() &&
                      !seen->manifest.paper &&
                      manifests_.is_unchanged(session, number, seen->manifest.version);
  return stands ? contract::Result<ManifestRecord>(*seen) : load(session, number);
}

contract::Result<Manifest> ManifestService::take(const ManifestStep& step, const ManifestCaller& caller,
                                                 const ManifestRecord* seen, contract::KeptTime* time) {
  const auto set = content_.current();
  const WasteContent& content = set->get<WasteContent>();
  const contract::UtcSeconds now = clock_.now();
  const bool opens_child = step.action == ManifestAction::back || step.action == ManifestAction::redirect;
  const std::string child =
      opens_child && step.number.size() > 7 ? new_number(step.number[7]) : std::string();
  const std::string key = key_of(step, caller);
  return store_.writer().run([&](storage::Session& session) -> contract::Result<Manifest> {
    auto record = as_it_is(session, step.number, seen);
    if (!record) return record.error();
    if (const auto* signed_before = signed_with(*record, key)) {  // the phone had no answer
      if (time != nullptr) time->at = signed_before->signed_at;
      return std::move(record->manifest);
    }
    if (!may_see(*record, caller, now)) return no_such_manifest();
    if (caller.staff && !may_on_behalf(session, *record, step.action, caller.party, caller.actor))
      return contract::make_error(ErrorCode::forbidden, "not on behalf");
    const contract::WasteField* field = content.find(record->manifest.field);
    if (field == nullptr) return contract::make_error(ErrorCode::internal, "a field without content");
    if (!contract::role_may(caller.role, step.action))
      return contract::make_error(ErrorCode::forbidden, "another role");
    const auto possible = contract::actions_of(*record, caller.party, caller.role);
    if (std::find(possible.begin(), possible.end(), step.action) == possible.end())
      return contract::make_error(ErrorCode::conflict, "not possible in this state");
    Turn turn{step, caller, content, *field, now, std::move(*record), {}};
    turn.next = turn.record.manifest;
    turn.row = contract::find_transition(turn.next.state, step.action);
    turn.child = child;
    turn.key = key;
    if (time != nullptr) {
      *time = contract::kept_time(step.phone, last_signed(turn.record), now);
      turn.at = time->at;
      if (!time->clamped && step.phone.sent_at - step.phone.noted_at > kLongestKept)
        return contract::make_error(ErrorCode::conflict, "signed too long ago");
    }
    if (auto taken = take_step(session, turn); !taken) return taken.error();
    if (caller.staff)
      journal_.log.add(session, {now, caller.actor, "waste_manifest_act", step.number,
                                 std::string(contract::action_name(step.action))});
    return turn.next;
  });
}

contract::Result<ManifestSeen> ManifestService::see(std::string_view number, const ManifestCaller& caller) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<ManifestSeen> {
    ManifestSeen seen{caller, {}};
    if (!caller.staff && caller.party == 0) {
      const auto member = parties_.member(session, caller.account);
      if (!member) return no_such_manifest();
      seen.caller.party = member->party;
      seen.caller.role = member->role;
    }
    auto record = load(session, number);
    if (!record || !may_see(*record, seen.caller, clock_.now())) return no_such_manifest();
    seen.record = std::move(*record);
    return seen;
  });
}

PartyNames ManifestService::names(storage::Session& session) const {
  PartyNames names;
  for (contract::Party& party : parties_.all(session)) names[party.id] = std::move(party.name);
  return names;
}

contract::Result<ManifestView> ManifestService::show(std::string_view number, const ManifestCaller& caller) {
  const auto read = [&](storage::Session& session) -> contract::Result<ManifestView> {
    auto record = load(session, number);
    if (!record) return record.error();
    if (!may_see(*record, caller, clock_.now())) return no_such_manifest();
    ManifestView view;
    view.record = std::move(*record);
    view.events = manifests_.events(session, number);
    if (caller.party != 0) view.actions = contract::actions_of(view.record, caller.party, caller.role);
    if (caller.handles)
      for (const std::int64_t party : view.record.parties())
        if (auto actions = contract::actions_of(view.record, party, contract::MemberRole::clerk);
            std::erase_if(actions,
                          [&](ManifestAction action) {
                            return !may_on_behalf(session, view.record, action, party, caller.actor);
                          }),
            !actions.empty())
          view.on_behalf[party] = std::move(actions);
    if (caller.handles) view.answer_themselves = answer_themselves(session, view.record);
    if (caller.staff || view.record.manifest.generator != caller.party) hide_drafts(view);
    view.names = names(session);
    view.ticket = tickets_.of(session, number);
    view.mileage = mileages_.of(session, number);
    view.corrects_start = may_correct_odometer(session, view.record.manifest, false, caller);
    view.corrects_end = may_correct_odometer(session, view.record.manifest, true, caller);
    view.writes_ticket = may_write_ticket(session, view.record.manifest, caller);
    return view;
  };
  if (!caller.staff) return store_.readers().run(read);
  return journal_.look_on_record(
      storage::AccessEntry{clock_.now(), caller.actor, "waste_manifest_view", std::string(number)}, read);
}

// Asks for more than the row only where a step depends on it.
std::vector<ManifestRow> ManifestService::with_waiting(storage::Session& session,
                                                       const ManifestCaller& caller,
                                                       std::vector<Manifest> found) const {
  const auto set = content_.current();
  const auto open = manifests_.open_revisions(session);
  std::vector<ManifestRow> rows;
  for (Manifest& manifest : found) {
    ManifestRecord record;
    record.manifest = manifest;
    if (const auto* field = set->get<WasteContent>().find(manifest.field)) {
      record.transported = field->transported;
      record.most_legs = field->most_legs;
    }
    if (const auto asked = open.find(manifest.number); asked != open.end()) {
      record.revisions = {asked->second};
      record.legs = manifests_.legs(session, manifest.number);
    }
    if (manifest.refused > 0 && manifest.state != ManifestState::done)
      record.children = manifests_.children(session, manifest.number);
    if (manifest.is_unconfirmed()) {
      record.slip = papers_.of(session, manifest.number);
      record.legs = manifests_.legs(session, manifest.number);  // its carrier may have handed over since
    }
    rows.push_back({std::move(manifest), waits_for(record, caller)});
  }
  return rows;
}

// What waits for its word is among them, however much has changed since.
std::vector<Manifest> ManifestService::of_party(storage::Session& session, const ManifestFilter& filter,
                                                std::int64_t party) const {
  auto found = manifests_.of_party(session, party, filter.field, filter.state, kMostManifests);
  for (Manifest& one : manifests_.to_answer(session, party, filter.field, filter.state, kMostManifests))
    if (std::none_of(found.begin(), found.end(),
                     [&](const Manifest& known) { return known.number == one.number; }))
      found.push_back(std::move(one));
  return found;
}

contract::Result<ManifestList> ManifestService::list(const ManifestFilter& filter,
                                                     const ManifestCaller& caller) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<ManifestList> {
    ManifestList list;
    if (caller.staff) {
      for (Manifest& manifest : manifests_.list(session, filter.field, filter.state, kMostManifests))
        list.rows.push_back({std::move(manifest), false});
    } else {
      const bool drives = caller.role == contract::MemberRole::driver;
      list.rows = with_waiting(
          session, caller,
          drives ? manifests_.on_the_road(session, caller.party, {}, day_end(clock_.now()), kMostManifests)
                 : of_party(session, filter, caller.party));
    }
    std::stable_partition(list.rows.begin(), list.rows.end(),
                          [](const ManifestRow& row) { return row.waits; });
    list.names = names(session);
    return list;
  });
}

contract::Result<ManifestList> ManifestService::on_the_road(std::string_view vehicle,
                                                            const ManifestCaller& caller) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<ManifestList> {
    ManifestList list;
    list.rows = with_waiting(
        session, caller,
        manifests_.on_the_road(session, caller.party, vehicle, day_end(clock_.now()), kMostManifests));
    list.names = names(session);
    return list;
  });
}

contract::Result<PublicManifest> ManifestService::find_public(std::string_view number) {
  const auto set = content_.current();
  const WasteContent& content = set->get<WasteContent>();
  return store_.readers().run([&](storage::Session& session) -> contract::Result<PublicManifest> {
    const auto manifest = manifests_.find(session, number);
    if (!manifest || manifest->is_private()) return no_such_manifest();
    const contract::WasteField* field = content.find(manifest->field);
    return PublicManifest{manifest->number, manifest->field, field ? field->name : manifest->field,
                          manifest->state, content.boundary};
  });
}

contract::Result<ManifestService::Choices> ManifestService::choices(std::string_view field,
                                                                    std::int64_t party) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<Choices> {
    Choices choices;
    for (const contract::Party& one : parties_.all(session)) {
      if (one.state != contract::PartyState::verified || !one.in_field(field)) continue;
      if (one.has(contract::WasteRole::transporter)) choices.transporters.push_back(one);
      if (one.has(contract::WasteRole::receiver)) choices.receivers.push_back(one);
      if (one.has(contract::WasteRole::generator)) choices.generators.push_back(one);
    }
    choices.facilities = parties_.facilities(session, party);
    choices.vehicles = parties_.vehicles(session, party);
    const auto content = content_.current();
    const contract::WasteField* known = content->get<WasteContent>().find(field);
    const contract::Date today = contract::china_date(clock_.now());
    for (contract::WasteStream& one : streams_.of(session, party))
      if (known && known->find_code(one.code) && one.runs_between(today, today))
        choices.streams.push_back(std::move(one));
    return choices;
  });
}

contract::Result<contract::PartyMember> ManifestService::member(std::int64_t account) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<contract::PartyMember> {
    return parties_.member(session, account).value_or(contract::PartyMember{account});
  });
}

}  // namespace wufei::service
