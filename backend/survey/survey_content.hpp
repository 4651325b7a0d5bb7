// Definitions of surveys (content/surveys/) and the rules of them that a JSON Schema cannot say.
#pragma once

#include "county/content_part.hpp"
#include "survey/survey.hpp"

namespace wufei::service {

using SurveyContent = contract::Surveys;  // drafts included, ordered by file; questions about areas filled in

ContentPart survey_part();

}  // namespace wufei::service
