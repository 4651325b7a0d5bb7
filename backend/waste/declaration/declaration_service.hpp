// Declarations: filled in from the ledger of movements, confirmed or explained by the party, accepted or
// returned by the bureau. How many of those that must declare did so. Thread-safe. Knows nothing of HTTP.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/kept_look.hpp"
#include "waste/balance/balance_store.hpp"
#include "waste/declaration/declaration_store.hpp"
#include "waste/exchange/change_store.hpp"
#include "waste/manifest/manifest_store.hpp"
#include "waste/notice/waste_notice_store.hpp"
#include "waste/party/registration_service.hpp"
#include "waste/party/stream_store.hpp"

namespace wufei::service {

inline constexpr int kDeclaredBack = 3;  // periods that are still open to be declared; all stay readable

enum class DeclareAction : std::uint8_t { save, submit, accept, send_back, correct };
std::string_view declare_action_name(DeclareAction action);  // snake_case
std::optional<DeclareAction> declare_action_from_name(std::string_view name);

// Which one.
struct DeclarationKey {
  std::int64_t party = 0;
  std::string field, period;
  int version = 0;  // 0 = the latest; those before it are only read
};

struct DeclarationFile {
  contract::Party party;  // without contact and telephone
  contract::DeclarePeriod period;
  contract::Declaration declaration;         // version 1 without edits when none is there yet
  std::vector<contract::DeclaredLine> here;  // what the records here add up to
  std::vector<DeclareAction> actions;        // that this caller may take
  int latest = 0;                            // version, 0 = none
  // From paper, accepted until the period's end and in none of `here`: the other owner has not confirmed
  // them. For who looks: show() counts them.
  std::vector<storage::UncountedPapers> uncounted = {};
};

struct DeclarationState {
  contract::Party party;
  std::string field;
  contract::DeclarePeriod period;
  std::optional<contract::DeclareState> state;  // nullopt: nothing yet
  bool obliged = false;
};

// A line as typed: amounts in the unit of the field, in the order of contract::Amount.
struct LineWish {
  std::string code;
  std::array<std::string, contract::kAmounts> amounts;
  std::string note;
};

struct Coverage {
  std::size_t obliged = 0, declared = 0;  // declared: submitted or accepted
};

// Who declared of one field, in the last period that was due.
struct FieldCoverage {
  std::string field, period;
  Coverage coverage;
  Coverage key;  // of them, of the branches of which the plan wants all
};
using FieldCoverages = std::vector<FieldCoverage>;

class DeclarationService {
 public:
  // All must outlive the service.
  DeclarationService(storage::Store& store, ContentSource& content, Clock& clock)
      : declarations_(store),
        parties_(store),
        streams_(store),
        notices_(store),
        balances_(store),
        changes_(store),
        manifests_(store),
        journal_(store, "waste_declaration"),
        content_(content),
        clock_(clock) {}

  // The last periods of the party's fields, and all that it ever declared. Errors: not_found.
  contract::Result<std::vector<DeclarationState>> of_party(std::int64_t party, const PartyCaller& caller);
  // All parties of a field in one period, those that must declare and those that did. Staff. Errors:
  // not_found.
  contract::Result<std::vector<DeclarationState>> of_period(std::string_view field, std::string_view period,
                                                            const PartyCaller& caller);
  // Periods of a field that can be shown: the open ones, and all that anybody declared in. Errors: not_found.
  contract::Result<std::vector<contract::DeclarePeriod>> periods(std::string_view field,
                                                                 const PartyCaller& caller);
  static Coverage coverage(const std::vector<DeclarationState>& states);
  // Of the field's key industries alone.
  static Coverage key_coverage(const std::vector<DeclarationState>& states,
                               const contract::WasteField& field);
  // Of each field the last period that should have been declared by now, else the last one that is over. For
  // whoever may see all of them; the same one for all who ask until something is committed, or the content or
  // the day is another. Errors: unavailable.
  contract::Result<std::shared_ptr<const FieldCoverages>> last_coverages();
  // Errors: not_found (no such party, field or period, or not theirs).
  contract::Result<DeclarationFile> show(const DeclarationKey& key, const PartyCaller& caller);
  // `lines`: for save and submit. `edits`: that were seen. Errors: invalid with pointers "/LINE/code",
  // "/LINE/AMOUNT", "/LINE/note" (waste_balance, waste_note) or "/reason"; not_found; precondition; conflict
  // waste_state.
  contract::Status act(const DeclarationKey& key, int edits, DeclareAction action,
                       const std::vector<LineWish>& lines, std::string_view reason,
                       const PartyCaller& caller);

 private:
  using Session = storage::Session;
  // All that coverages depend on.
  struct CoverageKey {
    std::uint64_t moment = 0;
    ContentPtr content;
    contract::Date today = {};
    bool operator==(const CoverageKey&) const = default;
  };
  std::vector<DeclarationState> states_of(Session& session, const contract::WasteField& field,
                                          const contract::DeclarePeriod& period);
  contract::Result<DeclarationFile> read(Session& session, const DeclarationKey& key,
                                         const PartyCaller& caller);
  std::vector<contract::DeclaredLine> add_up(Session& session, const DeclarationKey& key,
                                             const contract::DeclarePeriod& period);
  // What a new one begins with: what the records add up to, and the party's streams of the period, at 0.
  std::vector<contract::DeclaredLine> first_lines(Session& session, const DeclarationFile& file,
                                                  const contract::WasteField& field);
  void keep(Session& session, const DeclarationFile& file, DeclareAction action, const std::string& why,
            const PartyCaller& caller);
  // To the party, of what the bureau decided.
  void tell_party(Session& session, const contract::Declaration& row, contract::WasteNoticeKind kind);
  // For the city, which reads what was accepted, of parties that were verified.
  void tell(Session& session, const contract::Party& party, const contract::Declaration& row,
            storage::ChangeAction action);

  storage::DeclarationStore declarations_;
  storage::PartyStore parties_;
  storage::WasteStreamStore streams_;
  storage::WasteNoticeStore notices_;
  storage::BalanceStore balances_;
  storage::WasteChangeStore changes_;
  storage::ManifestStore manifests_;
  Journal journal_;
  ContentSource& content_;
  Clock& clock_;
  storage::KeptLook<FieldCoverages, CoverageKey> coverages_;
};

}  // namespace wufei::service
