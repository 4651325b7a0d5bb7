// What assessment gives to the house.
#include "account/staff_door.hpp"
#include "assessment/report_page.hpp"
#include "county/feature.hpp"

namespace wufei::app {
namespace {

contract::Status open(Ground& ground) {
  auto& services = ground.services;
  auto& reports = services.make<service::ReportService>(
      ground.store,
      service::ReportService::Sources{*services.find<service::CaseDesk>(),
                                      *services.find<service::LedgerService>(),
                                      *services.find<service::SurveyService>(),
                                      *services.find<service::IndicatorService>(), ground.content},
      ground.clock);
  http::add_report_pages(*services.find<http::StaffDoor>(), reports);
  return contract::ok();
}

}  // namespace

Feature assessment_feature() {
  return {.name = "assessment", .open = open, .stores = {storage::ReportStore::facts()}};
}

}  // namespace wufei::app
