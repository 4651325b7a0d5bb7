// The figures of a month or a year, of all bodies or of one, read beside the writer. Knows nothing of HTTP.
// Thread-safe.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assessment/report_bodies.hpp"
#include "assessment/report_period.hpp"
#include "assessment/report_store.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "desk/cases/case_desk.hpp"
#include "desk/cases/case_statistics.hpp"
#include "indicator/indicator_service.hpp"
#include "journal/journal.hpp"
#include "ledger/ledger_service.hpp"
#include "survey/survey_service.hpp"

namespace wufei::service {

// Of one area, or of several added up.
struct AreaFigures {
  std::array<std::int64_t, 8> bookings{};         // by PickupStatus
  std::array<std::int64_t, 3> missed{};           // by MissedState
  std::int64_t rated = 0, stars = 0;              // stars: their sum
  std::int64_t stops = 0, pieces = 0, grams = 0;  // of the ledger

  [[nodiscard]] std::int64_t booked() const;  // but for those that were cancelled
  void add(const AreaFigures& other);
};

// What is reported of whom; `body` null: of all. The bodies point into the content.
struct ReportSubject {
  contract::ReportPeriod period;
  ContentPtr content;
  const std::vector<ReportBody>& bodies;
  const ReportBody* body = nullptr;
};

// The rows of the ledger that a report counts.
storage::LedgerFilter rows_of(const contract::ReportPeriod& period);

// Of the report's body alone.
struct ReportFigures {
  contract::ReportPeriod period;
  contract::UtcSeconds read_at = 0;
  ContentPtr content;
  IndicatorBoardPtr board;
  std::map<std::string, AreaFigures, std::less<>> areas;  // by code; those where there was something
  std::vector<storage::LedgerSum> ledger;
  CaseStatistics cases;                                       // filed in the period
  std::vector<std::shared_ptr<const SurveyResults>> surveys;  // that took answers in it, as published today
};

class ReportService {
 public:
  struct Sources {
    CaseDesk& cases;
    LedgerService& ledger;
    SurveyService& surveys;
    IndicatorService& indicators;
    const ContentSource& content;
  };
  // All must outlive the service.
  ReportService(storage::Store& store, Sources sources, Clock& clock)
      : sources_(sources), clock_(clock), journal_(store, "assessment"), store_(store) {}

  [[nodiscard]] contract::UtcSeconds now() { return clock_.now(); }
  [[nodiscard]] ContentPtr content() const { return sources_.content.current(); }
  // The reading of the cases goes to the access log. Errors: unavailable.
  contract::Result<ReportFigures> read(const ReportSubject& subject, const contract::Actor& actor);
  // Puts into the access log that a report was taken away as a file. Errors: unavailable.
  contract::Status note_export(const contract::ReportPeriod& period, std::string_view body,
                               const contract::Actor& actor);

 private:
  // `area` "" = of all.
  contract::Status read_pickups(ReportFigures& figures, const std::string& area);
  contract::Status read_all_pickups(ReportFigures& figures, const ReportBody* body);
  contract::Result<std::vector<storage::CaseFigures>> read_cases(const ReportSubject& subject,
                                                                 const contract::Actor& actor);
  contract::Status read_surveys(ReportFigures& figures, const ReportBody* body);

  Sources sources_;
  Clock& clock_;
  Journal journal_;
  storage::ReportStore store_;
};

}  // namespace wufei::service
