#include "waste/exchange/exchange_store.hpp"

namespace wufei::storage {
namespace {

#define WUFEI_KEY_COLUMNS "id, name, made_at, made_by, revoked_at, revoked_by"
constexpr Query kAddKey{
    "waste_exchange_key.add",
    "INSERT INTO waste_exchange_key (county, name, key, unseen, made_at, made_by, revoked_at,"
    " revoked_by, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, '', (SELECT coalesce(max(id), 0) + 1"
    " FROM waste_exchange_key WHERE county = ?1)) RETURNING id"};
constexpr Query kUnseenKey{"waste_exchange_key.unseen",
                           "SELECT unseen FROM waste_exchange_key WHERE county = ?1 AND id = ?2"};
constexpr Query kSeenKey{"waste_exchange_key.seen",
                         "UPDATE waste_exchange_key SET unseen = ?3 WHERE county = ?1 AND id = ?2"};
constexpr Query kKeyOf{"waste_exchange_key.of",
                       "SELECT " WUFEI_KEY_COLUMNS " FROM waste_exchange_key WHERE county = ?1 AND key = ?2"};
constexpr Query kKeys{"waste_exchange_key.list",
                      "SELECT " WUFEI_KEY_COLUMNS " FROM waste_exchange_key WHERE county = ?1 ORDER BY id"};
constexpr Query kAllKeys{"waste_exchange_key.all",
                         "SELECT " WUFEI_KEY_COLUMNS ", unseen FROM waste_exchange_key ORDER BY county, id"};
#undef WUFEI_KEY_COLUMNS
constexpr Query kRevokeKey{"waste_exchange_key.revoke",
                           "UPDATE waste_exchange_key SET revoked_at = ?3, revoked_by = ?4 WHERE county = ?1"
                           " AND id = ?2 AND revoked_at = 0"};

#define WUFEI_HOOK_COLUMNS "delivered, delivered_at, attempts, due_at, error, stopped_at"
constexpr Query kHook{"waste_hook.find", "SELECT " WUFEI_HOOK_COLUMNS " FROM waste_hook WHERE county = ?1"};
constexpr Query kPutHook{
    "waste_hook.put",
    "INSERT INTO waste_hook (county, " WUFEI_HOOK_COLUMNS
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (county) DO UPDATE SET delivered ="
    " excluded.delivered, delivered_at = excluded.delivered_at, attempts = excluded.attempts,"
    " due_at = excluded.due_at, error = excluded.error, stopped_at = excluded.stopped_at"};
constexpr Query kAllHooks{"waste_hook.all", "SELECT " WUFEI_HOOK_COLUMNS " FROM waste_hook ORDER BY county"};
#undef WUFEI_HOOK_COLUMNS

#define WUFEI_RESULT_COLUMNS "manifest, national, result, reason, actor, at"
constexpr Query kAddResult{
    "waste_city_result.add",
    "INSERT INTO waste_city_result (county, " WUFEI_RESULT_COLUMNS
    ", sequence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT coalesce(max(last.sequence), 0) + 1 FROM"
    " waste_city_result AS last WHERE last.county = ?1 AND last.manifest = ?2))"};
constexpr Query kResults{"waste_city_result.of",
                         "SELECT " WUFEI_RESULT_COLUMNS
                         " FROM waste_city_result WHERE county = ?1 AND manifest = ?2 ORDER BY sequence"};
constexpr Query kLatestResults{"waste_city_result.latest",
                               "SELECT " WUFEI_RESULT_COLUMNS
                               " FROM waste_city_result WHERE county = ?1 ORDER BY at DESC, manifest,"
                               " sequence DESC LIMIT ?2"};
constexpr Query kAllResults{"waste_city_result.all",
                            "SELECT " WUFEI_RESULT_COLUMNS
                            " FROM waste_city_result ORDER BY county, manifest, sequence"};
#undef WUFEI_RESULT_COLUMNS

ExchangeKey read_key(Columns& columns) {
  ExchangeKey key;
  columns.take(key.id, key.name, key.made_at, key.made_by, key.revoked_at, key.revoked_by);
  return key;
}

HookState read_hook(Columns& columns) {
  HookState state;
  columns.take(state.delivered, state.delivered_at, state.attempts, state.due_at, state.error,
               state.stopped_at);
  return state;
}

CityResult read_result(Columns& columns, const Cipher& cipher) {
  CityResult result;
  columns.take(result.manifest, result.national, result.result);
  result.reason = columns.sealed(cipher).value_or(std::string());
  columns.take(result.actor, result.at);
  return result;
}

auto result_reader(const Cipher& cipher) {
  return [&cipher](Columns& columns) { return read_result(columns, cipher); };
}

void check_key(Columns& columns, const Cipher& cipher) {
  (void)read_key(columns);
  (void)columns.sealed(cipher);
}

void check_hook(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_hook(columns);
}

void check_result(Columns& columns, const Cipher& cipher) {
  (void)read_result(columns, cipher);
}

Bytes secret_hash(const Store& store, std::string_view secret) {
  return store.cipher().hash(HashUse::token, "waste exchange " + std::string(secret));
}

}  // namespace

std::int64_t ExchangeStore::add_key(Session& session, const ExchangeKey& key, std::string_view secret) const {
  return session.insert_returning_id(kAddKey, county_, key.name, secret_hash(store_, secret),
                                     store_.cipher().seal(secret), key.made_at, key.made_by);
}

std::optional<std::string> ExchangeStore::take_unseen(Session& session, std::int64_t id) const {
  const auto read = [&](Columns& columns) { return columns.sealed(store_.cipher()).value_or(std::string()); };
  auto secret = session.row(kUnseenKey, read, county_, id);
  if (!secret || secret->empty()) return std::nullopt;
  session.run(kSeenKey, county_, id, store_.cipher().seal(std::string_view()));
  return secret;
}

std::optional<ExchangeKey> ExchangeStore::key_of(Session& session, std::string_view secret) const {
  return session.row(kKeyOf, read_key, county_, secret_hash(store_, secret));
}

std::vector<ExchangeKey> ExchangeStore::keys(Session& session) const {
  return session.rows(kKeys, read_key, county_);
}

bool ExchangeStore::revoke_key(Session& session, std::int64_t id, contract::UtcSeconds at,
                               std::string_view by) const {
  return session.run(kRevokeKey, county_, id, at, by) > 0;
}

HookState ExchangeStore::hook(Session& session) const {
  return session.row(kHook, read_hook, county_).value_or(HookState{});
}

void ExchangeStore::put_hook(Session& session, const HookState& state) const {
  session.run(kPutHook, county_, state.delivered, state.delivered_at, state.attempts, state.due_at,
              state.error, state.stopped_at);
}

void ExchangeStore::add_result(Session& session, const CityResult& result) const {
  session.run(kAddResult, county_, result.manifest, result.national, result.result,
              store_.cipher().seal(result.reason), result.actor, result.at);
}

std::vector<CityResult> ExchangeStore::results(Session& session, std::string_view manifest) const {
  return session.rows(kResults, result_reader(store_.cipher()), county_, manifest);
}

std::vector<CityResult> ExchangeStore::latest_results(Session& session, int limit) const {
  return session.rows(kLatestResults, result_reader(store_.cipher()), county_, limit);
}

StoreFacts ExchangeStore::facts() {
  return {{&kAddKey, &kUnseenKey, &kSeenKey, &kKeyOf, &kKeys, &kAllKeys, &kRevokeKey, &kHook, &kPutHook,
           &kAllHooks, &kAddResult, &kResults, &kLatestResults, &kAllResults},
          {{"", &kAllKeys, check_key}, {"", &kAllHooks, check_hook}, {"", &kAllResults, check_result}},
          nullptr,
          {{"waste_exchange_key", "unseen"}, {"waste_city_result", "reason"}}};
}

}  // namespace wufei::storage
