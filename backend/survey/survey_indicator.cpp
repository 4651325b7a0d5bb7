#include "survey/survey_indicator.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "survey/survey_report.hpp"

namespace wufei::service {
namespace {

using contract::SurveyQuestion;
using contract::Text;

struct Serving {
  const SurveyQuestion* question = nullptr;
  const QuestionResult* result = nullptr;
};

Serving serving(const SurveyResults& results, int indicator) {
  for (const SurveyQuestion& question : results.survey.questions)
    if (question.serves && question.serves->indicator == indicator)
      for (const QuestionResult& result : results.invited.questions)
        if (result.id == question.id) return {&question, &result};
  return {};
}

std::string labels(const SurveyQuestion& question) {
  std::string text;
  for (const contract::SurveyOption& option : contract::question_values(question))
    if (std::count(question.serves->values.begin(), question.serves->values.end(), option.id) > 0)
      text +=
          (text.empty() ? "" : std::string(contract::text(Text::server_survey_indicator_or))) + option.label;
  return text;
}

std::string note(const SurveyResults& results, const SurveyQuestion& question, const QuestionResult& result) {
  const KindResult& answers = results.invited;
  const CellResult& cell = *result.serving;
  const Interval& interval = cell.weighted ? cell.weighted->interval : cell.interval;
  std::string text =
      contract::text(Text::server_survey_indicator_note, {{"kind", kind_text(results.survey, answers.kind)},
                                                          {"values", labels(question)},
                                                          {"n", std::to_string(*result.n)},
                                                          {"interval", interval_text(interval)}});
  text += contract::text(Text::server_survey_indicator_rate, {{"rate", percent_text(answers.response_rate)}});
  if (cell.weighted)
    text += contract::text(Text::server_survey_indicator_weighted,
                           {{"effect", decimal_text(result.design_effect, 2)}});
  return text;
}

}  // namespace

SurveyIndicator survey_indicator(const SurveyResults& results, int indicator, contract::Date today) {
  const KindResult& answers = results.invited;
  const auto [question, result] = serving(results, indicator);
  if (question == nullptr) return {IndicatorRefusal::not_served, {}};
  if (results.survey.status != contract::SurveyStatus::closed) return {IndicatorRefusal::still_open, {}};
  const bool shown =
      result->withheld == Withheld::no && result->n && result->serving && !result->serving->hidden;
  if (!shown || !answers.first_day || !answers.last_day) return {IndicatorRefusal::withheld, {}};
  const CellResult& cell = *result->serving;
  // Unequal weights can leave too little of many answers.
  if (cell.weighted && cell.weighted->effective_n < kSmallestBase) return {IndicatorRefusal::withheld, {}};
  PublishRequest request;
  request.indicator = indicator;
  request.period = contract::format_date(*answers.first_day) + "/" + contract::format_date(*answers.last_day);
  request.ended = true;
  request.value = decimal_text((cell.weighted ? cell.weighted->share : cell.share) * 100, 1);
  request.source_title = contract::text(Text::server_survey_indicator_source,
                                        {{"survey", results.survey.title}, {"question", question->title}});
  request.source_date = contract::format_date(today);
  request.note = note(results, *question, *result);
  return {IndicatorRefusal::no, std::move(request)};
}

}  // namespace wufei::service
