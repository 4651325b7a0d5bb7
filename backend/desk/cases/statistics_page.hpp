// Cases of a year by topic, body and month, beside the indicator that the plan has for them.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"
#include "indicator/indicator_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kCaseStatistics = "/desk/cases/statistics";
inline constexpr int kFirstCaseYear = 2020;  // no case is older than the plan's base year
// The plan's row for the share of complaints that were settled. It counts all channels of the county; this
// site knows its own alone, so nothing is ever written there from here.
inline constexpr int kSettledIndicator = 43;

// GET /desk/cases/statistics and /desk/cases/statistics/xlsx, ?year=. The references must outlive the router.
void add_case_statistics_pages(const std::shared_ptr<const DeskGround>& desk,
                               const service::IndicatorService& indicators);

}  // namespace wufei::http
