#include "wasm/survey/survey_form.hpp"

#include "lib/base/json.hpp"

namespace wufei::model {

std::string survey_key(std::string_view id) {
  return std::string("wufei.survey.").append(id);
}

std::string survey_to_text(const contract::Survey& survey, const SurveyKept& kept) {
  return contract::to_text({{"version", kept.version},
                            {"attempt", kept.attempt},
                            {"code", kept.code},
                            {"answers", contract::answers_to_json(survey, kept.answers)},
                            {"waiting", kept.waiting},
                            {"receipt", kept.receipt}});
}

std::optional<SurveyKept> survey_from_text(const contract::Survey& survey, std::string_view text) {
  const auto json = contract::parse_json(text);
  if (!json || !json->is_object()) return std::nullopt;
  SurveyKept kept;
  kept.version = static_cast<int>(contract::number_or(*json, "version", 0));
  kept.attempt = contract::text_or_empty(*json, "attempt");
  kept.code = contract::text_or_empty(*json, "code");
  kept.receipt = contract::text_or_empty(*json, "receipt");
  if (kept.attempt.empty()) return std::nullopt;
  std::vector<contract::FieldError> ignored;
  kept.answers = contract::read_answers(survey, contract::object_or_empty(*json, "answers"), {}, ignored);
  kept.waiting = contract::flag_or(*json, "waiting", false) && kept.version == survey.version;
  kept.version = survey.version;
  return kept;
}

SurveyProgress survey_progress(const SurveyForm& form) {
  SurveyProgress progress;
  const contract::Survey& survey = form.survey.value;
  for (const contract::SurveyQuestion& question : survey.questions) {
    if (!contract::is_asked(survey, question, form.kept.answers)) continue;
    ++progress.asked;
    progress.answered += form.kept.answers.count(question.id) > 0 ? 1 : 0;
  }
  return progress;
}

std::vector<contract::FieldError> survey_errors(const SurveyForm& form) {
  if (!form.show_errors) return form.server_errors;
  const contract::Survey& survey = form.survey.value;
  const contract::SurveyAnswers answers = contract::asked_answers(survey, form.kept.answers);
  // Once more through the reader: lengths and combinations are its rules.
  std::vector<contract::FieldError> errors;
  (void)contract::read_answers(survey, contract::answers_to_json(survey, answers), "/answers", errors);
  for (contract::FieldError& error : contract::check_answers(survey, answers, true, "/answers"))
    errors.push_back(std::move(error));
  if (!form.kept.code.empty() && !contract::normalised_survey_code(form.kept.code))
    errors.push_back({"/code", contract::Rule::survey_code_unknown, 0});
  errors.insert(errors.end(), form.server_errors.begin(), form.server_errors.end());
  return errors;
}

}  // namespace wufei::model
