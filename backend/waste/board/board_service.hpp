// The board of recycled building products. Parties offer and look for, the bureau reviews what it publishes,
// and each offer expires. Two parties reach each other only when both agreed: one shows interest, the other
// accepts; either may withdraw, and then neither is told any more. Whoever is not verified is not named to
// others. Thread-safe. Knows nothing of HTTP.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "waste/board/board_rules.hpp"
#include "waste/board/board_steps.hpp"
#include "waste/board/board_store.hpp"
#include "waste/notice/waste_notice_store.hpp"

namespace wufei::service {

inline constexpr std::int64_t kMostOffers = 50;      // of a party that run
inline constexpr std::int64_t kMostInterests = 100;  // of a party that wait for an answer
inline constexpr int kMostAsked = 3;                 // interests of one party in one offer, ever
inline constexpr int kOffersOnPage = 200;

struct PublicOffer {
  contract::BoardOffer offer;
  std::string party;    // its name, "" = not to be named: not verified, or to the public a person
  bool person = false;  // verified, and perhaps one
};

// An interest as one side, or the bureau, sees it.
struct InterestFile {
  contract::BoardInterest interest;  // message only for the two sides
  std::string other = {};            // name of the other side, "" = not to be named
  std::vector<InterestAction> actions = {};
  bool told = false;  // this caller may see the other side's contact
};

struct OfferFile {
  contract::BoardOffer offer;                                // reason only for its party and the bureau
  std::string party = {};                                    // its name, "" = not to be named
  bool own = false;                                          // the caller works for it
  contract::OfferState state = contract::OfferState::draft;  // now
  std::vector<OfferAction> actions = {};
  bool may_ask = false;                         // may show interest
  std::vector<InterestFile> interests = {};     // all for its party and the bureau, else the caller's own
  std::vector<storage::EventRow> history = {};  // for its party and the bureau
};

// What a party has on the board.
struct OwnBoard {
  bool trades = false;  // the caller may write
  bool verified = false;
  std::vector<contract::BoardOffer> offers = {};
  struct Asked {
    contract::BoardInterest interest;
    std::optional<contract::BoardOffer> offer = {};  // {}: not for this party any more
  };
  std::vector<Asked> asked = {};
};

struct OfferContact {
  std::string name, contact, phone;
};

class BoardService {
 public:
  // All must outlive the service.
  BoardService(storage::Store& store, ContentSource& content, Clock& clock, IdSource& ids)
      : board_(store),
        parties_(store),
        notices_(store),
        journal_(store, "waste_board"),
        content_(content),
        clock_(clock),
        ids_(ids) {}

  // ---- Anybody. Of parties that are suspended or closed nothing is public.
  contract::Result<std::vector<PublicOffer>> published(const storage::OfferFilter& filter);
  // Errors: not_found.
  contract::Result<PublicOffer> published_one(std::int64_t id);

  // ---- Reading. Errors: not_found (also: not theirs). What staff look at is on the record.
  contract::Result<OwnBoard> own(const PartyCaller& caller);
  contract::Result<std::vector<PublicOffer>> list(std::string_view state, const PartyCaller& caller);
  contract::Result<OfferFile> show(std::int64_t id, const PartyCaller& caller);
  // How many wait for the bureau.
  contract::Result<std::size_t> waiting();

  // ---- Offers. Errors: invalid (pointers of board_rules, "/reason"), not_found, precondition (another
  // version by now), conflict (waste_state, waste_too_many, waste_board_unverified). What is sent twice is
  // done once.
  // Of the form that makes an offer.
  std::string new_key();
  // Answers the id. `key`: of its form.
  contract::Result<std::int64_t> add(const contract::OfferWish& wish, std::string_view key,
                                     const PartyCaller& caller);
  contract::Status edit(std::int64_t id, int version, const contract::OfferWish& wish,
                        const PartyCaller& caller);
  contract::Status act(std::int64_t id, int version, OfferAction action, std::string_view reason,
                       const PartyCaller& caller);

  // ---- Interests. Errors: invalid "/message", not_found, precondition, conflict (waste_state;
  // waste_board_again: one runs, or the other side said no; waste_board_own; waste_too_many).
  contract::Status ask(std::int64_t id, std::string_view message, const PartyCaller& caller);
  contract::Status answer(std::int64_t id, std::int64_t interest, int version, InterestAction action,
                          const PartyCaller& caller);
  // The other side's contact, on the record. Errors: not_found: not agreed, or not any more, too.
  contract::Result<OfferContact> contact(std::int64_t id, std::int64_t interest, const PartyCaller& caller);

 private:
  using Session = storage::Session;
  // An offer with its party.
  struct Held {
    contract::BoardOffer offer;
    contract::Party party;  // without contact
  };
  std::optional<Held> held(Session& session, std::int64_t id);
  // Also that the caller may see it.
  std::optional<Held> seen(Session& session, std::int64_t id, const PartyCaller& caller);
  contract::Result<OfferFile> read(Session& session, std::int64_t id, const PartyCaller& caller);
  std::vector<PublicOffer> named(Session& session, std::vector<contract::BoardOffer> offers, bool all);
  bool is_public(const Held& held);
  // To a party that it is not of: what is public, what was agreed on, and what ran out while it still asks.
  bool is_open_to(Session& session, const Held& held, std::int64_t party);
  bool tells(const Held& held, const contract::BoardInterest& interest, const contract::Party& asking);
  InterestFile interest_file(Session& session, const Held& held, contract::BoardInterest interest,
                             const PartyCaller& caller);
  bool may_ask(Session& session, const Held& held, const PartyCaller& caller);
  contract::Status may_add(Session& session, const PartyCaller& caller);
  contract::Status check_asking(Session& session, const Held& held, const std::string& message,
                                const PartyCaller& caller, bool& done);
  void end_interests(Session& session, std::int64_t offer, bool agreed_too);
  contract::Result<contract::BoardOffer> checked(const contract::OfferWish& wish);
  // To a party of the offer.
  void tell(Session& session, std::int64_t party, contract::WasteNoticeKind kind, std::int64_t offer);
  void note(Session& session, std::int64_t offer, std::string_view kind, std::string_view detail,
            const PartyCaller& caller);

  storage::BoardStore board_;
  storage::PartyStore parties_;
  storage::WasteNoticeStore notices_;
  Journal journal_;
  ContentSource& content_;
  Clock& clock_;
  IdSource& ids_;
};

}  // namespace wufei::service
