// The survey's form for readers without the client: its fields, and what it posts as the API's body. Pure.
#pragma once

#include <string>
#include <string_view>

#include "lib/document/document.hpp"
#include "survey/survey.hpp"

namespace wufei::http {

// When a question is to be answered, "" = always.
std::string only_if_words(const contract::Survey& survey, const contract::SurveyQuestion& question);
// `code` fills in the field for it.
contract::Block survey_form(const contract::Survey& survey, std::string_view code);
// application/x-www-form-urlencoded as a complete answer. Errors: those of contract::parse_survey_response;
// invalid when it is not UTF-8.
contract::Result<contract::SurveyResponse> read_survey_form(const contract::Survey& survey,
                                                            std::string_view posted);
// What was posted, whether it is sound or not, in the fields of the form.
void fill_in(contract::Block& form, std::string_view posted);
// What its kLookField says; "" = it was sent as an answer.
std::string look_wanted(std::string_view posted);
// The form again with what was posted, which keeps every answer, and what is wrong with it above the form and
// at its fields. posted "": there is no form any more, and the page says why.
contract::Document survey_refusal_page(const contract::Survey& survey, const contract::Error& error,
                                       std::string_view posted);

}  // namespace wufei::http
