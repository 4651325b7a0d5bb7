// Results of a survey in the words and numbers that people read: tables for the page, the command line and
// the exports, and the note that says how they were made. Shows nothing that survey_statistics withholds.
#pragma once

#include <string>
#include <vector>

#include "lib/table/report_table.hpp"
#include "survey/survey_service.hpp"

namespace wufei::service {

std::string decimal_text(double value, int decimals);
std::string percent_text(double share);               // "62.5%"
std::string interval_text(const Interval& interval);  // "58.1%-66.7%" with an en dash
std::string kind_text(const contract::Survey& survey, contract::AnswerKind kind);
// Why there are no shares; "" when there are.
std::string withheld_text(const QuestionResult& result);
// "n = 120, 3 missing" in words.
std::string base_text(const QuestionResult& result);

// One question: values, counts, shares with intervals; with weighted columns when the answers are weighted.
ReportTable question_table(const contract::SurveyQuestion& question, const QuestionResult& result,
                           bool weighted);
// Every number in one long table; one row per kind, question and value. For files: shares are plain decimals.
ReportTable results_table(const SurveyResults& results);
// What every column, question and value means.
ReportTable codebook(const contract::Survey& survey);
// Sentences about one kind of answers: how they came about, weights, intervals, what is withheld and why.
std::vector<std::string> method_note(const SurveyResults& results, const KindResult& kind);
// The sheets of a workbook: results, codebook, method.
std::vector<ReportTable> report_sheets(const SurveyResults& results);
// {"survey","version","title","status","as_of","invited":{...},"open":{...}}; withheld numbers are left out.
contract::Json results_to_json(const SurveyResults& results);

}  // namespace wufei::service
