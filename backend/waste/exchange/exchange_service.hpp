// The county's data for the city: what changed since a cursor, one record, all of it as tables; the city's
// keys. Nothing personal passes here (waste/exchange/exchange_rows.hpp). Thread-safe. Knows nothing of HTTP.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "county/ledger_month.hpp"
#include "journal/journal.hpp"
#include "lib/table/dataset.hpp"
#include "waste/balance/balance_store.hpp"
#include "waste/exchange/change_store.hpp"
#include "waste/exchange/exchange_rows.hpp"
#include "waste/exchange/exchange_store.hpp"

namespace wufei::service {

inline constexpr int kMostChanges = 500;  // of one answer
inline constexpr std::size_t kLongestKeyName = 40;

struct ChangePage {
  struct Row {
    storage::WasteChange change;
    std::string cursor;
  };
  std::vector<Row> rows;
  std::string next;   // what to ask with next
  bool more = false;  // there are more now
};

// One record as rows of its tables: of a declaration its lines besides.
struct ExchangeRecord {
  storage::ChangeKind kind = storage::ChangeKind::manifest;
  std::string id;
  Dataset table;                      // of one row
  std::optional<Dataset> lines = {};  // of a declaration
};

// All tables at one moment.
struct ExchangeSet {
  std::optional<contract::Month> month;  // of manifests (issued), declarations, weighings and sums; {} = all
  contract::UtcSeconds made_at = 0;
  std::vector<Dataset> tables;
};

class ExchangeService {
 public:
  // All must outlive it.
  ExchangeService(storage::Store& store, const ContentSource& content, Clock& clock, IdSource& ids)
      : content_(content),
        clock_(clock),
        ids_(ids),
        changes_(store),
        exchange_(store),
        rows_(store),
        balances_(store),
        journal_(store, "waste") {}

  // The key that it is. Errors: unauthorized (none, unknown or revoked), unavailable.
  contract::Result<storage::ExchangeKey> key(std::string_view secret);
  // After a cursor that was answered before, "" = from the first; at most `limit`, 1..kMostChanges. Errors:
  // invalid waste_cursor (no cursor), conflict waste_cursor_unknown (not of these rows: a backup was
  // restored).
  contract::Result<ChangePage> changes(std::string_view after, int limit);
  // Errors: not_found (also what does not leave: drafts, parties that were never verified).
  contract::Result<ExchangeRecord> record(storage::ChangeKind kind, std::string_view id);
  // On the record. Errors: unavailable, internal (a table that contradicts itself).
  contract::Result<ExchangeSet> export_set(std::optional<contract::Month> month,
                                           const contract::Actor& actor);

  // ---- Keys, by staff. `last`: the number of the last key that was seen, 0 = none: the same wish that comes
  // twice makes one key. Errors: conflict (another key since), unavailable.
  contract::Result<storage::ExchangeKey> add_key(const std::string& name, std::int64_t last,
                                                 const contract::Actor& actor);
  // The secret of a new key, once, to who made it; "" = it was shown, or another one made it.
  contract::Result<std::string> take_secret(std::int64_t id, const contract::Actor& actor);
  // Errors: not_found.
  contract::Status revoke_key(std::int64_t id, const contract::Actor& actor);
  contract::Result<std::vector<storage::ExchangeKey>> keys();

  contract::Result<std::vector<storage::CityResult>> results(int limit);

 private:
  using Session = storage::Session;
  std::vector<Dataset> tables(Session& session, std::optional<contract::Month> month) const;
  [[nodiscard]] std::vector<contract::Declaration> declared_in(Session& session,
                                                               std::optional<contract::Month> month) const;
  [[nodiscard]] Dataset months(Session& session, std::optional<contract::Month> month) const;
  contract::Result<std::int64_t> sequence_of(Session& session, std::string_view cursor) const;

  const ContentSource& content_;
  Clock& clock_;
  IdSource& ids_;
  storage::WasteChangeStore changes_;
  storage::ExchangeStore exchange_;
  storage::ExchangeRows rows_;
  storage::BalanceStore balances_;
  Journal journal_;
};

// What names a change, and proves that it is ours: its sequence and eight digits of a keyed hash of the row.
std::string change_cursor(const storage::Store& store, const storage::WasteChange& change);

}  // namespace wufei::service
