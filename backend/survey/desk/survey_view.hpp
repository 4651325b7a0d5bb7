// The list of surveys at the desk and the page of one, written as markup.
#pragma once

#include <string>
#include <vector>

#include "county/area.hpp"
#include "survey/desk/survey_room.hpp"
#include "survey/survey_indicator.hpp"

namespace wufei::http {

struct SurveyLine {
  service::SurveyPtr survey;
  service::SurveyProgress progress;
};
std::string survey_list_html(const std::vector<SurveyLine>& lines);

// What a question of the survey would say as the value of an indicator.
struct ServedIndicator {
  std::string question;
  int number = 0;
  service::SurveyIndicator offer;
  bool begun = false;  // a value of this indicator is being written already
};

struct SurveyPageView {
  const contract::StaffCaller& caller;
  const contract::Survey& survey;
  const service::SurveyProgress& progress;
  const contract::Areas& areas;
  std::vector<ServedIndicator> served;
  std::string_view done;
  std::int64_t count = 0;  // of what was done
};
std::string survey_html(const SurveyPageView& view);

}  // namespace wufei::http
