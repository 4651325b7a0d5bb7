// The months and years of the reports, and whom they are about.
#include <doctest/doctest.h>

#include "assessment/report_bodies.hpp"
#include "assessment/report_period.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::PeriodState;
using contract::ReportPeriod;

namespace {

std::string days_of(const ReportPeriod& period) {
  return contract::format_date(period.first()) + " " + contract::format_date(period.last());
}

PeriodState state_at(const ReportPeriod& period, const char* instant) {
  return contract::period_state(period, *contract::parse_instant(instant));
}

const service::ReportBody* written(const service::ContentSet& content,
                                   const std::vector<service::ReportBody>& bodies, const char* text) {
  return service::body_written(content, bodies, text);
}

}  // namespace

TEST_CASE("report: a period has its days: leap February, the end of a year, whole years") {
  CHECK(days_of({2024, 2}) == "2024-02-01 2024-02-29");
  CHECK(days_of({2026, 2}) == "2026-02-01 2026-02-28");
  CHECK(days_of({2100, 2}) == "2100-02-01 2100-02-28");
  CHECK(days_of({2026, 12}) == "2026-12-01 2026-12-31");
  CHECK(days_of({2026, 0}) == "2026-01-01 2026-12-31");
  CHECK(ReportPeriod{2026, 0}.last_month() == 202612);
  CHECK(ReportPeriod{2026, 3}.first_month() == 202603);
}

TEST_CASE("report: a period is over by China's clock, and settled when its ledger is closed") {
  const ReportPeriod november{2026, 11}, year{2026, 0};
  CHECK(state_at(november, "2026-10-31T23:59:59+08:00") == PeriodState::future);
  CHECK(state_at(november, "2026-10-31T16:00:00Z") == PeriodState::running);  // midnight in China
  CHECK(state_at(november, "2026-11-30T15:59:59Z") == PeriodState::running);
  CHECK(state_at(november, "2026-11-30T16:00:00Z") == PeriodState::settling);
  CHECK(state_at(november, "2026-12-09T23:59:59+08:00") == PeriodState::settling);
  CHECK(state_at(november, "2026-12-10T00:00:00+08:00") == PeriodState::closed);
  CHECK(state_at(year, "2026-12-31T12:00:00+08:00") == PeriodState::running);
  CHECK(state_at(year, "2027-01-09T12:00:00+08:00") == PeriodState::settling);
  CHECK(state_at(year, "2027-01-10T00:00:00+08:00") == PeriodState::closed);
}

TEST_CASE("report: a period is read from two fields, and nothing else is one") {
  for (const auto& [year, month, id] :
       {std::tuple("2026", "", "2026"), std::tuple("2026", "2", "2026-02"),
        std::tuple("2026", "02", "2026-02"), std::tuple("2026", "12", "2026-12")}) {
    const auto period = contract::parse_report_period(year, month);
    REQUIRE(period);
    CHECK(contract::report_period_id(*period) == id);
  }
  for (const auto& fields :
       {std::pair("", ""), std::pair("", "3"), std::pair("26", "3"), std::pair("2026", "0"),
        std::pair("2026", "13"), std::pair("2026", "-1"), std::pair("2026", "1x"), std::pair("2026", "001"),
        std::pair("20x6", "1"), std::pair("2026-01", "1"), std::pair("'--", "1"), std::pair("99999", "1")}) {
    CAPTURE(fields.first);
    CAPTURE(fields.second);
    CHECK_FALSE(contract::parse_report_period(fields.first, fields.second));
  }
}

TEST_CASE("report: every body of the plan and every town is one, the development zone once") {
  const auto content = test::real_content();
  const auto bodies = service::report_bodies(*content);
  const auto& plan = content->get<service::PlanContent>();
  const auto& areas = content->get<service::CountyContent>().areas;
  CHECK(bodies.size() == plan.bodies.size() + areas.size() - 1);
  std::size_t towns = 0, own = 0;
  for (const service::ReportBody& body : bodies) {
    if (body.id == "towns") towns = body.areas.size();
    if (body.id == "development_zone") own = body.areas.size();
    CHECK(body.is_area == (body.id != body.plan_id));
  }
  CHECK(towns > 1);
  CHECK(own == 1);
}

TEST_CASE("report: a body is known by the names that the plan and the offices use") {
  const auto content = test::real_content();
  const auto bodies = service::report_bodies(*content);
  CHECK(written(*content, bodies, "县发展改革局")->id == "development_reform");
  CHECK(written(*content, bodies, "县发展改革委")->id == "development_reform");
  CHECK(written(*content, bodies, "经济开发区管委会")->id == "development_zone");
  CHECK(written(*content, bodies, "经济开发区")->id == "development_zone");
  CHECK(written(*content, bodies, "刘集镇人民政府")->id == "371524101");
  CHECK(written(*content, bodies, "铜城街道办事处")->plan_id == "subdistricts");
  CHECK(written(*content, bodies, "环卫中心") == nullptr);
  CHECK(written(*content, bodies, "") == nullptr);
}

TEST_CASE("report: pickups are the work of who leads the plan's tasks for which bookings are taken here") {
  const contract::Plan& plan = test::real_content()->get<service::PlanContent>();
  const auto ids = [&](const char* body) {
    std::string all;
    for (const contract::PlanTask* task : service::pickup_tasks(plan, body)) all += task->id + " ";
    return all;
  };
  CHECK(ids("commerce_investment") == "T044 T085 T093 T113 ");
  CHECK(ids("science_technology") == "T044 ");  // leads with others
  CHECK(ids("health").empty());
  CHECK(ids("towns").empty());  // responsible, not leading
}
