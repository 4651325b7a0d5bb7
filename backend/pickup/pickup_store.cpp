#include "pickup/pickup_store.hpp"

#include "lib/base/text.hpp"
#include "lib/store/sealed_json.hpp"

namespace wufei::storage {
namespace {

using contract::Json;

const std::string kColumns =
    "SELECT reference, id, status, version, channel, place, area, village, category, items, slot,"
    " start_minute, end_minute, crew, collected_grams, personal, open_ordinal, created_at, change_until"
    " FROM pickup ";
const std::string kFindText = kColumns + "WHERE reference = ?1";
const std::string kFindByIdText = kColumns + "WHERE id = ?1";
const std::string kOfDayText = kColumns +
                               "WHERE date = ?1 AND (?2 = '' OR area = ?2) AND status <> 'cancelled'"
                               " ORDER BY start_minute, area, village, id";
const std::string kOfDaysText = kColumns +
                                "WHERE date BETWEEN ?1 AND ?2 AND (?3 = '' OR area = ?3)"
                                " ORDER BY date, start_minute, area, village, id LIMIT ?4";
const std::string kFoundText = kColumns + "WHERE phone_hash = ?1 ORDER BY date DESC, id DESC LIMIT ?2";
const std::string kMadeBetweenText =
    kColumns +
    "WHERE created_at >= ?1 AND created_at < ?2 AND (?3 = '' OR area = ?3)"
    " AND channel = 'online' AND status IN ('booked', 'assigned') ORDER BY created_at, id";
const std::string kAllText = kColumns + "ORDER BY id";
const Query kFind{"pickup.find", kFindText};
const Query kFindById{"pickup.find_by_id", kFindByIdText};
const Query kOfDay{"pickup.of_day", kOfDayText};
const Query kOfDays{"pickup.of_days", kOfDaysText};
constexpr Query kDayCounts{"pickup.day_counts",
                           "SELECT date, status, count(*) FROM pickup WHERE date BETWEEN ?1 AND ?2"
                           " GROUP BY date, status ORDER BY date, status"};
constexpr Query kDayStamp{"pickup.day_stamp",
                          "SELECT count(*), CAST(coalesce(sum(version), 0) AS bigint) FROM pickup"
                          " WHERE date = ?1"};
const Query kFound{"pickup.with_phone", kFoundText};
const Query kMadeBetween{"pickup.made_between", kMadeBetweenText};
const Query kAll{"pickup.all", kAllText};
constexpr Query kExists{"pickup.exists", "SELECT id FROM pickup WHERE reference = ?1"};
const std::string kInsertText =
    "INSERT INTO pickup (reference, status, version, channel, place, area, village, category, items, slot,"
    " date, start_minute, end_minute, crew, collected_grams, personal, phone_hash, address_hash, "
    "open_ordinal,"
    " created_at, change_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
    " ?16, ?17, ?18, ?19, ?20, ?21) ON CONFLICT (reference) DO NOTHING";
const std::string kInsertReturningText = kInsertText + " RETURNING id";
const Query kInsert{"pickup.insert", kInsertReturningText, kInsertText};
constexpr Query kUpdate{
    "pickup.update",
    "UPDATE pickup SET status = ?3, version = ?4, place = ?5, items = ?6, slot = ?7, date = ?8,"
    " start_minute = ?9, end_minute = ?10, crew = ?11, collected_grams = ?12, personal = ?13,"
    " address_hash = ?14, open_ordinal = ?15, change_until = ?16 WHERE id = ?1 AND version = ?2"};
constexpr Query kOrdinals{"pickup.ordinals",
                          "SELECT open_ordinal FROM pickup WHERE address_hash = ?1 AND category = ?2"
                          " AND status IN ('booked', 'assigned')"};
constexpr Query kStanding{"pickup.standing",
                          "SELECT reference FROM pickup WHERE address_hash = ?1 AND category = ?2"
                          " AND status IN ('booked', 'assigned') ORDER BY id DESC LIMIT 1"};
constexpr Query kOfPhone{
    "pickup.of_phone",
    "SELECT coalesce(sum(CASE WHEN status IN ('booked', 'assigned') THEN 1 ELSE 0 END), 0),"
    " coalesce(sum(CASE WHEN created_at > ?2 THEN 1 ELSE 0 END), 0) FROM pickup WHERE phone_hash = ?1"};
constexpr Query kErasable{"pickup.erasable",
                          "SELECT id, reference, date, created_at FROM pickup"
                          " WHERE personal IS NOT NULL AND date < ?1 ORDER BY id"};
constexpr Query kErase{
    "pickup.erase",
    "UPDATE pickup SET personal = NULL, phone_hash = NULL, address_hash = NULL WHERE id = ?1"};
constexpr Query kIsErased{"pickup.is_erased",
                          "SELECT id FROM pickup WHERE reference = ?1 AND personal IS NULL"};
// Rows of the journal, of the outbox and of what became of stops that are about no booking.
constexpr Query kStrays{
    "pickup.strays",
    "SELECT count(*) FROM (SELECT item FROM event WHERE subject = 'pickup'"
    " UNION ALL SELECT item FROM access_token WHERE subject = 'pickup'"
    " UNION ALL SELECT item FROM notice WHERE subject = 'pickup'"
    " UNION ALL SELECT pickup FROM pickup_outcome UNION ALL SELECT pickup FROM pickup_rating"
    " UNION ALL SELECT pickup FROM pickup_missed) AS about"
    " WHERE item NOT IN (SELECT id FROM pickup)"};

std::string items_text(const std::vector<contract::PickupItem>& items) {
  Json rows = Json::array();
  for (const contract::PickupItem& item : items) rows.push_back(Json::array({item.item, item.quantity}));
  return contract::to_text(rows);
}

std::optional<std::vector<contract::PickupItem>> items_from(const std::string& text) {
  const auto rows = contract::parse_own_json(text);
  if (!rows || !rows->is_array()) return std::nullopt;
  std::vector<contract::PickupItem> items;
  for (const Json& row : *rows) {
    if (!row.is_array() || row.size() != 2 || !row[0].is_string() || !row[1].is_number_integer())
      return std::nullopt;
    items.push_back({row[0].get<std::string>(), row[1].get<int>(), {}});
  }
  return items;
}

std::string personal_text(const PersonalData& personal) {
  Json json{{"name", personal.name},
            {"phone", personal.phone},
            {"address", personal.address},
            {"note", personal.note},
            {"item_notes", personal.item_notes}};
  if (personal.proxy) json["proxy"] = contract::pickup_proxy_to_json(*personal.proxy);
  return contract::to_text(json);
}

std::optional<PersonalData> read_personal(Columns& columns, const Cipher& cipher) {
  const auto json = sealed_json(columns, cipher);
  if (!json) return std::nullopt;
  PersonalData personal{contract::text_or_empty(*json, "name"),  contract::text_or_empty(*json, "phone"),
                        contract::pickup_proxy_from_json(*json), contract::text_or_empty(*json, "address"),
                        contract::text_or_empty(*json, "note"),  {}};
  for (const Json& note : contract::array_or_empty(*json, "item_notes"))
    personal.item_notes.push_back(note.is_string() ? note.get<std::string>() : std::string());
  return personal;
}

void join_item_notes(PickupRow& row) {
  if (!row.personal) return;
  const std::vector<std::string>& notes = row.personal->item_notes;
  for (std::size_t i = 0; i < row.items.size() && i < notes.size(); ++i) row.items[i].note = notes[i];
}

PickupRow read_row(Columns& columns, const Cipher& cipher) {
  PickupRow row;
  row.reference = columns.text();
  row.id = columns.integer();
  row.status = columns.named(contract::status_from_name);
  row.version = columns.number();
  row.channel = columns.named(share_from_name);
  row.share = columns.named(share_from_name);
  row.area = columns.text();
  row.village = columns.text();
  row.category = columns.text();
  row.items = columns.named(items_from);
  row.slot = columns.named(contract::parse_slot_id);
  row.start_minute = columns.number();
  row.end_minute = columns.number();
  row.crew = columns.text();
  row.collected_grams = columns.integer();
  row.personal = read_personal(columns, cipher);
  row.open_ordinal = columns.number();
  row.created_at = columns.integer();
  row.change_until = columns.integer();
  join_item_notes(row);
  return row;
}

void check_row(Columns& columns, const Cipher& cipher) {
  (void)read_row(columns, cipher);
}

void check_strays(Session& session, const Findings& findings) {
  if (const std::int64_t strays = session.number(kStrays); strays > 0)
    findings.fault("pickup: " + std::to_string(strays) +
                   " events, tokens, notices or outcomes are about no booking");
}

}  // namespace

SealedPersonal PickupStore::seal(const PickupRow& row) const {
  if (!row.personal) return {};
  PersonalData personal = *row.personal;
  personal.item_notes.clear();
  for (const contract::PickupItem& item : row.items) personal.item_notes.push_back(item.note);
  return {cipher_.seal(personal_text(personal)), cipher_.hash(HashUse::phone, personal.phone),
          cipher_.hash(HashUse::address, row.address_key)};
}

bool PickupStore::exists(Session& session, std::string_view reference) {
  return session.exists(kExists, reference);
}

bool PickupStore::insert(Session& session, PickupRow& row, const SealedPersonal& sealed) {
  row.id = session.insert_returning_id(
      kInsert, row.reference, contract::status_name(row.status), row.version, share_name(row.channel),
      share_name(row.share), row.area, row.village, row.category, items_text(row.items),
      contract::slot_id(row.slot), row.slot.date, row.start_minute, row.end_minute, row.crew,
      row.collected_grams, or_null(sealed.personal), or_null(sealed.phone_hash), or_null(sealed.address_hash),
      row.open_ordinal, row.created_at, row.change_until);
  return row.id != 0;
}

bool PickupStore::update(Session& session, const PickupRow& row, int expected) const {
  const SealedPersonal sealed = seal(row);
  return session.run(kUpdate, row.id, expected, contract::status_name(row.status), row.version,
                     share_name(row.share), items_text(row.items), contract::slot_id(row.slot), row.slot.date,
                     row.start_minute, row.end_minute, row.crew, row.collected_grams,
                     or_null(sealed.personal), or_null(sealed.address_hash), row.open_ordinal,
                     row.change_until) == 1;
}

std::optional<PickupRow> PickupStore::find(Session& session, std::string_view reference) const {
  return session.row(
      kFind, [&](Columns& columns) { return read_row(columns, cipher_); }, reference);
}

std::optional<PickupRow> PickupStore::find(Session& session, std::int64_t id) const {
  return session.row(
      kFindById, [&](Columns& columns) { return read_row(columns, cipher_); }, id);
}

std::vector<PickupRow> PickupStore::of_day(Session& session, contract::Date date,
                                           std::string_view area) const {
  return session.rows(
      kOfDay, [&](Columns& columns) { return read_row(columns, cipher_); }, date, area);
}

std::vector<PickupRow> PickupStore::of_days(Session& session, const Days& days, std::size_t most) const {
  return session.rows(
      kOfDays, [&](Columns& columns) { return read_row(columns, cipher_); }, days.first, days.last, days.area,
      static_cast<std::int64_t>(most));
}

std::vector<DayCount> PickupStore::day_counts(Session& session, contract::Date first, contract::Date last) {
  const auto read = [](Columns& columns) {
    DayCount row;
    row.day = columns.date();
    row.status = columns.named(contract::status_from_name);
    row.count = columns.number();
    return row;
  };
  return session.rows(kDayCounts, read, first, last);
}

std::string PickupStore::day_stamp(Session& session, contract::Date day) {
  const auto read = [](Columns& columns) {
    const std::int64_t count = columns.integer();
    return std::to_string(count) + "." + std::to_string(columns.integer());
  };
  return session.row(kDayStamp, read, day).value_or("");
}

std::vector<PickupRow> PickupStore::with_phone(Session& session, std::string_view phone,
                                               std::size_t most) const {
  return session.rows(
      kFound, [&](Columns& columns) { return read_row(columns, cipher_); },
      cipher_.hash(HashUse::phone, phone), static_cast<std::int64_t>(most));
}

std::vector<PickupRow> PickupStore::open_made_between(Session& session, contract::UtcSeconds from,
                                                      contract::UtcSeconds to, std::string_view area) const {
  return session.rows(
      kMadeBetween, [&](Columns& columns) { return read_row(columns, cipher_); }, from, to, area);
}

std::vector<int> PickupStore::open_ordinals(Session& session, std::string_view address_key,
                                            std::string_view category) const {
  return session.rows(kOrdinals, &Columns::number, cipher_.hash(HashUse::address, address_key), category);
}

std::optional<std::string> PickupStore::standing(Session& session, std::string_view address_key,
                                                 std::string_view category) const {
  return session.row(kStanding, &Columns::text, cipher_.hash(HashUse::address, address_key), category);
}

PhoneBookings PickupStore::of_phone(Session& session, const SealedPersonal& sealed,
                                    contract::UtcSeconds after) {
  const auto read = [](Columns& columns) {
    PhoneBookings bookings;
    bookings.open = columns.number();
    bookings.made = columns.number();
    return bookings;
  };
  return session.row(kOfPhone, read, sealed.phone_hash, after).value_or(PhoneBookings{});
}

std::vector<ErasableRow> PickupStore::erasable(Session& session, contract::Date before) {
  const auto read = [](Columns& columns) {
    ErasableRow row;
    columns.take(row.id, row.reference, row.date, row.created_at);
    return row;
  };
  return session.rows(kErasable, read, before);
}

void PickupStore::erase(Session& session, std::int64_t id) {
  session.run(kErase, id);
}

bool PickupStore::is_erased(Session& session, std::string_view reference) {
  return session.exists(kIsErased, reference);
}

StoreFacts PickupStore::facts() {
  return {{&kFind, &kFindById, &kOfDay, &kOfDays, &kDayCounts, &kDayStamp, &kFound, &kMadeBetween, &kAll,
           &kExists, &kInsert, &kUpdate, &kOrdinals, &kStanding, &kOfPhone, &kErasable, &kErase, &kIsErased,
           &kStrays},
          {{contract::text(contract::Text::cli_check_pickups), &kAll, check_row}},
          check_strays,
          {{"pickup", "personal"}}};
}

}  // namespace wufei::storage
