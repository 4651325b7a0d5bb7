// What is usual of numbers that come each day or month.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wufei::service {

// The middle one, of an even count the mean of both in the middle, rounded down; 0 of none.
inline std::int64_t median(std::vector<std::int64_t> numbers) {
  if (numbers.empty()) return 0;
  std::sort(numbers.begin(), numbers.end());
  const std::size_t half = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return numbers[half];
  return numbers[half - 1] + (numbers[half] - numbers[half - 1]) / 2;
}

// From low to high per cent of `usual`, both included. g: a party's are far below 2^63 / 100.
inline bool is_usual(std::int64_t number, std::int64_t usual, std::int64_t low, std::int64_t high) {
  return number * 100 >= usual * low && number * 100 <= usual * high;
}

}  // namespace wufei::service
