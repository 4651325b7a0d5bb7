// Rules of accounts: the one-time link that opens one, signing in with password and one-time code, sessions
// and their ends, what an administrator may change. Every change and every sign-in, also a refused one, is on
// the record. Thread-safe. Knows nothing of HTTP.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/account.hpp"
#include "account/account_store.hpp"
#include "account/sign_in_limit.hpp"
#include "county/clock.hpp"
#include "journal/journal.hpp"

namespace wufei::service {

inline constexpr contract::UtcSeconds kLinkSeconds = 72 * 3600;
// A session ends so long after it began (a working day), and when nobody used it for so long. Crews work with
// cold hands on their own telephones: theirs lasts the day.
inline constexpr contract::UtcSeconds kSessionSeconds = 12 * 3600;
inline constexpr contract::UtcSeconds kIdleSeconds = 30 * 60;

struct NewAccount {
  std::string name, display;
  contract::Role role = contract::Role::analyst;
  std::string department;
};

struct StaffLink {
  std::string token;
  contract::UtcSeconds expires_at = 0;
};

// What somebody who opens a one-time link needs.
struct Welcome {
  contract::StaffAccount account;
  std::string second_secret;  // bytes
};

// Where somebody signs in, and as what.
struct Doorstep {
  std::string caller;  // the network that limits count by
  std::string place;   // the same, as people read it
  std::string agent;   // the browser, as it calls itself
  std::string device;  // cookie of a browser that was signed in before, "" = none
};

struct Credentials {
  std::string_view name, password, code;
};

struct SignedIn {
  contract::StaffAccount account;
  std::string token;   // of the session
  std::string device;  // remembered by the browser for the next time
  bool day_long = false;
};

struct StaffSession {
  storage::SessionRow row;
  bool current = false;
};

// stands: a screen that asks on its own and that nobody sits before; of an account that only reads it counts
// as acting, noted every ten minutes, of others as watching.
enum class Presence : unsigned char { acts, watches, stands };

class AccountService {
 public:
  // All must outlive the service.
  AccountService(storage::Store& store, Clock& clock, IdSource& ids)
      : store_(store), accounts_(store), journal_(store, "account"), clock_(clock), ids_(ids) {}

  // ---- Administration. Errors: invalid (account_name, required, too_long at their fields), conflict
  // (name_taken, last_administrator), not_found.
  // Whether add() would take these words, for who writes something down before. Errors: invalid.
  static contract::Status check(const NewAccount& wanted);
  contract::Result<StaffLink> add(const NewAccount& wanted, const contract::Actor& actor);
  // For somebody who lost password or telephone; sessions end when it is used, not before.
  contract::Result<StaffLink> renew_link(std::string_view name, const contract::Actor& actor);
  contract::Result<contract::StaffAccount> change(const NewAccount& wanted, const contract::Actor& actor);
  // Disabled: sessions end at once, links too.
  contract::Result<contract::StaffAccount> set_disabled(std::string_view name, bool disabled,
                                                        const contract::Actor& actor);
  contract::Result<std::vector<contract::StaffAccount>> list();
  // What residents read of one of the staff: body and role, never a name.
  std::string office_of(const contract::Actor& actor);

  // Tries at any process count for all that serve the same data. Before the first.
  void share_in(SharedLimits& limits) { limits.add("signing in", limit_); }

  // ---- Signing in. Errors: unauthorized (name, password and code wrong alike; link over), rate_limited with
  // the pause, unavailable (many sign in at once), invalid (password_weak, code_wrong).
  contract::Result<Welcome> welcome(std::string_view token);
  contract::Result<SignedIn> accept(std::string_view token, std::string_view password, std::string_view code,
                                    const Doorstep& doorstep);
  contract::Result<SignedIn> sign_in(const Credentials& given, const Doorstep& doorstep);

  // What forms of this account carry; the same for all its sessions, so that what was typed before one ended
  // can be sent in the next.
  [[nodiscard]] std::string form_key(const contract::StaffAccount& account) const;

  // Whether somebody of role enterprise is on the road, where a phone has no network for hours: the session
  // is for the day, as a crew's is. Set before the first.
  std::function<bool(storage::Session&, std::int64_t account)> on_the_road;

  // ---- Sessions. Errors: unauthorized (over, or of a disabled account).
  // A page that only watches does not keep its session alive.
  contract::Result<contract::StaffCaller> caller(std::string_view token, Presence presence = Presence::acts);
  contract::Status sign_out(const contract::StaffCaller& caller);
  contract::Result<std::vector<StaffSession>> sessions(const contract::StaffCaller& caller);
  // Errors: not_found.
  contract::Status revoke(const contract::StaffCaller& caller, std::int64_t session);
  // Ends the other sessions too. Errors: unauthorized (the present one is wrong), invalid (password_weak).
  contract::Status change_password(const contract::StaffCaller& caller, std::string_view present,
                                   std::string_view wanted);

  // Housekeeping; answers how many sessions and links were over.
  contract::Result<int> drop_expired();

 private:
  [[nodiscard]] bool is_day_long(storage::Session& session, const contract::StaffAccount& account) const;
  contract::Result<SignedIn> begin_session(storage::Session& session, const contract::StaffAccount& account,
                                           const Doorstep& doorstep);
  contract::Result<StaffLink> make_link(storage::Session& session, std::int64_t account);
  contract::Result<std::optional<storage::AccountRow>> find(std::string_view name);
  contract::Result<SignedIn> let_in(const Credentials& given, const Doorstep& doorstep);
  contract::Result<SignedIn> enter(const storage::AccountRow& row, std::int64_t step,
                                   const Doorstep& doorstep);
  void note_refusal(std::string_view action, std::string_view name, std::string_view place);
  [[nodiscard]] std::string device_of(std::string_view name, std::string_view cookie) const;
  [[nodiscard]] std::string new_device(std::string_view name);
  [[nodiscard]] bool is_only_administrator(storage::Session& session,
                                           const contract::StaffAccount& account) const;
  template <class Change>
  contract::Result<contract::StaffAccount> edit(std::string_view name, std::string_view action,
                                                const contract::Actor& actor, Change&& apply);

  storage::Store& store_;
  storage::AccountStore accounts_;
  Journal journal_;
  Clock& clock_;
  IdSource& ids_;
  SignInLimit limit_;
};

}  // namespace wufei::service
