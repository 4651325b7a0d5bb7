// What a refused answer to a survey is told, all at once.
#include <doctest/doctest.h>

#include <set>
#include <utility>

#include "support/survey_fixture.hpp"
#include "survey/survey.hpp"

using namespace wufei;
using contract::Json;
using contract::Rule;
using test::sample_answers;
using test::sample_body;

namespace {

using AnswerFaults = std::set<std::pair<std::string, Rule>>;

AnswerFaults told_of(const Json& answers, bool complete = true,
                     contract::Hidden hidden = contract::Hidden::refused) {
  const auto response =
      contract::parse_survey_response(test::seeded_survey(), sample_body(answers, {}, complete), hidden);
  REQUIRE_FALSE(response);
  AnswerFaults faults;
  for (const contract::FieldError& field : response.error().fields) faults.emplace(field.pointer, field.rule);
  CHECK(faults.size() == response.error().fields.size());
  return faults;
}

}  // namespace

TEST_CASE("what is missing is told with what is impossible, each question once") {
  const Json answers{{"reached", "perhaps"}, {"known", "some"}, {"took_part", Json::array({"nothing"})}};
  const AnswerFaults all{{"/answers/reached", Rule::unknown_option},
                         {"/answers/took_part/0", Rule::unknown_option},
                         {"/answers/area", Rule::required},
                         {"/answers/satisfaction", Rule::required}};
  CHECK(told_of(answers) == all);
  CHECK(told_of(answers, true, contract::Hidden::left_out) == all);
  const AnswerFaults impossible{{"/answers/reached", Rule::unknown_option},
                                {"/answers/took_part/0", Rule::unknown_option}};
  CHECK(told_of(answers, false) == impossible);  // not sent yet: nothing is missing
}

TEST_CASE("what hangs on an impossible answer is neither missing nor too much") {
  Json answers = sample_answers();
  answers["known"] = "perhaps";  // opens the question of satisfaction, which is answered
  const AnswerFaults impossible{{"/answers/known", Rule::unknown_option}};
  CHECK(told_of(answers) == impossible);
  answers.erase("satisfaction");
  CHECK(told_of(answers) == impossible);
  CHECK(told_of(Json::array()) == AnswerFaults{{"/answers", Rule::wrong_type}});
}
