#include "waste/balance/balance_store.hpp"

#include <algorithm>
#include <array>

#include "lib/base/hex.hpp"
#include "lib/store/failure.hpp"
#include "lib/store/meta_store.hpp"
#include "waste/balance/balance_queries.hpp"

namespace wufei::storage {
namespace {

constexpr contract::Month kLastMonth = 999912;

struct ChainedMovement {
  Movement row;
  Bytes reason_hash, hash;
};

struct ChainEnd {
  std::int64_t sequence = 0;
  Bytes hash;
};

// The reason is empty when the key of its month is destroyed; its hash stays.
Movement read_movement(Columns& columns, const Cipher& cipher, Bytes& reason_hash) {
  Movement row;
  columns.take(row.party, row.sequence, row.facility, row.field, row.code);
  row.kind = columns.named(movement_from_name);
  row.grams = columns.integer();
  const contract::Month month = columns.number();
  row.on = columns.date();
  if (contract::month_of(row.on) != month) columns.fail("is not the day's month");
  row.reference = columns.text();
  const auto reason = columns.sealed(cipher);
  reason_hash = columns.bytes();
  if (reason && cipher.hash(HashUse::chain, *reason) != reason_hash) columns.fail("is not the reason's hash");
  row.reason = reason.value_or(std::string());
  columns.take(row.reverses, row.by, row.at);
  return row;
}

ChainedMovement read_chained(Columns& columns, const Cipher& cipher) {
  ChainedMovement row;
  row.row = read_movement(columns, cipher, row.reason_hash);
  row.hash = columns.bytes();
  return row;
}

ListedMovement read_listed(Columns& columns, const Cipher& cipher) {
  Bytes reason_hash;
  ListedMovement row{read_movement(columns, cipher, reason_hash)};
  row.reversed_by = columns.integer();
  return row;
}

ChainEnd read_end(Columns& columns) {
  ChainEnd end;
  end.sequence = columns.integer();
  end.hash = columns.bytes();
  return end;
}

auto plain_movement(const Cipher& cipher) {
  return [&cipher](Columns& columns) {
    Bytes reason_hash;
    return read_movement(columns, cipher, reason_hash);
  };
}

MonthSum read_sum(Columns& columns) {
  MonthSum sum;
  columns.take(sum.party, sum.facility, sum.field, sum.code, sum.month);
  sum.kind = columns.named(movement_from_name);
  columns.take(sum.grams, sum.entries);
  return sum;
}

MonthSum read_county_sum(Columns& columns) {
  MonthSum sum;
  columns.take(sum.party, sum.month, sum.field);
  sum.kind = columns.named(movement_from_name);
  sum.grams = columns.integer();
  return sum;
}

WasteStock read_stock(Columns& columns) {
  WasteStock stock;
  columns.take(stock.party, stock.facility, stock.field, stock.code, stock.grams);
  return stock;
}

void check_movement(Columns& columns, const Cipher& cipher) {
  (void)read_chained(columns, cipher);
}

void check_month(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_sum(columns);
}

void check_stock(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_stock(columns);
}

void check_balances(Session& session, const Findings& findings) {
  for (const Query* query : {&kWrongStock, &kWrongMonths})
    for (const std::int64_t party : session.rows(*query, &Columns::integer))
      findings.fault("waste: rows of party " + std::to_string(party) + " do not add up (" +
                     std::string(query->name) + ")");
}

// One chain for each party.
struct PartyChain {
  explicit PartyChain(std::int64_t party) : name("waste_movement/" + std::to_string(party)) {}
  [[nodiscard]] ChainKind kind() const { return {HashUse::chain, name}; }
  std::string name;
};

// Everything that the row says.
std::vector<std::string> parts_of(std::string_view county, const Movement& row, const Bytes& reason_hash) {
  std::vector<std::string> parts{"waste_movement", std::string(county)};
  for (const std::int64_t number :
       {row.party, row.sequence, row.facility, row.grams, std::int64_t{row.on.days}, row.reverses, row.at})
    parts.push_back(std::to_string(number));
  parts.emplace_back(movement_name(row.kind));
  for (const std::string* text : {&row.field, &row.code, &row.reference, &row.by}) parts.push_back(*text);
  parts.push_back(contract::hex_of(reason_hash));
  return parts;
}

void require_sign(const Movement& row) {
  const int sign = movement_sign(row.kind) * (row.reverses > 0 ? -1 : 1);
  const bool nothing = row.grams == 0 && row.kind == MovementKind::count;  // a stock-taking may find as much
  const bool right = nothing || (row.grams != 0 && (sign == 0 || (sign > 0) == (row.grams > 0)));
  if (!right)
    throw Failure(
        contract::make_error(contract::ErrorCode::internal, "waste_movement: not the sign of its kind"));
}

contract::Month last_month(const MovementFilter& filter) {
  return filter.until > 0 ? filter.until : kLastMonth;
}

}  // namespace

std::int64_t BalanceStore::post(Session& session, const Movement& movement) const {
  require_sign(movement);
  const auto last = session.row(kLast, read_end, county_, movement.party);
  Movement row = movement;
  row.sequence = last ? last->sequence + 1 : 1;
  const PartyChain chain(row.party);
  const Cipher& cipher = store_.cipher();
  const Bytes reason_hash = cipher.hash(HashUse::chain, row.reason);
  const Bytes hash =
      chain_hash(cipher, chain.kind().use, last ? last->hash : Bytes{}, parts_of(county_, row, reason_hash));
  const contract::Month month = contract::month_of(row.on);
  const std::string_view kind = movement_name(row.kind);
  session.run(kAdd, county_, row.party, row.sequence, row.facility, row.field, row.code, kind, row.grams,
              month, row.on, row.reference, cipher.seal(row.reason), reason_hash, row.reverses, row.by,
              row.at, hash);
  session.run(kAddToMonth, county_, row.party, row.facility, row.field, row.code, month, kind, row.grams);
  session.run(kAddToStock, county_, row.party, row.facility, row.field, row.code, row.grams);
  keep_chain_end(session, store_, chain.kind(), {.rows = row.sequence, .last = hash});
  return row.sequence;
}

std::optional<std::int64_t> BalanceStore::take_back(Session& session, std::int64_t party,
                                                    std::int64_t sequence, const Movement& who) const {
  const auto found = find(session, party, sequence);
  if (!found || found->reversed_by > 0 || found->row.reverses > 0) return std::nullopt;
  Movement back = found->row;
  back.grams = -back.grams;
  back.reverses = sequence;
  back.reason = who.reason;
  back.by = who.by;
  back.at = who.at;
  return post(session, back);
}

std::vector<WasteStock> BalanceStore::stock(Session& session, std::int64_t party) const {
  return session.rows(kStock, read_stock, county_, party);
}

std::vector<WasteStock> BalanceStore::all_stock(Session& session) const {
  return session.rows(kAllStock, read_stock, county_);
}

std::vector<Movement> BalanceStore::of_reference(Session& session, std::string_view reference) const {
  return session.rows(kOfReference, plain_movement(store_.cipher()), county_, reference);
}

std::optional<ListedMovement> BalanceStore::find(Session& session, std::int64_t party,
                                                 std::int64_t sequence) const {
  const auto read = [&](Columns& columns) { return read_listed(columns, store_.cipher()); };
  return session.row(kFind, read, county_, party, sequence);
}

std::vector<ListedMovement> BalanceStore::list(Session& session, const MovementFilter& filter,
                                               std::int64_t before, int limit) const {
  const auto read = [&](Columns& columns) { return read_listed(columns, store_.cipher()); };
  return session.rows(kList, read, county_, filter.party, filter.from, last_month(filter), filter.field,
                      filter.code, filter.kind, before, limit);
}

std::vector<Movement> BalanceStore::behind(Session& session, const MovementFilter& filter, int limit) const {
  return session.rows(kBehind, plain_movement(store_.cipher()), county_, filter.party, filter.from,
                      last_month(filter), filter.field, filter.code, filter.kind, limit);
}

std::vector<MonthSum> BalanceStore::sums(Session& session, const MovementFilter& filter) const {
  return session.rows(filter.party > 0 ? kSums : kAllSums, read_sum, county_, filter.party, filter.from,
                      last_month(filter), filter.field, filter.code, filter.kind);
}

std::vector<MonthSum> BalanceStore::county_sums(Session& session, contract::Month from,
                                                contract::Month until) const {
  return session.rows(kCountySums, read_county_sum, county_, from, until);
}

std::vector<MonthSum> BalanceStore::published_sums(Session& session, contract::Month month) const {
  const auto start = [](contract::Month of) { return contract::china_instant(contract::first_day(of), 0); };
  const contract::Month before = contract::previous_month(month);
  auto sums = session.rows(kOwnOfMonth, read_county_sum, county_, month, contract::closes_at(month));
  for (MonthSum& late : session.rows(kLateInMonth, read_county_sum, county_, start(month),
                                     start(contract::next_month(month)), before, contract::closes_at(before)))
    sums.push_back(std::move(late));
  for (MonthSum& sum : sums) sum.month = month;
  return sums;
}

std::int64_t BalanceStore::last(Session& session, std::int64_t party) const {
  const auto end = session.row(kLast, read_end, county_, party);
  return end ? end->sequence : 0;
}

std::optional<contract::Date> BalanceStore::oldest(Session& session, const WasteStock& stock) const {
  if (stock.grams <= 0) return std::nullopt;
  const auto pair = [](Columns& columns) {
    const contract::Month month = columns.number();
    return std::pair{month, columns.integer()};
  };
  std::int64_t left = stock.grams;
  contract::Month month = 0;
  for (const auto& [one, grams] :
       session.rows(kMonthAdditions, pair, county_, stock.party, stock.facility, stock.field, stock.code)) {
    month = one;
    if (left <= grams) break;
    left -= grams;
  }
  if (month == 0) return std::nullopt;
  const auto addition = [](Columns& columns) {
    const contract::Date day = columns.date();
    return std::pair{day, columns.integer()};
  };
  contract::Date first = contract::first_day(month);
  for (const auto& [day, grams] : session.rows(kAdditions, addition, county_, stock.party, stock.facility,
                                               stock.field, stock.code, month)) {
    first = day;
    if (left <= grams) break;
    left -= grams;
  }
  return first;
}

std::vector<std::int64_t> BalanceStore::parties(Session& session) const {
  return session.rows(kParties, &Columns::integer, county_);
}

StoreFacts BalanceStore::facts() {
  return {{&kAdd,        &kLast,       &kChainPage,  &kAll,         &kOfReference, &kFind,
           &kList,       &kBehind,     &kParties,    &kAdditions,   &kAddToMonth,  &kSums,
           &kAllSums,    &kCountySums, &kOwnOfMonth, &kLateInMonth, &kAllMonths,   &kMonthAdditions,
           &kAddToStock, &kStock,      &kAllStock,   &kEveryStock,  &kWrongStock,  &kWrongMonths},
          {{"", &kAll, check_movement}, {"", &kAllMonths, check_month}, {"", &kEveryStock, check_stock}},
          check_balances,
          {{"waste_movement", "reason"}}};
}

Chain read_movement_chain(Session& session, const Store& store, std::int64_t party) {
  const PartyChain chain(party);
  ChainWalk walk(session, store, chain.kind());
  for (;;) {
    const auto read = [&](Columns& columns) { return read_chained(columns, store.cipher()); };
    const auto page = session.rows(kChainPage, read, store.county(), party, walk.rows());
    for (const ChainedMovement& row : page)
      walk.follow(row.row.sequence, row.hash, parts_of(store.county(), row.row, row.reason_hash));
    if (page.empty()) break;
  }
  Chain end = std::move(walk).end();
  if (end.broken == 0 && end.rows > 0 && !chain_end_kept(session, store, chain.kind()))
    end.broken = end.rows + 1;
  return end;
}

}  // namespace wufei::storage
