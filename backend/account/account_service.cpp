#include "account/account_service.hpp"

#include <algorithm>

#include "account/one_time_code.hpp"
#include "account/password.hpp"
#include "county/secrets.hpp"
#include "lib/base/hex.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

using contract::AccountState;
using contract::Actor;
using contract::ErrorCode;
using contract::Role;
using contract::Rule;
using contract::StaffAccount;
using contract::StaffCaller;

constexpr std::size_t kLongestName = 32;
constexpr std::int64_t kLongestDisplay = 40;  // code points, of departments too
constexpr std::size_t kLongestAgent = 120;    // bytes

bool is_account_name(std::string_view name) {
  if (name.size() < 2 || name.size() > kLongestName || name.front() < 'a' || name.front() > 'z') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
}

void check_line(std::vector<contract::FieldError>& faults, const char* pointer, const std::string& text,
                bool required) {
  if (required && text.empty()) faults.push_back({pointer, Rule::required, 0});
  if (!contract::is_valid_utf8(text) || contract::has_control_characters(text) ||
      text.find('\n') != std::string::npos)
    faults.push_back({pointer, Rule::invalid_text, 0});
  else if (contract::code_point_count(text) > static_cast<std::size_t>(kLongestDisplay))
    faults.push_back({pointer, Rule::too_long, kLongestDisplay});
}

contract::Error no_account() {
  return contract::make_error(ErrorCode::not_found, "no such account");
}

contract::Error refused() {
  return contract::make_error(ErrorCode::unauthorized, "sign-in refused");
}

contract::Error busy() {
  contract::Error error = contract::make_error(ErrorCode::unavailable, "many sign in at once");
  error.retry_after_s = 2;
  return error;
}

contract::Error wait_for(int seconds) {
  contract::Error error = contract::make_error(ErrorCode::rate_limited, "too many wrong tries");
  error.retry_after_s = seconds;
  return error;
}

Actor actor_of(const StaffAccount& account) {
  return StaffCaller{account, 0, {}}.actor();
}

}  // namespace

// ---- Administration

contract::Result<StaffLink> AccountService::make_link(storage::Session& session, std::int64_t account) {
  StaffLink link{random_token(ids_) + random_token(ids_), clock_.now() + kLinkSeconds};
  accounts_.put_link(session, link.token, {account, random_code_secret(ids_), link.expires_at});
  return link;
}

contract::Status AccountService::check(const NewAccount& wanted) {
  std::vector<contract::FieldError> faults;
  if (!is_account_name(wanted.name)) faults.push_back({"/name", Rule::account_name, 0});
  check_line(faults, "/display", wanted.display, true);
  // A crew sees its own stops by the name of the crew.
  check_line(faults, "/department", wanted.department, wanted.role == Role::crew);
  if (faults.empty()) return contract::ok();
  contract::Error error = contract::make_error(ErrorCode::invalid, "account");
  error.fields = std::move(faults);
  return error;
}

contract::Result<StaffLink> AccountService::add(const NewAccount& wanted, const Actor& actor) {
  if (auto sound = check(wanted); !sound) return sound.error();
  const storage::AccessEntry entry{clock_.now(), actor, "add_account", wanted.name,
                                   std::string(contract::role_name(wanted.role))};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Result<StaffLink> {
    storage::AccountRow row;
    row.account = {
        0, wanted.name, wanted.display, wanted.role, wanted.department, AccountState::invited, entry.at, 0};
    if (!accounts_.add(session, row))
      return contract::field_error("/name", Rule::name_taken, 0, ErrorCode::conflict);
    return make_link(session, row.account.id);
  });
}

contract::Result<StaffLink> AccountService::renew_link(std::string_view name, const Actor& actor) {
  const storage::AccessEntry entry{clock_.now(), actor, "renew_link", std::string(name)};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Result<StaffLink> {
    const auto row = accounts_.find(session, name);
    if (!row || row->account.state == AccountState::disabled) return no_account();
    return make_link(session, row->account.id);
  });
}

bool AccountService::is_only_administrator(storage::Session& session, const StaffAccount& account) const {
  if (account.role != Role::administrator || account.state == AccountState::disabled) return false;
  const auto all = accounts_.list(session);
  return std::none_of(all.begin(), all.end(), [&](const StaffAccount& other) {
    return other.id != account.id && other.role == Role::administrator && other.state == AccountState::active;
  });
}

template <class Change>
contract::Result<StaffAccount> AccountService::edit(std::string_view name, std::string_view action,
                                                    const Actor& actor, Change&& apply) {
  storage::AccessEntry entry{clock_.now(), actor, std::string(action), std::string(name)};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Result<StaffAccount> {
    auto row = accounts_.find(session, name);
    if (!row) return no_account();
    const bool was_only = is_only_administrator(session, row->account);
    if (contract::Status applied = apply(session, row->account); !applied) return applied.error();
    const bool stays =
        row->account.role == Role::administrator && row->account.state != AccountState::disabled;
    if (was_only && !stays)
      return contract::field_error("", Rule::last_administrator, 0, ErrorCode::conflict);
    accounts_.update(session, *row);
    entry.detail = std::string(contract::role_name(row->account.role));
    return row->account;
  });
}

contract::Result<StaffAccount> AccountService::change(const NewAccount& wanted, const Actor& actor) {
  if (auto sound = check(wanted); !sound) return sound.error();
  return edit(wanted.name, "change_account", actor,
              [&](storage::Session&, StaffAccount& account) -> contract::Status {
                account.display = wanted.display;
                account.role = wanted.role;
                account.department = wanted.department;
                return contract::ok();
              });
}

contract::Result<StaffAccount> AccountService::set_disabled(std::string_view name, bool disabled,
                                                            const Actor& actor) {
  return edit(name, disabled ? "disable_account" : "enable_account", actor,
              [&](storage::Session& session, StaffAccount& account) -> contract::Status {
                const auto row = accounts_.find(session, account.id);
                const bool has_password = row && !row->password.empty();
                account.state = disabled       ? AccountState::disabled
                                : has_password ? AccountState::active
                                               : AccountState::invited;
                accounts_.drop_sessions(session, account.id);
                if (disabled) accounts_.drop_link(session, account.id);
                return contract::ok();
              });
}

contract::Result<std::vector<StaffAccount>> AccountService::list() {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<std::vector<StaffAccount>> {
    return accounts_.list(session);
  });
}

// ---- Signing in

// Only the server can have made it, for this name alone.
std::string AccountService::device_of(std::string_view name, std::string_view cookie) const {
  const std::size_t dot = cookie.find('-');
  if (dot == std::string_view::npos || cookie.size() > 200) return {};
  const std::string nonce(cookie.substr(0, dot));
  const auto proof = store_.cipher().hash(storage::HashUse::device, nonce + " " + std::string(name));
  return same_secret(contract::hex_of(proof), cookie.substr(dot + 1)) ? nonce : std::string();
}

std::string AccountService::new_device(std::string_view name) {
  const std::string nonce = random_token(ids_);
  return nonce + "-" +
         contract::hex_of(store_.cipher().hash(storage::HashUse::device, nonce + " " + std::string(name)));
}

contract::Result<SignedIn> AccountService::begin_session(storage::Session& session,
                                                         const StaffAccount& account,
                                                         const Doorstep& doorstep) {
  SignedIn signed_in{account, random_token(ids_) + random_token(ids_), doorstep.device};
  signed_in.day_long = is_day_long(session, account);
  if (device_of(account.name, doorstep.device).empty()) signed_in.device = new_device(account.name);
  storage::SessionRow row{
      0, account.id, clock_.now(), clock_.now(), doorstep.place, doorstep.agent.substr(0, kLongestAgent)};
  if (!contract::is_valid_utf8(row.agent)) row.agent.clear();
  accounts_.add_session(session, signed_in.token, row);
  return signed_in;
}

// Of a name that nobody has only that it was tried: people type their password there.
void AccountService::note_refusal(std::string_view action, std::string_view name, std::string_view place) {
  const storage::AccessEntry entry{clock_.now(), Actor::system(), std::string(action), std::string(name),
                                   std::string(place)};
  (void)journal_.on_record(entry, [](storage::Session&) -> contract::Status { return contract::ok(); });
}

contract::Result<Welcome> AccountService::welcome(std::string_view token) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<Welcome> {
    const auto link = accounts_.find_link(session, token);
    const auto row = link ? accounts_.find(session, link->account) : std::nullopt;
    if (!row || link->expires_at <= clock_.now()) return refused();
    return Welcome{row->account, link->second_secret};
  });
}

contract::Result<SignedIn> AccountService::accept(std::string_view token, std::string_view password,
                                                  std::string_view code, const Doorstep& doorstep) {
  const auto opened = welcome(token);
  if (!opened) return opened.error();
  if (!is_strong_password(password, opened->account.name))
    return contract::field_error("/password", Rule::password_weak, kShortestPassword);
  const auto step = step_of_code(opened->second_secret, code, clock_.now());
  if (!step) return contract::field_error("/code", Rule::code_wrong);
  const PasswordTurn turn;
  if (!turn) return busy();
  const std::string kept = kept_password(password);
  if (kept.empty()) return contract::make_error(ErrorCode::unavailable, "no memory for a password");
  const storage::AccessEntry entry{clock_.now(), actor_of(opened->account), "accept_link",
                                   opened->account.name};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Result<SignedIn> {
    const auto link = accounts_.find_link(session, token);  // nobody used it meanwhile
    auto row = link ? accounts_.find(session, link->account) : std::nullopt;
    if (!row || link->expires_at <= entry.at) return refused();
    row->account.state = AccountState::active;
    row->account.signed_in_at = entry.at;
    row->password = kept;
    row->second_secret = link->second_secret;
    row->second_step = *step;
    accounts_.update(session, *row);
    accounts_.drop_link(session, row->account.id);
    accounts_.drop_sessions(session, row->account.id);
    return begin_session(session, row->account, doorstep);
  });
}

contract::Result<SignedIn> AccountService::sign_in(const Credentials& given, const Doorstep& doorstep) {
  // Everything that is no name counts as one.
  const std::string name(is_account_name(given.name) ? given.name : std::string_view());
  const std::string device = device_of(name, doorstep.device);
  const SignInTry counted{name, doorstep.caller, device};
  const PasswordTurn turn;
  if (!turn) return busy();
  if (const int wait = limit_.take(counted, clock_.now()); wait > 0) return wait_for(wait);
  auto answer = let_in({name, given.password, given.code}, doorstep);
  if (answer)
    limit_.right(counted);
  else if (answer.error().code == ErrorCode::unavailable)
    limit_.take_back(counted);
  return answer;
}

// All refusals take as long and leave an entry.
contract::Result<SignedIn> AccountService::let_in(const Credentials& given, const Doorstep& doorstep) {
  const auto row = find(given.name);
  if (!row) return row.error();
  const bool open = *row && (*row)->account.state == AccountState::active;
  const bool right = is_password(open ? (*row)->password : std::string(), given.password);
  const auto step = open ? step_of_code((*row)->second_secret, given.code, clock_.now()) : std::nullopt;
  auto answer = right && step ? enter(**row, *step, doorstep) : contract::Result<SignedIn>(refused());
  if (!answer && answer.error().code == ErrorCode::unauthorized)
    note_refusal("sign_in_refused", *row ? given.name : std::string_view(), doorstep.place);
  return answer;
}

contract::Result<SignedIn> AccountService::enter(const storage::AccountRow& row, std::int64_t step,
                                                 const Doorstep& doorstep) {
  const storage::AccessEntry entry{clock_.now(), actor_of(row.account), "sign_in", row.account.name,
                                   doorstep.place};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Result<SignedIn> {
    auto now = accounts_.find(session, row.account.id);
    // A code is taken once (RFC 6238, 5.2), and nobody changed the account meanwhile.
    if (!now || now->account.state != AccountState::active || now->second_step >= step ||
        now->password != row.password)
      return refused();
    now->second_step = step;
    now->account.signed_in_at = entry.at;
    accounts_.update(session, *now);
    return begin_session(session, now->account, doorstep);
  });
}

contract::Result<std::optional<storage::AccountRow>> AccountService::find(std::string_view name) {
  return store_.readers().run(
      [&](storage::Session& session) -> contract::Result<std::optional<storage::AccountRow>> {
        return accounts_.find(session, name);
      });
}

// ---- Its own password

contract::Status AccountService::change_password(const StaffCaller& caller, std::string_view present,
                                                 std::string_view wanted) {
  const auto row = find(caller.account.name);
  if (!row) return row.error();
  const PasswordTurn turn;
  if (!turn) return busy();
  const std::string device = "session " + std::to_string(caller.session);
  const SignInTry counted{caller.account.name, {}, device};
  if (const int wait = limit_.take(counted, clock_.now()); wait > 0) return wait_for(wait);
  if (!*row || !is_password((*row)->password, present)) {
    note_refusal("change_password_refused", caller.account.name, {});
    return refused();
  }
  limit_.right(counted);
  if (!is_strong_password(wanted, caller.account.name))
    return contract::field_error("/password", Rule::password_weak, kShortestPassword);
  const std::string kept = kept_password(wanted);
  if (kept.empty()) return contract::make_error(ErrorCode::unavailable, "no memory for a password");
  const storage::AccessEntry entry{clock_.now(), caller.actor(), "change_password", caller.account.name};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Status {
    auto now = accounts_.find(session, caller.account.id);
    if (!now || now->password != (*row)->password) return refused();
    now->password = kept;
    accounts_.update(session, *now);
    for (const storage::SessionRow& other : accounts_.sessions_of(session, caller.account.id))
      if (other.id != caller.session) accounts_.drop_session(session, caller.account.id, other.id);
    return contract::ok();
  });
}

}  // namespace wufei::service
