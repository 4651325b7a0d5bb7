// Answers to a survey, as JSON and as a posted form: whatever is accepted survives being written and read
// again, and a refusal names its reason.
#include <cstdlib>

#include "survey/survey.hpp"
#include "survey/survey_form.hpp"

using namespace wufei;
using contract::Json;

namespace {

contract::Survey survey() {
  const Json options = {{{"id", "yes"}, {"label", "yes"}},
                        {{"id", "no"}, {"label", "no"}, {"exclusive", true}}};
  return contract::survey_from_json(
      {{"id", "s"},
       {"version", 1},
       {"status", "open"},
       {"opens", "2026-01-01"},
       {"closes", "2027-01-01"},
       {"kinds", {"invited", "open"}},
       {"questions",
        {{{"id", "one"}, {"kind", "single"}, {"required", true}, {"options", options}},
         {{"id", "some"},
          {"kind", "multiple"},
          {"options", options},
          {"show_if", {{"question", "one"}, {"any_of", {"yes"}}}}},
         {{"id", "five"}, {"kind", "scale5"}},
         {{"id", "ten"}, {"kind", "scale10"}},
         {{"id", "words"}, {"kind", "text"}, {"limit", 20}, {"required", true}}}}});
}

void check_answer(const contract::Survey& survey,
                  const contract::Result<contract::SurveyResponse>& response) {
  if (!response) {
    if (response.error().fields.empty()) std::abort();
    return;
  }
  const Json written = contract::survey_response_to_json(survey, *response);
  const auto again = contract::parse_survey_response(survey, written);
  if (!again || contract::survey_response_to_json(survey, *again) != written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const contract::Survey asked = survey();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto json = contract::parse_json(text))
    check_answer(asked, contract::parse_survey_response(asked, *json));
  check_answer(asked, http::read_survey_form(asked, text));
  (void)http::survey_form(asked, text.substr(0, 40));
  (void)contract::normalised_survey_receipt(text);
  if (const auto code = contract::normalised_survey_code(text))
    if (contract::normalised_survey_code(*code) != code) std::abort();
  return 0;
}
