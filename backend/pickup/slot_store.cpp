#include "pickup/slot_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kInsertSlot{
    "slot.insert",
    "INSERT INTO slot (id, area, category, date, day_window, online_capacity, online_remaining,"
    " phone_capacity, phone_remaining) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?7)"
    " ON CONFLICT (id) DO NOTHING"};
constexpr Query kSetCapacity{"slot.set_capacity",
                             "UPDATE slot SET online_capacity = ?2, phone_capacity = ?3 WHERE id = ?1"
                             " AND (online_capacity <> ?2 OR phone_capacity <> ?3)"};
// What is left of a capacity. Lowered below what is booked it leaves 0, never less.
const std::string kOnlineLeft =
    "(SELECT CASE WHEN count(*) < slot.online_capacity THEN slot.online_capacity - count(*) ELSE 0 END"
    " FROM pickup WHERE pickup.slot = slot.id AND place = 'online' AND status <> 'cancelled')";
const std::string kPhoneLeft =
    "(SELECT CASE WHEN count(*) < slot.phone_capacity THEN slot.phone_capacity - count(*) ELSE 0 END"
    " FROM pickup WHERE pickup.slot = slot.id AND place = 'phone' AND status <> 'cancelled')";
const std::string kRecountText = "UPDATE slot SET online_remaining = " + kOnlineLeft +
                                 ", phone_remaining = " + kPhoneLeft + " WHERE id = ?1";
const std::string kWrongSumsText = "SELECT id FROM slot WHERE online_remaining <> " + kOnlineLeft +
                                   " OR phone_remaining <> " + kPhoneLeft + " ORDER BY id";
const Query kRecount{"slot.recount", kRecountText};
const Query kWrongSums{"slot.wrong_sums", kWrongSumsText};
constexpr Query kTakeOnline{
    "slot.take_online",
    "UPDATE slot SET online_remaining = online_remaining - 1 WHERE id = ?1 AND online_remaining > 0"
    " AND online_capacity = ?2 AND phone_capacity = ?3"};
constexpr Query kTakePhone{
    "slot.take_phone",
    "UPDATE slot SET phone_remaining = phone_remaining - 1 WHERE id = ?1 AND phone_remaining > 0"
    " AND online_capacity = ?2 AND phone_capacity = ?3"};
// A row without places may hold more bookings than its capacity, which was lowered since: those are counted.
constexpr Query kBooked{"slot.booked",
                        "SELECT id, CASE WHEN online_remaining > 0 THEN online_capacity - online_remaining"
                        " ELSE (SELECT count(*) FROM pickup WHERE pickup.slot = slot.id AND place = 'online'"
                        " AND status <> 'cancelled') END"
                        " FROM slot WHERE area = ?1 AND category = ?2 AND date BETWEEN ?3 AND ?4"};
constexpr Query kPhoneBooked{
    "slot.phone_booked",
    "SELECT id, CASE WHEN phone_remaining > 0 THEN phone_capacity - phone_remaining"
    " ELSE (SELECT count(*) FROM pickup WHERE pickup.slot = slot.id AND place = 'phone'"
    " AND status <> 'cancelled') END"
    " FROM slot WHERE area = ?1 AND category = ?2 AND date BETWEEN ?3 AND ?4"};
// SQLite: by the rows of slots, of which there are fewer than bookings; each row knows its sum (kWrongSums).
// PostgreSQL: by the bookings, since two that take places of different days would otherwise meet in the few
// pages of slots, and one of them would have to begin again.
constexpr Query kDayBooked{
    "slot.day_booked",
    "SELECT date, CAST(sum(CASE WHEN place = 'online' THEN 1 ELSE 0 END) AS bigint),"
    " CAST(sum(CASE WHEN place = 'phone' THEN 1 ELSE 0 END) AS bigint)"
    " FROM pickup WHERE date BETWEEN ?1 AND ?2 AND status <> 'cancelled' GROUP BY date ORDER BY date",
    "SELECT date, sum(CASE WHEN online_remaining > 0 THEN online_capacity - online_remaining"
    " ELSE (SELECT count(*) FROM pickup WHERE pickup.slot = slot.id AND place = 'online'"
    " AND status <> 'cancelled') END),"
    " sum(CASE WHEN phone_remaining > 0 THEN phone_capacity - phone_remaining"
    " ELSE (SELECT count(*) FROM pickup WHERE pickup.slot = slot.id AND place = 'phone'"
    " AND status <> 'cancelled') END)"
    " FROM slot WHERE date BETWEEN ?1 AND ?2 GROUP BY date ORDER BY date"};
constexpr Query kDayOf{"slot.day_of",
                       "SELECT date, place FROM pickup WHERE id = ?1 AND status <> 'cancelled'"};
constexpr Query kAllSlots{
    "slot.all",
    "SELECT id, id, area, category, date, day_window, online_capacity, online_remaining,"
    " phone_capacity, phone_remaining FROM slot ORDER BY id"};

void check_slot(Columns& columns, const Cipher& /*cipher*/) {
  columns.text();
  const contract::SlotKey key = columns.named(contract::parse_slot_id);
  const bool same = key.area == columns.text() && key.category == columns.text() &&
                    key.date == columns.date() && key.window == columns.text();
  if (!same) columns.fail("differs from the slot's name");
  for (int i = 0; i < 4; ++i) columns.number();
}

void check_sums(Session& session, const Findings& findings) {
  for (const std::string& slot : session.rows(kWrongSums, &Columns::text))
    findings.fault("capacity: slot " + slot + " does not add up");
}

}  // namespace

std::string_view share_name(SlotShare share) {
  return share == SlotShare::online ? "online" : "phone";
}

std::optional<SlotShare> share_from_name(std::string_view name) {
  if (name == "online") return SlotShare::online;
  if (name == "phone") return SlotShare::phone;
  return std::nullopt;
}

void SlotStore::ensure(Session& session, const contract::SlotKey& key, contract::Capacity capacity) {
  const std::string id = contract::slot_id(key);
  const bool made = session.run(kInsertSlot, id, key.area, key.category, key.date, key.window,
                                capacity.online, capacity.phone) > 0;
  if (!made && session.run(kSetCapacity, id, capacity.online, capacity.phone) > 0) recount(session, id);
}

bool SlotStore::take(Session& session, const contract::SlotKey& key, contract::Capacity capacity,
                     SlotShare share) {
  const std::string id = contract::slot_id(key);
  const auto taken = [&] {
    return session.run(share == SlotShare::online ? kTakeOnline : kTakePhone, id, capacity.online,
                       capacity.phone) == 1;
  };
  // As a rule the row is there and has this capacity.
  if (taken()) return true;
  ensure(session, key, capacity);
  return taken();
}

void SlotStore::recount(Session& session, std::string_view slot) {
  session.run(kRecount, slot);
}

std::map<std::string, int> SlotStore::booked(Session& session, const Days& days, SlotShare share) {
  const auto read = [](Columns& columns) {
    std::string id = columns.text();
    return std::pair(std::move(id), columns.number());
  };
  const auto rows = session.rows(share == SlotShare::online ? kBooked : kPhoneBooked, read, days.area,
                                 days.category, days.first, days.last);
  return {rows.begin(), rows.end()};
}

namespace {

// The booking does not count where it stands now.
void leave_out(Session& session, std::int64_t booking, std::map<std::int32_t, SlotStore::DayBooked>& days) {
  const auto read = [](Columns& columns) {
    const std::int32_t day = columns.date().days;
    return std::pair(day, columns.named(share_from_name));
  };
  const auto stands = session.row(kDayOf, read, booking);
  const auto day = stands ? days.find(stands->first) : days.end();
  if (day == days.end()) return;
  --(stands->second == SlotShare::online ? day->second.online : day->second.phone);
}

}  // namespace

std::map<std::int32_t, SlotStore::DayBooked> SlotStore::day_booked(Session& session, contract::Date first,
                                                                   contract::Date last,
                                                                   std::int64_t without) {
  const auto read = [](Columns& columns) {
    const std::int32_t day = columns.date().days;
    const int online = columns.number();
    return std::pair(day, DayBooked{online, columns.number()});
  };
  const auto rows = session.rows(kDayBooked, read, first, last);
  std::map<std::int32_t, DayBooked> days(rows.begin(), rows.end());
  if (without > 0) leave_out(session, without, days);
  return days;
}

StoreFacts SlotStore::facts() {
  return {{&kInsertSlot, &kSetCapacity, &kRecount, &kWrongSums, &kTakeOnline, &kTakePhone, &kBooked,
           &kPhoneBooked, &kDayBooked, &kDayOf, &kAllSlots},
          {{"", &kAllSlots, check_slot}},
          check_sums};
}

}  // namespace wufei::storage
