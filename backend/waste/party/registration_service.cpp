#include "waste/party/registration_service.hpp"

#include <algorithm>
#include <array>

#include "county/county_content.hpp"
#include "lib/base/find.hpp"
#include "lib/base/folding.hpp"
#include "lib/base/utf8.hpp"
#include "lib/entered/entered_field.hpp"
#include "waste/declaration/declaration_store.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/registration_steps.hpp"

namespace wufei::service {

using contract::ErrorCode;
using contract::Party;
using contract::PartyState;
using contract::PartyWish;
using contract::Rule;

namespace {

bool is_same(const Party& a, const Party& b) {
  return a.code == b.code && a.name == b.name && a.roles == b.roles && a.fields == b.fields &&
         a.area == b.area && a.address == b.address && a.industry == b.industry && a.contact == b.contact &&
         a.phone == b.phone;
}

// What the bureau verified; another contact or address needs no second look.
bool is_same_core(const Party& a, const Party& b) {
  return a.code == b.code && a.name == b.name && a.roles == b.roles && a.fields == b.fields;
}

void take_over(Party& party, const Party& wanted) {
  if (!wanted.code.empty()) party.code = wanted.code;
  party.name = wanted.name;
  party.roles = wanted.roles;
  party.fields = wanted.fields;
  party.area = wanted.area;
  party.address = wanted.address;
  party.industry = wanted.industry;
  party.contact = wanted.contact;
  party.phone = wanted.phone;
}

// What the party is told of; nullopt of what it did itself.
std::optional<contract::WasteNoticeKind> notice_of(PartyAction action) {
  using enum contract::WasteNoticeKind;
  switch (action) {
    case PartyAction::verify:
      return party_verified;
    case PartyAction::send_back:
      return party_sent_back;
    case PartyAction::suspend:
      return party_suspended;
    case PartyAction::resume:
      return party_resumed;
    case PartyAction::close:
      return party_closed;
    case PartyAction::edit:
    case PartyAction::submit:
      break;
  }
  return std::nullopt;
}

contract::Error code_taken() {
  return contract::field_error("/code", Rule::waste_code_taken, 0, ErrorCode::conflict);
}

}  // namespace

contract::Error no_such_party() {
  return contract::make_error(ErrorCode::not_found, "no such party");
}

contract::Error state_forbids() {
  return contract::field_error("", Rule::waste_state, 0, ErrorCode::conflict);
}

contract::Result<PartyCaller> RegistrationService::caller(const contract::StaffCaller& staff) {
  if (staff.account.role != contract::Role::enterprise) return PartyCaller{staff, {}};
  return journal_.store.readers().run([&](Session& session) -> contract::Result<PartyCaller> {
    return PartyCaller{staff, parties_.member(session, staff.account.id)};
  });
}

void RegistrationService::note(Session& session, const Party& party, std::string_view kind,
                               std::string_view detail, const contract::Actor& actor) {
  journal_.events.add(session, party.id, {clock_.now(), std::string(kind), std::string(detail)}, actor);
  journal_.log.add(session, {clock_.now(), actor, std::string(kind), party.code});
}

void RegistrationService::tell_party(Session& session, std::int64_t id, contract::WasteNoticeKind kind,
                                     const std::string& subject) {
  notices_.tell(session, {.party = id, .kind = kind, .subject = subject, .told_at = clock_.now()});
}

contract::Status RegistrationService::read_notices(std::int64_t id, contract::ShownNotices shown,
                                                   const PartyCaller& caller) {
  const bool may =
      caller.member && caller.member->party == id && contract::reads_contacts(caller.member->role);
  if (!may) return no_such_party();
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    notices_.read(session, id, shown, clock_.now());
    return contract::ok();
  });
}

void RegistrationService::tell(Session& session, const Party& party, storage::ChangeAction action) {
  if (party.verified_at > 0)
    changes_.add(session, action, storage::ChangeKind::party, std::to_string(party.id), clock_.now());
}

// What was accepted before the party was verified, and what it generates, leaves with it.
void RegistrationService::tell_declared(Session& session, const Party& party) {
  if (party.verified_at == 0) return;
  for (const contract::WasteStream& stream : streams_.of(session, party.id))
    tell_stream(session, party, storage::ChangeAction::created, stream.id);
  for (const auto& row : storage::DeclarationStore(journal_.store).of_party(session, party.id))
    if (row.state == contract::DeclareState::accepted || row.state == contract::DeclareState::superseded)
      changes_.add(session, storage::ChangeAction::created, storage::ChangeKind::declaration,
                   storage::declaration_change_id(party.id, row.field, row.period, row.version),
                   clock_.now());
}

void RegistrationService::tell_stream(Session& session, const Party& party, storage::ChangeAction action,
                                      std::int64_t stream) {
  if (party.verified_at > 0)
    changes_.add(session, action, storage::ChangeKind::stream, std::to_string(stream), clock_.now());
}

contract::Result<PartyFile> RegistrationService::show(std::int64_t id, const PartyCaller& caller,
                                                      bool contact) {
  const auto read = [&](Session& session) -> contract::Result<PartyFile> {
    auto party = caller.sees(id) ? parties_.find(session, id) : std::nullopt;
    if (!party) return no_such_party();
    const bool knows = caller.sees_all() || contract::reads_contacts(caller.member->role);
    if (!contact || !knows) party->contact = party->phone = std::string();
    PartyFile file{std::move(*party),
                   {},
                   knows ? parties_.members(session, id) : std::vector<contract::PartyMember>(),
                   parties_.facilities(session, id),
                   parties_.vehicles(session, id),
                   parties_.permits(session, id),
                   parties_.contracts(session, id),
                   streams_.of(session, id),
                   journal_.events.of(session, id),
                   photos_.marks(session, id),
                   {},
                   0};
    if (caller.member && caller.member->party == id) {
      file.notices = notices_.of(session, id, kNoticesShown);
      file.papers = papers_.count_asked(session, id);
    }
    if (!knows)
      std::erase_if(file.history,
                    [](const storage::EventRow& row) { return row.event.kind.starts_with("member_"); });
    file.actions = possible_actions(file.party, caller);
    return file;
  };
  if (!caller.sees_all()) return journal_.store.readers().run(read);
  storage::AccessEntry entry{clock_.now(), caller.actor(), contact ? "contact_viewed" : "party_viewed", {}};
  return journal_.look_on_record(entry, [&](Session& session) {
    auto file = read(session);
    if (file) entry.reference = file->party.code;
    return file;
  });
}

contract::Result<std::vector<Party>> RegistrationService::list(const PartyFilter& filter,
                                                               const PartyCaller& caller) {
  if (!caller.sees_all()) return no_such_party();
  const std::string wanted = contract::folded_text(contract::trimmed(filter.text));
  return journal_.store.readers().run([&](Session& session) -> contract::Result<std::vector<Party>> {
    std::vector<Party> found;
    for (Party& party : parties_.all(session)) {
      if (filter.state && party.state != *filter.state) continue;
      if (contract::folded_text(party.name + " " + party.code).find(wanted) == std::string::npos) continue;
      found.push_back(std::move(party));
    }
    return found;
  });
}

contract::Result<std::size_t> RegistrationService::waiting() {
  return journal_.store.readers().run([&](Session& session) -> contract::Result<std::size_t> {
    const auto all = parties_.all(session);
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [](const Party& party) { return party.state == PartyState::submitted; }));
  });
}

contract::Result<std::string> RegistrationService::name_of(std::int64_t id, const PartyCaller& caller) {
  return journal_.store.readers().run([&](Session& session) -> contract::Result<std::string> {
    const auto party = parties_.head(session, id);
    const bool told = party && (caller.sees_all() || party->state == PartyState::verified ||
                                party->state == PartyState::suspended);
    return told ? party->name : std::string();
  });
}

contract::Actor RegistrationService::last_writer(Session& session, std::int64_t id) {
  contract::Actor writer;
  for (const storage::EventRow& row : journal_.events.of(session, id))
    if (row.event.kind == "registered" || row.event.kind == "changed" || row.event.kind == "submit")
      writer = row.actor;
  return writer;
}

contract::Result<Party> RegistrationService::checked(const PartyWish& wish) {
  const auto content = content_.current();
  const CountyContent& county = content->get<CountyContent>();
  return contract::checked_party(wish, county.areas, content->get<WasteContent>().fields,
                                 county_code(county));
}

std::string RegistrationService::new_number(Session& session) {
  const std::string county = county_code(content_.current()->get<CountyContent>());
  while (true) {
    std::array<std::uint8_t, 8> symbols{};
    ids_.fill(symbols);
    std::string number = contract::make_county_number(county, symbols);
    if (!parties_.find_code(session, number)) return number;
  }
}

// Whoever has no code is known by name and town: one that is registered twice has one row.
contract::Result<Party> RegistrationService::take_row(Session& session, const Party& wanted, PartyState state,
                                                      const contract::Actor& actor, Registered& how) {
  std::optional<Party> known;
  if (!wanted.code.empty()) known = parties_.find_code(session, wanted.code);
  if (wanted.code.empty())
    for (const Party& one : parties_.all(session))
      if (one.name == wanted.name && one.area == wanted.area) known = parties_.find(session, one.id);
  Party row = wanted;
  if (known) {
    if (row.code.empty()) row.code = known->code;
    how = is_same(row, *known) ? Registered::same : Registered::different;
    return *known;
  }
  if (row.code.empty()) row.code = new_number(session);
  row.state = state;
  row.created_at = clock_.now();
  row.id = parties_.add(session, row);
  note(session, row, "registered", "", actor);
  how = Registered::added;
  return row;
}

contract::Result<std::int64_t> RegistrationService::add(const PartyWish& wish, const PartyCaller& caller) {
  if (!caller.handles()) return no_such_party();
  const auto wanted = checked(wish);
  if (!wanted) return wanted.error();
  return journal_.store.writer().run([&](Session& session) -> contract::Result<std::int64_t> {
    Registered how = Registered::added;
    const auto row = take_row(session, *wanted, PartyState::draft, caller.actor(), how);
    if (!row) return row.error();
    if (how == Registered::different) return code_taken();
    return row->id;
  });
}

contract::Result<Registered> RegistrationService::import_row(const PartyWish& wish,
                                                             const contract::Actor& actor) {
  const auto wanted = checked(wish);
  if (!wanted) return wanted.error();
  return journal_.store.writer().run([&](Session& session) -> contract::Result<Registered> {
    Registered how = Registered::added;
    const auto row = take_row(session, *wanted, PartyState::submitted, actor, how);
    if (!row) return row.error();
    return how;
  });
}

contract::Result<std::int64_t> RegistrationService::party_with(std::string_view code,
                                                               const PartyCaller& caller) {
  if (!caller.handles()) return no_such_party();
  const std::string wanted = contract::entered_code(code);
  if (wanted.empty()) return contract::field_error("/party", Rule::required);
  return journal_.store.readers().run([&](Session& session) -> contract::Result<std::int64_t> {
    const auto party = parties_.find_code(session, wanted);
    if (!party) return contract::field_error("/party", Rule::waste_other_party);
    return party->id;
  });
}

contract::Status RegistrationService::edit(std::int64_t id, int version, const PartyWish& wish,
                                           const PartyCaller& caller) {
  if (!caller.writes(id)) return no_such_party();
  const auto wanted = checked(wish);
  if (!wanted) return contract::status_of(wanted);
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    auto party = parties_.find(session, id);
    if (!party) return no_such_party();
    Party changed = *party;
    take_over(changed, *wanted);
    if (is_same(changed, *party) && (party->version == version || party->version == version + 1))
      return contract::ok();
    if (party->version != version) return contract::make_error(ErrorCode::precondition, "changed meanwhile");
    if (!contract::is_among(possible_actions(*party, caller), PartyAction::edit)) return state_forbids();
    if (const auto other = parties_.find_code(session, changed.code); other && other->id != id)
      return code_taken();
    if (changed.state == PartyState::verified && !is_same_core(changed, *party))
      changed.state = PartyState::submitted;
    parties_.change(session, changed, version);
    note(session, changed, "changed", "", caller.actor());
    tell(session, changed, storage::ChangeAction::updated);
    return contract::ok();
  });
}

contract::Status RegistrationService::act(std::int64_t id, int version, PartyAction action,
                                          std::string_view reason, const PartyCaller& caller) {
  if (!caller.sees(id)) return no_such_party();
  const std::string why = contract::entered_text(reason);
  if (needs_reason(action))
    if (auto sound = contract::check_reason(why, kPartyReason); !sound) return sound;
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    auto party = parties_.find(session, id);
    if (!party || action == PartyAction::edit) return no_such_party();
    if (party->version == version + 1 && party->state == state_after(action) && party->reason == why)
      return contract::ok();
    if (party->version != version) return contract::make_error(ErrorCode::precondition, "changed meanwhile");
    if (!contract::is_among(possible_actions(*party, caller), action)) return state_forbids();
    if (action == PartyAction::verify && last_writer(session, id).id == caller.actor().id)
      return contract::field_error("", Rule::waste_four_eyes, 0, ErrorCode::conflict);
    const bool told = party->verified_at > 0;
    party->state = state_after(action);
    party->reason = why;
    if (action == PartyAction::verify) {
      party->verified_by = caller.actor().id;
      party->verified_at = clock_.now();
    }
    parties_.change(session, *party, version);
    note(session, *party, party_action_name(action), why, caller.actor());
    if (const auto kind = notice_of(action)) tell_party(session, id, *kind);
    tell(session, *party, told ? storage::ChangeAction::updated : storage::ChangeAction::created);
    if (!told) tell_declared(session, *party);
    return contract::ok();
  });
}

}  // namespace wufei::service
