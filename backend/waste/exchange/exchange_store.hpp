// The city's side of the exchange: its keys, how far its address was told, what it answered. Functions run
// inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct ExchangeKey {
  std::int64_t id = 0;
  std::string name;
  contract::UtcSeconds made_at = 0;
  std::string made_by;
  contract::UtcSeconds revoked_at = 0;  // 0 = it is valid
  std::string revoked_by;
};

// Of the changes: how far they were taken by the city's address, and how the next one fares.
struct HookState {
  std::int64_t delivered = 0;             // sequence, 0 = none
  contract::UtcSeconds delivered_at = 0;  // 0 = never
  int attempts = 0;                       // of the next one that failed
  contract::UtcSeconds due_at = 0;        // not before
  std::string error = {};                 // of the last attempt; "" = it was taken
  contract::UtcSeconds stopped_at = 0;    // > 0: given up
};

// What the city answered about a record of movement.
struct CityResult {
  std::string manifest;
  std::string national, result;
  std::string reason;  // sealed where it lies
  std::string actor;   // who handed it in
  contract::UtcSeconds at = 0;
};

class ExchangeStore {
 public:
  explicit ExchangeStore(const Store& store) : store_(store), county_(store.county()) {}

  // Answers its id.
  std::int64_t add_key(Session& session, const ExchangeKey& key, std::string_view secret) const;
  // The secret of a key, once: afterwards nullopt.
  std::optional<std::string> take_unseen(Session& session, std::int64_t id) const;
  // The key that the secret is of, revoked ones too.
  std::optional<ExchangeKey> key_of(Session& session, std::string_view secret) const;
  std::vector<ExchangeKey> keys(Session& session) const;
  // False when there is no such key that is valid.
  bool revoke_key(Session& session, std::int64_t id, contract::UtcSeconds at, std::string_view by) const;

  HookState hook(Session& session) const;
  void put_hook(Session& session, const HookState& state) const;

  void add_result(Session& session, const CityResult& result) const;
  // Of one record, in order.
  std::vector<CityResult> results(Session& session, std::string_view manifest) const;
  // Of all, the latest first, at most `limit`.
  std::vector<CityResult> latest_results(Session& session, int limit) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
