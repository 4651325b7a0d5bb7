// Pages of surveys: what there is to answer, one survey with its form, its results, its receipts, and the
// thanks with a receipt. Invited and open answers always stand apart, each with what it can say.
#pragma once

#include "lib/page/document_book.hpp"
#include "survey/survey_service.hpp"

namespace wufei::http {

// /surveys, /surveys/{id}, /surveys/{id}/results, /surveys/{id}/receipts, /surveys/{id}/thanks?receipt=
void add_survey_pages(DocumentBook& book, service::SurveyService& surveys);

// What the page of results says of them: each kind of answers with its questions and how it was counted.
void add_survey_results(contract::Document& document, const service::SurveyResults& results);

}  // namespace wufei::http
