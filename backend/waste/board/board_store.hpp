// The rows of the board. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/board/board_offer.hpp"

namespace wufei::storage {

// "" = all.
struct OfferFilter {
  std::string kind = {}, product = {};
};

class BoardStore {
 public:
  explicit BoardStore(const Store& store) : store_(store), county_(store.county()) {}

  // `form_key`: a hash of the form that made it, once for each party.
  std::int64_t add(Session& session, const contract::BoardOffer& offer, const Bytes& form_key) const;
  std::optional<std::int64_t> made_by(Session& session, std::int64_t party, const Bytes& form_key) const;
  // All but party and form; false when the row has another version by now.
  bool change(Session& session, const contract::BoardOffer& offer, int version) const;
  std::optional<contract::BoardOffer> find(Session& session, std::int64_t id) const;
  // The newest first.
  std::vector<contract::BoardOffer> of_party(Session& session, std::int64_t party, int most) const;
  // On the board at `now`, published last first.
  std::vector<contract::BoardOffer> published(Session& session, const OfferFilter& filter,
                                              contract::UtcSeconds now, int most) const;
  // For staff, the newest first, of those that wait for review the oldest; no drafts; `state` "" = all.
  std::vector<contract::BoardOffer> in_state(Session& session, std::string_view state, int most) const;
  // Of a party that still run: draft, submitted, on the board.
  std::int64_t running(Session& session, std::int64_t party, contract::UtcSeconds now) const;

  std::int64_t add_interest(Session& session, const contract::BoardInterest& interest) const;
  // False when the row has another version by now.
  bool change_interest(Session& session, const contract::BoardInterest& interest, int version) const;
  std::optional<contract::BoardInterest> interest(Session& session, std::int64_t id) const;
  // In an offer, in order.
  std::vector<contract::BoardInterest> interests(Session& session, std::int64_t offer) const;
  // Of a party, the newest first.
  std::vector<contract::BoardInterest> interests_of(Session& session, std::int64_t party, int most) const;
  // Of a party, open ones.
  std::int64_t open_interests(Session& session, std::int64_t party) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
