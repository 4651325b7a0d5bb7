// Of two sequences, with how many of the second the first one ends.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace wufei::service {

// How many of the first of `next` are those with which `last` ends, as many as can be. Compares at most three
// times for each of both (Knuth, Morris, Pratt: Fast pattern matching in strings, 1977).
template <class One, class Same = std::equal_to<>>
std::size_t overlap(const std::vector<One>& last, const std::vector<One>& next, Same same = {}) {
  std::vector<std::size_t> back(next.size(), 0);  // how many that end with this one stand in front as well
  std::size_t run = 0;                            // of the first of `next`, with which what was seen ends
  const auto see = [&](const One& one) {
    while (run > 0 && (run == next.size() || !same(next[run], one))) run = back[run - 1];
    if (run < next.size() && same(next[run], one)) ++run;
  };
  for (std::size_t i = 1; i < next.size(); ++i) {
    see(next[i]);
    back[i] = run;
  }
  run = 0;
  for (const One& one : last) see(one);
  return run;
}

}  // namespace wufei::service
