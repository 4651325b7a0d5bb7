#include "waste/weighing/weighing_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kAddDevice{
    "waste_device.add",
    "INSERT INTO waste_device (county, party, facility, name, key, made_at, made_by,"
    " unseen, revoked_at, revoked_by, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, '', (SELECT"
    " coalesce(max(id), 0) + 1 FROM waste_device WHERE county = ?1)) RETURNING id"};
#define WUFEI_DEVICE_COLUMNS "id, party, facility, name, made_at, made_by, revoked_at, revoked_by"
constexpr Query kDeviceOf{"waste_device.of_key",
                          "SELECT " WUFEI_DEVICE_COLUMNS " FROM waste_device WHERE county = ?1 AND key = ?2"};
constexpr Query kFindDevice{
    "waste_device.find", "SELECT " WUFEI_DEVICE_COLUMNS " FROM waste_device WHERE county = ?1 AND id = ?2"};
constexpr Query kUnseen{"waste_device.unseen",
                        "SELECT unseen FROM waste_device WHERE county = ?1 AND party = ?2 AND id = ?3"};
constexpr Query kSeen{"waste_device.seen",
                      "UPDATE waste_device SET unseen = ?4 WHERE county = ?1 AND party = ?2 AND id = ?3"};
constexpr Query kDevices{"waste_device.of_party",
                         "SELECT " WUFEI_DEVICE_COLUMNS
                         " FROM waste_device WHERE county = ?1 AND party = ?2 ORDER BY id"};
constexpr Query kAllDevices{"waste_device.all",
                            "SELECT " WUFEI_DEVICE_COLUMNS ", unseen FROM waste_device ORDER BY county, id"};
constexpr Query kValidDevices{"waste_device.valid", "SELECT " WUFEI_DEVICE_COLUMNS
                                                    " FROM waste_device WHERE county = ?1 AND revoked_at = 0"
                                                    " ORDER BY id"};
#undef WUFEI_DEVICE_COLUMNS
constexpr Query kRevoke{
    "waste_device.revoke",
    "UPDATE waste_device SET revoked_at = ?4, revoked_by = ?5 WHERE county = ?1 AND party ="
    " ?2 AND id = ?3 AND revoked_at = 0"};
#define WUFEI_WEIGHING_COLUMNS                                                                        \
  "device, serial, id, party, facility, direction, plate, gross, tare, net, weighed_at, received_at," \
  " skew, manual, code, manifest"
constexpr Query kAdd{
    "waste_weighing.add",
    "INSERT INTO waste_weighing (county, " WUFEI_WEIGHING_COLUMNS
    ", day, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
    " ?16, ?17, ?18, ?19)"};
constexpr Query kNextId{
    "waste_weighing.next_id",
    "SELECT coalesce(max(id), 0) + 1 FROM waste_weighing WHERE county = ?1 AND device = ?2"};
constexpr Query kFind{"waste_weighing.find",
                      "SELECT " WUFEI_WEIGHING_COLUMNS
                      ", content FROM waste_weighing WHERE county = ?1 AND device = ?2 AND"
                      " serial = ?3"};
constexpr Query kList{
    "waste_weighing.list",
    "SELECT " WUFEI_WEIGHING_COLUMNS
    " FROM waste_weighing WHERE county = ?1 AND day >= ?4 AND (CAST(?2 AS bigint) = 0 OR party = ?2)"
    " ORDER BY weighed_at DESC, device, serial LIMIT ?3"};
constexpr Query kBetween{"waste_weighing.between",
                         "SELECT " WUFEI_WEIGHING_COLUMNS
                         " FROM waste_weighing WHERE county = ?1 AND day >= ?2 AND day <= ?3"
                         " ORDER BY device, day, weighed_at, serial"};
constexpr Query kDayTotals{
    "waste_weighing.day_totals",
    "SELECT party, facility, day, CAST(sum(net) AS bigint), CAST(max(weighed_at) AS bigint) FROM"
    " waste_weighing WHERE county = ?1 AND day >= ?2 AND day <= ?3 AND direction = 'in'"
    " GROUP BY party, facility, day ORDER BY party, facility, day"};
constexpr Query kAll{"waste_weighing.all", "SELECT " WUFEI_WEIGHING_COLUMNS
                                           ", content FROM waste_weighing ORDER BY county, device, serial"};
#undef WUFEI_WEIGHING_COLUMNS

WasteDevice read_device(Columns& columns) {
  WasteDevice device;
  columns.take(device.id, device.party, device.facility, device.name, device.made_at, device.made_by,
               device.revoked_at, device.revoked_by);
  return device;
}

Weighing read_weighing(Columns& columns) {
  Weighing one;
  columns.take(one.device, one.serial, one.id, one.party, one.facility, one.direction, one.plate, one.gross,
               one.tare, one.net, one.weighed_at, one.received_at, one.skew, one.manual, one.code,
               one.manifest);
  if (one.gross - one.tare != one.net) columns.fail("gross less tare is not net");
  return one;
}

DayTotal read_total(Columns& columns) {
  DayTotal total;
  columns.take(total.party, total.facility, total.day, total.net, total.last);
  return total;
}

KeptWeighing read_kept(Columns& columns) {
  KeptWeighing kept{read_weighing(columns), {}};
  kept.content = columns.bytes();
  return kept;
}

void check_device(Columns& columns, const Cipher& cipher) {
  (void)read_device(columns);
  (void)columns.sealed(cipher);
}

void check_weighing(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_kept(columns);
}

Bytes key_hash(const Store& store, std::string_view key) {
  return store.cipher().hash(HashUse::token, "waste device " + std::string(key));
}

}  // namespace

std::int64_t WeighingStore::add_device(Session& session, const WasteDevice& device,
                                       std::string_view key) const {
  return session.insert_returning_id(kAddDevice, county_, device.party, device.facility, device.name,
                                     key_hash(store_, key), device.made_at, device.made_by,
                                     store_.cipher().seal(key));
}

std::optional<std::string> WeighingStore::take_unseen(Session& session, std::int64_t party,
                                                      std::int64_t id) const {
  const auto read = [&](Columns& columns) { return columns.sealed(store_.cipher()).value_or(std::string()); };
  auto key = session.row(kUnseen, read, county_, party, id);
  if (!key || key->empty()) return std::nullopt;
  session.run(kSeen, county_, party, id, store_.cipher().seal(std::string_view()));
  return key;
}

std::optional<WasteDevice> WeighingStore::find_device(Session& session, std::int64_t id) const {
  return session.row(kFindDevice, read_device, county_, id);
}

std::optional<WasteDevice> WeighingStore::device_of(Session& session, std::string_view key) const {
  return session.row(kDeviceOf, read_device, county_, key_hash(store_, key));
}

std::vector<WasteDevice> WeighingStore::devices(Session& session, std::int64_t party) const {
  return session.rows(kDevices, read_device, county_, party);
}

std::vector<WasteDevice> WeighingStore::valid_devices(Session& session) const {
  return session.rows(kValidDevices, read_device, county_);
}

bool WeighingStore::revoke(Session& session, std::int64_t party, std::int64_t id, contract::UtcSeconds at,
                           std::string_view by) const {
  return session.run(kRevoke, county_, party, id, at, by) > 0;
}

std::optional<KeptWeighing> WeighingStore::find(Session& session, std::int64_t device,
                                                std::string_view serial) const {
  return session.row(kFind, read_kept, county_, device, serial);
}

std::int64_t WeighingStore::add(Session& session, const Weighing& one, const Bytes& content) const {
  const std::int64_t id = session.number(kNextId, county_, one.device);
  session.run(kAdd, county_, one.device, one.serial, id, one.party, one.facility, one.direction, one.plate,
              one.gross, one.tare, one.net, one.weighed_at, one.received_at, one.skew, one.manual, one.code,
              one.manifest, contract::china_date(one.weighed_at), content);
  return id;
}

std::vector<Weighing> WeighingStore::list(Session& session, std::int64_t party, contract::Date from,
                                          int limit) const {
  return session.rows(kList, read_weighing, county_, party, limit, from);
}

std::vector<Weighing> WeighingStore::between(Session& session, contract::Date from,
                                             contract::Date until) const {
  return session.rows(kBetween, read_weighing, county_, from, until);
}

std::vector<DayTotal> WeighingStore::day_totals(Session& session, contract::Date from,
                                                contract::Date until) const {
  return session.rows(kDayTotals, read_total, county_, from, until);
}

Bytes WeighingStore::content_hash(std::string_view text) const {
  return store_.cipher().hash(HashUse::body, text);
}

StoreFacts WeighingStore::facts() {
  return {{&kAddDevice, &kFindDevice, &kUnseen, &kSeen, &kDeviceOf, &kDevices, &kAllDevices, &kRevoke, &kAdd,
           &kNextId, &kFind, &kList, &kBetween, &kAll, &kValidDevices, &kDayTotals},
          {{"", &kAllDevices, check_device}, {"", &kAll, check_weighing}},
          nullptr,
          {{"waste_device", "unseen"}}};
}

}  // namespace wufei::storage
