// Records of movement: draft, signatures along the way, what is refused, corrections that all agree to.
// Everything that a step needs happens in one transaction; who comes second gets a conflict. What was read
// before it counts only where nobody has changed it since. Knows nothing of HTTP. Thread-safe.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/account_store.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "desk/kept_time.hpp"
#include "journal/journal.hpp"
#include "waste/balance/balance_store.hpp"
#include "waste/exchange/change_store.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/manifest/manifest_record.hpp"
#include "waste/manifest/manifest_store.hpp"
#include "waste/notice/waste_notice_store.hpp"
#include "waste/paper/paper_entry.hpp"
#include "waste/paper/paper_store.hpp"
#include "waste/party/party_store.hpp"
#include "waste/party/stream_store.hpp"
#include "waste/ticket/mileage_store.hpp"
#include "waste/ticket/ticket_store.hpp"

namespace wufei::service {

// Who asks: a member of a party, or one of the county's staff.
struct ManifestCaller {
  contract::Actor actor;
  std::int64_t account = 0;
  std::int64_t party = 0;  // of staff who act for a party that cannot: that one; else 0
  contract::MemberRole role = contract::MemberRole::reader;
  bool staff = false;    // reads every record that was issued
  bool handles = false;  // staff that may act for a party
};

// A record as it was a moment ago, and who looked at it.
struct ManifestSeen {
  ManifestCaller caller;
  contract::ManifestRecord record;
};

struct ManifestStep {
  std::string number;
  contract::ManifestAction action = contract::ManifestAction::edit;
  int version = 0;  // that the caller saw
  contract::ManifestInput input = {};
  std::string reason = {};  // of a revision
  bool confirmed = false;   // a weight that is asked back is right
  std::string key = {};     // of a phone that had no network: the step counts once for it
  contract::PhoneTimes phone = {};
  std::int64_t odometer =
      0;  // km that the vehicle shows when it starts (take_over) or came (arrive), 0 = none
  // Of a record from paper that is taken away: number of the one under which its children go on; "" = the
  // one of the same load.
  std::string successor = {};
  // The same, said by staff: children that are done stay as they are, with their rows in both ledgers.
  bool keeps_children = false;
};

// Older than this, what a phone signed is not taken: somebody has acted otherwise by then.
inline constexpr contract::UtcSeconds kLongestKept = 7LL * 24 * 3600;

// Why what a phone signed does not fit any more: cancelled; signed or moved on otherwise; changed since the
// phone saw it; older than kLongestKept.
enum class ManifestClash : std::uint8_t { none, cancelled, moved, changed, too_late };
std::string_view manifest_clash_name(ManifestClash clash);  // snake_case

struct ManifestArrival {
  ManifestClash clash = ManifestClash::none;
  contract::KeptTime time;  // `at`: when it was signed
  contract::ManifestState state = contract::ManifestState::draft;
  contract::UtcSeconds changed_at = 0;  // of the record as it is now
};

using PartyNames = std::map<std::int64_t, std::string>;

struct ManifestView {
  contract::ManifestRecord record;
  std::vector<contract::ManifestEvent> events;
  std::vector<contract::ManifestAction> actions;  // of the caller
  // Of staff that handles: what each named party could do.
  std::map<std::int64_t, std::vector<contract::ManifestAction>> on_behalf;
  PartyNames names;
  std::optional<contract::WasteTicket> ticket = {};
  bool writes_ticket = false;  // the caller may
  std::optional<contract::Mileage> mileage = {};
  bool corrects_start = false, corrects_end = false;  // of the odometer: the caller may
  // Of staff that handles: those whose word a paper waits for and who can say it themselves, so staff do not.
  std::vector<std::int64_t> answer_themselves = {};
};

struct ManifestRow {
  contract::Manifest manifest;
  bool waits = false;  // for the caller
};
struct ManifestList {
  std::vector<ManifestRow> rows;  // those that wait first, then the latest change
  PartyNames names;
};

// From paper, accepted, and in no ledger: the other owner has not confirmed it.
struct UncountedList {
  std::vector<contract::Manifest> rows;  // the latest acceptance first, at most kMostManifests
  std::vector<storage::UncountedPapers> counts;
  PartyNames names;
};

struct ManifestFilter {
  std::string field, state;  // "" = all
};

// What anybody may know of a number.
struct PublicManifest {
  std::string number, field, field_name;
  contract::ManifestState state = contract::ManifestState::issued;
  std::string boundary;
};

inline constexpr int kMostManifests = 200;  // of one list
inline constexpr int kMostDrafts = 500;     // of one party

class ManifestService {
 public:
  // All must outlive this.
  ManifestService(storage::Store& store, const ContentSource& content, Clock& clock, IdSource& ids);

  // A draft of the caller's party, which must be a verified generator with less than kMostDrafts of them.
  // With the `key` of a form that came before it answers what was made then. Errors: forbidden (role),
  // invalid.
  contract::Result<contract::Manifest> draft(std::string_view field, const contract::ManifestInput& input,
                                             const ManifestCaller& caller, std::string_view key = {});
  // Errors: not_found (none, or not the caller's to see), forbidden (role), conflict (the state does not know
  // the step any more, or somebody was first: ask show() for what is possible now; with fields: those that
  // are sealed), invalid. Answers the record, of return and redirect the child's number. `seen`: the record
  // as see() answered it, which the step then need not read in the writer's turn; nullptr = it does.
  contract::Result<contract::Manifest> act(const ManifestStep& step, const ManifestCaller& caller,
                                           const contract::ManifestRecord* seen = nullptr);
  // The same of a transporter's signature that a phone made without a network, once for its key: what comes
  // again is answered as the first was. Where it does not fit any more, the record stays as it is. Errors: as
  // act() without conflict; not_found also of a record on which the party is not named any more.
  contract::Result<ManifestArrival> take_kept(const ManifestStep& step, const ManifestCaller& caller);
  // A record of what was signed on paper, for a party that is its generator or receiver: straight into the
  // state that the paper shows, by the steps and guards of each signature's day; in no ledger until the
  // owners that are asked confirm it: the other one of the two, and that party too where staff entered it and
  // it has an admin or clerk. The carrier is asked as well. The same paper again is the record that it made.
  // Errors: forbidden (role), invalid (what does not hold, with the field of the form: those of manifests,
  // `slip`, `reason`, `shows`, and of each signature `_at` and `_name`; "" waste_paper_many).
  contract::Result<contract::Manifest> enter_paper(const PaperEntry& entry, const ManifestCaller& caller);
  // What the receiver's own weigh ticket says of the record `ticket.number`; the record stays as it is. The
  // same again changes nothing; `ticket.version` is the one that was shown. Errors: not_found, forbidden (not
  // of the receiver, or its role), conflict (it did not come yet, or is cancelled; waste_state: the record is
  // done and the party suspended or closed), precondition (another version by now), invalid (`ticket_plate`,
  // `ticket_day`).
  contract::Status write_ticket(const contract::WasteTicket& ticket, const ManifestCaller& caller);
  // It says nothing any more; the history keeps what it said, and the reason. What is not there (any more) is
  // done. Errors: as above, invalid (`ticket_reason`).
  contract::Status take_ticket_back(std::string_view number, int version, std::string_view reason,
                                    const ManifestCaller& caller);
  // Of one vehicle all the way: what its own side told at the start (transporter) or the end (receiver), or
  // did not tell; the history keeps both. The same again changes nothing. Errors: not_found, forbidden (not
  // its end, or its role; nothing is written any more), precondition (another reading by now than the one
  // shown), invalid (`odometer_start`, `odometer_end`: the end would be less than the start).
  contract::Status correct_odometer(const contract::OdometerFix& fix, const ManifestCaller& caller);
  // The record for a step to come; leaves no entry in the log. A caller without a party who is no staff is
  // answered as a member of the party that its account belongs to. Errors: not_found, as show(), and for an
  // account of no party.
  contract::Result<ManifestSeen> see(std::string_view number, const ManifestCaller& caller);
  // What staff opens goes into the access log. Errors: not_found.
  contract::Result<ManifestView> show(std::string_view number, const ManifestCaller& caller);
  // Of staff those of `filter`, of a member those of its party. Errors: not_found (drivers, no party).
  contract::Result<UncountedList> uncounted(storage::UncountedFilter filter, const ManifestCaller& caller);
  contract::Result<ManifestList> list(const ManifestFilter& filter, const ManifestCaller& caller);
  // Of the caller's party as a transporter: what is on the road with that vehicle, or to be taken over until
  // the end of today. `vehicle` "" = all.
  contract::Result<ManifestList> on_the_road(std::string_view vehicle, const ManifestCaller& caller);
  // Errors: not_found (also of what was never issued).
  contract::Result<PublicManifest> find_public(std::string_view number);
  // Whom a draft may name, and with what.
  struct Choices {
    std::vector<contract::Party> transporters, receivers, generators;
    std::vector<contract::Facility> facilities;
    std::vector<contract::WasteVehicle> vehicles;  // of the caller's party
    std::vector<contract::WasteStream> streams;    // of the caller's party, in the field and running today
  };
  contract::Result<Choices> choices(std::string_view field, std::int64_t party);
  // The caller of an account; a party of 0 when it belongs to none.
  contract::Result<contract::PartyMember> member(std::int64_t account);
  [[nodiscard]] ContentPtr content() const { return content_.current(); }
  // For a new form, random.
  [[nodiscard]] std::string new_key();
  // Called after each step, from any thread; set before the first.
  std::function<void()> on_change;

 private:
  struct Turn;       // one step under way
  struct PaperTurn;  // one paper under way

  contract::Result<contract::ManifestRecord> load(storage::Session& session, std::string_view number) const;
  // `seen` where it is still as it was, else as it is now.
  contract::Result<contract::ManifestRecord> as_it_is(storage::Session& session, std::string_view number,
                                                      const contract::ManifestRecord* seen) const;
  // `time`: of a phone's signature.
  contract::Result<contract::Manifest> take(const ManifestStep& step, const ManifestCaller& caller,
                                            const contract::ManifestRecord* seen,
                                            contract::KeptTime* time = nullptr);
  // Of a turn that knows who, when, what was before and its row of the table.
  contract::Status take_step(storage::Session& session, Turn& turn) const;
  [[nodiscard]] bool is_still_said(storage::Session& session, const contract::Manifest& manifest,
                                   int version) const;
  [[nodiscard]] std::string key_of(const ManifestStep& step, const ManifestCaller& caller) const;
  contract::Result<ManifestArrival> clash_of(const ManifestStep& step, const ManifestCaller& caller);
  [[nodiscard]] std::string new_number(char letter);
  // Of the draft that a form with this key makes on that day.
  [[nodiscard]] std::string number_of(char letter, std::int64_t party, std::string_view key,
                                      contract::Date day) const;
  std::vector<ManifestRow> with_waiting(storage::Session& session, const ManifestCaller& caller,
                                        std::vector<contract::Manifest> found) const;
  std::vector<contract::Manifest> of_party(storage::Session& session, const ManifestFilter& filter,
                                           std::int64_t party) const;
  bool may_write_ticket(storage::Session& session, const contract::Manifest& manifest,
                        const ManifestCaller& caller) const;
  bool finishes(storage::Session& session, const contract::Manifest& manifest, std::int64_t party) const;
  contract::Result<contract::ManifestRecord> ticket_record(storage::Session& session, std::string_view number,
                                                           const ManifestCaller& caller) const;
  [[nodiscard]] bool is_otherwise(const contract::WasteTicket& ticket,
                                  const contract::Manifest& manifest) const;
  void put_ticket(storage::Session& session, contract::WasteTicket ticket, const contract::Manifest& manifest,
                  const ManifestCaller& caller) const;
  void follow_ticket(storage::Session& session, const Turn& turn) const;
  bool may_correct_odometer(storage::Session& session, const contract::Manifest& manifest, bool came,
                            const ManifestCaller& caller) const;
  contract::Status put_odometer(storage::Session& session, const contract::OdometerFix& fix,
                                const ManifestCaller& caller) const;
  contract::Status check_draft(storage::Session& session, const Turn& turn) const;
  [[nodiscard]] const contract::WasteField* field_of(const WasteContent& content, std::string_view id) const;
  contract::Status take_input(Turn& turn) const;
  contract::Status check(storage::Session& session, Turn& turn) const;
  contract::Status check_ready(storage::Session& session, Turn& turn) const;
  contract::Status check_parties(storage::Session& session, const Turn& turn) const;
  contract::Status check_contract(storage::Session& session, Turn& turn) const;
  contract::Status check_load(storage::Session& session, Turn& turn) const;
  contract::Status check_weight(const Turn& turn) const;
  // nullopt: the national number, or that there is none yet, may stand there.
  std::optional<contract::Rule> wrong_national(storage::Session& session, const contract::WasteField& field,
                                               const contract::Manifest& next) const;
  [[nodiscard]] std::vector<contract::FieldError> check_revised(storage::Session& session, const Turn& turn,
                                                                const contract::Manifest& after) const;
  static void check_kind(std::vector<contract::FieldError>& errors, Turn& turn);
  static void check_revised_plan(std::vector<contract::FieldError>& errors, const Turn& turn,
                                 const contract::Manifest& after);
  [[nodiscard]] std::int64_t most_loaded(storage::Session& session, const Turn& turn) const;
  contract::Status perform(storage::Session& session, Turn& turn) const;
  void begin_leg(storage::Session& session, Turn& turn) const;
  // Errors: invalid (`odometer`: less than when it started).
  contract::Status note_odometer(storage::Session& session, const Turn& turn) const;
  void end_weighing(storage::Session& session, Turn& turn) const;
  contract::Status check_single(storage::Session& session, const contract::PaperSlip& slip,
                                const contract::Manifest& load) const;
  void post_if_agreed(storage::Session& session, const Turn& turn) const;
  void post(storage::Session& session, const Turn& turn) const;
  void take_back_rows(storage::Session& session, const Turn& turn) const;
  std::string writer_for(storage::Session& session, const Turn& turn, std::int64_t whose) const;
  contract::Status open_child(storage::Session& session, Turn& turn) const;
  // Errors: invalid (`successor`: there is none such).
  contract::Result<contract::Manifest> right_record(storage::Session& session, const Turn& turn) const;
  bool descends(storage::Session& session, contract::Manifest one, std::string_view from) const;
  contract::Status settle_children(storage::Session& session, const Turn& turn) const;
  contract::Status put_child(storage::Session& session, const Turn& turn, const contract::Manifest& child,
                             const std::string& parent) const;
  contract::Status keep_child(storage::Session& session, const Turn& turn,
                              const contract::Manifest& child) const;
  contract::Status save_child(storage::Session& session, const Turn& turn, const contract::Manifest& next,
                              const contract::ManifestEvent& event) const;
  void tell_of_child(storage::Session& session, const Turn& turn, const contract::Manifest& child,
                     contract::WasteNoticeKind kind) const;
  contract::Status ask(storage::Session& session, Turn& turn) const;
  contract::Status answer(storage::Session& session, Turn& turn) const;
  contract::Status check_agreed(storage::Session& session, const Turn& turn,
                                const contract::ManifestRevision& revision) const;
  contract::Result<contract::Manifest> put_paper(storage::Session& session, const PaperTurn& paper) const;
  contract::Status draft_paper(storage::Session& session, const PaperTurn& paper) const;
  contract::Status sign_paper(storage::Session& session, const PaperTurn& paper,
                              contract::ManifestAction action) const;
  contract::Result<contract::Manifest> known_paper(storage::Session& session, const PaperTurn& paper) const;
  [[nodiscard]] contract::PaperSlip slip_of(const PaperTurn& paper, std::string number) const;
  // Whether it has an admin or clerk, whatever their accounts are at the moment.
  [[nodiscard]] bool has_clerk(storage::Session& session, std::int64_t party) const;
  [[nodiscard]] bool answers_itself(storage::Session& session, std::int64_t party) const;
  [[nodiscard]] std::vector<std::int64_t> answer_themselves(storage::Session& session,
                                                            const contract::ManifestRecord& record) const;
  [[nodiscard]] bool may_on_behalf(storage::Session& session, const contract::ManifestRecord& record,
                                   contract::ManifestAction action, std::int64_t party,
                                   const contract::Actor& actor) const;
  contract::Status answer_paper(storage::Session& session, Turn& turn) const;
  [[nodiscard]] contract::Status check_keeping(storage::Session& session, const Turn& turn) const;
  contract::Status revoke_paper(storage::Session& session, Turn& turn) const;
  // Of the record that the paper made.
  contract::Status check_twin(storage::Session& session, const PaperTurn& paper,
                              const contract::Manifest& made) const;
  contract::Status check_waiting(storage::Session& session, const contract::PaperSlip& slip) const;
  void tell_of_entry(storage::Session& session, const contract::PaperSlip& slip) const;
  void tell_of_carrier(storage::Session& session, const contract::PaperSlip& slip,
                       contract::SlipState state) const;
  // On that party's start page.
  void tell_of_paper(storage::Session& session, std::int64_t party, contract::WasteNoticeKind kind,
                     const std::string& number) const;
  void apply(storage::Session& session, Turn& turn, const contract::ManifestRevision& revision) const;
  void withdraw_overtaken(storage::Session& session, const Turn& turn) const;
  void sign(storage::Session& session, const Turn& turn) const;
  void note(storage::Session& session, const Turn& turn) const;
  void tell(storage::Session& session, const Turn& turn) const;
  [[nodiscard]] PartyNames names(storage::Session& session) const;

  storage::Store& store_;
  const ContentSource& content_;
  Clock& clock_;
  IdSource& ids_;
  storage::ManifestStore manifests_;
  storage::PaperStore papers_;
  storage::TicketStore tickets_;
  storage::MileageStore mileages_;
  storage::PartyStore parties_;
  storage::AccountStore accounts_;
  storage::WasteStreamStore streams_;
  storage::WasteNoticeStore notices_;
  storage::BalanceStore balances_;
  storage::WasteChangeStore changes_;
  Journal journal_;
};

// Keyed, so that nobody without the key file can try names against it; lower-case hexadecimal.
std::string frame_hash(const storage::Cipher& cipher, std::string_view frame);

}  // namespace wufei::service
