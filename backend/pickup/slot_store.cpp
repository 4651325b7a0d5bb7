#include "pickup/slot_store.hpp"

namespace wufei::storage {
namespace {

constexpr std::string_view kInsertSlot =
    "INSERT INTO slot (id, area, category, date, window, online_capacity, online_remaining, phone_capacity,"
    " phone_remaining) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?7) ON CONFLICT (id) DO NOTHING";
constexpr std::string_view kSetCapacity =
    "UPDATE slot SET online_capacity = ?2, phone_capacity = ?3 WHERE id = ?1"
    " AND (online_capacity <> ?2 OR phone_capacity <> ?3)";
// Capacity lowered below what is booked leaves 0, never less.
constexpr std::string_view kRecount =
    "UPDATE slot SET"
    " online_remaining = max(0, online_capacity - (SELECT count(*) FROM pickup WHERE pickup.slot = slot.id"
    "   AND place = 'online' AND status <> 'cancelled')),"
    " phone_remaining = max(0, phone_capacity - (SELECT count(*) FROM pickup WHERE pickup.slot = slot.id"
    "   AND place = 'phone' AND status <> 'cancelled')) WHERE id = ?1";
constexpr std::string_view kTakeOnline =
    "UPDATE slot SET online_remaining = online_remaining - 1 WHERE id = ?1 AND online_remaining > 0";
constexpr std::string_view kTakePhone =
    "UPDATE slot SET phone_remaining = phone_remaining - 1 WHERE id = ?1 AND phone_remaining > 0";
// A row without places may hold more bookings than its capacity, which was lowered since: those are counted.
constexpr std::string_view kBooked =
    "SELECT id, iif(online_remaining > 0, online_capacity - online_remaining, (SELECT count(*) FROM pickup"
    " WHERE pickup.slot = slot.id AND place = 'online' AND status <> 'cancelled'))"
    " FROM slot WHERE area = ?1 AND category = ?2 AND date BETWEEN ?3 AND ?4";

}  // namespace

std::string_view place_name(Place place) {
  return place == Place::online ? "online" : "phone";
}

void SlotStore::ensure(Connection& connection, const contract::SlotKey& key, contract::Capacity capacity) {
  const std::string id = contract::slot_id(key);
  const int made = run(connection, kInsertSlot, std::string_view(id), std::string_view(key.area),
                       std::string_view(key.category), key.date.days, std::string_view(key.window),
                       capacity.online, capacity.phone);
  if (made == 0 && run(connection, kSetCapacity, std::string_view(id), capacity.online, capacity.phone) > 0)
    recount(connection, id);
}

bool SlotStore::take(Connection& connection, std::string_view slot, Place place) {
  return run(connection, place == Place::online ? kTakeOnline : kTakePhone, slot) == 1;
}

void SlotStore::recount(Connection& connection, std::string_view slot) {
  run(connection, kRecount, slot);
}

std::map<std::string, int> SlotStore::online_booked(Connection& connection, std::string_view area,
                                                    std::string_view category, contract::Date first,
                                                    contract::Date last) {
  std::map<std::string, int> booked;
  SQLite::Statement& rows = prepared(connection, kBooked, area, category, first.days, last.days);
  while (rows.executeStep()) booked[rows.getColumn(0).getString()] = rows.getColumn(1).getInt();
  return booked;
}

}  // namespace wufei::storage
