// Sessions of accounts (account_service.hpp): whose a token is, what keeps one alive, how one ends.
#include <utility>

#include "account/account_service.hpp"
#include "county/secrets.hpp"
#include "lib/base/hex.hpp"

namespace wufei::service {
namespace {

using contract::AccountState;
using contract::ErrorCode;
using contract::Role;
using contract::StaffAccount;
using contract::StaffCaller;

// How often it is written down that a session lives: a screen that asks by itself need not say so each time,
// each of which would be a commit.
constexpr contract::UtcSeconds kSeenEvery = 60, kStandsEvery = 600;

contract::UtcSeconds seen_every(Presence presence) {
  return presence == Presence::stands ? kStandsEvery : kSeenEvery;
}

bool keeps(Presence presence, Role role) {
  return presence == Presence::acts || (presence == Presence::stands && contract::only_reads(role));
}

contract::Error session_over() {
  return contract::make_error(ErrorCode::unauthorized, "the session is over");
}

}  // namespace

bool AccountService::is_day_long(storage::Session& session, const StaffAccount& account) const {
  return account.role == Role::crew ||
         (account.role == Role::enterprise && on_the_road && on_the_road(session, account.id));
}

std::string AccountService::form_key(const StaffAccount& account) const {
  return contract::hex_of(
             store_.cipher().hash(storage::HashUse::device, "form " + std::to_string(account.id)))
      .substr(0, 32);
}

contract::Result<StaffCaller> AccountService::caller(std::string_view token, Presence presence) {
  const contract::UtcSeconds now = clock_.now();
  auto found =
      store_.readers().run([&](storage::Session& session) -> contract::Result<std::pair<StaffCaller, bool>> {
        const auto owner = accounts_.owner_of(session, token);
        if (!owner || owner->account.state != AccountState::active) return session_over();
        const bool idle = now - owner->seen_at >= kIdleSeconds && !is_day_long(session, owner->account);
        if (idle || now - owner->created_at >= kSessionSeconds) return session_over();
        return std::pair{
            StaffCaller{owner->account, owner->session, form_key(owner->account),
                        owner->created_at + kSessionSeconds},
            keeps(presence, owner->account.role) && now - owner->seen_at >= seen_every(presence)};
      });
  if (!found) return found.error();
  if (found->second)
    (void)store_.writer().run([&](storage::Session& session) -> contract::Status {
      accounts_.see_session(session, found->first.session, now);
      return contract::ok();
    });
  return std::move(found->first);
}

contract::Status AccountService::sign_out(const StaffCaller& caller) {
  return revoke(caller, caller.session);
}

contract::Result<std::vector<StaffSession>> AccountService::sessions(const StaffCaller& caller) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<std::vector<StaffSession>> {
    std::vector<StaffSession> sessions;
    for (storage::SessionRow& row : accounts_.sessions_of(session, caller.account.id)) {
      const bool current = row.id == caller.session;
      sessions.push_back({std::move(row), current});
    }
    return sessions;
  });
}

contract::Status AccountService::revoke(const StaffCaller& caller, std::int64_t id) {
  const storage::AccessEntry entry{clock_.now(), caller.actor(),
                                   id == caller.session ? "sign_out" : "end_session", caller.account.name};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Status {
    if (accounts_.drop_session(session, caller.account.id, id)) return contract::ok();
    return contract::make_error(ErrorCode::not_found, "no such session");
  });
}

contract::Result<int> AccountService::drop_expired() {
  const contract::UtcSeconds now = clock_.now();
  return store_.writer().run([&](storage::Session& session) -> contract::Result<int> {
    return accounts_.drop_expired(session, now - kSessionSeconds, now - kSessionSeconds, now);
  });
}

}  // namespace wufei::service
