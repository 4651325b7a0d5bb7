// Answers cases of survey_statistics.py on standard input with the portal's own formulae, one line each:
// "W successes n" -> "low high"; "S population answers successes ..." -> "share effective_n low high" of
// post-stratified answers.
#include "survey/survey_statistics.hpp"

#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>

namespace {

using namespace wufei::service;

void answer_wilson(std::istringstream& line) {
  double successes = 0, n = 0;
  line >> successes >> n;
  const Interval interval = wilson_interval(successes, n);
  std::printf("%.17g %.17g\n", interval.low, interval.high);
}

void answer_strata(std::istringstream& line) {
  std::vector<Stratum> strata;
  std::vector<std::int64_t> successes;
  Stratum stratum;
  for (std::int64_t hits = 0; line >> stratum.population >> stratum.answers >> hits;) {
    strata.push_back(stratum);
    successes.push_back(hits);
  }
  const std::vector<double> by_stratum = post_stratification_weights(strata);
  std::vector<double> weights;
  std::vector<char> hits;
  for (std::size_t h = 0; h < strata.size(); ++h)
    for (std::int64_t i = 0; i < strata[h].answers; ++i) {
      weights.push_back(by_stratum[h]);
      hits.push_back(i < successes[h] ? 1 : 0);
    }
  const WeightedShare share = weighted_share(weights, hits);
  std::printf("%.17g %.17g %.17g %.17g\n", share.share, share.effective_n, share.interval.low,
              share.interval.high);
}

}  // namespace

int main() {
  for (std::string text; std::getline(std::cin, text);) {
    std::istringstream line(text);
    std::string kind;
    line >> kind;
    if (kind == "W")
      answer_wilson(line);
    else
      answer_strata(line);
  }
  return 0;
}
