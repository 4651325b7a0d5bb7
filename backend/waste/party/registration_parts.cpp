// What a party has, and who works for it.
#include <array>

#include "county/county_content.hpp"
#include "lib/base/find.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/registration_steps.hpp"
#include "waste/party/stream_kept.hpp"

namespace wufei::service {

using contract::ErrorCode;
using contract::Party;
using contract::PartyState;
using contract::Rule;

namespace {

// An account that was made so soon after it was put on record is the one that was meant.
constexpr contract::UtcSeconds kOpeningSeconds = 10;

contract::Error twice(const char* pointer) {
  return contract::field_error(pointer, Rule::waste_twice, 0, ErrorCode::conflict);
}

// What is there under this code or plate already: sent twice is done once.
contract::Result<Registered> there_already(bool same, const char* pointer) {
  if (same) return Registered::same;
  return twice(pointer);
}

contract::Error is_no_other(const char* pointer) {
  return contract::field_error(pointer, Rule::waste_other_party);
}

contract::Error too_many() {
  return contract::field_error("", Rule::waste_too_many, 0, ErrorCode::conflict);
}

// A party knows it by these.
bool is_named_alike(const contract::WasteStream& a, const contract::WasteStream& b) {
  return a.name == b.name && a.code == b.code;
}

// But for the row itself, and what it is known by.
bool is_same_stream(const contract::WasteStream& a, const contract::WasteStream& b) {
  return a.process == b.process && a.features == b.features && a.yearly == b.yearly && a.way == b.way &&
         a.destination == b.destination && a.facility == b.facility && a.active_from == b.active_from &&
         a.active_until == b.active_until;
}

// That the party wrote and nobody has confirmed.
std::size_t open_contracts(const std::vector<contract::WasteContract>& all, std::int64_t party) {
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](const auto& one) { return one.proposer == party && !one.confirmed; }));
}

}  // namespace

template <class Work>
std::invoke_result_t<Work, storage::Session&, const contract::Party&> RegistrationService::on_party(
    std::int64_t id, const PartyCaller& caller, Work&& work) {
  using Answer = std::invoke_result_t<Work, storage::Session&, const contract::Party&>;
  if (!caller.writes(id)) return no_such_party();
  return journal_.store.writer().run([&](Session& session) -> Answer {
    const auto party = parties_.find(session, id);
    if (!party) return no_such_party();
    if (party->state == PartyState::suspended || party->state == PartyState::closed) return state_forbids();
    return work(session, *party);
  });
}

contract::Result<Registered> RegistrationService::add_facility(std::int64_t id,
                                                               const contract::FacilityWish& wish,
                                                               const PartyCaller& caller) {
  auto wanted = contract::checked_facility(wish, content_.current()->get<CountyContent>().areas);
  if (!wanted) return wanted.error();
  wanted->party = id;
  return on_party(id, caller, [&](Session& session, const Party& party) -> contract::Result<Registered> {
    for (const contract::Facility& one : parties_.facilities(session, id)) {
      if (one.code != wanted->code) continue;
      return there_already(one.kind == wanted->kind && one.name == wanted->name && one.area == wanted->area &&
                               one.capacity == wanted->capacity &&
                               one.open_to_public == wanted->open_to_public,
                           "/place_code");
    }
    parties_.add_facility(session, *wanted);
    note(session, party, "facility_added", wanted->code, caller.actor());
    return Registered::added;
  });
}

contract::Result<Registered> RegistrationService::add_vehicle(std::int64_t id,
                                                              const contract::VehicleWish& wish,
                                                              const PartyCaller& caller) {
  auto wanted = contract::checked_vehicle(wish);
  if (!wanted) return wanted.error();
  wanted->party = id;
  return on_party(id, caller, [&](Session& session, const Party& party) -> contract::Result<Registered> {
    if (const auto one = parties_.vehicle(session, id, wanted->plate))
      return there_already(one->limit == wanted->limit && one->certificate == wanted->certificate &&
                               one->valid_until == wanted->valid_until,
                           "/plate");
    parties_.add_vehicle(session, *wanted);
    note(session, party, "vehicle_added", wanted->plate, caller.actor());
    return Registered::added;
  });
}

contract::Result<Registered> RegistrationService::add_permit(std::int64_t id,
                                                             const contract::PermitWish& wish,
                                                             const PartyCaller& caller) {
  return on_party(id, caller, [&](Session& session, const Party& party) -> contract::Result<Registered> {
    const auto known = contract::codes_of(party, content_.current()->get<WasteContent>().fields);
    auto wanted = contract::checked_permit(wish, known, parties_.facilities(session, id));
    if (!wanted) return wanted.error();
    wanted->party = id;
    for (const contract::Permit& one : parties_.permits(session, id)) {
      if (one.kind != wanted->kind || one.number != wanted->number) continue;
      return there_already(one.issuer == wanted->issuer && one.valid_from == wanted->valid_from &&
                               one.valid_until == wanted->valid_until && one.codes == wanted->codes &&
                               one.yearly == wanted->yearly && one.total == wanted->total &&
                               one.facility == wanted->facility,
                           "/number");
    }
    wanted->verified = caller.handles();
    parties_.add_permit(session, *wanted);
    note(session, party, "permit_added", wanted->number, caller.actor());
    return Registered::added;
  });
}

contract::Result<std::int64_t> RegistrationService::other_party(Session& session, std::int64_t id,
                                                                std::string_view code) {
  const auto other = parties_.find_code(session, contract::entered_code(code));
  if (!other || other->id == id || other->state != PartyState::verified) return is_no_other("/other");
  return other->id;
}

contract::Result<Registered> RegistrationService::add_contract(std::int64_t id,
                                                               const contract::ContractWish& wish,
                                                               const PartyCaller& caller) {
  return on_party(id, caller, [&](Session& session, const Party& party) -> contract::Result<Registered> {
    const auto known = contract::codes_of(party, content_.current()->get<WasteContent>().fields);
    auto wanted = contract::checked_contract(wish, known);
    const auto other = other_party(session, id, wish.other);
    if (!other && wanted) return other.error();
    if (!wanted) {
      contract::Error error = wanted.error();
      if (!other) error.fields.insert(error.fields.begin(), other.error().fields.front());
      return error;
    }
    wanted->generator = wish.receives ? *other : id;
    wanted->receiver = wish.receives ? id : *other;
    for (const contract::WasteContract& one : parties_.contracts(session, id)) {
      if (one.number != wanted->number || one.generator != wanted->generator ||
          one.receiver != wanted->receiver)
        continue;
      return there_already(one.valid_from == wanted->valid_from && one.valid_until == wanted->valid_until &&
                               one.codes == wanted->codes && one.amount == wanted->amount,
                           "/number");
    }
    if (!caller.handles() && open_contracts(parties_.contracts(session, id), id) >= kMostOpenContracts)
      return too_many();
    wanted->proposer = caller.handles() ? 0 : id;
    wanted->confirmed = caller.handles();
    parties_.add_contract(session, *wanted);
    note(session, party, "contract_added", wanted->number, caller.actor());
    return Registered::added;
  });
}

contract::Result<Registered> RegistrationService::add_stream(std::int64_t id,
                                                             const contract::StreamWish& wish,
                                                             const PartyCaller& caller) {
  return on_party(id, caller, [&](Session& session, const Party& party) -> contract::Result<Registered> {
    auto wanted = contract::checked_stream(wish, party, content_.current()->get<WasteContent>().fields,
                                           parties_.facilities(session, id));
    if (!wanted) return wanted.error();
    wanted->party = id;
    const auto there = streams_.of(session, id);
    for (const contract::WasteStream& one : there)
      if (is_named_alike(one, *wanted)) return there_already(is_same_stream(one, *wanted), "/name");
    if (there.size() >= kMostStreams) return too_many();
    const std::int64_t row = streams_.add(session, *wanted);
    note(session, party, "stream_added", wanted->name, caller.actor());
    tell_stream(session, party, storage::ChangeAction::created, row);
    return Registered::added;
  });
}

contract::Status RegistrationService::edit_stream(std::int64_t id, std::int64_t row, int version,
                                                  const contract::StreamWish& wish,
                                                  const PartyCaller& caller) {
  return on_party(id, caller, [&](Session& session, const Party& party) -> contract::Status {
    const auto there = streams_.of(session, id);
    const auto* before = contract::find_by(&contract::WasteStream::id, there, row);
    if (!before) return no_such_party();
    const auto content = content_.current();
    const auto& fields = content->get<WasteContent>().fields;
    auto wanted = contract::checked_stream(contract::without_kept(*before, wish, fields), party, fields,
                                           parties_.facilities(session, id));
    if (!wanted) return contract::status_of(wanted);
    contract::keep(*before, wish, fields, *wanted);
    wanted->id = row;
    wanted->party = id;
    const bool same = is_named_alike(*before, *wanted) && is_same_stream(*before, *wanted);
    if (same && (before->version == version || before->version == version + 1)) return contract::ok();
    if (before->version != version) return contract::make_error(ErrorCode::precondition, "changed meanwhile");
    for (const contract::WasteStream& one : there)
      if (one.id != row && is_named_alike(one, *wanted)) return twice("/name");
    streams_.change(session, *wanted, version);
    note(session, party, "stream_changed", wanted->name, caller.actor());
    tell_stream(session, party, storage::ChangeAction::updated, row);
    return contract::ok();
  });
}

contract::Status RegistrationService::end_stream(std::int64_t id, std::int64_t row,
                                                 const PartyCaller& caller) {
  return on_party(id, caller, [&](Session& session, const Party& party) -> contract::Status {
    const auto there = streams_.of(session, id);
    const auto* stream = contract::find_by(&contract::WasteStream::id, there, row);
    if (!stream || !streams_.end(session, id, row)) return contract::ok();
    note(session, party, "stream_ended", stream->name, caller.actor());
    tell_stream(session, party, storage::ChangeAction::updated, row);
    return contract::ok();
  });
}

contract::Status RegistrationService::verify_permit(std::int64_t id, std::int64_t row, std::string_view seen,
                                                    const PartyCaller& caller) {
  if (!caller.handles()) return no_such_party();
  return on_party(id, caller, [&](Session& session, const Party& party) -> contract::Status {
    const auto permits = parties_.permits(session, id);
    const auto* permit = contract::find_by(&contract::Permit::id, permits, row);
    if (!permit) return no_such_party();
    if (permit->verified) return contract::ok();
    if (pictures_seen(photos_.marks(session, id, row)) != seen) return photos_changed();
    if (!parties_.verify_permit(session, id, row)) return contract::ok();
    note(session, party, "permit_verified", permit->number, caller.actor());
    tell_party(session, id, contract::WasteNoticeKind::permit_verified, permit->number);
    return contract::ok();
  });
}

contract::Status RegistrationService::confirm_contract(std::int64_t id, std::int64_t row,
                                                       const PartyCaller& caller) {
  return on_party(id, caller, [&](Session& session, const Party& party) -> contract::Status {
    const auto contracts = parties_.contracts(session, id);
    const auto* agreed = contract::find_by(&contract::WasteContract::id, contracts, row);
    if (!agreed) return no_such_party();
    if (agreed->confirmed) return contract::ok();
    if (!caller.handles() && agreed->proposer == id) return state_forbids();
    if (parties_.confirm_contract(session, row))
      note(session, party, "contract_confirmed", agreed->number, caller.actor());
    return contract::ok();
  });
}

// As the party knows it; "" of what is not there (any more).
std::string RegistrationService::part_name(Session& session, std::int64_t id, Part part, std::int64_t row) {
  const auto name = [&](const auto& rows, auto id_of, auto name_of) {
    const auto* found = contract::find_by(id_of, rows, row);
    return found ? found->*name_of : std::string();
  };
  switch (part) {
    case Part::facility:
      return name(parties_.facilities(session, id), &contract::Facility::id, &contract::Facility::code);
    case Part::vehicle:
      return name(parties_.vehicles(session, id), &contract::WasteVehicle::id,
                  &contract::WasteVehicle::plate);
    case Part::permit:
      return name(parties_.permits(session, id), &contract::Permit::id, &contract::Permit::number);
    case Part::contract:
      break;
  }
  return name(parties_.contracts(session, id), &contract::WasteContract::id,
              &contract::WasteContract::number);
}

contract::Status RegistrationService::end_part(std::int64_t id, Part part, std::int64_t row,
                                               const PartyCaller& caller) {
  return on_party(id, caller, [&](Session& session, const Party& party) -> contract::Status {
    using Store = storage::PartyStore;
    using End = bool (Store::*)(Session&, std::int64_t, std::int64_t) const;
    constexpr std::array<End, 4> kEnds{&Store::end_facility, &Store::end_vehicle, nullptr,
                                       &Store::end_contract};
    constexpr std::array kKinds{"facility_ended", "vehicle_ended", "permit_ended", "contract_ended"};
    const auto at = static_cast<std::size_t>(part);
    const auto permits = parties_.permits(session, id);
    const std::string name = part_name(session, id, part, row);
    const bool ended = part == Part::permit ? parties_.end_permit(session, id, row, clock_.now())
                                            : (parties_.*kEnds[at])(session, id, row);
    if (!ended) return contract::ok();
    note(session, party, kKinds[at], std::to_string(row) + " " + name, caller.actor());
    const auto* permit = contract::find_by(&contract::Permit::id, permits, row);
    if (part == Part::permit && permit && caller.handles())
      tell_party(session, id, contract::WasteNoticeKind::permit_ended, permit->number);
    return contract::ok();
  });
}

contract::Status RegistrationService::may_grow(Session& session, std::int64_t id, std::int64_t account) {
  const auto members = parties_.members(session, id);
  const bool there = contract::find_by(&contract::PartyMember::account, members, account) != nullptr;
  return there || members.size() < kMostMembers ? contract::ok() : contract::Status(too_many());
}

contract::Result<bool> RegistrationService::begin_account(std::int64_t id, std::string_view name,
                                                          const PartyCaller& caller) {
  const auto all = accounts_.list();
  if (!all) return contract::status_of(all).error();
  const auto* account = contract::find_by(&contract::StaffAccount::name, *all, std::string(name));
  bool ours = false;
  const auto begun = on_party(id, caller, [&](Session& session, const Party& party) -> contract::Status {
    if (auto grown = may_grow(session, id, 0); !grown) return grown;
    if (account) {
      for (const storage::EventRow& row : journal_.events.of(session, id))
        ours |= row.event.kind == "member_opened" && row.event.detail == name &&
                account->created_at >= row.event.at && account->created_at <= row.event.at + kOpeningSeconds;
      ours &= account->state == contract::AccountState::invited && !parties_.member(session, account->id);
      if (!ours) return contract::field_error("/name", Rule::name_taken, 0, ErrorCode::conflict);
      return contract::ok();
    }
    note(session, party, "member_opened", name, caller.actor());
    return contract::ok();
  });
  if (!begun) return begun.error();
  return ours;
}

contract::Result<StaffLink> RegistrationService::open_account(std::int64_t id, std::string_view name,
                                                              std::string_view display,
                                                              contract::MemberRole role,
                                                              const PartyCaller& caller) {
  if (!caller.writes(id)) return no_such_party();
  const NewAccount wanted{std::string(name), std::string(display), contract::Role::enterprise, {}};
  if (const auto sound = AccountService::check(wanted); !sound) return sound.error();  // before it is noted
  const auto ours = begin_account(id, name, caller);
  if (!ours) return ours.error();
  auto link = *ours ? accounts_.renew_link(name, caller.actor()) : accounts_.add(wanted, caller.actor());
  if (!link) return link;
  if (auto joined = join(id, name, role, caller.actor()); !joined) return joined.error();
  return link;
}

contract::Status RegistrationService::join(std::int64_t id, std::string_view name, contract::MemberRole role,
                                           const contract::Actor& actor) {
  const auto all = accounts_.list();
  if (!all) return contract::status_of(all);
  const auto* account = contract::find_by(&contract::StaffAccount::name, *all, std::string(name));
  if (!account || account->role != contract::Role::enterprise) return is_no_other("/name");
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    const auto party = parties_.find(session, id);
    if (!party) return no_such_party();
    const auto before = parties_.member(session, account->id);
    if (before && before->party != id) return is_no_other("/name");
    if (before && before->role == role) return contract::ok();
    if (auto grown = may_grow(session, id, account->id); !grown) return grown;
    parties_.put_member(session, {account->id, id, role});
    note(session, *party, "member_joined",
         account->name + " " + std::string(contract::member_role_name(role)), actor);
    return contract::ok();
  });
}

contract::Status RegistrationService::leave(std::int64_t id, std::int64_t account,
                                            const PartyCaller& caller) {
  if (!caller.writes(id)) return no_such_party();
  const auto all = accounts_.list();
  if (!all) return contract::status_of(all);
  const auto* left = contract::find_by(&contract::StaffAccount::id, *all, account);
  const std::string name = left ? left->name : std::string();
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    const auto party = parties_.find(session, id);
    if (!party) return no_such_party();
    const auto member = parties_.member(session, account);
    if (!member || member->party != id) return contract::ok();
    if (account == caller.staff.account.id) return state_forbids();
    parties_.remove_member(session, account);
    note(session, *party, "member_left", std::to_string(account) + " " + name, caller.actor());
    return contract::ok();
  });
}

}  // namespace wufei::service
