// `wufei survey ID ...`: the county's side of a survey, beside the running server. Each answers the process's
// exit status as in commands.hpp.
#pragma once

#include <filesystem>
#include <string>

#include "app/commands.hpp"
#include "app/config.hpp"

namespace wufei::app {

struct SurveyAction {
  enum class Kind { list, open, close, codes, results, publish_indicator };
  Kind kind = Kind::list;
  std::string survey;
  std::filesystem::path plan;    // codes: JSON or CSV
  std::filesystem::path output;  // codes: *.html or *.csv; results: "" = standard output
  std::string format = "table";  // results: table | csv | xlsx
  bool with_text = false;        // results: open answers to text questions, for staff
  std::string answers;           // publish_indicator: invited | open
  PublishOptions publish;        // publish_indicator: indicator, publisher and, when given, period and source
};

int run_survey(const Config& config, const SurveyAction& action);

}  // namespace wufei::app
