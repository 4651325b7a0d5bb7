#include "assessment/report_service.hpp"

#include <numeric>

namespace wufei::service {

std::int64_t AreaFigures::booked() const {
  return std::accumulate(bookings.begin(), bookings.end(), std::int64_t{0}) -
         bookings[static_cast<std::size_t>(contract::PickupStatus::cancelled)];
}

void AreaFigures::add(const AreaFigures& other) {
  for (std::size_t i = 0; i < bookings.size(); ++i) bookings[i] += other.bookings[i];
  for (std::size_t i = 0; i < missed.size(); ++i) missed[i] += other.missed[i];
  rated += other.rated;
  stars += other.stars;
  stops += other.stops;
  pieces += other.pieces;
  grams += other.grams;
}

contract::Status ReportService::read_pickups(ReportFigures& figures) {
  const contract::ReportPeriod& period = figures.period;
  const auto done = journal_.store.readers().run([&](storage::Session& session) -> contract::Status {
    for (const auto& row : storage::ReportStore::bookings(session, period.first(), period.last()))
      figures.areas[row.area].bookings[static_cast<std::size_t>(row.status)] = row.count;
    for (const auto& row : store_.missed(session, period.first(), period.last()))
      figures.areas[row.area].missed[static_cast<std::size_t>(row.state)] = row.count;
    for (const auto& row : store_.ratings(session, period.first(), period.last())) {
      figures.areas[row.area].rated = row.rated;
      figures.areas[row.area].stars = row.stars;
    }
    return contract::ok();
  });
  if (!done) return done;
  auto sums = sources_.ledger.sums(period.first_month(), period.last_month());
  if (!sums) return sums.error();
  figures.ledger = std::move(*sums);
  for (const storage::LedgerSum& sum : figures.ledger) {
    AreaFigures& area = figures.areas[sum.area];
    area.stops += sum.stops;
    area.pieces += sum.pieces;
    area.grams += sum.grams;
  }
  return contract::ok();
}

contract::Status ReportService::read_surveys(ReportFigures& figures) {
  const auto surveys = sources_.surveys.list();
  if (!surveys) return surveys.error();
  for (const contract::Survey& survey : **surveys) {
    if (survey.opens > figures.period.last() || survey.closes < figures.period.first()) continue;
    auto results = sources_.surveys.results(survey.id);
    if (!results) return results.error();
    figures.surveys.push_back(std::move(*results));
  }
  return contract::ok();
}

contract::Result<ReportFigures> ReportService::read(const contract::ReportPeriod& period, ContentPtr in_force,
                                                    const contract::Actor& actor) {
  ReportFigures figures{period, now(), std::move(in_force), sources_.indicators.board(), {}, {}, {}, {}};
  if (auto done = read_pickups(figures); !done) return done.error();
  const auto cases = sources_.cases.figures(period.first(), period.last(), std::nullopt, actor);
  if (!cases) return cases.error();
  figures.cases = count_cases(*cases, figures.content->get<FeedbackContent>(), period.year,
                              contract::china_date(figures.read_at));
  if (auto done = read_surveys(figures); !done) return done.error();
  return figures;
}

contract::Status ReportService::note_export(const contract::ReportPeriod& period, std::string_view body,
                                            const contract::Actor& actor) {
  std::string detail = contract::report_period_id(period);
  if (!body.empty()) detail.append(" ").append(body);
  const storage::AccessEntry entry{clock_.now(), actor, "report_exported", {}, std::move(detail)};
  return journal_.on_record(entry, [](storage::Session&) { return contract::ok(); });
}

}  // namespace wufei::service
