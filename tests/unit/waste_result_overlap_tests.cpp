// How much of a file of the city's answers is known: the same as by trying each length, in bounded work.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "waste/exchange/overlap.hpp"

using namespace wufei;

namespace {

using Letters = std::vector<char>;

Letters letters(const std::string& text) {
  return {text.begin(), text.end()};
}

std::size_t overlap_of(const std::string& last, const std::string& next) {
  return service::overlap(letters(last), letters(next));
}

std::size_t by_trying(const Letters& last, const Letters& next) {
  for (std::size_t count = std::min(last.size(), next.size()); count > 0; --count)
    if (std::equal(last.end() - static_cast<std::ptrdiff_t>(count), last.end(), next.begin())) return count;
  return 0;
}

// What the work of 20,000 kept and 20,000 sent rows is, in comparisons.
std::size_t compared(const Letters& last, const Letters& next, std::size_t expected) {
  std::size_t count = 0;
  const auto same = [&count](char a, char b) { return ++count, a == b; };
  CHECK(service::overlap(last, next, same) == expected);
  return count;
}

}  // namespace

TEST_CASE("waste results: rows are known as far as what was kept ends with the first of them") {
  CHECK(overlap_of("", "") == 0);
  CHECK(overlap_of("", "ab") == 0);
  CHECK(overlap_of("ab", "") == 0);
  CHECK(overlap_of("ab", "ab") == 2);
  CHECK(overlap_of("xab", "abc") == 2);
  CHECK(overlap_of("abx", "ab") == 0);
  CHECK(overlap_of("abab", "ab") == 2);
  CHECK(overlap_of("aab", "aabaab") == 3);
  CHECK(overlap_of("aabaabaa", "aabaac") == 5);
  std::uint32_t dice = 7;
  const auto any = [&dice](std::size_t size) {
    Letters all;
    for (std::size_t i = 0; i < size; ++i) {
      dice = dice * 1664525 + 1013904223;
      all.push_back(static_cast<char>('a' + (dice >> 30) % 2));
    }
    return all;
  };
  for (std::size_t i = 0; i < 400; ++i) {
    const Letters last = any(i % 23), next = any(i % 17);
    CHECK(service::overlap(last, next) == by_trying(last, next));
  }
}

TEST_CASE("waste results: 20,000 rows against 20,000 are compared a few times each, however alike they are") {
  constexpr std::size_t kRows = 20'000, kMost = 3 * 2 * kRows;
  const Letters same(kRows, 'a');
  Letters ends = same, begins = same, middle = same;
  ends.back() = begins.front() = middle[kRows / 2] = 'b';
  CHECK(compared(same, same, kRows) <= kMost);
  CHECK(compared(ends, same, 0) <= kMost);
  CHECK(compared(same, ends, kRows - 1) <= kMost);
  CHECK(compared(begins, same, kRows - 1) <= kMost);
  CHECK(compared(middle, same, kRows / 2 - 1) <= kMost);
  CHECK(compared(same, begins, 0) <= kMost);
}
