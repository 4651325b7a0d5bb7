// The tables of the journal, each through a store bound to one subject: what happened to its items, the
// tokens that open them, first replies to keys, who of the staff did what. An item is a row of the subject's
// own table, named by its number. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/actor.hpp"
#include "journal/event.hpp"
#include "lib/store/chain.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct SubjectRows {
  // `subject` names the folder and lives for ever.
  SubjectRows(const Store& store, std::string_view name)
      : county(store.county()), subject(name), cipher(store.cipher()) {}

  std::string_view county;
  std::string_view subject;
  const Cipher& cipher;
};

struct EventRow {
  contract::HistoryEvent event;
  contract::Actor actor;
};

struct EventStore : SubjectRows {
  using SubjectRows::SubjectRows;

  void add(Session& session, std::int64_t item, const contract::HistoryEvent& event,
           const contract::Actor& actor) const;
  // In order.
  [[nodiscard]] std::vector<EventRow> of(Session& session, std::int64_t item) const;
  // The same without who acted: what residents see.
  [[nodiscard]] std::vector<contract::HistoryEvent> history(Session& session, std::int64_t item) const;
  // Details are free text: they may name people, and are sealed. `kind` "" = all.
  void erase_details(Session& session, std::int64_t item, std::string_view kind = {}) const;
};

// Tokens are stored hashed.
struct TokenStore : SubjectRows {
  using SubjectRows::SubjectRows;

  void add(Session& session, std::string_view token, std::int64_t item,
           contract::UtcSeconds expires_at) const;
  // Whether the token opens this item at `now`.
  [[nodiscard]] bool opens(Session& session, std::string_view token, std::int64_t item,
                           contract::UtcSeconds now) const;
  // All that open this item.
  void drop(Session& session, std::int64_t item) const;
};

struct FirstReply {
  bool same_body = false;
  std::string reply;  // as given to remember()
};

// Replies are sealed, keys and bodies hashed.
struct IdempotencyStore : SubjectRows {
  using SubjectRows::SubjectRows;

  void remember(Session& session, std::string_view key, std::string_view body, std::string_view reply,
                contract::UtcSeconds expires_at) const;
  [[nodiscard]] std::optional<FirstReply> first_reply(Session& session, std::string_view key,
                                                      std::string_view body) const;
  // Replies that name one of these references hold nothing any more: an empty FirstReply::reply. Their keys
  // stay until they expire, so that a repeat makes nothing anew.
  void erase_replies(Session& session, const std::vector<std::string>& references) const;
};

struct AccessEntry {
  contract::UtcSeconds at = 0;
  contract::Actor actor;
  std::string action;
  std::string reference =
      {};                   // what people call it: a booking's reference, a survey's id; "" = no single one
  std::string detail = {};  // never personal data
};

// Rows are only ever added, and each holds the hash of itself and of the row before it.
struct AccessLogStore : SubjectRows {
  using SubjectRows::SubjectRows;

  void add(Session& session, const AccessEntry& entry) const;
  // Who did what to one thing, in order.
  [[nodiscard]] std::vector<AccessEntry> of(Session& session, std::string_view reference) const;
  // The latest of them, at most `most`, in order.
  [[nodiscard]] std::vector<AccessEntry> latest_of(Session& session, std::string_view reference,
                                                   int most) const;
};

struct LoggedEntry {
  std::int64_t sequence = 0;
  AccessEntry entry;
  std::string subject;
};

struct AccessFilter {
  std::string actor;                                               // as it is kept, "desk:NAME"; "" = all
  std::string reference;                                           // "" = all
  std::int64_t before = std::numeric_limits<std::int64_t>::max();  // sequence
};
// Of all subjects, newest first.
std::vector<LoggedEntry> access_entries(Session& session, const Store& store, const AccessFilter& filter,
                                        int limit);

// What the chain of the access log shows.
using LogChain = Chain;
// Walks the chain from what was read before to its end. An end that was kept (below) must still be there.
LogChain read_chain(Session& session, const Store& store, LogChain after = {});
// As chain.hpp says; the program's log has the end of each day.
void keep_chain_end(Session& session, const Store& store, const LogChain& chain);

// Tokens and keys past their time, of all subjects; answers how many.
int drop_expired(Session& session, const Store& store, contract::UtcSeconds now);

StoreFacts journal_facts();

}  // namespace wufei::storage
