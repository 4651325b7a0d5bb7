#include "ledger/ledger_store.hpp"

#include "lib/store/meta_store.hpp"

namespace wufei::storage {
namespace {

std::string closed_name(std::string_view county) {
  return "ledger_closed_up_to/" + std::string(county);
}

#define WUFEI_LEDGER_COLUMNS                                                                         \
  "sequence, month, date, area, category, crew, item, stops, pieces, grams, destination, reference," \
  " revision, reverses, at"
constexpr Query kAddEntry{"ledger_entry.add",
                          "INSERT INTO ledger_entry (county, " WUFEI_LEDGER_COLUMNS
                          ", hash) VALUES"
                          " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"};
constexpr Query kLastEntry{"ledger_entry.last", "SELECT " WUFEI_LEDGER_COLUMNS
                                                ", hash FROM ledger_entry WHERE county = ?1"
                                                " ORDER BY sequence DESC LIMIT 1"};
constexpr Query kChainPage{"ledger_entry.chain",
                           "SELECT " WUFEI_LEDGER_COLUMNS
                           ", hash FROM ledger_entry WHERE county = ?1 AND sequence > ?2"
                           " ORDER BY sequence LIMIT 1000"};
constexpr Query kAllEntries{
    "ledger_entry.all", "SELECT " WUFEI_LEDGER_COLUMNS ", hash FROM ledger_entry ORDER BY county, sequence"};
constexpr Query kEntriesOf{"ledger_entry.of", "SELECT " WUFEI_LEDGER_COLUMNS
                                              ", hash FROM ledger_entry WHERE county = ?1 AND reference = ?2"
                                              " ORDER BY sequence"};
#define WUFEI_LEDGER_FILTER                                                                                 \
  " WHERE county = ?1 AND month >= ?2 AND month <= ?3 AND (?4 = '' OR area = ?4) AND (?5 = '' OR category " \
  "= ?5) AND (?6 = '' OR crew = ?6)"
constexpr Query kListEntries{
    "ledger_entry.list",
    "SELECT " WUFEI_LEDGER_COLUMNS
    ", hash, coalesce((SELECT later.sequence FROM ledger_entry AS later WHERE later.county ="
    " ledger_entry.county AND later.reverses = ledger_entry.sequence AND later.reverses > 0), 0)"
    " FROM ledger_entry" WUFEI_LEDGER_FILTER " AND sequence < ?7 ORDER BY sequence DESC LIMIT ?8"};
constexpr Query kSums{"ledger_entry.sums",
                      "SELECT month, area, category, crew, CAST(sum(stops) AS bigint), CAST(sum(pieces) AS"
                      " bigint), CAST(sum(grams) AS bigint) FROM ledger_entry" WUFEI_LEDGER_FILTER
                      " GROUP BY month, area, category, crew ORDER BY month, area, category, crew"};
#undef WUFEI_LEDGER_FILTER
#undef WUFEI_LEDGER_COLUMNS
constexpr Query kClose{"ledger_month.add",
                       "INSERT INTO ledger_month (county, month, part, count) VALUES (?1, ?2, ?3, ?4)"};
constexpr Query kClosed{
    "ledger_month.of", "SELECT part, count FROM ledger_month WHERE county = ?1 AND month = ?2 ORDER BY part"};
constexpr Query kClosedMonths{"ledger_month.months",
                              "SELECT DISTINCT month FROM ledger_month WHERE county = ?1 ORDER BY month"};
constexpr Query kAllClosed{"ledger_month.all",
                           "SELECT month, part, count FROM ledger_month ORDER BY county, month, part"};

// Of the filter; all months when it names none.
contract::Month last_month(const LedgerFilter& filter) {
  constexpr contract::Month kLastMonth = 999912;
  return filter.until > 0 ? filter.until : filter.month > 0 ? filter.month : kLastMonth;
}

constexpr ChainKind kLedgerChain{HashUse::chain, "ledger_entry"};

struct ChainedEntry {
  LedgerEntry entry;
  Bytes hash;
};

ChainedEntry read_ledger_entry(Columns& columns) {
  ChainedEntry row;
  LedgerEntry& entry = row.entry;
  columns.take(entry.sequence, entry.month, entry.date);
  for (std::string* text : {&entry.area, &entry.category, &entry.crew, &entry.item}) *text = columns.text();
  columns.take(entry.stops, entry.pieces, entry.grams, entry.destination, entry.reference, entry.revision,
               entry.reverses, entry.at);
  row.hash = columns.bytes();
  return row;
}

ListedLedgerEntry read_listed(Columns& columns) {
  ListedLedgerEntry row{read_ledger_entry(columns).entry};
  row.reversed_by = columns.integer();
  return row;
}

LedgerSum read_sum(Columns& columns) {
  LedgerSum sum;
  sum.month = columns.number();
  for (std::string* text : {&sum.area, &sum.category, &sum.crew}) *text = columns.text();
  for (std::int64_t* number : {&sum.stops, &sum.pieces, &sum.grams}) *number = columns.integer();
  return sum;
}

void check_ledger_entry(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_ledger_entry(columns);
}

void check_ledger_month(Columns& columns, const Cipher& /*cipher*/) {
  (void)columns.number();
  (void)columns.text();
  (void)columns.number();
}

// Everything that the row says.
std::vector<std::string> parts_of(std::string_view county, const LedgerEntry& entry) {
  std::vector<std::string> parts{"ledger_entry", std::string(county)};
  for (const std::int64_t number :
       {entry.sequence, std::int64_t{entry.month}, std::int64_t{entry.date.days}, std::int64_t{entry.stops},
        entry.pieces, entry.grams, std::int64_t{entry.revision}, entry.reverses, entry.at})
    parts.push_back(std::to_string(number));
  for (const std::string* text :
       {&entry.area, &entry.category, &entry.crew, &entry.item, &entry.destination, &entry.reference})
    parts.push_back(*text);
  return parts;
}

}  // namespace

LedgerFilter ledger_year(int year) {
  return {.month = year * 100 + 1, .until = year * 100 + 12};
}

void LedgerStore::add(Session& session, LedgerEntry entry) const {
  const auto last = session.row(kLastEntry, read_ledger_entry, county_);
  entry.sequence = last ? last->entry.sequence + 1 : 1;
  const Bytes hash =
      chain_hash(store_.cipher(), kLedgerChain.use, last ? last->hash : Bytes{}, parts_of(county_, entry));
  session.run(kAddEntry, county_, entry.sequence, entry.month, entry.date, entry.area, entry.category,
              entry.crew, entry.item, entry.stops, entry.pieces, entry.grams, entry.destination,
              entry.reference, entry.revision, entry.reverses, entry.at, hash);
  keep_chain_end(session, store_, kLedgerChain, {.rows = entry.sequence, .last = hash});
}

std::vector<LedgerEntry> LedgerStore::of(Session& session, std::string_view reference) const {
  return session.rows(
      kEntriesOf, [](Columns& columns) { return read_ledger_entry(columns).entry; }, county_, reference);
}

std::vector<ListedLedgerEntry> LedgerStore::list(Session& session, const LedgerFilter& filter, int limit,
                                                 std::int64_t before) const {
  return session.rows(kListEntries, read_listed, county_, filter.month, last_month(filter), filter.area,
                      filter.category, filter.crew, before, limit);
}

std::vector<LedgerSum> LedgerStore::sums(Session& session, const LedgerFilter& filter) const {
  return session.rows(kSums, read_sum, county_, filter.month, last_month(filter), filter.area,
                      filter.category, filter.crew);
}

void LedgerStore::close(Session& session, contract::Month month, const Counts& counts) const {
  for (const auto& [part, count] : counts) session.run(kClose, county_, month, part, count);
}

LedgerStore::Counts LedgerStore::closed(Session& session, contract::Month month) const {
  Counts counts;
  const auto read = [](Columns& columns) {
    std::string part = columns.text();
    return std::pair{std::move(part), columns.number()};
  };
  for (auto& [part, count] : session.rows(kClosed, read, county_, month)) counts[part] = count;
  return counts;
}

std::vector<contract::Month> LedgerStore::closed_months(Session& session) const {
  return session.rows(kClosedMonths, &Columns::number, county_);
}

contract::Month LedgerStore::closed_up_to(Session& session) const {
  return static_cast<contract::Month>(MetaStore::number(session, closed_name(county_)));
}

void LedgerStore::close_up_to(Session& session, contract::Month last) const {
  MetaStore::set_number(session, closed_name(county_), last);
}

StoreFacts LedgerStore::facts() {
  return {{&kAddEntry, &kLastEntry, &kChainPage, &kAllEntries, &kEntriesOf, &kListEntries, &kSums, &kClose,
           &kClosed, &kClosedMonths, &kAllClosed},
          {{"", &kAllEntries, check_ledger_entry}, {"", &kAllClosed, check_ledger_month}}};
}

Chain read_ledger_chain(Session& session, const Store& store) {
  ChainWalk walk(session, store, kLedgerChain);
  for (;;) {  // by pages: a ledger of years is long
    const auto page = session.rows(kChainPage, read_ledger_entry, store.county(), walk.rows());
    for (const ChainedEntry& row : page)
      walk.follow(row.entry.sequence, row.hash, parts_of(store.county(), row.entry));
    if (page.empty()) return std::move(walk).end();
  }
}

}  // namespace wufei::storage
