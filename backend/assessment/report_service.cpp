#include "assessment/report_service.hpp"

#include <algorithm>
#include <numeric>

#include "plan/plan_content.hpp"

namespace wufei::service {
namespace {

// Those that serve an indicator of the body, and those that are asked after pickups when these are its work.
bool concerns(const ReportFigures& figures, const ReportBody* body, const contract::Survey& survey) {
  if (body == nullptr) return true;
  const contract::Plan& plan = figures.content->get<PlanContent>();
  if (survey.after_pickup && !pickup_tasks(plan, body->plan_id).empty()) return true;
  return std::any_of(survey.indicators.begin(), survey.indicators.end(), [&](int number) {
    const IndicatorStanding* standing = figures.board->find(number);
    return standing != nullptr && indicator_bodies(plan, *standing->row).contains(body->plan_id);
  });
}

}  // namespace

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

storage::LedgerFilter rows_of(const contract::ReportPeriod& period) {
  if (period.month == 0) return storage::ledger_year(period.year);
  return {.month = period.first_month()};
}

contract::Status ReportService::read_pickups(ReportFigures& figures, const std::string& area) {
  const contract::Date first = figures.period.first(), last = figures.period.last();
  const auto done = journal_.store.readers().run([&](storage::Session& session) -> contract::Status {
    for (const auto& row : storage::ReportStore::bookings(session, area, first, last))
      figures.areas[row.area].bookings[row.of] = row.count;
    for (const auto& row : store_.missed(session, area, first, last))
      figures.areas[row.area].missed[row.of] = row.count;
    const auto ratings = store_.ratings(session, area, first, last);
    for (const auto& row : ratings) figures.areas[row.area].rated = figures.areas[row.area].stars = 0;
    for (const auto& row : ratings) {
      figures.areas[row.area].rated += row.count;
      figures.areas[row.area].stars += row.count * static_cast<std::int64_t>(row.of);
    }
    return contract::ok();
  });
  if (!done) return done;
  storage::LedgerFilter filter = rows_of(figures.period);
  filter.area = area;
  const auto sums = sources_.ledger.sums(filter);
  if (!sums) return sums.error();
  for (const storage::LedgerSum& sum : *sums) {
    AreaFigures& of = figures.areas[sum.area];
    of.stops += sum.stops;
    of.pieces += sum.pieces;
    of.grams += sum.grams;
    figures.ledger.push_back(sum);
  }
  return contract::ok();
}

contract::Status ReportService::read_all_pickups(ReportFigures& figures, const ReportBody* body) {
  if (counts_all_areas(figures.content->get<PlanContent>(), body)) return read_pickups(figures, {});
  for (const contract::Area* area : body->areas)
    if (auto done = read_pickups(figures, area->code); !done) return done;
  return contract::ok();
}

contract::Result<std::vector<storage::CaseFigures>> ReportService::read_cases(const ReportSubject& subject,
                                                                              const contract::Actor& actor) {
  const contract::Date first = subject.period.first(), last = subject.period.last();
  if (subject.body == nullptr) return sources_.cases.figures(first, last, std::nullopt, actor);
  const auto is_its = [&](std::string_view written) {
    return body_written(*subject.content, subject.bodies, written) == subject.body;
  };
  return sources_.cases.figures_of(first, last, is_its, actor);
}

contract::Status ReportService::read_surveys(ReportFigures& figures, const ReportBody* body) {
  const auto surveys = sources_.surveys.list();
  if (!surveys) return surveys.error();
  for (const contract::Survey& survey : **surveys) {
    if (survey.opens > figures.period.last() || survey.closes < figures.period.first()) continue;
    if (!concerns(figures, body, survey)) continue;
    auto results = sources_.surveys.results(survey.id);
    if (!results) return results.error();
    figures.surveys.push_back(std::move(*results));
  }
  return contract::ok();
}

contract::Result<ReportFigures> ReportService::read(const ReportSubject& subject,
                                                    const contract::Actor& actor) {
  ReportFigures figures{subject.period, now(), subject.content, sources_.indicators.board(), {}, {}, {}, {}};
  if (auto done = read_all_pickups(figures, subject.body); !done) return done.error();
  const auto cases = read_cases(subject, actor);
  if (!cases) return cases.error();
  figures.cases = count_cases(*cases, figures.content->get<FeedbackContent>(), subject.period.year,
                              contract::china_date(figures.read_at));
  if (auto done = read_surveys(figures, subject.body); !done) return done.error();
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
