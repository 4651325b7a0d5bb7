#include "pickup/outcome/stop_record.hpp"

namespace wufei::storage {
namespace {

#define WUFEI_STOP "SELECT id, reference, area, category, crew, date, end_minute, status FROM pickup "
constexpr Query kStopById{"pickup_stop.by_id", WUFEI_STOP "WHERE id = ?1"};
constexpr Query kStopByReference{"pickup_stop.by_reference", WUFEI_STOP "WHERE reference = ?1"};
constexpr Query kRecorded{"pickup_stop.recorded", WUFEI_STOP
                          "WHERE id > ?2 AND EXISTS (SELECT 1 FROM pickup_outcome WHERE county = ?1"
                          " AND pickup_outcome.pickup = pickup.id) ORDER BY id LIMIT ?3"};
#undef WUFEI_STOP
constexpr Query kUpheld{"pickup_missed.upheld",
                        "SELECT count(*) FROM pickup_missed WHERE county = ?1 AND state = 'upheld'"
                        " AND settled_at >= ?2 AND settled_at < ?3"};

StopRecord read_stop_record(Columns& columns) {
  StopRecord stop;
  columns.take(stop.pickup, stop.reference, stop.area, stop.category, stop.crew, stop.date, stop.end_minute);
  stop.status = columns.named(contract::status_from_name);
  return stop;
}

}  // namespace

std::optional<StopRecord> StopRecordStore::find(Session& session, std::int64_t pickup) const {
  auto stop = session.row(kStopById, read_stop_record, pickup);
  if (stop) stop->outcomes = outcomes_.of(session, stop->pickup);
  return stop;
}

std::optional<StopRecord> StopRecordStore::find(Session& session, std::string_view reference) const {
  auto stop = session.row(kStopByReference, read_stop_record, reference);
  if (stop) stop->outcomes = outcomes_.of(session, stop->pickup);
  return stop;
}

std::vector<StopRecord> StopRecordStore::recorded(Session& session, std::int64_t after, int limit) const {
  auto stops = session.rows(kRecorded, read_stop_record, county_, after, limit);
  for (StopRecord& stop : stops) stop.outcomes = outcomes_.of(session, stop.pickup);
  return stops;
}

int StopRecordStore::upheld(Session& session, contract::UtcSeconds from, contract::UtcSeconds to) const {
  return static_cast<int>(session.number(kUpheld, county_, from, to));
}

StoreFacts StopRecordStore::facts() {
  return {{&kStopById, &kStopByReference, &kRecorded, &kUpheld}, {}};
}

}  // namespace wufei::storage
