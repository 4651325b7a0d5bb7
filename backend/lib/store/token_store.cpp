#include "lib/store/token_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kAddToken{"access_token.add",
                          "INSERT INTO access_token (hash, pickup, expires_at) VALUES (?1, ?2, ?3)"};
constexpr Query kOpens{"access_token.opens",
                       "SELECT id FROM access_token WHERE pickup = ?2 AND hash = ?1 AND expires_at > ?3"};
constexpr Query kAllTokens{"access_token.all",
                           "SELECT id, pickup, hash, expires_at FROM access_token ORDER BY id"};
constexpr Query kRemember{
    "idempotency_key.add",
    "INSERT INTO idempotency_key (key_hash, body_hash, reply, expires_at) VALUES (?1, ?2, ?3, ?4)"};
constexpr Query kFirstReply{"idempotency_key.reply",
                            "SELECT body_hash, reply FROM idempotency_key WHERE key_hash = ?1"};
constexpr Query kAllKeys{
    "idempotency_key.all",
    "SELECT expires_at, key_hash, body_hash, reply FROM idempotency_key ORDER BY expires_at"};
constexpr Query kDropTokens{"access_token.drop", "DELETE FROM access_token WHERE expires_at <= ?1"};
constexpr Query kDropCaseTokens{"feedback_token.drop", "DELETE FROM feedback_token WHERE expires_at <= ?1"};
constexpr Query kDropKeys{"idempotency_key.drop", "DELETE FROM idempotency_key WHERE expires_at <= ?1"};

void check_token(Columns& columns, const Cipher& /*cipher*/) {
  columns.integer();
  columns.integer();
  columns.bytes();
  columns.integer();
}

void check_key_row(Columns& columns, const Cipher& cipher) {
  columns.integer();
  columns.bytes();
  columns.bytes();
  columns.sealed(cipher);
}

}  // namespace

void TokenStore::add(Session& session, std::string_view token, std::int64_t pickup,
                     contract::UtcSeconds expires_at) const {
  session.run(kAddToken, cipher_.hash(HashUse::token, token), pickup, expires_at);
}

bool TokenStore::opens(Session& session, std::string_view token, std::int64_t pickup,
                       contract::UtcSeconds now) const {
  return session.exists(kOpens, cipher_.hash(HashUse::token, token), pickup, now);
}

void TokenStore::remember(Session& session, std::string_view key, std::string_view body,
                          std::string_view reply, contract::UtcSeconds expires_at) const {
  session.run(kRemember, cipher_.hash(HashUse::idempotency_key, key), cipher_.hash(HashUse::body, body),
              cipher_.seal(reply), expires_at);
}

std::optional<FirstReply> TokenStore::first_reply(Session& session, std::string_view key,
                                                  std::string_view body) const {
  const auto read = [&](Columns& columns) {
    const bool same = columns.bytes() == cipher_.hash(HashUse::body, body);
    return FirstReply{same, columns.sealed(cipher_).value_or("")};
  };
  return session.row(kFirstReply, read, cipher_.hash(HashUse::idempotency_key, key));
}

int TokenStore::drop_expired(Session& session, contract::UtcSeconds now) {
  return static_cast<int>(session.run(kDropTokens, now) + session.run(kDropCaseTokens, now) +
                          session.run(kDropKeys, now));
}

StoreFacts TokenStore::facts() {
  return {{&kAddToken, &kOpens, &kAllTokens, &kRemember, &kFirstReply, &kAllKeys, &kDropTokens,
           &kDropCaseTokens, &kDropKeys},
          {{"", &kAllTokens, check_token}, {"", &kAllKeys, check_key_row}}};
}

}  // namespace wufei::storage
