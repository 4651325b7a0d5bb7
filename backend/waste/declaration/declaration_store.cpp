#include "waste/declaration/declaration_store.hpp"

namespace wufei::storage {
namespace {

using contract::Declaration;
using contract::DeclaredLine;

#define WUFEI_DECLARATION_COLUMNS \
  "party, field, period, version, state, edits, reason, submitted_at, decided_by, decided_at"
constexpr Query kPutDeclaration{
    "waste_declaration.put",
    "INSERT INTO waste_declaration (county, " WUFEI_DECLARATION_COLUMNS
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (county, party, field, period,"
    " version) DO UPDATE SET state = excluded.state, edits = excluded.edits, reason = excluded.reason,"
    " submitted_at = excluded.submitted_at, decided_by = excluded.decided_by,"
    " decided_at = excluded.decided_at"};
constexpr Query kFindDeclaration{"waste_declaration.find",
                                 "SELECT " WUFEI_DECLARATION_COLUMNS
                                 " FROM waste_declaration WHERE county = ?1 AND party = ?2 AND field = ?3"
                                 " AND period = ?4 ORDER BY version DESC LIMIT 1"};
constexpr Query kOfPeriod{"waste_declaration.of_period",
                          "SELECT " WUFEI_DECLARATION_COLUMNS
                          " FROM waste_declaration WHERE county = ?1 AND field = ?2 AND period = ?3"
                          " ORDER BY party, version"};
constexpr Query kFindVersion{"waste_declaration.version",
                             "SELECT " WUFEI_DECLARATION_COLUMNS
                             " FROM waste_declaration WHERE county = ?1 AND party = ?2 AND field = ?3"
                             " AND period = ?4 AND version = ?5"};
constexpr Query kOfParty{"waste_declaration.of_party",
                         "SELECT " WUFEI_DECLARATION_COLUMNS
                         " FROM waste_declaration WHERE county = ?1 AND party = ?2"
                         " ORDER BY field, period DESC, version DESC"};
constexpr Query kPeriods{"waste_declaration.periods",
                         "SELECT DISTINCT period FROM waste_declaration WHERE county = ?1 AND field = ?2"
                         " ORDER BY period DESC"};
constexpr Query kAllDeclarations{"waste_declaration.all",
                                 "SELECT party, " WUFEI_DECLARATION_COLUMNS
                                 " FROM waste_declaration ORDER BY county, party, field, period, version"};
#undef WUFEI_DECLARATION_COLUMNS

#define WUFEI_LINE_AMOUNTS \
  "code, opening, generated, received, self_used, disposed, handed_out, lost, closing, note"
constexpr Query kDropLines{"waste_declaration_line.drop",
                           "DELETE FROM waste_declaration_line WHERE county = ?1 AND party = ?2"
                           " AND field = ?3 AND period = ?4 AND version = ?5"};
constexpr Query kAddLine{
    "waste_declaration_line.add",
    "INSERT INTO waste_declaration_line (county, party, field, period, version, " WUFEI_LINE_AMOUNTS
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"};
constexpr Query kLines{"waste_declaration_line.of",
                       "SELECT " WUFEI_LINE_AMOUNTS
                       " FROM waste_declaration_line WHERE county = ?1 AND party = ?2 AND field = ?3"
                       " AND period = ?4 AND version = ?5 ORDER BY code"};
constexpr Query kAllLines{
    "waste_declaration_line.all",
    "SELECT party, " WUFEI_LINE_AMOUNTS
    " FROM waste_declaration_line ORDER BY county, party, field, period, version, code"};
#undef WUFEI_LINE_AMOUNTS

Declaration read_declaration(Columns& columns, const Cipher& cipher) {
  Declaration row;
  columns.take(row.party, row.field, row.period, row.version);
  row.state = columns.named(contract::declare_state_from_name);
  row.edits = columns.number();
  row.reason = columns.sealed(cipher).value_or(std::string());
  columns.take(row.submitted_at, row.decided_by, row.decided_at);
  return row;
}

DeclaredLine read_line(Columns& columns) {
  DeclaredLine line;
  line.code = columns.text();
  for (std::int64_t& grams : line.grams) grams = columns.integer();
  line.note = columns.text();
  return line;
}

void check_declaration(Columns& columns, const Cipher& cipher) {
  columns.integer();
  (void)read_declaration(columns, cipher);
}

void check_line(Columns& columns, const Cipher& /*cipher*/) {
  columns.integer();
  (void)read_line(columns);
}

}  // namespace

void DeclarationStore::put(Session& session, const Declaration& row) const {
  session.run(kPutDeclaration, county_, row.party, row.field, row.period, row.version,
              contract::declare_state_name(row.state), row.edits, store_.cipher().seal(row.reason),
              row.submitted_at, row.decided_by, row.decided_at);
  session.run(kDropLines, county_, row.party, row.field, row.period, row.version);
  for (const DeclaredLine& line : row.lines)
    session.run(kAddLine, county_, row.party, row.field, row.period, row.version, line.code, line.grams[0],
                line.grams[1], line.grams[2], line.grams[3], line.grams[4], line.grams[5], line.grams[6],
                line.grams[7], line.note);
}

std::optional<Declaration> DeclarationStore::find(Session& session, std::int64_t party,
                                                  std::string_view field, std::string_view period) const {
  const auto read = [&](Columns& columns) { return read_declaration(columns, store_.cipher()); };
  auto row = session.row(kFindDeclaration, read, county_, party, field, period);
  if (row) row->lines = session.rows(kLines, read_line, county_, party, field, period, row->version);
  return row;
}

std::optional<Declaration> DeclarationStore::find(Session& session, std::int64_t party,
                                                  std::string_view field, std::string_view period,
                                                  int version) const {
  const auto read = [&](Columns& columns) { return read_declaration(columns, store_.cipher()); };
  auto row = session.row(kFindVersion, read, county_, party, field, period, version);
  if (row) row->lines = session.rows(kLines, read_line, county_, party, field, period, version);
  return row;
}

std::vector<Declaration> DeclarationStore::of_party(Session& session, std::int64_t party) const {
  const auto read = [&](Columns& columns) { return read_declaration(columns, store_.cipher()); };
  return session.rows(kOfParty, read, county_, party);
}

std::vector<std::string> DeclarationStore::periods(Session& session, std::string_view field) const {
  return session.rows(
      kPeriods, [](Columns& columns) { return columns.text(); }, county_, field);
}

std::vector<Declaration> DeclarationStore::of_period(Session& session, std::string_view field,
                                                     std::string_view period) const {
  const auto read = [&](Columns& columns) { return read_declaration(columns, store_.cipher()); };
  return session.rows(kOfPeriod, read, county_, field, period);
}

StoreFacts DeclarationStore::facts() {
  return {{&kPutDeclaration, &kFindDeclaration, &kOfPeriod, &kAllDeclarations, &kDropLines, &kAddLine,
           &kLines, &kAllLines, &kFindVersion, &kOfParty, &kPeriods},
          {{"", &kAllDeclarations, check_declaration}, {"", &kAllLines, check_line}},
          nullptr,
          {{"waste_declaration", "reason"}}};
}

}  // namespace wufei::storage
