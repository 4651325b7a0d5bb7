#include "assessment/report_store.hpp"

#include <functional>

namespace wufei::storage {
namespace {

constexpr Query kBookings{"report.bookings",
                          "SELECT area, status, count(*) FROM pickup WHERE (?1 = '' OR area = ?1)"
                          " AND date BETWEEN ?2 AND ?3 GROUP BY area, status ORDER BY area, status"};
constexpr Query kMissed{
    "report.missed",
    "SELECT pickup.area, pickup_missed.state, count(*) FROM pickup_missed"
    " JOIN pickup ON pickup.id = pickup_missed.pickup WHERE pickup_missed.county = ?1"
    " AND (?2 = '' OR pickup.area = ?2)"
    " AND pickup_missed.reported_at >= ?3 AND pickup_missed.reported_at < ?4"
    " GROUP BY pickup.area, pickup_missed.state ORDER BY pickup.area, pickup_missed.state"};
constexpr Query kRatings{
    "report.ratings",
    "SELECT pickup.area, pickup_rating.stars, count(*) FROM pickup_rating"
    " JOIN pickup ON pickup.id = pickup_rating.pickup WHERE pickup_rating.county = ?1"
    " AND (?2 = '' OR pickup.area = ?2)"
    " AND pickup_rating.rated_at >= ?3 AND pickup_rating.rated_at < ?4"
    " GROUP BY pickup.area, pickup_rating.stars ORDER BY pickup.area, pickup_rating.stars"};

// `of`: reads the column between the area and the number.
template <class Of>
auto read_area_count(const Of& of) {
  return [of](Columns& columns) {
    return AreaCount{columns.text(), static_cast<std::size_t>(std::invoke(of, columns)), columns.integer()};
  };
}

// The beginning of a day in China.
contract::UtcSeconds begin_of(contract::Date day) {
  return contract::china_instant(day, 0);
}

}  // namespace

std::vector<AreaCount> ReportStore::bookings(Session& session, std::string_view area, contract::Date first,
                                             contract::Date last) {
  const auto status = [](Columns& columns) { return columns.named(contract::status_from_name); };
  return session.rows(kBookings, read_area_count(status), area, first, last);
}

std::vector<AreaCount> ReportStore::missed(Session& session, std::string_view area, contract::Date first,
                                           contract::Date last) const {
  const auto state = [](Columns& columns) { return columns.named(contract::missed_from_name); };
  return session.rows(kMissed, read_area_count(state), county_, area, begin_of(first),
                      begin_of(contract::add_days(last, 1)));
}

std::vector<AreaCount> ReportStore::ratings(Session& session, std::string_view area, contract::Date first,
                                            contract::Date last) const {
  return session.rows(kRatings, read_area_count(&Columns::number), county_, area, begin_of(first),
                      begin_of(contract::add_days(last, 1)));
}

StoreFacts ReportStore::facts() {
  return {{&kBookings, &kMissed, &kRatings}, {}};
}

}  // namespace wufei::storage
