#include "support/survey_fixture.hpp"

#include <stdexcept>

#include "county/county_content.hpp"
#include "lib/store/data_directory.hpp"
#include "survey/survey_content.hpp"

namespace wufei::test {

using contract::Json;

const contract::Survey& seeded_survey() {
  return *contract::find_survey(real_content()->get<service::SurveyContent>(), kSurvey);
}

Json sample_answers(int satisfaction) {
  return {{"area", real_content()->get<service::CountyContent>().areas.front().code},
          {"reached", "no"},
          {"took_part", {"sorting"}},
          {"known", "some"},
          {"satisfaction", satisfaction}};
}

Json sample_body(const Json& answers, const std::string& code, bool complete) {
  Json body{{"version", 2},
            {"kind", code.empty() ? "open" : "invited"},
            {"answers", answers},
            {"complete", complete}};
  if (!code.empty()) body["code"] = code;
  return body;
}

contract::Result<service::SurveySubmission> submit(Office& office, const Json& body, const std::string& key,
                                                   const char* survey) {
  const auto found = office.surveys->find_open(survey);
  if (!found) return found.error();
  const auto response = contract::parse_survey_response(**found, body);
  if (!response) return response.error();
  return office.surveys->submit(**found, *response, key);
}

std::vector<service::IssuedCode> survey_codes(Office& office, std::int64_t sample) {
  const auto& areas = real_content()->get<service::CountyContent>().areas;
  auto made = office.surveys->make_codes(
      kSurvey, {{areas[0].code, 30000, sample}, {areas[1].code, 10000, sample}}, kClerk);
  if (!made) throw std::runtime_error(made.error().detail);
  return *made;
}

RawDatabase database_of(Office& office) {
  return RawDatabase(office.scratch.path() / "data");
}

std::map<std::string, std::set<std::string>> stored_values(Office& office) {
  RawDatabase database = database_of(office);
  std::map<std::string, std::set<std::string>> values;
  for (const std::string& table : database.tables())
    for (const std::string& column : database.worded_columns(table))
      for (const auto& row : database.ask("SELECT \"" + column + "\" FROM \"" + table + "\" WHERE \"" +
                                          column + "\" IS NOT NULL"))
        values[table].insert(row[0]);
  return values;
}

}  // namespace wufei::test
