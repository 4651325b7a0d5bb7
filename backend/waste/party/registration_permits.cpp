// What a permit allows, set by the bureau on one that is there already: permits from before this was asked
// for, and what was typed wrong.
#include "lib/base/find.hpp"
#include "waste/party/registration_steps.hpp"

namespace wufei::service {

using contract::ErrorCode;
using contract::Permit;
using contract::Rule;

contract::Status RegistrationService::put_scope(Session& session, const contract::Party& party,
                                                const Permit& before, const Permit& wanted,
                                                const PartyCaller& caller) {
  for (const Permit& other : parties_.permits(session, party.id))
    if (other.id != wanted.id && other.kind == wanted.kind && other.number == wanted.number)
      return contract::field_error("/kind", Rule::waste_twice, 0, ErrorCode::conflict);
  parties_.scope_permit(session, wanted);
  const auto scope = [&](const Permit& permit) {
    const auto site = parties_.facility(session, permit.facility);
    return permit.kind + " " + std::to_string(permit.total) + " " + (site ? site->code : "0");
  };
  note(session, party, "permit_scoped", wanted.number + " (" + scope(before) + " → " + scope(wanted) + ")",
       caller.actor());
  return contract::ok();
}

contract::Status RegistrationService::scope_permit(std::int64_t id, std::int64_t row, std::string_view shown,
                                                   const contract::PermitScopeWish& wish,
                                                   const PartyCaller& caller) {
  if (!caller.handles()) return no_such_party();
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    const auto open = open_permit(session, id, row, caller);
    if (!open) return contract::status_of(open);
    const auto wanted = contract::checked_scope(open->permit, wish, parties_.facilities(session, id));
    if (!wanted) return contract::status_of(wanted);
    const std::string now = contract::permit_scope_mark(open->permit);
    if (contract::permit_scope_mark(*wanted) == now) return contract::ok();
    if (shown != now) return contract::make_error(ErrorCode::precondition, "changed meanwhile");
    return put_scope(session, open->party, open->permit, *wanted, caller);
  });
}

}  // namespace wufei::service
