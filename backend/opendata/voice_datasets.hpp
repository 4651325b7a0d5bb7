// Open data of what residents say: counts of cases, results of surveys. Numbers only, and only those that the
// pages show.
#pragma once

#include "county/dataset_registry.hpp"
#include "feedback/feedback_service.hpp"
#include "survey/survey_service.hpp"

namespace wufei::service {

// feedback_statistics, survey_results. Results are of closed surveys only: a row of editions while answers
// come in would let a reader subtract one from the next. The services must outlive the registry.
void add_voice_datasets(DatasetRegistry& registry, FeedbackService& feedback, SurveyService& surveys);

}  // namespace wufei::service
