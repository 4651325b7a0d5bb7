#include "survey/survey_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wufei::service {

Interval wilson_interval(double successes, double n, double z) {
  if (n <= 0) return {};
  const double p = std::clamp(successes / n, 0.0, 1.0), zz = z * z / n;
  const double centre = p + zz / 2, half = z * std::sqrt(p * (1 - p) / n + zz / (4 * n));
  return {std::max(0.0, (centre - half) / (1 + zz)), std::min(1.0, (centre + half) / (1 + zz))};
}

std::vector<double> post_stratification_weights(const std::vector<Stratum>& strata) {
  double population = 0, answers = 0;
  const auto counts = [](const Stratum& stratum) { return stratum.population > 0 && stratum.answers > 0; };
  for (const Stratum& stratum : strata) {
    if (!counts(stratum)) continue;
    population += static_cast<double>(stratum.population);
    answers += static_cast<double>(stratum.answers);
  }
  std::vector<double> weights;
  weights.reserve(strata.size());
  for (const Stratum& stratum : strata)
    weights.push_back(counts(stratum) ? static_cast<double>(stratum.population) / population /
                                            (static_cast<double>(stratum.answers) / answers)
                                      : 0.0);
  return weights;
}

double design_effect(const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  const double squares = std::inner_product(weights.begin(), weights.end(), weights.begin(), 0.0);
  if (sum <= 0) return 1;
  return std::max(1.0, static_cast<double>(weights.size()) * squares / (sum * sum));
}

WeightedShare weighted_share(const std::vector<double>& weights, const std::vector<char>& hits) {
  double sum = 0, hit = 0;
  for (std::size_t i = 0; i < weights.size() && i < hits.size(); ++i) {
    sum += weights[i];
    hit += hits[i] ? weights[i] : 0.0;
  }
  if (sum <= 0) return {};
  WeightedShare result{hit / sum, static_cast<double>(weights.size()) / design_effect(weights), {}};
  result.interval = wilson_interval(result.share * result.effective_n, result.effective_n);
  return result;
}

double response_rate_1(std::int64_t complete, std::int64_t invited) {
  return invited > 0 ? static_cast<double>(complete) / static_cast<double>(invited) : 0;
}

std::vector<bool> suppressed_cells(const std::vector<std::int64_t>& counts, std::int64_t n, bool exclusive) {
  std::vector<bool> hidden(counts.size(), false);
  std::size_t hidden_cells = 0;
  std::int64_t hidden_people = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    hidden[i] = counts[i] < kSmallestCell || (!exclusive && n - counts[i] < kSmallestCell);
    if (!hidden[i]) continue;
    ++hidden_cells;
    hidden_people += counts[i];
  }
  if (!exclusive || hidden_cells == 0) return hidden;
  std::vector<std::size_t> order(counts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return counts[a] < counts[b]; });
  for (const std::size_t i : order) {
    if (hidden_cells >= 2 && hidden_people >= kSmallestCell) break;
    if (hidden[i]) continue;
    hidden[i] = true;
    ++hidden_cells;
    hidden_people += counts[i];
  }
  return hidden;
}

}  // namespace wufei::service
