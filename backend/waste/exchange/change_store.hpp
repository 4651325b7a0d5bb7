// What changed of records that the city may read, in the order in which it was committed. Functions run
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

enum class ChangeAction : std::uint8_t { created, updated };
std::string_view change_action_name(ChangeAction action);  // snake_case
std::optional<ChangeAction> change_action_from_name(std::string_view name);

enum class ChangeKind : std::uint8_t { party, declaration, manifest, stream };
std::string_view change_kind_name(ChangeKind kind);  // snake_case
std::optional<ChangeKind> change_kind_from_name(std::string_view name);

// Names a record and says nothing of it.
struct WasteChange {
  std::int64_t sequence = 0;  // given by add(): one higher than the last
  ChangeAction action = ChangeAction::updated;
  ChangeKind kind = ChangeKind::manifest;
  // Of a party, a stream and a record of movement its number, of a declaration PARTY.FIELD.PERIOD.VERSION.
  std::string id;
  contract::UtcSeconds at = 0;
};

class WasteChangeStore {
 public:
  explicit WasteChangeStore(const Store& store) : county_(store.county()) {}

  // In the transaction that changes the record: two that are written at once get their sequences in the order
  // in which they are committed (one writer on SQLite; on PostgreSQL the later one runs again).
  void add(Session& session, ChangeAction action, ChangeKind kind, std::string_view id,
           contract::UtcSeconds at) const;
  // With sequences above `after`, in order, at most `limit`.
  std::vector<WasteChange> list(Session& session, std::int64_t after, int limit) const;
  std::optional<WasteChange> find(Session& session, std::int64_t sequence) const;
  // The last sequence, 0 = none.
  std::int64_t last(Session& session) const;

  static StoreFacts facts();

 private:
  std::string county_;
};

std::string declaration_change_id(std::int64_t party, std::string_view field, std::string_view period,
                                  int version);

}  // namespace wufei::storage
