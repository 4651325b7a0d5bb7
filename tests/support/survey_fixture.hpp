// What tests of surveys share: the seeded survey, sound answers to it, and what is stored of them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "lib/base/json.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"

namespace wufei::test {

inline constexpr const char* kSurvey = "satisfaction-2026";

const contract::Survey& seeded_survey();
contract::Json sample_answers(int satisfaction = 4);
// Of version 2 of the seeded survey; invited with a code, else open.
contract::Json sample_body(const contract::Json& answers, const std::string& code = "", bool complete = true);
// As a request does: the survey in force, the body read by the contract, the answer stored.
contract::Result<service::SurveySubmission> submit(Office& office, const contract::Json& body,
                                                   const std::string& key = "", const char* survey = kSurvey);
// `sample` in each of two areas.
std::vector<service::IssuedCode> survey_codes(Office& office, std::int64_t sample = 40);

RawDatabase database_of(Office& office);
// Every value of every column, as text, by table.
std::map<std::string, std::set<std::string>> stored_values(Office& office);

}  // namespace wufei::test
