// Registration of parties: who may write what, what the bureau does with it, and that each change is on the
// record. A party never verifies itself; staff who write on its behalf are named in its history. Callers see
// what they may see: to everybody else it does not exist. Thread-safe. Knows nothing of HTTP.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "account/account_service.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "journal/journal.hpp"
#include "lib/picture/photo_codec.hpp"
#include "waste/exchange/change_store.hpp"
#include "waste/notice/waste_notice_store.hpp"
#include "waste/paper/paper_store.hpp"
#include "waste/party/party_rules.hpp"
#include "waste/party/party_store.hpp"
#include "waste/party/permit_photo_store.hpp"
#include "waste/party/stream_store.hpp"

namespace wufei::service {

// Who acts, and for which party.
struct PartyCaller {
  contract::StaffCaller staff;
  std::optional<contract::PartyMember> member;       // of an account of role enterprise
  std::optional<contract::Actor> command_line = {};  // who acts there for the bureau, without an account

  [[nodiscard]] contract::Actor actor() const { return command_line ? *command_line : staff.actor(); }
  [[nodiscard]] bool sees_all() const { return command_line || staff.may(contract::Permission::view_waste); }
  [[nodiscard]] bool handles() const { return command_line || staff.may(contract::Permission::handle_waste); }
  [[nodiscard]] bool sees(std::int64_t party) const {
    return sees_all() || (member && member->party == party && contract::reads_records(member->role));
  }
  // May write what is registered of it: staff on its behalf, or its own admin.
  [[nodiscard]] bool writes(std::int64_t party) const {
    return handles() || (member && member->party == party && member->role == contract::MemberRole::admin);
  }
};

enum class PartyAction : std::uint8_t { edit, submit, verify, send_back, suspend, resume, close };
std::string_view party_action_name(PartyAction action);  // snake_case
std::optional<PartyAction> party_action_from_name(std::string_view name);
// Whether the action needs a reason, which the party reads.
bool needs_reason(PartyAction action);
// What this caller may do with the party as it is: the one table of states and actions.
std::vector<PartyAction> possible_actions(const contract::Party& party, const PartyCaller& caller);

// One party with all that is registered of it. Contact and telephone only where they were asked for.
struct PartyFile {
  contract::Party party;
  std::vector<PartyAction> actions;
  std::vector<contract::PartyMember> members;
  std::vector<contract::Facility> facilities;
  std::vector<contract::WasteVehicle> vehicles;
  std::vector<contract::Permit> permits;
  std::vector<contract::WasteContract> contracts;
  std::vector<contract::WasteStream> streams;
  std::vector<storage::EventRow> history;
  std::map<std::int64_t, std::vector<std::string>> permit_photos;  // marks in their order, by permit
  std::vector<contract::WasteNotice> notices;  // unread ones first, newest first; for its members alone
  std::int64_t papers = 0;  // records from paper that wait for its word; for its members alone
};

struct PartyFilter {
  std::string text;  // part of name or code, "" = all
  std::optional<contract::PartyState> state;
};

// What a form names the pictures of a permit by, that somebody looks at: "" of none.
std::string pictures_seen(const std::vector<std::string>& marks);

// How a wish of a list went (import).
enum class Registered : std::uint8_t { added, same, different };

inline constexpr std::size_t kMostOpenContracts = 50, kMostMembers = 30, kMostStreams = 200;
inline constexpr int kNoticesShown = 20;

class RegistrationService {
 public:
  // All must outlive the service.
  RegistrationService(storage::Store& store, ContentSource& content, AccountService& accounts, Clock& clock,
                      IdSource& ids)
      : parties_(store),
        streams_(store),
        notices_(store),
        papers_(store),
        photos_(store),
        changes_(store),
        journal_(store, "waste_party"),
        content_(content),
        accounts_(accounts),
        clock_(clock),
        ids_(ids) {}

  // Errors: unavailable.
  contract::Result<PartyCaller> caller(const contract::StaffCaller& staff);

  // ---- Reading. Errors: not_found (also: not theirs).
  // `contact`: staff's look at it goes to the access log; members see their own without.
  contract::Result<PartyFile> show(std::int64_t id, const PartyCaller& caller, bool contact);
  // Staff only. Without contact and telephone.
  contract::Result<std::vector<contract::Party>> list(const PartyFilter& filter, const PartyCaller& caller);
  // How many wait to be verified.
  contract::Result<std::size_t> waiting();
  // For pages that show other parties: its name for staff; for members only of who is verified now, else "".
  contract::Result<std::string> name_of(std::int64_t id, const PartyCaller& caller);

  // That those of its notices are read, for all of the party: by its admin or clerk. Errors: not_found.
  contract::Status read_notices(std::int64_t id, contract::ShownNotices shown, const PartyCaller& caller);

  // ---- Writing. Errors: invalid (pointers of party_rules), not_found, precondition (another version by
  // now), conflict waste_state (the state does not allow it) or waste_code_taken. What is sent twice is done
  // once.
  // Whoever wrote last for a party does not verify it: conflict waste_four_eyes.
  // Staff, on behalf. Answers the id.
  contract::Result<std::int64_t> add(const contract::PartyWish& wish, const PartyCaller& caller);
  contract::Status edit(std::int64_t id, int version, const contract::PartyWish& wish,
                        const PartyCaller& caller);
  contract::Status act(std::int64_t id, int version, PartyAction action, std::string_view reason,
                       const PartyCaller& caller);
  // A row of a list that the bureau has; submitted, to be verified.
  contract::Result<Registered> import_row(const contract::PartyWish& wish, const contract::Actor& actor);
  // Staff only: which party a row of such a list names. Errors: not_found, invalid at /party.
  contract::Result<std::int64_t> party_with(std::string_view code, const PartyCaller& caller);

  // ---- What a party has. Errors: invalid, not_found, conflict (waste_state; waste_twice: the code or plate
  // is there with other data). Answers whether it was there already (added or same).
  contract::Result<Registered> add_facility(std::int64_t id, const contract::FacilityWish& wish,
                                            const PartyCaller& caller);
  contract::Result<Registered> add_vehicle(std::int64_t id, const contract::VehicleWish& wish,
                                           const PartyCaller& caller);
  contract::Result<Registered> add_permit(std::int64_t id, const contract::PermitWish& wish,
                                          const PartyCaller& caller);
  // With a verified party; any other is told of as one that is not there. It counts when the other side has
  // confirmed it; what staff write is confirmed. At most kMostOpenContracts wait: conflict waste_too_many.
  contract::Result<Registered> add_contract(std::int64_t id, const contract::ContractWish& wish,
                                            const PartyCaller& caller);
  // What it generates; known by name and code, at most kMostStreams: conflict waste_too_many.
  contract::Result<Registered> add_stream(std::int64_t id, const contract::StreamWish& wish,
                                          const PartyCaller& caller);
  // Of the version that was shown. Errors: precondition (another version by now).
  contract::Status edit_stream(std::int64_t id, std::int64_t row, int version,
                               const contract::StreamWish& wish, const PartyCaller& caller);
  // What is not there (any more) is done.
  contract::Status end_stream(std::int64_t id, std::int64_t row, const PartyCaller& caller);
  // Pictures of a permit that is not verified yet (of any by staff), kMostPermitPhotos in all: invalid
  // too_many_photos. One that comes twice is kept once. Errors: as above.
  contract::Status add_permit_photos(std::int64_t id, std::int64_t row, const std::vector<SafePhoto>& photos,
                                     const PartyCaller& caller);
  // What its pictures are named by, in their order; for who may attach one. Errors: as above.
  contract::Result<std::vector<std::string>> permit_photo_marks(std::int64_t id, std::int64_t row,
                                                                const PartyCaller& caller);
  // For good, by who may attach one; what is not there (any more) is done. Of a permit that is verified with
  // a `reason`, which the history tells, and the party is told. Errors: as above, invalid at /reason.
  contract::Status remove_permit_photo(std::int64_t id, std::int64_t row, std::string_view mark,
                                       std::string_view reason, const PartyCaller& caller);
  // A JPEG, for who sees the party; staff's look goes to the access log. With a `mark` only that picture.
  // Errors: not_found, precondition waste_photos_changed.
  contract::Result<std::string> permit_photo(std::int64_t id, std::int64_t row, int number,
                                             std::string_view mark, const PartyCaller& caller);
  // Staff only; what staff added is verified. Done twice is done once. `seen`: pictures_seen() of those that
  // were looked at, for a party changes them until then. Errors: precondition waste_photos_changed.
  contract::Status verify_permit(std::int64_t id, std::int64_t row, std::string_view seen,
                                 const PartyCaller& caller);
  // Staff only: kind, total and site of a permit in use, over those that were shown (`permit_scope_mark`);
  // its history tells both. The same again changes nothing. Errors: as above, and precondition (changed by
  // now), conflict waste_twice (one of this kind and number is there).
  contract::Status scope_permit(std::int64_t id, std::int64_t row, std::string_view shown,
                                const contract::PermitScopeWish& wish, const PartyCaller& caller);
  // By the side that did not write it, or by staff: conflict waste_state to the others.
  contract::Status confirm_contract(std::int64_t id, std::int64_t row, const PartyCaller& caller);
  enum class Part : std::uint8_t { facility, vehicle, permit, contract };
  // What is not there (any more) is done.
  contract::Status end_part(std::int64_t id, Part part, std::int64_t row, const PartyCaller& caller);

  // ---- Members. Errors: as above, and those of AccountService::add.
  // At most kMostMembers: conflict waste_too_many.
  // A new account of role enterprise, joined to the party; answers its one-time link. The history tells who
  // opened it. When it was made and could not be joined, the same wish again, soon, joins it.
  contract::Result<StaffLink> open_account(std::int64_t id, std::string_view name, std::string_view display,
                                           contract::MemberRole role, const PartyCaller& caller);
  // An account of role enterprise that is there already. Errors: invalid waste_other_party at /name (none
  // such, or it works for another party).
  contract::Status join(std::int64_t id, std::string_view name, contract::MemberRole role,
                        const contract::Actor& actor);
  // Also of a party that is suspended or closed.
  contract::Status leave(std::int64_t id, std::int64_t account, const PartyCaller& caller);

 private:
  using Session = storage::Session;
  // Runs `work(session, party)` -> Result on a party that the caller writes and that is neither suspended nor
  // closed.
  template <class Work>
  std::invoke_result_t<Work, storage::Session&, const contract::Party&> on_party(std::int64_t id,
                                                                                 const PartyCaller& caller,
                                                                                 Work&& work);
  void note(Session& session, const contract::Party& party, std::string_view kind, std::string_view detail,
            const contract::Actor& actor);
  // To the party: what the bureau did.
  void tell_party(Session& session, std::int64_t id, contract::WasteNoticeKind kind,
                  const std::string& subject = {});
  // For the city: that the party as such is another; nothing of who was never verified.
  void tell(Session& session, const contract::Party& party, storage::ChangeAction action);
  void tell_declared(Session& session, const contract::Party& party);
  void tell_stream(Session& session, const contract::Party& party, storage::ChangeAction action,
                   std::int64_t stream);
  contract::Result<contract::Party> checked(const contract::PartyWish& wish);
  contract::Result<contract::Party> take_row(Session& session, const contract::Party& wanted,
                                             contract::PartyState state, const contract::Actor& actor,
                                             Registered& how);
  std::string new_number(Session& session);
  // Whoever wrote last what the bureau looks at.
  contract::Actor last_writer(Session& session, std::int64_t id);
  // The permit and its party for who may attach pictures to it. Errors: not_found, conflict waste_state.
  struct OpenPermit {
    contract::Party party;
    contract::Permit permit;
  };
  contract::Result<OpenPermit> open_permit(Session& session, std::int64_t id, std::int64_t row,
                                           const PartyCaller& caller);
  contract::Status put_scope(Session& session, const contract::Party& party, const contract::Permit& before,
                             const contract::Permit& wanted, const PartyCaller& caller);
  std::string part_name(Session& session, std::int64_t id, Part part, std::int64_t row);
  contract::Status may_grow(Session& session, std::int64_t id, std::int64_t account);
  // Puts on record that this name is opened; refuses one that is taken, unless by an earlier try of ours.
  contract::Result<bool> begin_account(std::int64_t id, std::string_view name, const PartyCaller& caller);
  contract::Result<std::int64_t> other_party(Session& session, std::int64_t id, std::string_view code);

  storage::PartyStore parties_;
  storage::WasteStreamStore streams_;
  storage::WasteNoticeStore notices_;
  storage::PaperStore papers_;
  storage::PermitPhotoStore photos_;
  storage::WasteChangeStore changes_;
  Journal journal_;
  ContentSource& content_;
  AccountService& accounts_;
  Clock& clock_;
  IdSource& ids_;
};

}  // namespace wufei::service
