#include "waste/exchange/exchange_rows.hpp"

#include <map>

#include "waste/party/party_store.hpp"
#include "waste/party/word_list.hpp"

namespace wufei::storage {
namespace {

using contract::Declaration;
using contract::DeclaredLine;
using contract::from_words;
using contract::Manifest;
using contract::Party;
using contract::WasteStream;

#define WUFEI_LEAVING                                                                                        \
  "SELECT number, field, code, edition, state, generator, transporter, receiver, national,"                  \
  " national_pending, planned_start, planned_arrival, planned, loaded, received, accepted, refused, parent," \
  " child, legs, issued_at, started_at, arrived_at, accepted_at, done_at, changed_at, version,"              \
  " coalesce((SELECT paper.state FROM waste_paper AS paper WHERE paper.county = waste_manifest.county AND"   \
  " paper.number = waste_manifest.number), '')"                                                              \
  ", coalesce((SELECT paper.carrier_state FROM waste_paper AS paper WHERE paper.county ="                    \
  " waste_manifest.county AND paper.number = waste_manifest.number), '')"                                    \
  " FROM waste_manifest WHERE county = ?1 AND issued_at > 0"
constexpr Query kLeaving{"waste_exchange.manifests",
                         WUFEI_LEAVING " AND issued_at >= ?2 AND issued_at < ?3 ORDER BY number"};
constexpr Query kLeavingOne{"waste_exchange.manifest", WUFEI_LEAVING " AND number = ?2"};
#undef WUFEI_LEAVING

#define WUFEI_DECLARED                                                                          \
  "SELECT d.party, d.field, d.period, d.version, d.state, d.submitted_at, d.decided_at,"        \
  " coalesce(l.code, ''), coalesce(l.opening, 0), coalesce(l.generated, 0),"                    \
  " coalesce(l.received, 0), coalesce(l.self_used, 0), coalesce(l.disposed, 0),"                \
  " coalesce(l.handed_out, 0), coalesce(l.lost, 0), coalesce(l.closing, 0) FROM"                \
  " waste_declaration AS d LEFT JOIN waste_declaration_line AS l ON l.county = d.county AND"    \
  " l.party = d.party AND l.field = d.field AND l.period = d.period AND l.version = d.version " \
  "WHERE d.county = ?1 AND d.state IN ('accepted', 'superseded')"
constexpr Query kDeclared{"waste_exchange.declarations",
                          WUFEI_DECLARED " ORDER BY d.party, d.field, d.period, d.version, l.code"};
constexpr Query kDeclaredOne{"waste_exchange.declaration", WUFEI_DECLARED
                             " AND d.party = ?2 AND d.field = ?3 AND d.period = ?4 AND d.version = ?5"
                             " ORDER BY l.code"};
#undef WUFEI_DECLARED

#define WUFEI_LEAVING_STREAM                                                                      \
  "SELECT id, party, code, features, yearly, way, active_from, active_until, version, ended FROM" \
  " waste_stream WHERE county = ?1"
constexpr Query kLeavingStreams{"waste_exchange.streams", WUFEI_LEAVING_STREAM " ORDER BY id"};
constexpr Query kLeavingStream{"waste_exchange.stream", WUFEI_LEAVING_STREAM " AND id = ?2"};
#undef WUFEI_LEAVING_STREAM

constexpr Query kWeighed{"waste_exchange.weighed",
                         "SELECT party, day, direction, code, COUNT(*), CAST(sum(net) AS bigint)"
                         " FROM waste_weighing WHERE county = ?1 AND day >= ?2 AND day <= ?3"
                         " GROUP BY party, day, direction, code ORDER BY party, day, direction, code"};

Manifest read_manifest(Columns& columns) {
  Manifest row;
  columns.take(row.number, row.field, row.code, row.edition);
  row.state = columns.named(contract::manifest_state_from_name);
  columns.take(row.generator, row.transporter, row.receiver, row.national, row.national_pending,
               row.planned_start, row.planned_arrival, row.planned, row.loaded, row.received, row.accepted,
               row.refused, row.parent);
  row.child = columns.named(contract::child_from_name);
  columns.take(row.legs, row.issued_at, row.started_at, row.arrived_at, row.accepted_at, row.done_at,
               row.changed_at, row.version);
  row.paper = contract::slip_state_from_name(columns.text());
  row.paper_carrier = contract::slip_state_from_name(columns.text());
  return row;
}

// A declaration with one of its lines; without code when it has none.
Declaration read_declared(Columns& columns) {
  Declaration row;
  columns.take(row.party, row.field, row.period, row.version);
  row.state = columns.named(contract::declare_state_from_name);
  columns.take(row.submitted_at, row.decided_at);
  DeclaredLine line;
  line.code = columns.text();
  for (std::int64_t& grams : line.grams) grams = columns.integer();
  if (!line.code.empty()) row.lines.push_back(std::move(line));
  return row;
}

WasteStream read_leaving_stream(Columns& columns) {
  WasteStream row;
  columns.take(row.id, row.party, row.code);
  row.features = from_words(columns.text());
  columns.take(row.yearly, row.way, row.active_from, row.active_until, row.version);
  row.ended = columns.number() != 0;
  return row;
}

WeighedDay read_weighed(Columns& columns) {
  WeighedDay row;
  columns.take(row.party, row.day, row.direction, row.code, row.weighings, row.net);
  return row;
}

bool is_same(const Declaration& a, const Declaration& b) {
  return a.party == b.party && a.field == b.field && a.period == b.period && a.version == b.version;
}

// Rows of one declaration stand together.
std::vector<Declaration> gathered(std::vector<Declaration> rows) {
  std::vector<Declaration> all;
  for (Declaration& row : rows)
    if (!all.empty() && is_same(all.back(), row))
      all.back().lines.insert(all.back().lines.end(), row.lines.begin(), row.lines.end());
    else
      all.push_back(std::move(row));
  return all;
}

// Neither the name of a person nor any address leaves.
void keep_what_leaves(Party& party) {
  party.address.clear();
  party.verified_by.clear();
  if (party.may_be_person()) party.name.clear();
}

contract::UtcSeconds start_of(contract::Date day) {
  return contract::china_instant(day, 0);
}

}  // namespace

std::vector<Party> ExchangeRows::parties(Session& session) const {
  std::vector<Party> all = PartyStore(store_).all(session);
  std::erase_if(all, [](const Party& party) { return !party.was_verified(); });
  for (Party& party : all) keep_what_leaves(party);
  return all;
}

std::optional<Party> ExchangeRows::party(Session& session, std::int64_t id) const {
  auto found = PartyStore(store_).head(session, id);
  if (!found || !found->was_verified()) return std::nullopt;
  keep_what_leaves(*found);
  return found;
}

std::vector<Manifest> ExchangeRows::manifests(Session& session, const DayRange& days) const {
  return session.rows(kLeaving, read_manifest, county_, start_of(days.from),
                      start_of(contract::add_days(days.until, 1)));
}

std::optional<Manifest> ExchangeRows::manifest(Session& session, std::string_view number) const {
  return session.row(kLeavingOne, read_manifest, county_, number);
}

std::vector<Declaration> ExchangeRows::declarations(Session& session) const {
  return gathered(session.rows(kDeclared, read_declared, county_));
}

std::optional<Declaration> ExchangeRows::declaration(Session& session, std::int64_t party,
                                                     std::string_view field, std::string_view period,
                                                     int version) const {
  auto found = gathered(session.rows(kDeclaredOne, read_declared, county_, party, field, period, version));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<WasteStream> ExchangeRows::streams(Session& session) const {
  return session.rows(kLeavingStreams, read_leaving_stream, county_);
}

std::optional<WasteStream> ExchangeRows::stream(Session& session, std::int64_t id) const {
  auto found = session.row(kLeavingStream, read_leaving_stream, county_, id);
  if (!found || !party(session, found->party)) return std::nullopt;
  return found;
}

std::vector<WeighedDay> ExchangeRows::weighed(Session& session, const DayRange& days) const {
  return session.rows(kWeighed, read_weighed, county_, days.from, days.until);
}

StoreFacts ExchangeRows::facts() {
  return {{&kLeaving, &kLeavingOne, &kDeclared, &kDeclaredOne, &kLeavingStreams, &kLeavingStream, &kWeighed},
          {}};
}

}  // namespace wufei::storage
