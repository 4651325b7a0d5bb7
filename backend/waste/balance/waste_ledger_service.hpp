// The ledger that a party keeps of its waste: what its people enter by hand, taking back, and what it adds up
// to. Manifests post rows of their own (manifest/). Knows nothing of HTTP. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "account/account.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "journal/journal.hpp"
#include "lib/store/store.hpp"
#include "waste/balance/balance_store.hpp"
#include "waste/balance/mass_balance.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/manifest/manifest_store.hpp"
#include "waste/party/party_store.hpp"
#include "waste/party/stream_store.hpp"

namespace wufei::service {

// What is entered by hand. `grams`: of a stock-taking what lies there in all, of all others what came or went
// (positive).
struct EntryWish {
  std::optional<storage::MovementKind> kind;
  std::string field, code;
  std::int64_t facility = 0;
  std::optional<std::int64_t> grams;
  std::optional<contract::Date> on;
  std::string reason;
  std::int64_t last = 0;  // the party's last sequence that the writer saw, 0 = none
};

enum class EntryFault : std::uint8_t {
  kind,      // none of those that are entered by hand
  code,      // none of a field of the party, or one that came in before and is none any more
  facility,  // none of the party's
  amount,    // no number, 0, or more than may be
  day,       // none, in the future, or more than kFarthestBack ago; of a stock-taking: not today
  reason,    // missing where it must be, or too long
  opening,   // this facility and code has an opening already
  party,     // not verified, or closed
  moved,     // rows came since the writer looked, and none of them is this one
};
inline constexpr int kFarthestBack = 366;           // days
inline constexpr std::size_t kLongestReason = 200;  // code points
inline constexpr storage::MovementKind kByHand[] = {
    storage::MovementKind::generate, storage::MovementKind::self_use, storage::MovementKind::self_dispose,
    storage::MovementKind::loss,     storage::MovementKind::count,    storage::MovementKind::opening};

struct EntryAnswer {
  std::vector<EntryFault> faults;  // empty: entered
  std::int64_t sequence = 0;
  std::int64_t difference = 0;  // of a stock-taking, g
  bool known = false;           // it was entered before: the same wish came twice
};

struct WasteLedgerView {
  contract::Party party;
  std::vector<contract::Facility> facilities;
  std::vector<storage::ListedMovement> rows;  // the last ones first
  bool more = false;
  std::vector<MassBalance> balances;  // of the filter's months
  std::vector<storage::WasteStock> stock;
  std::int64_t last = 0;                      // sequence of the party, for EntryWish::last
  std::vector<contract::Facility> gone = {};  // given up, that rows name
  std::vector<contract::WasteStream> streams = {};
  // From paper, accepted until the filter's end and in no ledger: the other owner has not confirmed them.
  std::vector<storage::UncountedPapers> uncounted = {};
};

struct LedgerParty {
  contract::Party party;
  std::int64_t kinds = 0;  // of waste that it has or had
};

class WasteLedgerService {
 public:
  // All must outlive the service.
  WasteLedgerService(storage::Store& store, const ContentSource& source, Clock& clock)
      : store_(store),
        source_(source),
        clock_(clock),
        balances_(store),
        parties_(store),
        streams_(store),
        manifests_(store),
        journal_(store, "waste") {}

  // The party whose records somebody may see who works for one; nullopt for all others.
  contract::Result<std::optional<contract::PartyMember>> member(std::int64_t account);
  // `facility`: the balances are of this place alone (0 = of what is at none), all else is of the party.
  // Errors: not_found (no such party), unavailable.
  contract::Result<WasteLedgerView> view(const storage::MovementFilter& filter, std::int64_t before,
                                         int limit, std::optional<std::int64_t> facility = std::nullopt);
  // Staff looked at records of a party (reference: its number, or an alarm's): into the access log, before
  // anybody gets the page. Errors: unavailable.
  contract::Status looked(const contract::Actor& actor, std::string action, std::string reference);
  // Parties with rows, by name. Errors: unavailable.
  contract::Result<std::vector<LedgerParty>> parties();
  // Errors: not_found, unavailable. What is wrong with the wish stands in the answer. A wish that comes
  // twice, from a double tap or again after a lost answer, is entered once.
  contract::Result<EntryAnswer> enter(std::int64_t party, const EntryWish& wish,
                                      const contract::Actor& actor);
  // Rows of manifests are taken back by their manifest. Errors: not_found, conflict (taken back already,
  // takes back itself, of a manifest, older than kFarthestBack, of a party that keeps no ledger), invalid
  // (reason), unavailable.
  contract::Status take_back(std::int64_t party, std::int64_t sequence, const std::string& reason,
                             const contract::Actor& actor);

  // Called after something was entered or taken back.
  std::function<void()> on_change;

 private:
  std::vector<EntryFault> faults_of(storage::Session& session, const contract::Party& party,
                                    const EntryWish& wish);
  bool knows_code(storage::Session& session, std::int64_t party, const contract::WasteField& field,
                  const EntryWish& wish);
  // Errors: conflict.
  contract::Status may_take_back(storage::Session& session, const storage::Movement& row);
  bool has_opening(storage::Session& session, std::int64_t party, const EntryWish& wish);
  std::int64_t there(storage::Session& session, std::int64_t party, const EntryWish& wish);
  // The row that the wish has become since `wish.last`; nullopt when there is none.
  std::optional<storage::Movement> entered(storage::Session& session, const storage::Movement& row,
                                           const EntryWish& wish);

  storage::Store& store_;
  const ContentSource& source_;
  Clock& clock_;
  storage::BalanceStore balances_;
  storage::PartyStore parties_;
  storage::WasteStreamStore streams_;
  storage::ManifestStore manifests_;
  Journal journal_;
};

}  // namespace wufei::service
