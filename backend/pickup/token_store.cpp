#include "pickup/token_store.hpp"

namespace wufei::storage {
namespace {

constexpr std::string_view kAdd = "INSERT INTO access_token (hash, pickup, expires_at) VALUES (?1, ?2, ?3)";
constexpr std::string_view kOpens =
    "SELECT 1 FROM access_token WHERE pickup = ?2 AND hash = ?1 AND expires_at > ?3";
constexpr std::string_view kRemember =
    "INSERT INTO idempotency_key (key_hash, body_hash, reply, expires_at) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view kFirstReply = "SELECT body_hash, reply FROM idempotency_key WHERE key_hash = ?1";
constexpr std::string_view kDropTokens = "DELETE FROM access_token WHERE expires_at <= ?1";
constexpr std::string_view kDropCaseTokens = "DELETE FROM feedback_token WHERE expires_at <= ?1";
constexpr std::string_view kDropKeys = "DELETE FROM idempotency_key WHERE expires_at <= ?1";

using View = std::span<const std::uint8_t>;

}  // namespace

void TokenStore::add(Connection& connection, std::string_view token, std::int64_t pickup,
                     contract::UtcSeconds expires_at) const {
  const Bytes hash = cipher_.hash(HashUse::token, token);
  run(connection, kAdd, View(hash), pickup, expires_at);
}

bool TokenStore::opens(Connection& connection, std::string_view token, std::int64_t pickup,
                       contract::UtcSeconds now) const {
  const Bytes hash = cipher_.hash(HashUse::token, token);
  SQLite::Statement& found = prepared(connection, kOpens, View(hash), pickup, now);
  const bool open = found.executeStep();
  found.reset();
  return open;
}

void TokenStore::remember(Connection& connection, std::string_view key, std::string_view body,
                          std::string_view reply, contract::UtcSeconds expires_at) const {
  const Bytes key_hash = cipher_.hash(HashUse::idempotency_key, key),
              body_hash = cipher_.hash(HashUse::body, body);
  const Bytes sealed = cipher_.seal(reply);
  run(connection, kRemember, View(key_hash), View(body_hash), View(sealed), expires_at);
}

std::optional<FirstReply> TokenStore::first_reply(Connection& connection, std::string_view key,
                                                  std::string_view body) const {
  const Bytes key_hash = cipher_.hash(HashUse::idempotency_key, key);
  SQLite::Statement& found = prepared(connection, kFirstReply, View(key_hash));
  if (!found.executeStep()) return std::nullopt;
  const bool same = blob_of(found.getColumn(0)) == cipher_.hash(HashUse::body, body);
  FirstReply first{same, cipher_.open(blob_of(found.getColumn(1))).value_or("")};
  found.reset();
  return first;
}

int TokenStore::drop_expired(Connection& connection, contract::UtcSeconds now) {
  return run(connection, kDropTokens, now) + run(connection, kDropCaseTokens, now) +
         run(connection, kDropKeys, now);
}

}  // namespace wufei::storage
