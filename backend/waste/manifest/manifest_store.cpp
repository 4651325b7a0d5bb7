#include "waste/manifest/manifest_store.hpp"

#include "lib/base/json.hpp"
#include "lib/store/sealed_words.hpp"
#include "waste/manifest/manifest_facts.hpp"
#include "waste/manifest/manifest_queries.hpp"

namespace wufei::storage {
namespace {

using contract::Json;
using contract::Manifest;
using contract::ManifestEvent;
using contract::ManifestRevision;
using contract::ManifestSignature;

// ---- Rows read

std::string read_sealed(Columns& columns, const Cipher& cipher) {
  return columns.sealed(cipher).value_or(std::string());
}

Manifest read_manifest(Columns& columns, const Cipher& cipher) {
  Manifest row;
  columns.take(row.number, row.field, row.code, row.edition);
  row.state = columns.named(contract::manifest_state_from_name);
  columns.take(row.generator, row.transporter, row.next_transporter, row.receiver, row.facility,
               row.receiver_facility, row.contract, row.national, row.national_pending, row.planned_start,
               row.planned_arrival, row.packaging);
  row.route = read_sealed(columns, cipher);
  columns.take(row.vehicle, row.planned, row.loaded, row.received, row.accepted, row.refused);
  row.estimate_reason = read_sealed(columns, cipher);
  row.refusal_reason = read_sealed(columns, cipher);
  columns.take(row.operation, row.parent);
  row.child = columns.named(contract::child_from_name);
  columns.take(row.legs, row.created_at, row.issued_at, row.started_at, row.arrived_at, row.accepted_at,
               row.done_at, row.changed_at, row.version);
  row.paper = contract::slip_state_from_name(columns.text());
  row.paper_carrier = contract::slip_state_from_name(columns.text());
  return row;
}

contract::ManifestLeg read_leg(Columns& columns, const Cipher& cipher) {
  contract::ManifestLeg leg;
  columns.take(leg.ordinal, leg.transporter, leg.vehicle);
  leg.driver = read_sealed(columns, cipher);
  columns.take(leg.loaded, leg.taken_at);
  return leg;
}

ManifestSignature read_signature(Columns& columns, const Cipher& cipher) {
  ManifestSignature row;
  columns.take(row.sequence);
  row.kind = columns.named(contract::signature_from_name);
  columns.take(row.party, row.account, row.actor, row.on_behalf, row.hash, row.at, row.signed_at, row.key);
  row.method = columns.named(contract::method_from_name);
  row.signer = read_sealed(columns, cipher);
  return row;
}

ManifestEvent read_event(Columns& columns, const Cipher& cipher) {
  ManifestEvent row;
  columns.take(row.sequence, row.at, row.action, row.actor, row.party);
  row.detail = read_sealed(columns, cipher);
  return row;
}

// "" is what was erased.
Json read_json(Columns& columns, const std::string& text) {
  if (text.empty()) return Json::array();
  auto json = contract::parse_json(text);
  if (!json || !json->is_array()) {
    columns.fail("holds no JSON array");
    return Json::array();
  }
  return std::move(*json);
}

ManifestRevision read_revision(Columns& columns, const Cipher& cipher) {
  ManifestRevision row;
  columns.take(row.sequence, row.cancels);
  for (const Json& one : read_json(columns, read_sealed(columns, cipher)))
    row.changes.push_back({contract::text_or_empty(one, "field"), contract::text_or_empty(one, "before"),
                           contract::text_or_empty(one, "after")});
  row.reason = read_sealed(columns, cipher);
  columns.take(row.party, row.actor, row.at, row.closed_at);
  row.state = columns.named(contract::revision_state_from_name);
  for (const Json& one : read_json(columns, columns.text()))
    if (one.is_number_integer()) row.approved.push_back(one.get<std::int64_t>());
  return row;
}

ManifestFacts read_facts(Columns& columns) {
  ManifestFacts row;
  columns.take(row.carrier_disputed, row.carrier_waits, row.paper_carrier, row.other_confirmed, row.own_waits,
               row.own_disputed);
  columns.take(row.number, row.field, row.state, row.code, row.vehicle, row.parent, row.area, row.generator,
               row.transporter, row.receiver, row.issued_at, row.planned_start, row.planned_arrival,
               row.started_at, row.arrived_at, row.accepted_at, row.done_at, row.planned, row.loaded,
               row.received, row.accepted, row.refused, row.national_number, row.child, row.receiver_facility,
               row.back, row.paper_at, row.paper_by, row.disputed, row.unconfirmed, row.posted, row.facility,
               row.ticket_at, row.ticket_plate, row.ticket_day, row.ticket_grams, row.departed_km,
               row.arrived_km, row.legs);
  return row;
}

TripSum read_trips(Columns& columns) {
  TripSum row;
  columns.take(row.generator, row.facility, row.code, row.day, row.grams, row.records);
  return row;
}

UncountedPapers read_uncounted(Columns& columns) {
  UncountedPapers row;
  columns.take(row.field);
  row.said = columns.named(contract::slip_state_from_name);
  columns.take(row.count);
  return row;
}

template <auto read>
void check_row(Columns& columns, const Cipher& cipher) {
  (void)read(columns, cipher);
}

// ---- Rows written

// Free texts that may name people, as they lie.
struct SealedTexts {
  Bytes route, estimate_reason, refusal_reason;
};

SealedTexts seal_texts(const Cipher& cipher, const Manifest& m) {
  return {sealed_or_nothing(cipher, m.route), sealed_or_nothing(cipher, m.estimate_reason),
          sealed_or_nothing(cipher, m.refusal_reason)};
}

// In the order of the columns, behind the county. `sealed` must outlive them.
std::vector<Value> values_of(std::string_view county, const Manifest& m, const SealedTexts& sealed,
                             int version) {
  std::vector<Value> values{county};
  const auto put = [&](const auto&... next) { (values.emplace_back(next), ...); };
  put(m.number, m.field, m.code, m.edition, contract::manifest_state_name(m.state), m.generator);
  put(m.transporter, m.next_transporter, m.receiver, m.facility, m.receiver_facility, m.contract);
  put(m.national, m.national_pending, m.planned_start, m.planned_arrival, m.packaging);
  put(or_null(sealed.route), m.vehicle, m.planned, m.loaded, m.received, m.accepted, m.refused);
  put(or_null(sealed.estimate_reason), or_null(sealed.refusal_reason), m.operation, m.parent);
  put(contract::child_name(m.child), m.legs, m.created_at, m.issued_at, m.started_at, m.arrived_at);
  put(m.accepted_at, m.done_at, m.changed_at, version);
  return values;
}

std::string changes_text(const ManifestRevision& revision) {
  Json list = Json::array();
  for (const contract::RevisionChange& change : revision.changes)
    list.push_back({{"field", change.field}, {"before", change.before}, {"after", change.after}});
  return contract::to_text(list);
}

}  // namespace

UncountedFilter accepted_until(std::int64_t party, contract::Month until) {
  UncountedFilter filter;
  filter.party = party;
  if (until != 0)
    filter.before = contract::china_instant(contract::first_day(contract::next_month(until)), 0);
  return filter;
}

template <class Read>
auto ManifestStore::reader(Read read) const {
  return [read, this](Columns& columns) { return read(columns, store_.cipher()); };
}

bool ManifestStore::add(Session& session, const Manifest& manifest) const {
  const SealedTexts texts = seal_texts(store_.cipher(), manifest);
  return session.run_with(kAdd, values_of(county_, manifest, texts, manifest.version)) == 1;
}

bool ManifestStore::change(Session& session, const Manifest& manifest) const {
  const SealedTexts sealed = seal_texts(store_.cipher(), manifest);
  std::vector<Value> values = values_of(county_, manifest, sealed, manifest.version + 1);
  values.emplace_back(manifest.version);
  return session.run_with(kChange, values) == 1;
}

std::optional<Manifest> ManifestStore::find(Session& session, std::string_view number) const {
  auto manifest = session.row(kFind, reader(read_manifest), county_, number);
  if (manifest && manifest->legs > 0)
    if (const auto carried = legs(session, number); !carried.empty())
      manifest->driver = carried.back().driver;
  return manifest;
}

bool ManifestStore::is_unchanged(Session& session, std::string_view number, int version) const {
  return session.exists(kUnchanged, county_, number, version);
}

std::vector<Manifest> ManifestStore::of_party(Session& session, std::int64_t party, std::string_view field,
                                              std::string_view state, int limit) const {
  return session.rows(kOfParty, reader(read_manifest), county_, party, field, state, limit);
}

std::vector<Manifest> ManifestStore::to_answer(Session& session, std::int64_t party, std::string_view field,
                                               std::string_view state, int limit) const {
  return session.rows(kToAnswer, reader(read_manifest), county_, party, field, state, limit);
}

std::vector<Manifest> ManifestStore::on_the_road(Session& session, std::int64_t transporter,
                                                 std::string_view vehicle, contract::UtcSeconds before,
                                                 int limit) const {
  return session.rows(kOnTheRoad, reader(read_manifest), county_, transporter, vehicle, before, limit);
}

std::vector<Manifest> ManifestStore::uncounted(Session& session, const UncountedFilter& filter,
                                               int limit) const {
  return session.rows(kUncounted, reader(read_manifest), county_, filter.party, filter.field, filter.before,
                      limit);
}

std::vector<UncountedPapers> ManifestStore::count_uncounted(Session& session,
                                                            const UncountedFilter& filter) const {
  return session.rows(kCountUncounted, read_uncounted, county_, filter.party, filter.field, filter.before);
}

std::int64_t ManifestStore::count_drafts(Session& session, std::int64_t party) const {
  const auto read = [](Columns& columns) { return columns.integer(); };
  return session.row(kCountDrafts, read, county_, party).value_or(0);
}

std::vector<Manifest> ManifestStore::list(Session& session, std::string_view field, std::string_view state,
                                          int limit) const {
  return session.rows(kList, reader(read_manifest), county_, field, state, limit);
}

std::vector<Manifest> ManifestStore::children(Session& session, std::string_view number) const {
  return session.rows(kChildren, reader(read_manifest), county_, number);
}

void ManifestStore::add_leg(Session& session, std::string_view number,
                            const contract::ManifestLeg& leg) const {
  const Bytes driver = sealed_or_nothing(store_.cipher(), leg.driver);
  session.run(kAddLeg, county_, number, leg.ordinal, leg.transporter, leg.vehicle, or_null(driver),
              leg.loaded, leg.taken_at);
}

std::vector<contract::ManifestLeg> ManifestStore::legs(Session& session, std::string_view number) const {
  return session.rows(kLegs, reader(read_leg), county_, number);
}

void ManifestStore::put_load(Session& session, std::string_view number, int ordinal,
                             std::int64_t loaded) const {
  session.run(kPutLoad, county_, number, ordinal, loaded);
}

bool ManifestStore::has_national(Session& session, std::string_view national, std::string_view but) const {
  return session.exists(kOfNational, county_, national, but);
}

void ManifestStore::add_signature(Session& session, std::string_view number,
                                  const ManifestSignature& signature) const {
  const Bytes signer = sealed_or_nothing(store_.cipher(), signature.signer);
  session.run(kAddSignature, county_, number, contract::signature_name(signature.kind), signature.party,
              signature.account, signature.actor, signature.on_behalf, signature.hash, signature.at,
              signature.signed_at, signature.key, contract::method_name(signature.method), or_null(signer));
}

std::vector<ManifestSignature> ManifestStore::signatures(Session& session, std::string_view number) const {
  return session.rows(kSignatures, reader(read_signature), county_, number);
}

void ManifestStore::add_event(Session& session, std::string_view number, const ManifestEvent& event) const {
  const Bytes detail = sealed_or_nothing(store_.cipher(), event.detail);
  session.run(kAddEvent, county_, number, event.at, event.action, event.actor, event.party, or_null(detail));
}

std::vector<ManifestEvent> ManifestStore::events(Session& session, std::string_view number) const {
  return session.rows(kEvents, reader(read_event), county_, number);
}

void ManifestStore::add_revision(Session& session, std::string_view number,
                                 const ManifestRevision& revision) const {
  const Bytes changes = store_.cipher().seal(changes_text(revision));
  const Bytes reason = sealed_or_nothing(store_.cipher(), revision.reason);
  session.run(kAddRevision, county_, number, revision.cancels, changes, or_null(reason), revision.party,
              revision.actor, revision.at, revision.closed_at, contract::revision_state_name(revision.state),
              contract::to_text(Json(revision.approved)));
}

void ManifestStore::put_revision(Session& session, std::string_view number,
                                 const ManifestRevision& revision) const {
  session.run(kPutRevision, county_, number, revision.sequence, revision.closed_at,
              contract::revision_state_name(revision.state), contract::to_text(Json(revision.approved)));
}

std::vector<ManifestRevision> ManifestStore::revisions(Session& session, std::string_view number) const {
  return session.rows(kRevisions, reader(read_revision), county_, number);
}

std::map<std::string, ManifestRevision> ManifestStore::open_revisions(Session& session) const {
  std::map<std::string, ManifestRevision> open;
  const auto read = [](Columns& columns, const Cipher& cipher) {
    return std::pair<std::string, ManifestRevision>{columns.text(), read_revision(columns, cipher)};
  };
  for (auto& row : session.rows(kOpenRevisions, reader(read), county_)) open.insert(std::move(row));
  return open;
}

StoreFacts ManifestStore::facts() {
  return {.queries = {&kAdd,       &kChange,         &kFind,         &kOfParty,     &kToAnswer,
                      &kList,      &kChildren,       &kAll,          &kFacts,       &kAddLeg,
                      &kLegs,      &kAllLegs,        &kAddSignature, &kSignatures,  &kAllSignatures,
                      &kAddEvent,  &kEvents,         &kAllEvents,    &kAddRevision, &kPutRevision,
                      &kRevisions, &kAllRevisions,   &kOnTheRoad,    &kCountDrafts, &kOpenRevisions,
                      &kUncounted, &kCountUncounted, &kPutLoad,      &kOfNational,  &kEarlierTrips,
                      &kUnchanged},
          .tables = {{"", &kAll, check_row<read_manifest>},
                     {"", &kAllLegs, check_row<read_leg>},
                     {"", &kAllSignatures, check_row<read_signature>},
                     {"", &kAllEvents, check_row<read_event>},
                     {"", &kAllRevisions, check_row<read_revision>}},
          .sealed = {{"waste_manifest", "route"},
                     {"waste_manifest", "estimate_reason"},
                     {"waste_manifest", "refusal_reason"},
                     {"waste_manifest_leg", "driver"},
                     {"waste_manifest_signature", "signer"},
                     {"waste_manifest_event", "detail"},
                     {"waste_revision", "changes"},
                     {"waste_revision", "reason"}}};
}

std::vector<TripSum> earlier_trips(Session& session, const Store& store, std::string_view field,
                                   std::int64_t generator, contract::Date from, contract::UtcSeconds before) {
  return session.rows(kEarlierTrips, read_trips, store.county(), field, from, before, generator);
}

std::vector<ManifestFacts> manifest_facts(Session& session, const Store& store, contract::UtcSeconds since) {
  return session.rows(kFacts, read_facts, store.county(), since);
}

}  // namespace wufei::storage
