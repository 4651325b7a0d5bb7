// `wufei survey ID ...`: the county's side of a survey, beside the running server. Each answers the process's
// exit status as in commands.hpp.
#pragma once

#include <filesystem>
#include <string>

#include "app/config.hpp"

namespace wufei::app {

struct SurveyAction {
  enum class Kind { list, open, close, codes, results };
  Kind kind = Kind::list;
  std::string survey;
  std::filesystem::path plan;    // codes: JSON or CSV
  std::filesystem::path output;  // codes: *.html or *.csv; results: "" = standard output
  std::string format = "table";  // results: table | csv | xlsx
  bool with_text = false;        // results: open answers to text questions, for staff
};

int run_survey(const Config& config, const SurveyAction& action);

}  // namespace wufei::app
