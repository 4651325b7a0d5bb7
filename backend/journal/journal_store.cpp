#include "journal/journal_store.hpp"

#include <algorithm>

#include <utility>

#include "lib/store/sealed_words.hpp"

namespace wufei::storage {
namespace {

constexpr Query kAddEvent{
    "event.add",
    "INSERT INTO event (county, subject, item, sequence, at, kind, detail, actor_kind, actor)"
    " VALUES (?1, ?2, ?3, (SELECT coalesce(max(sequence), 0) + 1 FROM event"
    " WHERE county = ?1 AND subject = ?2 AND item = ?3), ?4, ?5, ?6, ?7, ?8)"};
constexpr Query kEvents{"event.of",
                        "SELECT at, kind, detail, actor_kind, actor FROM event"
                        " WHERE county = ?1 AND subject = ?2 AND item = ?3 ORDER BY sequence"};
constexpr Query kAllEvents{
    "event.all",
    "SELECT subject || ' ' || item || '.' || sequence AS name, at, kind, detail, actor_kind,"
    " actor FROM event ORDER BY county, subject, item, sequence"};
constexpr Query kEraseDetails{"event.erase",
                              "UPDATE event SET detail = '' WHERE county = ?1 AND subject = ?2 AND item = ?3"
                              " AND detail <> '' AND (?4 = '' OR kind = ?4)"};
constexpr Query kAddToken{"access_token.add",
                          "INSERT INTO access_token (county, subject, item, hash, expires_at)"
                          " VALUES (?1, ?2, ?3, ?4, ?5)"};
constexpr Query kOpens{"access_token.opens",
                       "SELECT item FROM access_token WHERE county = ?1 AND subject = ?2 AND item = ?3"
                       " AND hash = ?4 AND expires_at > ?5"};
constexpr Query kAllTokens{"access_token.all",
                           "SELECT subject || ' ' || item AS name, hash, expires_at FROM access_token"
                           " ORDER BY county, subject, item, hash"};
constexpr Query kDropTokens{"access_token.drop",
                            "DELETE FROM access_token WHERE county = ?1 AND expires_at <= ?2"};
constexpr Query kDropTokensOf{"access_token.drop_of",
                              "DELETE FROM access_token WHERE county = ?1 AND subject = ?2 AND item = ?3"};
constexpr Query kReplies{"idempotency_key.replies",
                         "SELECT key_hash, reply FROM idempotency_key WHERE county = ?1 AND subject = ?2"};
constexpr Query kEraseReply{"idempotency_key.erase",
                            "UPDATE idempotency_key SET reply = ?4"
                            " WHERE county = ?1 AND subject = ?2 AND key_hash = ?3"};
constexpr Query kRemember{
    "idempotency_key.add",
    "INSERT INTO idempotency_key (county, subject, key_hash, body_hash, reply, expires_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
constexpr Query kFirstReply{"idempotency_key.reply",
                            "SELECT body_hash, reply FROM idempotency_key"
                            " WHERE county = ?1 AND subject = ?2 AND key_hash = ?3"};
constexpr Query kAllKeys{"idempotency_key.all",
                         "SELECT subject || ' ' || expires_at AS name, key_hash, body_hash, reply"
                         " FROM idempotency_key ORDER BY county, subject, expires_at"};
constexpr Query kDropKeys{"idempotency_key.drop",
                          "DELETE FROM idempotency_key WHERE county = ?1 AND expires_at <= ?2"};
constexpr Query kAddEntry{"access_log.add",
                          "INSERT INTO access_log (county, sequence, at, actor_kind, actor, action, subject, "
                          "reference, detail, hash)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
#define WUFEI_ENTRY \
  "SELECT sequence, at, actor_kind, actor, action, subject, reference, detail, hash FROM access_log "
constexpr Query kAllEntries{"access_log.all", WUFEI_ENTRY "ORDER BY county, sequence"};
constexpr Query kLastEntry{"access_log.last", WUFEI_ENTRY "WHERE county = ?1 ORDER BY sequence DESC LIMIT 1"};
constexpr Query kChain{"access_log.chain",
                       WUFEI_ENTRY "WHERE county = ?1 AND sequence > ?2 ORDER BY sequence LIMIT 1000"};
constexpr Query kEntriesOf{
    "access_log.of", WUFEI_ENTRY "WHERE county = ?1 AND subject = ?2 AND reference = ?3 ORDER BY sequence"};
constexpr Query kLatestOf{"access_log.latest_of", WUFEI_ENTRY
                          "WHERE county = ?1 AND subject = ?2 AND reference = ?3"
                          " ORDER BY sequence DESC LIMIT ?4"};
constexpr Query kEntries{
    "access_log.list", WUFEI_ENTRY
    "WHERE county = ?1 AND sequence < ?2 AND (?3 = '' OR actor = ?3) AND (?4 = '' OR reference "
    "= ?4) ORDER BY sequence DESC LIMIT ?5"};
#undef WUFEI_ENTRY

EventRow read_event(Columns& columns, const Cipher& cipher) {
  EventRow row;
  row.event.at = columns.integer();
  row.event.kind = columns.text();
  row.event.detail = sealed_words(columns, cipher);
  row.actor.kind = columns.named(contract::actor_kind_from_name);
  row.actor.id = columns.text();
  return row;
}

void check_event(Columns& columns, const Cipher& cipher) {
  columns.text();
  (void)read_event(columns, cipher);
}

void check_token(Columns& columns, const Cipher& /*cipher*/) {
  columns.text();
  columns.bytes();
  columns.integer();
}

void check_key_row(Columns& columns, const Cipher& cipher) {
  columns.text();
  columns.bytes();
  columns.bytes();
  columns.sealed(cipher);
}

struct ChainedEntry {
  LoggedEntry logged;
  std::optional<Bytes> hash;
};

ChainedEntry read_entry(Columns& columns) {
  ChainedEntry row;
  row.logged.sequence = columns.integer();
  row.logged.entry.at = columns.integer();
  row.logged.entry.actor.kind = columns.named(contract::actor_kind_from_name);
  row.logged.entry.actor.id = columns.text();
  row.logged.entry.action = columns.text();
  row.logged.subject = columns.text();
  row.logged.entry.reference = columns.text();
  row.logged.entry.detail = columns.text();
  row.hash = columns.bytes_or_null();
  return row;
}

void check_entry(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_entry(columns);
}

constexpr ChainKind kLogChain{HashUse::access_log, "access_log"};

// What the chain of a row is made of.
std::vector<std::string> chained_parts(std::string_view county, const LoggedEntry& row) {
  const AccessEntry& entry = row.entry;
  return {std::string(county),
          std::to_string(row.sequence),
          std::to_string(entry.at),
          std::string(contract::kind_name(entry.actor.kind)),
          entry.actor.id,
          entry.action,
          row.subject,
          entry.reference,
          entry.detail};
}

}  // namespace

void EventStore::add(Session& session, std::int64_t item, const contract::HistoryEvent& event,
                     const contract::Actor& actor) const {
  session.run(kAddEvent, county, subject, item, event.at, event.kind, seal_words(cipher, event.detail),
              contract::kind_name(actor.kind), actor.id);
}

std::vector<EventRow> EventStore::of(Session& session, std::int64_t item) const {
  return session.rows(
      kEvents, [&](Columns& columns) { return read_event(columns, cipher); }, county, subject, item);
}

std::vector<contract::HistoryEvent> EventStore::history(Session& session, std::int64_t item) const {
  std::vector<contract::HistoryEvent> history;
  for (EventRow& row : of(session, item)) history.push_back(std::move(row.event));
  return history;
}

void EventStore::erase_details(Session& session, std::int64_t item, std::string_view kind) const {
  session.run(kEraseDetails, county, subject, item, kind);
}

void TokenStore::add(Session& session, std::string_view token, std::int64_t item,
                     contract::UtcSeconds expires_at) const {
  session.run(kAddToken, county, subject, item, cipher.hash(HashUse::token, token), expires_at);
}

bool TokenStore::opens(Session& session, std::string_view token, std::int64_t item,
                       contract::UtcSeconds now) const {
  return session.exists(kOpens, county, subject, item, cipher.hash(HashUse::token, token), now);
}

void TokenStore::drop(Session& session, std::int64_t item) const {
  session.run(kDropTokensOf, county, subject, item);
}

void IdempotencyStore::remember(Session& session, std::string_view key, std::string_view body,
                                std::string_view reply, contract::UtcSeconds expires_at) const {
  session.run(kRemember, county, subject, cipher.hash(HashUse::idempotency_key, key),
              cipher.hash(HashUse::body, body), cipher.seal(reply), expires_at);
}

std::optional<FirstReply> IdempotencyStore::first_reply(Session& session, std::string_view key,
                                                        std::string_view body) const {
  const auto read = [&](Columns& columns) {
    const bool same = columns.bytes() == cipher.hash(HashUse::body, body);
    return FirstReply{same, columns.sealed(cipher).value_or("")};
  };
  return session.row(kFirstReply, read, county, subject, cipher.hash(HashUse::idempotency_key, key));
}

void IdempotencyStore::erase_replies(Session& session, const std::vector<std::string>& references) const {
  const auto read = [&](Columns& columns) {
    Bytes key = columns.bytes();
    return std::pair{std::move(key), columns.sealed(cipher).value_or(std::string())};
  };
  for (const auto& [key, reply] : session.rows(kReplies, read, county, subject))
    for (const std::string& reference : references)
      if (reply.find(reference) != std::string::npos)
        session.run(kEraseReply, county, subject, key, cipher.seal(std::string_view()));
}

void AccessLogStore::add(Session& session, const AccessEntry& entry) const {
  const auto last = session.row(kLastEntry, read_entry, county);
  const LoggedEntry row{last ? last->logged.sequence + 1 : 1, entry, std::string(subject)};
  const Bytes hash = chain_hash(cipher, kLogChain.use, last ? last->hash.value_or(Bytes{}) : Bytes{},
                                chained_parts(county, row));
  session.run(kAddEntry, county, row.sequence, entry.at, contract::kind_name(entry.actor.kind),
              entry.actor.id, entry.action, subject, entry.reference, entry.detail, hash);
}

std::vector<AccessEntry> AccessLogStore::of(Session& session, std::string_view reference) const {
  return session.rows(
      kEntriesOf, [](Columns& columns) { return read_entry(columns).logged.entry; }, county, subject,
      reference);
}

std::vector<AccessEntry> AccessLogStore::latest_of(Session& session, std::string_view reference,
                                                   int most) const {
  auto entries = session.rows(
      kLatestOf, [](Columns& columns) { return read_entry(columns).logged.entry; }, county, subject,
      reference, most);
  std::reverse(entries.begin(), entries.end());
  return entries;
}

std::vector<LoggedEntry> access_entries(Session& session, const Store& store, const AccessFilter& filter,
                                        int limit) {
  return session.rows(
      kEntries, [](Columns& columns) { return read_entry(columns).logged; }, store.county(), filter.before,
      filter.actor, filter.reference, limit);
}

LogChain read_chain(Session& session, const Store& store, LogChain after) {
  ChainWalk walk(session, store, kLogChain, std::move(after));
  for (;;) {  // by pages: a log of years is long
    const auto page = session.rows(kChain, read_entry, store.county(), walk.rows());
    for (const ChainedEntry& row : page)
      walk.follow(row.logged.sequence, row.hash, chained_parts(store.county(), row.logged));
    if (page.empty()) return std::move(walk).end();
  }
}

void keep_chain_end(Session& session, const Store& store, const LogChain& chain) {
  keep_chain_end(session, store, kLogChain, chain);
}

int drop_expired(Session& session, const Store& store, contract::UtcSeconds now) {
  return static_cast<int>(session.run(kDropTokens, store.county(), now) +
                          session.run(kDropKeys, store.county(), now));
}

StoreFacts journal_facts() {
  return {{&kAddEvent,   &kEvents,     &kAllEvents,    &kEraseDetails, &kAddToken,   &kOpens,
           &kAllTokens,  &kDropTokens, &kDropTokensOf, &kReplies,      &kEraseReply, &kRemember,
           &kFirstReply, &kAllKeys,    &kDropKeys,     &kAddEntry,     &kAllEntries, &kLastEntry,
           &kChain,      &kEntriesOf,  &kLatestOf,     &kEntries},
          {{"", &kAllEvents, check_event},
           {"", &kAllTokens, check_token},
           {"", &kAllKeys, check_key_row},
           {"", &kAllEntries, check_entry}},
          nullptr,
          {{"event", "detail", SealedKind::words}, {"idempotency_key", "reply"}}};
}

}  // namespace wufei::storage
