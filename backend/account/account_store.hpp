// Accounts of staff, the one-time links that open them, their sessions. Seals the secret of the one-time
// codes; keeps links and sessions hashed. Knows no rule. Functions run inside the caller's transaction and
// throw Failure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/account.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

// What opens an account, beside the account.
struct AccountRow {
  contract::StaffAccount account;
  std::string password;       // Argon2id's text, "" before the first sign-in
  std::string second_secret;  // bytes, "" before the first sign-in
  std::int64_t second_step = 0;
};

struct LinkRow {
  std::int64_t account = 0;
  std::string second_secret;
  contract::UtcSeconds expires_at = 0;
};

struct SessionRow {
  std::int64_t id = 0;
  std::int64_t account = 0;
  contract::UtcSeconds created_at = 0;
  contract::UtcSeconds seen_at = 0;
  std::string place;  // network, as staff recognise it
  std::string agent;  // browser, as it calls itself, shortened
};

// Whose a session is.
struct SessionOwner {
  std::int64_t session = 0;
  contract::UtcSeconds created_at = 0;
  contract::UtcSeconds seen_at = 0;
  contract::StaffAccount account;
};

class AccountStore {
 public:
  explicit AccountStore(const Store& store) : county_(store.county()), cipher_(store.cipher()) {}

  // Sets row.account.id. False when the name is taken.
  bool add(Session& session, AccountRow& row) const;
  void update(Session& session, const AccountRow& row) const;
  [[nodiscard]] std::optional<AccountRow> find(Session& session, std::string_view name) const;
  [[nodiscard]] std::optional<AccountRow> find(Session& session, std::int64_t id) const;
  [[nodiscard]] std::vector<contract::StaffAccount> list(Session& session) const;

  // In place of an earlier one.
  void put_link(Session& session, std::string_view token, const LinkRow& link) const;
  [[nodiscard]] std::optional<LinkRow> find_link(Session& session, std::string_view token) const;
  void drop_link(Session& session, std::int64_t account) const;

  // Sets row.id.
  void add_session(Session& session, std::string_view token, SessionRow& row) const;
  [[nodiscard]] std::optional<SessionOwner> owner_of(Session& session, std::string_view token) const;
  void see_session(Session& session, std::int64_t id, contract::UtcSeconds at) const;
  // Newest first.
  [[nodiscard]] std::vector<SessionRow> sessions_of(Session& session, std::int64_t account) const;
  // False when the account has no such session.
  bool drop_session(Session& session, std::int64_t account, std::int64_t id) const;
  void drop_sessions(Session& session, std::int64_t account) const;
  // Sessions begun before `begun` or not seen since `seen`, and links past `now`; answers how many.
  int drop_expired(Session& session, contract::UtcSeconds begun, contract::UtcSeconds seen,
                   contract::UtcSeconds now) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
