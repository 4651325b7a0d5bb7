// From answers to what may be shown; see survey_statistics.hpp.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "lib/base/find.hpp"
#include "survey/survey_statistics.hpp"

namespace wufei::service {
namespace {

using contract::QuestionKind;
using contract::SurveyQuestion;
using Values = std::vector<std::string>;

bool any_of(const Values& given, const Values& wanted) {
  return std::any_of(given.begin(), given.end(),
                     [&](const std::string& value) { return contract::is_among(wanted, value); });
}

// The answers to one question, with the weight of each.
struct Asked {
  std::vector<const Values*> given;
  std::vector<double> weights;
  std::int64_t missing = 0;
};

Asked answers_to(const contract::Survey& survey, const SurveyQuestion& question,
                 const std::vector<CountedAnswer>& answers, const std::vector<double>& weights) {
  Asked asked;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto found = answers[i].answers.find(question.id);
    if (found != answers[i].answers.end()) {
      asked.given.push_back(&found->second);
      asked.weights.push_back(weights[i]);
    } else if (contract::is_asked(survey, question, answers[i].answers)) {
      ++asked.missing;
    }
  }
  return asked;
}

CellResult make_cell(const Asked& asked, const Values& values, bool weighted) {
  CellResult cell;
  std::vector<char> hits;
  for (const Values* given : asked.given) hits.push_back(any_of(*given, values) ? 1 : 0);
  cell.count = std::count(hits.begin(), hits.end(), 1);
  const auto n = static_cast<double>(asked.given.size()), x = static_cast<double>(cell.count);
  cell.share = n > 0 ? x / n : 0;
  cell.interval = wilson_interval(x, n);
  if (weighted) cell.weighted = weighted_share(asked.weights, hits);
  return cell;
}

void hide(CellResult& cell) {
  CellResult hidden;
  hidden.value = cell.value;
  hidden.label = cell.label;
  hidden.hidden = true;
  cell = std::move(hidden);
}

// True when how many have one of `values` says nothing that the shown cells do not: none of the values is
// hidden, or, when options exclude each other, all that is hidden is among them.
bool is_safe_sum(const std::vector<CellResult>& cells, const Values& values, bool exclusive) {
  std::size_t hidden = 0, covered = 0;
  for (const CellResult& cell : cells) {
    if (!cell.hidden) continue;
    ++hidden;
    covered += static_cast<std::size_t>(std::count(values.begin(), values.end(), cell.value));
  }
  return covered == 0 || (exclusive && covered == hidden);
}

void fill_cells(const SurveyQuestion& question, const Asked& asked, bool weighted, QuestionResult& result) {
  const auto n = static_cast<std::int64_t>(asked.given.size());
  std::vector<std::int64_t> counts;
  for (contract::SurveyOption& value : contract::question_values(question)) {
    CellResult cell = make_cell(asked, {value.id}, weighted);
    cell.value = value.id;
    cell.label = value.label;
    counts.push_back(cell.count);
    result.cells.push_back(std::move(cell));
  }
  const bool exclusive = question.kind != QuestionKind::multiple;
  const auto hidden = suppressed_cells(counts, n, exclusive);
  for (std::size_t i = 0; i < hidden.size(); ++i)
    if (hidden[i]) hide(result.cells[i]);
  if (!question.serves) return;
  result.serving = make_cell(asked, question.serves->values, weighted);
  const std::int64_t x = result.serving->count;
  if (x < kSmallestCell || n - x < kSmallestCell ||
      (exclusive && !is_safe_sum(result.cells, question.serves->values, exclusive)))
    hide(*result.serving);
}

void fill_mean(const SurveyQuestion& question, const Asked& asked, QuestionResult& result) {
  const bool scale = question.kind == QuestionKind::scale5 || question.kind == QuestionKind::scale10;
  for (const CellResult& cell : result.cells)
    if (!scale || cell.hidden) return;
  double sum = 0;
  for (const Values* given : asked.given) sum += std::atoi(given->front().c_str());
  if (!asked.given.empty()) result.mean = sum / static_cast<double>(asked.given.size());
}

// Whether how many were asked gives away a hidden count of the question that decides it.
bool reveals(const contract::Survey& survey, const SurveyQuestion& question,
             const std::vector<QuestionResult>& earlier) {
  if (!question.show_if) return false;
  for (std::size_t i = 0; i < earlier.size(); ++i)
    if (earlier[i].id == question.show_if->question)
      return earlier[i].withheld != Withheld::no ||
             !is_safe_sum(earlier[i].cells, question.show_if->any_of,
                          survey.questions[i].kind != QuestionKind::multiple);
  return false;
}

QuestionResult tabulate_question(const contract::Survey& survey, const SurveyQuestion& question,
                                 const Asked& asked, bool weighted,
                                 const std::vector<QuestionResult>& earlier) {
  QuestionResult result;
  result.id = question.id;
  if (reveals(survey, question, earlier)) return result.withheld = Withheld::reveals, result;
  const auto n = static_cast<std::int64_t>(asked.given.size());
  if (question.kind == QuestionKind::text)
    result.withheld = Withheld::text;
  else if (n < kSmallestBase)
    result.withheld = Withheld::few;
  if (result.withheld == Withheld::no) {
    result.design_effect = weighted ? design_effect(asked.weights) : 1;
    fill_cells(question, asked, weighted, result);
    fill_mean(question, asked, result);
  }
  const auto shown = [](std::int64_t count) {
    return count == 0 || count >= kSmallestCell ? std::optional<std::int64_t>(count) : std::nullopt;
  };
  result.n = shown(n);
  result.missing = shown(asked.missing);
  return result;
}

// An area that answered, but so little that a weight would show whose answer it is.
bool is_thin(const Stratum& stratum) {
  return stratum.answers > 0 && stratum.answers < kSmallestStratum;
}

// One weight per answer, all equal when an area is thin; fills what the plan says into `result`.
std::vector<double> weights_of(const std::vector<CountedAnswer>& answers,
                               const std::vector<PlanStratum>& plan, KindResult& result) {
  std::map<std::string, std::size_t> index;
  std::vector<Stratum> strata;
  for (const PlanStratum& row : plan) {
    index[row.area] = strata.size();
    strata.push_back({row.population, 0});
    result.invited += row.issued;
  }
  for (const CountedAnswer& answer : answers)
    if (const auto found = index.find(answer.stratum); found != index.end()) ++strata[found->second].answers;
  for (const Stratum& stratum : strata) result.areas_answered += stratum.answers > 0 ? 1 : 0;
  result.areas = static_cast<int>(strata.size());
  result.weighted = !answers.empty() && std::none_of(strata.begin(), strata.end(), is_thin);
  if (!result.weighted) return std::vector<double>(answers.size(), 1.0);
  const std::vector<double> by_stratum = post_stratification_weights(strata);
  std::vector<double> weights;
  for (const CountedAnswer& answer : answers) {
    const auto found = index.find(answer.stratum);
    weights.push_back(found == index.end() ? 0.0 : by_stratum[found->second]);
  }
  return weights;
}

}  // namespace

KindResult tabulate(const contract::Survey& survey, contract::AnswerKind kind,
                    const std::vector<CountedAnswer>& answers, const std::vector<PlanStratum>& plan,
                    std::int64_t unfinished) {
  KindResult result;
  result.kind = kind;
  result.completed = static_cast<std::int64_t>(answers.size());
  result.started = result.completed + unfinished;
  std::vector<double> weights(answers.size(), 1.0);
  if (kind == contract::AnswerKind::invited && !plan.empty()) {
    weights = weights_of(answers, plan, result);
    result.design_effect = design_effect(weights);
    result.response_rate = response_rate_1(result.completed, result.invited);
  }
  for (const SurveyQuestion& question : survey.questions)
    result.questions.push_back(tabulate_question(
        survey, question, answers_to(survey, question, answers, weights), result.weighted, result.questions));
  return result;
}

void coarsen(KindResult& result) {
  const auto whole = [](double share) { return std::round(share * 100) / 100; };
  const auto coarse = [&](CellResult& cell) {
    if (!cell.weighted) return;
    cell.weighted->share = whole(cell.weighted->share);
    cell.weighted->interval = {whole(cell.weighted->interval.low), whole(cell.weighted->interval.high)};
    cell.weighted->effective_n = std::round(cell.weighted->effective_n);
  };
  result.design_effect = std::round(result.design_effect * 10) / 10;
  for (QuestionResult& question : result.questions) {
    question.design_effect = std::round(question.design_effect * 10) / 10;
    for (CellResult& cell : question.cells) coarse(cell);
    if (question.serving) coarse(*question.serving);
  }
}

}  // namespace wufei::service
