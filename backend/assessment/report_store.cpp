#include "assessment/report_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kBookings{"report.bookings",
                          "SELECT area, status, count(*) FROM pickup WHERE date BETWEEN ?1 AND ?2"
                          " GROUP BY area, status ORDER BY area, status"};
constexpr Query kMissed{
    "report.missed",
    "SELECT pickup.area, pickup_missed.state, count(*) FROM pickup_missed"
    " JOIN pickup ON pickup.id = pickup_missed.pickup WHERE pickup_missed.county = ?1"
    " AND pickup_missed.reported_at >= ?2 AND pickup_missed.reported_at < ?3"
    " GROUP BY pickup.area, pickup_missed.state ORDER BY pickup.area, pickup_missed.state"};

constexpr Query kRatings{
    "report.ratings",
    "SELECT pickup.area, count(*), CAST(sum(pickup_rating.stars) AS bigint) FROM pickup_rating"
    " JOIN pickup ON pickup.id = pickup_rating.pickup WHERE pickup_rating.county = ?1"
    " AND pickup_rating.rated_at >= ?2 AND pickup_rating.rated_at < ?3"
    " GROUP BY pickup.area ORDER BY pickup.area"};

BookingCount read_booking_count(Columns& columns) {
  BookingCount row;
  row.area = columns.text();
  row.status = columns.named(contract::status_from_name);
  row.count = columns.integer();
  return row;
}

MissedCount read_missed_count(Columns& columns) {
  MissedCount row;
  row.area = columns.text();
  row.state = columns.named(contract::missed_from_name);
  row.count = columns.integer();
  return row;
}

RatingCount read_rating_count(Columns& columns) {
  RatingCount row;
  row.area = columns.text();
  row.rated = columns.integer();
  row.stars = columns.integer();
  return row;
}

// The beginning of a day in China.
contract::UtcSeconds begin_of(contract::Date day) {
  return contract::china_instant(day, 0);
}

}  // namespace

std::vector<BookingCount> ReportStore::bookings(Session& session, contract::Date first, contract::Date last) {
  return session.rows(kBookings, read_booking_count, first, last);
}

std::vector<MissedCount> ReportStore::missed(Session& session, contract::Date first,
                                             contract::Date last) const {
  return session.rows(kMissed, read_missed_count, county_, begin_of(first),
                      begin_of(contract::add_days(last, 1)));
}

std::vector<RatingCount> ReportStore::ratings(Session& session, contract::Date first,
                                              contract::Date last) const {
  return session.rows(kRatings, read_rating_count, county_, begin_of(first),
                      begin_of(contract::add_days(last, 1)));
}

StoreFacts ReportStore::facts() {
  return {{&kBookings, &kMissed, &kRatings}, {}};
}

}  // namespace wufei::storage
