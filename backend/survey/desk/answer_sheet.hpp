// Answers from paper as a table, one row each: a column for the code and one for each question, in any order.
// Values are the labels of the options or their ids, several of one cell joined by ";". What is read is all
// that the survey takes, or a list of what is wrong, by row and column. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/table/handed_in.hpp"
#include "survey/survey.hpp"

namespace wufei::service {

inline constexpr std::size_t kMostSheetRows = 5000;   // answers of one file
inline constexpr std::size_t kMostSheetFaults = 100;  // that are kept; all are counted

struct SheetFault {
  int line = 0;        // of the file, 0 = of the file as a whole
  std::string column;  // its title, or letter; "" = the row as a whole
  std::string text;
};

struct AnswerSheet {
  std::vector<contract::SurveyResponse> responses;
  std::vector<int> lines;  // of each response
  std::vector<SheetFault> faults;
  std::size_t faulty = 0;      // how many things are wrong
  std::size_t left_out = 0;    // cells with answers to questions that are not asked
  std::size_t incomplete = 0;  // answers that lack a required one: it counts as missing
  bool recoded = false;

  void fault(int line, std::string column, std::string text);
};

AnswerSheet read_answer_sheet(const contract::Survey& survey, std::string_view bytes);
// An answer as it was said, for paper: `answers` by question. Required ones may be missing, none at all is a
// fault (required at /answers). Errors: those of contract::parse_survey_response.
contract::Result<contract::SurveyResponse> paper_response(const contract::Survey& survey,
                                                          const std::string& code,
                                                          const contract::Json& answers);
bool lacks_required(const contract::Survey& survey, const contract::SurveyAnswers& answers);

// An empty workbook with the right titles and a sheet that lists every value. Errors: internal.
contract::Result<std::string> answer_template(const contract::Survey& survey);

}  // namespace wufei::service
