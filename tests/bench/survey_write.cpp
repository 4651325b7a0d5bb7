// Durable survey answers per second against durable bookings, both at 64 clients with group commit,
// alternating in the same run on the same disk. Prints `figure survey_write_per_s_vs_booking RATIO`.
#include "bench/load.hpp"
#include "county/county_content.hpp"
#include "survey/survey_content.hpp"

namespace {

using namespace wufei;

contract::Json sample_answer() {
  return {{"version", 2},
          {"kind", "open"},
          {"complete", true},
          {"answers",
           {{"area", test::real_content()->get<service::CountyContent>().areas.front().code},
            {"reached", "no"},
            {"took_part", {"sorting", "recycling"}},
            {"known", "some"},
            {"satisfaction", 4},
            {"collection", 7},
            {"advice", "more bins near the market"}}}};
}

}  // namespace

int main() {
  const contract::Survey& survey =
      *contract::find_survey(test::real_content()->get<service::SurveyContent>(), "satisfaction-2026");
  const contract::SurveyResponse answer = *contract::parse_survey_response(survey, sample_answer());
  std::vector<double> surveys, bookings;
  for (int round = 0; round < bench::kRounds; ++round) {
    surveys.push_back(bench::writes_per_second(64, [&](test::Office& office, int number) {
      return office.surveys->submit(survey, answer, "key-" + std::to_string(number)).has_value();
    }));
    bookings.push_back(bench::writes_per_second(64, [](test::Office& office, int number) {
      return office.pickups->book(test::sample_request(number), "key-" + std::to_string(number), "body")
          .has_value();
    }));
  }
  std::printf("figure survey_write_per_s %.0f\n", bench::median(surveys));
  std::printf("figure survey_write_per_s_vs_booking %.2f\n",
              bench::median(surveys) / bench::median(bookings));
  return 0;
}
