// What survey answers add up to. Pure functions; every formula names its source and is held against an
// independent package by `scripts/bench stats` (tests/bench/survey_statistics.py, statsmodels).
//
// Shares have Wilson score intervals: E. B. Wilson, "Probable inference, the law of succession, and
// statistical inference", JASA 22 (1927) 209-212; recommended for small n by L. D. Brown, T. T. Cai and A.
// DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001) 101-133.
// Weights are post-stratification weights: D. Holt and T. M. F. Smith, JRSS A 142 (1979) 33-46. The design
// effect of unequal weights is L. Kish's: Survey Sampling (1965), section 11.7; "Weighting for unequal P_i",
// Journal of Official Statistics 8 (1992) 183-200. The response rate is RR1 of AAPOR, Standard Definitions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "survey/survey.hpp"

namespace wufei::service {

inline constexpr double kZ95 = 1.959963984540054;  // 97.5 % quantile of the normal distribution
inline constexpr int kSmallestBase = 30;           // answers to a question below which no share is shown
inline constexpr int kSmallestCell = 5;            // people below which no count is shown
inline constexpr int kSmallestStratum = 10;        // answers of an area below which nothing is weighted

struct Interval {
  double low = 0;
  double high = 1;
};

// Centre (p + z^2/2n) / (1 + z^2/n), half width z/(1 + z^2/n) * sqrt(p(1-p)/n + z^2/4n^2), p = successes/n.
// Neither needs to be whole (effective sample sizes are not). n <= 0: [0, 1].
Interval wilson_interval(double successes, double n, double z = kZ95);

// Population and number of answers of one stratum (an area).
struct Stratum {
  std::int64_t population = 0;
  std::int64_t answers = 0;
};
// One weight per stratum: (N_h / N) / (n_h / n), so that the weights of all answers have mean 1. A stratum
// without answers or population has weight 0 and no part in N and n: what is said then holds for the others.
std::vector<double> post_stratification_weights(const std::vector<Stratum>& strata);
// n * sum(w^2) / sum(w)^2, at least 1; 1 for no weights.
double design_effect(const std::vector<double>& weights);

struct WeightedShare {
  double share = 0;
  double effective_n = 0;  // n / design effect
  Interval interval;       // Wilson's with share and effective_n
};
// `hits[i]` is 1 when answer i counts, else 0; same length as `weights`.
WeightedShare weighted_share(const std::vector<double>& weights, const std::vector<char>& hits);

// AAPOR RR1 = complete / everybody invited; partial answers count below the line only. Every code is taken as
// eligible. 0 when nobody was invited.
double response_rate_1(std::int64_t complete, std::int64_t invited);

// Which counts must not be shown. Options that exclude each other add up to n: a count below kSmallestCell is
// hidden, and then the smallest others until at least two are hidden that together make kSmallestCell, so
// that none can be found by subtraction. Options that can stand together: hidden when the count or its
// complement to n is below kSmallestCell.
std::vector<bool> suppressed_cells(const std::vector<std::int64_t>& counts, std::int64_t n, bool exclusive);

struct CellResult {
  std::string value;
  std::string label;
  bool hidden = false;     // then nothing below is set
  std::int64_t count = 0;  // answers
  double share = 0;
  Interval interval;
  std::optional<WeightedShare> weighted;
};

enum class Withheld : std::uint8_t {
  no,
  few,      // n below kSmallestBase
  reveals,  // would give away a hidden count of the question it depends on
  text,     // open text is for staff
};

struct QuestionResult {
  std::string id;
  Withheld withheld = Withheld::no;
  std::optional<std::int64_t> n;        // answers; none when 1 to 4, or `reveals`
  std::optional<std::int64_t> missing;  // asked but not answered; likewise
  std::vector<CellResult> cells;
  std::optional<double> mean;         // scales, when no cell is hidden
  std::optional<CellResult> serving;  // share of the values that serve an indicator
  double design_effect = 1;
};

// Everything that may be shown about one kind of answers.
struct KindResult {
  contract::AnswerKind kind = contract::AnswerKind::open;
  std::int64_t completed = 0;
  std::int64_t started = 0;                           // completed or not
  std::int64_t invited = 0;                           // codes issued
  double response_rate = 0;                           // RR1; invited only
  bool weighted = false;                              // by area, to the plan's populations
  int areas = 0, areas_answered = 0;                  // of the plan
  std::optional<contract::Date> first_day, last_day;  // of the answers
  double design_effect = 1;                           // of all answers
  std::vector<QuestionResult> questions;
};

struct CountedAnswer {
  std::string stratum;
  contract::SurveyAnswers answers;
};
struct PlanStratum {
  std::string area;
  std::int64_t population = 0;
  std::int64_t issued = 0;
};

// `unfinished`: begun and not completed. Weights are used for invited answers with a plan, when every area
// that answered did so at least kSmallestStratum times: the weight of a lone answer would show what it says.
KindResult tabulate(const contract::Survey& survey, contract::AnswerKind kind,
                    const std::vector<CountedAnswer>& answers, const std::vector<PlanStratum>& plan,
                    std::int64_t unfinished);

// For the public: weighted shares and their bounds in whole per cent, effective sizes whole, design effects
// with one decimal. Exact ones, beside the exact counts, would give the count of every area by solving for
// the weights.
void coarsen(KindResult& result);

}  // namespace wufei::service
