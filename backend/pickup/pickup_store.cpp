#include "pickup/pickup_store.hpp"

#include "lib/base/json.hpp"

namespace wufei::storage {
namespace {

using contract::Json;

constexpr std::string_view kColumns =
    "SELECT id, reference, status, version, channel, place, area, village, category, items, slot, "
    "start_minute,"
    " end_minute, crew, collected_grams, personal, open_ordinal, created_at, change_until FROM pickup ";
const std::string kFind = std::string(kColumns) + "WHERE reference = ?1";
const std::string kOfDay = std::string(kColumns) +
                           "WHERE date = ?1 AND (?2 = '' OR area = ?2) AND status <> 'cancelled'"
                           " ORDER BY start_minute, area, village, id";
const std::string kMadeBetween = std::string(kColumns) +
                                 "WHERE created_at >= ?1 AND created_at < ?2 AND (?3 = '' OR area = ?3)"
                                 " AND channel = 'online' AND status IN ('booked', 'assigned')"
                                 " ORDER BY created_at, id";
constexpr std::string_view kInsert =
    "INSERT INTO pickup (reference, status, version, channel, place, area, village, category, items, slot, "
    "date,"
    " start_minute, end_minute, crew, collected_grams, personal, phone_hash, address_hash, open_ordinal, "
    "created_at,"
    " change_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
    "?19,"
    " ?20, ?21)";
constexpr std::string_view kUpdate =
    "UPDATE pickup SET status = ?3, version = ?4, place = ?5, items = ?6, slot = ?7, date = ?8, start_minute "
    "= ?9,"
    " end_minute = ?10, crew = ?11, collected_grams = ?12, personal = ?13, address_hash = ?14, open_ordinal "
    "= ?15,"
    " change_until = ?16 WHERE id = ?1 AND version = ?2";
constexpr std::string_view kOrdinals =
    "SELECT open_ordinal FROM pickup WHERE address_hash = ?1 AND category = ?2 AND status IN ('booked', "
    "'assigned')";
constexpr std::string_view kAddEvent =
    "INSERT INTO pickup_event (pickup, at, kind, detail, actor) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kEvents =
    "SELECT at, kind, detail, actor FROM pickup_event WHERE pickup = ?1 ORDER BY id";
// Reasons are free text: they may name people.
constexpr std::string_view kEraseDetails =
    "UPDATE pickup_event SET detail = '' WHERE detail <> '' AND pickup IN"
    " (SELECT id FROM pickup WHERE personal IS NOT NULL AND date < ?1)";
constexpr std::string_view kErase =
    "UPDATE pickup SET personal = NULL, phone_hash = NULL, address_hash = NULL WHERE personal IS NOT NULL"
    " AND date < ?1";

std::string items_text(const std::vector<contract::PickupItem>& items) {
  Json rows = Json::array();
  for (const contract::PickupItem& item : items) rows.push_back(Json::array({item.item, item.quantity}));
  return contract::to_text(rows);
}

std::vector<contract::PickupItem> items_from(const std::string& text) {
  std::vector<contract::PickupItem> items;
  const auto rows = contract::parse_json(text);
  if (!rows || !rows->is_array()) return items;
  for (const Json& row : *rows)
    if (row.is_array() && row.size() == 2 && row[0].is_string() && row[1].is_number_integer())
      items.push_back({row[0].get<std::string>(), row[1].get<int>(), {}});
  return items;
}

std::string personal_text(const PersonalData& personal) {
  return contract::to_text(Json{{"name", personal.name},
                                {"phone", personal.phone},
                                {"address", personal.address},
                                {"note", personal.note},
                                {"item_notes", personal.item_notes}});
}

std::optional<PersonalData> personal_from(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const auto json = contract::parse_json(*text);
  if (!json) return std::nullopt;
  PersonalData personal{contract::text_or_empty(*json, "name"),
                        contract::text_or_empty(*json, "phone"),
                        contract::text_or_empty(*json, "address"),
                        contract::text_or_empty(*json, "note"),
                        {}};
  for (const Json& note : contract::array_or_empty(*json, "item_notes"))
    personal.item_notes.push_back(note.is_string() ? note.get<std::string>() : std::string());
  return personal;
}

Place place_from(const std::string& name) {
  return name == "phone" ? Place::phone : Place::online;
}

void join_item_notes(PickupRow& row) {
  if (!row.personal) return;
  const std::vector<std::string>& notes = row.personal->item_notes;
  for (std::size_t i = 0; i < row.items.size() && i < notes.size(); ++i) row.items[i].note = notes[i];
}

PickupRow row_from(SQLite::Statement& found, const Cipher& cipher) {
  PickupRow row;
  int column = 0;
  const auto next = [&] { return found.getColumn(column++); };
  row.id = next().getInt64();
  row.reference = next().getString();
  row.status = contract::status_from_name(next().getString()).value_or(contract::PickupStatus::booked);
  row.version = next().getInt();
  row.channel = place_from(next().getString());
  row.place = place_from(next().getString());
  row.area = next().getString();
  row.village = next().getString();
  row.category = next().getString();
  row.items = items_from(next().getString());
  row.slot = contract::parse_slot_id(next().getString()).value_or(contract::SlotKey{});
  row.start_minute = next().getInt();
  row.end_minute = next().getInt();
  row.crew = next().getString();
  row.collected_grams = next().getInt64();
  if (const auto personal = next(); !personal.isNull())
    row.personal = personal_from(cipher.open(blob_of(personal)));
  row.open_ordinal = next().getInt();
  row.created_at = next().getInt64();
  row.change_until = next().getInt64();
  join_item_notes(row);
  return row;
}

void bind_sealed(SQLite::Statement& statement, int index, const Bytes& bytes) {
  if (bytes.empty())
    statement.bind(index);
  else
    bind_at(statement, index, std::span<const std::uint8_t>(bytes));
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

bool PickupStore::exists(Connection& connection, std::string_view reference) {
  SQLite::Statement& found = prepared(connection, "SELECT 1 FROM pickup WHERE reference = ?1", reference);
  const bool there = found.executeStep();
  found.reset();
  return there;
}

void PickupStore::insert(Connection& connection, PickupRow& row, const SealedPersonal& sealed) {
  SQLite::Statement& insert = prepared(
      connection, kInsert, std::string_view(row.reference), contract::status_name(row.status), row.version,
      place_name(row.channel), place_name(row.place), std::string_view(row.area),
      std::string_view(row.village), std::string_view(row.category), std::string_view(items_text(row.items)),
      std::string_view(contract::slot_id(row.slot)), row.slot.date.days, row.start_minute, row.end_minute,
      std::string_view(row.crew), row.collected_grams);
  bind_sealed(insert, 16, sealed.personal);
  bind_sealed(insert, 17, sealed.phone_hash);
  bind_sealed(insert, 18, sealed.address_hash);
  insert.bind(19, row.open_ordinal);
  insert.bind(20, row.created_at);
  insert.bind(21, row.change_until);
  insert.exec();
  insert.reset();
  row.id = connection.last_row_id();
}

bool PickupStore::update(Connection& connection, const PickupRow& row, int expected) const {
  const SealedPersonal sealed = seal(row);
  SQLite::Statement& update =
      prepared(connection, kUpdate, row.id, expected, contract::status_name(row.status), row.version,
               place_name(row.place), std::string_view(items_text(row.items)),
               std::string_view(contract::slot_id(row.slot)), row.slot.date.days, row.start_minute,
               row.end_minute, std::string_view(row.crew), row.collected_grams);
  bind_sealed(update, 13, sealed.personal);
  bind_sealed(update, 14, sealed.address_hash);
  update.bind(15, row.open_ordinal);
  update.bind(16, row.change_until);
  const int rows = update.exec();
  update.reset();
  return rows == 1;
}

std::optional<PickupRow> PickupStore::find(Connection& connection, std::string_view reference) const {
  SQLite::Statement& found = prepared(connection, kFind, reference);
  if (!found.executeStep()) return std::nullopt;
  PickupRow row = row_from(found, cipher_);
  found.reset();
  return row;
}

std::vector<PickupRow> PickupStore::of_day(Connection& connection, contract::Date date,
                                           std::string_view area) const {
  std::vector<PickupRow> rows;
  SQLite::Statement& found = prepared(connection, kOfDay, date.days, area);
  while (found.executeStep()) rows.push_back(row_from(found, cipher_));
  return rows;
}

std::vector<PickupRow> PickupStore::open_made_between(Connection& connection, contract::UtcSeconds from,
                                                      contract::UtcSeconds to, std::string_view area) const {
  std::vector<PickupRow> rows;
  SQLite::Statement& found = prepared(connection, kMadeBetween, from, to, area);
  while (found.executeStep()) rows.push_back(row_from(found, cipher_));
  return rows;
}

std::vector<int> PickupStore::open_ordinals(Connection& connection, std::string_view address_key,
                                            std::string_view category) const {
  std::vector<int> ordinals;
  const Bytes hash = cipher_.hash(HashUse::address, address_key);
  SQLite::Statement& found = prepared(connection, kOrdinals, std::span<const std::uint8_t>(hash), category);
  while (found.executeStep()) ordinals.push_back(found.getColumn(0).getInt());
  return ordinals;
}

int PickupStore::open_of_phone(Connection& connection, const SealedPersonal& sealed) {
  SQLite::Statement& found = prepared(
      connection, "SELECT count(*) FROM pickup WHERE phone_hash = ?1 AND status IN ('booked', 'assigned')",
      std::span<const std::uint8_t>(sealed.phone_hash));
  const int count = found.executeStep() ? found.getColumn(0).getInt() : 0;
  found.reset();
  return count;
}

int PickupStore::made_by_phone(Connection& connection, const SealedPersonal& sealed,
                               contract::UtcSeconds after) {
  SQLite::Statement& found =
      prepared(connection, "SELECT count(*) FROM pickup WHERE phone_hash = ?1 AND created_at > ?2",
               std::span<const std::uint8_t>(sealed.phone_hash), after);
  const int count = found.executeStep() ? found.getColumn(0).getInt() : 0;
  found.reset();
  return count;
}

void PickupStore::add_event(Connection& connection, std::int64_t pickup, const contract::PickupEvent& event,
                            std::string_view actor) {
  run(connection, kAddEvent, pickup, event.at, std::string_view(event.kind), std::string_view(event.detail),
      actor);
}

std::vector<EventRow> PickupStore::events(Connection& connection, std::int64_t pickup) {
  std::vector<EventRow> events;
  SQLite::Statement& found = prepared(connection, kEvents, pickup);
  while (found.executeStep())
    events.push_back(
        {{found.getColumn(0).getInt64(), found.getColumn(1).getString(), found.getColumn(2).getString()},
         found.getColumn(3).getString()});
  return events;
}

int PickupStore::erase_before(Connection& connection, contract::Date before) {
  run(connection, kEraseDetails, before.days);
  return run(connection, kErase, before.days);
}

}  // namespace wufei::storage
