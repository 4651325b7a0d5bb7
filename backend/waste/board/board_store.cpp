#include "waste/board/board_store.hpp"

namespace wufei::storage {
namespace {

using contract::BoardInterest;
using contract::BoardOffer;

#define WUFEI_OFFER_TERMS                                                                                  \
  "kind, product, standard, report, amount, unit, recurs, area, valid_from, valid_until, price, delivery," \
  " note, state, reason, created_at, published_at, expires_at, decided_by"
#define WUFEI_OFFER_COLUMNS "id, party, " WUFEI_OFFER_TERMS ", version"
constexpr Query kAdd{"waste_offer.add",
                     "INSERT INTO waste_offer (county, party, form_key, " WUFEI_OFFER_TERMS
                     ", version, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                     " ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, 1, (SELECT coalesce(max(id), 0) + 1 FROM"
                     " waste_offer WHERE county = ?1)) RETURNING id"};
constexpr Query kMadeBy{"waste_offer.made_by",
                        "SELECT id FROM waste_offer WHERE county = ?1 AND party = ?2 AND form_key = ?3"};
constexpr Query kChange{
    "waste_offer.change",
    "UPDATE waste_offer SET kind = ?4, product = ?5, standard = ?6, report = ?7, amount = ?8, unit = ?9,"
    " recurs = ?10, area = ?11, valid_from = ?12, valid_until = ?13, price = ?14, delivery = ?15, note = ?16,"
    " state = ?17, reason = ?18, created_at = ?19, published_at = ?20, expires_at = ?21, decided_by = ?22,"
    " version = version + 1 WHERE county = ?1 AND id = ?2 AND version = ?3"};
constexpr Query kFind{"waste_offer.find",
                      "SELECT " WUFEI_OFFER_COLUMNS " FROM waste_offer WHERE county = ?1 AND id = ?2"};
constexpr Query kOfParty{"waste_offer.of_party", "SELECT " WUFEI_OFFER_COLUMNS
                                                 " FROM waste_offer WHERE county = ?1 AND party = ?2"
                                                 " ORDER BY id DESC LIMIT ?3"};
constexpr Query kPublished{
    "waste_offer.published",
    "SELECT " WUFEI_OFFER_COLUMNS
    " FROM waste_offer WHERE county = ?1 AND state = 'published' AND expires_at > ?2 AND (?3 = '' OR kind ="
    " ?3) AND (?4 = '' OR product = ?4) ORDER BY published_at DESC, id DESC LIMIT ?5"};
constexpr Query kInState{
    "waste_offer.in_state",
    "SELECT " WUFEI_OFFER_COLUMNS
    " FROM waste_offer WHERE county = ?1 AND (?2 = '' OR state = ?2) AND state <> 'draft'"
    " ORDER BY CASE WHEN ?2 = 'submitted' THEN id ELSE -id END LIMIT ?3"};
constexpr Query kRunning{"waste_offer.running",
                         "SELECT count(*) FROM waste_offer WHERE county = ?1 AND party = ?2 AND (state IN"
                         " ('draft', 'submitted') OR (state = 'published' AND expires_at > ?3))"};
constexpr Query kAll{"waste_offer.all",
                     "SELECT " WUFEI_OFFER_COLUMNS " FROM waste_offer ORDER BY county, id"};
#undef WUFEI_OFFER_COLUMNS
#undef WUFEI_OFFER_TERMS

#define WUFEI_INTEREST_COLUMNS "id, offer, party, message, state, ended_by, created_at, answered_at, version"
constexpr Query kAddInterest{
    "waste_interest.add",
    "INSERT INTO waste_interest (county, offer, party, message, state, ended_by, created_at, answered_at,"
    " version, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, (SELECT coalesce(max(id), 0) + 1 FROM"
    " waste_interest WHERE county = ?1)) RETURNING id"};
constexpr Query kChangeInterest{"waste_interest.change",
                                "UPDATE waste_interest SET state = ?4, ended_by = ?5, answered_at = ?6,"
                                " version = version + 1 WHERE county = ?1 AND id = ?2 AND version = ?3"};
constexpr Query kFindInterest{"waste_interest.find", "SELECT " WUFEI_INTEREST_COLUMNS
                                                     " FROM waste_interest WHERE county = ?1 AND id = ?2"};
constexpr Query kInterests{"waste_interest.of_offer", "SELECT " WUFEI_INTEREST_COLUMNS
                                                      " FROM waste_interest WHERE county = ?1 AND offer = ?2"
                                                      " ORDER BY id"};
constexpr Query kInterestsOf{"waste_interest.of_party", "SELECT " WUFEI_INTEREST_COLUMNS
                                                        " FROM waste_interest WHERE county = ?1 AND party ="
                                                        " ?2 ORDER BY id DESC LIMIT ?3"};
constexpr Query kOpenInterests{"waste_interest.open",
                               "SELECT count(*) FROM waste_interest WHERE county = ?1 AND party = ?2 AND"
                               " state = 'open'"};
constexpr Query kAllInterests{"waste_interest.all",
                              "SELECT " WUFEI_INTEREST_COLUMNS " FROM waste_interest ORDER BY county, id"};
#undef WUFEI_INTEREST_COLUMNS

BoardOffer read_offer(Columns& columns, const Cipher& cipher) {
  BoardOffer offer;
  columns.take(offer.id, offer.party);
  offer.kind = columns.named(contract::offer_kind_from_name);
  columns.take(offer.product, offer.standard);
  if (const contract::Date report = columns.date(); report.days > 0) offer.report = report;
  columns.take(offer.amount, offer.unit);
  offer.recurs = columns.named(contract::offer_recurs_from_name);
  columns.take(offer.area, offer.valid_from, offer.valid_until, offer.price);
  offer.delivery = columns.named(contract::offer_delivery_from_name);
  offer.note = columns.text();
  offer.state = columns.named(contract::offer_state_from_name);
  offer.reason = columns.sealed(cipher).value_or(std::string());
  columns.take(offer.created_at, offer.published_at, offer.expires_at, offer.decided_by, offer.version);
  return offer;
}

BoardInterest read_interest(Columns& columns, const Cipher& cipher) {
  BoardInterest interest;
  columns.take(interest.id, interest.offer, interest.party);
  interest.message = columns.sealed(cipher).value_or(std::string());
  interest.state = columns.named(contract::interest_state_from_name);
  columns.take(interest.ended_by, interest.created_at, interest.answered_at, interest.version);
  return interest;
}

void check_offer(Columns& columns, const Cipher& cipher) {
  (void)read_offer(columns, cipher);
}

void check_interest(Columns& columns, const Cipher& cipher) {
  (void)read_interest(columns, cipher);
}

auto offers_by(const Store& store) {
  return [&store](Columns& columns) { return read_offer(columns, store.cipher()); };
}

auto interests_by(const Store& store) {
  return [&store](Columns& columns) { return read_interest(columns, store.cipher()); };
}

contract::Date report_of(const BoardOffer& offer) {
  return offer.report.value_or(contract::Date{});
}

}  // namespace

std::int64_t BoardStore::add(Session& session, const BoardOffer& offer, const Bytes& form_key) const {
  return session.insert_returning_id(
      kAdd, county_, offer.party, form_key, contract::offer_kind_name(offer.kind), offer.product,
      offer.standard, report_of(offer), offer.amount, offer.unit, contract::offer_recurs_name(offer.recurs),
      offer.area, offer.valid_from, offer.valid_until, offer.price,
      contract::offer_delivery_name(offer.delivery), offer.note, contract::offer_state_name(offer.state),
      store_.cipher().seal(offer.reason), offer.created_at, offer.published_at, offer.expires_at,
      offer.decided_by);
}

std::optional<std::int64_t> BoardStore::made_by(Session& session, std::int64_t party,
                                                const Bytes& form_key) const {
  return session.row(kMadeBy, &Columns::integer, county_, party, form_key);
}

bool BoardStore::change(Session& session, const BoardOffer& offer, int version) const {
  return session.run(kChange, county_, offer.id, version, contract::offer_kind_name(offer.kind),
                     offer.product, offer.standard, report_of(offer), offer.amount, offer.unit,
                     contract::offer_recurs_name(offer.recurs), offer.area, offer.valid_from,
                     offer.valid_until, offer.price, contract::offer_delivery_name(offer.delivery),
                     offer.note, contract::offer_state_name(offer.state), store_.cipher().seal(offer.reason),
                     offer.created_at, offer.published_at, offer.expires_at, offer.decided_by) == 1;
}

std::optional<BoardOffer> BoardStore::find(Session& session, std::int64_t id) const {
  return session.row(kFind, offers_by(store_), county_, id);
}

std::vector<BoardOffer> BoardStore::of_party(Session& session, std::int64_t party, int most) const {
  return session.rows(kOfParty, offers_by(store_), county_, party, most);
}

std::vector<BoardOffer> BoardStore::published(Session& session, const OfferFilter& filter,
                                              contract::UtcSeconds now, int most) const {
  return session.rows(kPublished, offers_by(store_), county_, now, filter.kind, filter.product, most);
}

std::vector<BoardOffer> BoardStore::in_state(Session& session, std::string_view state, int most) const {
  return session.rows(kInState, offers_by(store_), county_, state, most);
}

std::int64_t BoardStore::running(Session& session, std::int64_t party, contract::UtcSeconds now) const {
  return session.number(kRunning, county_, party, now);
}

std::int64_t BoardStore::add_interest(Session& session, const BoardInterest& interest) const {
  return session.insert_returning_id(kAddInterest, county_, interest.offer, interest.party,
                                     store_.cipher().seal(interest.message),
                                     contract::interest_state_name(interest.state), interest.ended_by,
                                     interest.created_at, interest.answered_at);
}

bool BoardStore::change_interest(Session& session, const BoardInterest& interest, int version) const {
  return session.run(kChangeInterest, county_, interest.id, version,
                     contract::interest_state_name(interest.state), interest.ended_by,
                     interest.answered_at) == 1;
}

std::optional<BoardInterest> BoardStore::interest(Session& session, std::int64_t id) const {
  return session.row(kFindInterest, interests_by(store_), county_, id);
}

std::vector<BoardInterest> BoardStore::interests(Session& session, std::int64_t offer) const {
  return session.rows(kInterests, interests_by(store_), county_, offer);
}

std::vector<BoardInterest> BoardStore::interests_of(Session& session, std::int64_t party, int most) const {
  return session.rows(kInterestsOf, interests_by(store_), county_, party, most);
}

std::int64_t BoardStore::open_interests(Session& session, std::int64_t party) const {
  return session.number(kOpenInterests, county_, party);
}

StoreFacts BoardStore::facts() {
  return {
      {&kAdd, &kMadeBy, &kChange, &kFind, &kOfParty, &kPublished, &kInState, &kRunning, &kAll, &kAddInterest,
       &kChangeInterest, &kFindInterest, &kInterests, &kInterestsOf, &kOpenInterests, &kAllInterests},
      {{"", &kAll, check_offer}, {"", &kAllInterests, check_interest}},
      nullptr,
      {{"waste_offer", "reason"}, {"waste_interest", "message"}}};
}

}  // namespace wufei::storage
