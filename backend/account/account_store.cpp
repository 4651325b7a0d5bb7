#include "account/account_store.hpp"

#include "lib/store/sealed_words.hpp"

namespace wufei::storage {
namespace {

#define WUFEI_ACCOUNT_COLUMNS                                                                             \
  "SELECT id, name, display, role, department, state, created_at, signed_in_at, password, second_secret," \
  " second_step FROM staff_account "
constexpr Query kAdd{
    "staff_account.add",
    "INSERT INTO staff_account (county, id, name, display, role, department, state, password, second_secret,"
    " second_step, created_at, signed_in_at) VALUES (?1, (SELECT coalesce(max(id), 0) + 1 FROM staff_account"
    " WHERE county = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (county, name) DO NOTHING"
    " RETURNING id"};
constexpr Query kUpdate{"staff_account.update",
                        "UPDATE staff_account SET display = ?3, role = ?4, department = ?5, state = ?6,"
                        " password = ?7, second_secret = ?8, second_step = ?9, signed_in_at = ?10"
                        " WHERE county = ?1 AND id = ?2"};
constexpr Query kByName{"staff_account.by_name", WUFEI_ACCOUNT_COLUMNS "WHERE county = ?1 AND name = ?2"};
constexpr Query kById{"staff_account.by_id", WUFEI_ACCOUNT_COLUMNS "WHERE county = ?1 AND id = ?2"};
constexpr Query kList{"staff_account.list", WUFEI_ACCOUNT_COLUMNS "WHERE county = ?1 ORDER BY name"};
constexpr Query kAll{"staff_account.all", WUFEI_ACCOUNT_COLUMNS "ORDER BY county, id"};
#undef WUFEI_ACCOUNT_COLUMNS

constexpr Query kPutLink{
    "staff_link.put",
    "INSERT INTO staff_link (county, account, hash, second_secret, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT (county, account) DO UPDATE SET hash = excluded.hash,"
    " second_secret = excluded.second_secret, expires_at = excluded.expires_at"};
constexpr Query kFindLink{
    "staff_link.find",
    "SELECT account, second_secret, expires_at FROM staff_link WHERE county = ?1 AND hash = ?2"};
constexpr Query kAllLinks{
    "staff_link.all", "SELECT account, second_secret, expires_at FROM staff_link ORDER BY county, account"};
constexpr Query kDropLink{"staff_link.drop", "DELETE FROM staff_link WHERE county = ?1 AND account = ?2"};
constexpr Query kDropLinks{"staff_link.expire",
                           "DELETE FROM staff_link WHERE county = ?1 AND expires_at <= ?2"};

#define WUFEI_SESSION_COLUMNS "SELECT id, account, created_at, seen_at, place, agent FROM staff_session "
constexpr Query kAddSession{
    "staff_session.add",
    "INSERT INTO staff_session (county, id, account, hash, created_at, seen_at, place, agent) VALUES (?1,"
    " (SELECT coalesce(max(id), 0) + 1 FROM staff_session WHERE county = ?1), ?2, ?3, ?4, ?5, ?6, ?7)"
    " RETURNING id"};
// With the account, without its secrets: every request asks.
constexpr Query kFindSession{
    "staff_session.find",
    "SELECT s.id, s.created_at, s.seen_at, a.id, a.name, a.display, a.role, a.department, a.state,"
    " a.created_at, a.signed_in_at FROM staff_session AS s JOIN staff_account AS a ON a.county = s.county"
    " AND a.id = s.account WHERE s.county = ?1 AND s.hash = ?2"};
constexpr Query kSessionsOf{"staff_session.of",
                            WUFEI_SESSION_COLUMNS "WHERE county = ?1 AND account = ?2 ORDER BY id DESC"};
constexpr Query kAllSessions{"staff_session.all", WUFEI_SESSION_COLUMNS "ORDER BY county, id"};
#undef WUFEI_SESSION_COLUMNS
constexpr Query kSeeSession{"staff_session.see",
                            "UPDATE staff_session SET seen_at = ?3 WHERE county = ?1 AND id = ?2"};
constexpr Query kDropSession{"staff_session.drop",
                             "DELETE FROM staff_session WHERE county = ?1 AND account = ?2 AND id = ?3"};
constexpr Query kDropSessions{"staff_session.drop_all",
                              "DELETE FROM staff_session WHERE county = ?1 AND account = ?2"};
constexpr Query kExpireSessions{
    "staff_session.expire",
    "DELETE FROM staff_session WHERE county = ?1 AND (created_at <= ?2 OR seen_at <= ?3)"};

contract::StaffAccount read_plain_account(Columns& columns) {
  contract::StaffAccount account;
  account.id = columns.integer();
  account.name = columns.text();
  account.display = columns.text();
  account.role = columns.named(contract::role_from_name);
  account.department = columns.text();
  account.state = columns.named(contract::account_state_from_name);
  account.created_at = columns.integer();
  account.signed_in_at = columns.integer();
  return account;
}

AccountRow read_account(Columns& columns, const Cipher& cipher) {
  AccountRow row;
  row.account = read_plain_account(columns);
  row.password = columns.text();
  row.second_secret = columns.sealed(cipher).value_or("");
  row.second_step = columns.integer();
  return row;
}

LinkRow read_link(Columns& columns, const Cipher& cipher) {
  LinkRow link;
  link.account = columns.integer();
  link.second_secret = columns.sealed(cipher).value_or("");
  link.expires_at = columns.integer();
  return link;
}

SessionRow read_session(Columns& columns) {
  SessionRow row;
  row.id = columns.integer();
  row.account = columns.integer();
  row.created_at = columns.integer();
  row.seen_at = columns.integer();
  row.place = columns.text();
  row.agent = columns.text();
  return row;
}

SessionOwner read_owner(Columns& columns) {
  SessionOwner owner;
  columns.take(owner.session, owner.created_at, owner.seen_at);
  owner.account = read_plain_account(columns);
  return owner;
}

void check_account(Columns& columns, const Cipher& cipher) {
  (void)read_account(columns, cipher);
}
void check_link(Columns& columns, const Cipher& cipher) {
  (void)read_link(columns, cipher);
}
void check_session(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_session(columns);
}

}  // namespace

bool AccountStore::add(Session& session, AccountRow& row) const {
  const contract::StaffAccount& account = row.account;
  const Bytes second = sealed_or_nothing(cipher_, row.second_secret);
  row.account.id = session.insert_returning_id(
      kAdd, county_, account.name, account.display, contract::role_name(account.role), account.department,
      contract::account_state_name(account.state), row.password, or_null(second), row.second_step,
      account.created_at, account.signed_in_at);
  return row.account.id != 0;
}

void AccountStore::update(Session& session, const AccountRow& row) const {
  const contract::StaffAccount& account = row.account;
  const Bytes second = sealed_or_nothing(cipher_, row.second_secret);
  session.run(kUpdate, county_, account.id, account.display, contract::role_name(account.role),
              account.department, contract::account_state_name(account.state), row.password, or_null(second),
              row.second_step, account.signed_in_at);
}

std::optional<AccountRow> AccountStore::find(Session& session, std::string_view name) const {
  return session.row(
      kByName, [&](Columns& columns) { return read_account(columns, cipher_); }, county_, name);
}

std::optional<AccountRow> AccountStore::find(Session& session, std::int64_t id) const {
  return session.row(
      kById, [&](Columns& columns) { return read_account(columns, cipher_); }, county_, id);
}

std::vector<contract::StaffAccount> AccountStore::list(Session& session) const {
  return session.rows(
      kList, [&](Columns& columns) { return read_account(columns, cipher_).account; }, county_);
}

void AccountStore::put_link(Session& session, std::string_view token, const LinkRow& link) const {
  session.run(kPutLink, county_, link.account, cipher_.hash(HashUse::token, token),
              cipher_.seal(link.second_secret), link.expires_at);
}

std::optional<LinkRow> AccountStore::find_link(Session& session, std::string_view token) const {
  return session.row(
      kFindLink, [&](Columns& columns) { return read_link(columns, cipher_); }, county_,
      cipher_.hash(HashUse::token, token));
}

void AccountStore::drop_link(Session& session, std::int64_t account) const {
  session.run(kDropLink, county_, account);
}

void AccountStore::add_session(Session& session, std::string_view token, SessionRow& row) const {
  row.id = session.insert_returning_id(kAddSession, county_, row.account, cipher_.hash(HashUse::token, token),
                                       row.created_at, row.seen_at, row.place, row.agent);
}

std::optional<SessionOwner> AccountStore::owner_of(Session& session, std::string_view token) const {
  return session.row(kFindSession, read_owner, county_, cipher_.hash(HashUse::token, token));
}

void AccountStore::see_session(Session& session, std::int64_t id, contract::UtcSeconds at) const {
  session.run(kSeeSession, county_, id, at);
}

std::vector<SessionRow> AccountStore::sessions_of(Session& session, std::int64_t account) const {
  return session.rows(kSessionsOf, read_session, county_, account);
}

bool AccountStore::drop_session(Session& session, std::int64_t account, std::int64_t id) const {
  return session.run(kDropSession, county_, account, id) > 0;
}

void AccountStore::drop_sessions(Session& session, std::int64_t account) const {
  session.run(kDropSessions, county_, account);
}

int AccountStore::drop_expired(Session& session, contract::UtcSeconds begun, contract::UtcSeconds seen,
                               contract::UtcSeconds now) const {
  return static_cast<int>(session.run(kExpireSessions, county_, begun, seen) +
                          session.run(kDropLinks, county_, now));
}

StoreFacts AccountStore::facts() {
  return {{&kAdd, &kUpdate, &kByName, &kById, &kList, &kAll, &kPutLink, &kFindLink, &kAllLinks, &kDropLink,
           &kDropLinks, &kAddSession, &kFindSession, &kSessionsOf, &kAllSessions, &kSeeSession, &kDropSession,
           &kDropSessions, &kExpireSessions},
          {{"", &kAll, check_account}, {"", &kAllLinks, check_link}, {"", &kAllSessions, check_session}},
          nullptr,
          {{"staff_account", "second_secret"}, {"staff_link", "second_secret"}}};
}

}  // namespace wufei::storage
