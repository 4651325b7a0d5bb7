#include "lib/net/giving_way.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace wufei::http {
namespace {

constexpr std::size_t kChosen = 8;

// By what its address takes, then by its own part of that. The greatest goes first.
struct Candidate {
  std::uint64_t of_address;
  std::int64_t own;
  std::uint32_t index;
};

using Sums = std::unordered_map<std::uint64_t, std::uint64_t>;  // by address

Choice greatest(std::vector<Candidate> candidates, const Connection* places, const Sums& sums) {
  for (Candidate& one : candidates)
    if (const auto sum = sums.find(places[one.index].holding().address); sum != sums.end())
      one.of_address = sum->second;
  const std::size_t count = std::min(candidates.size(), kChosen);
  const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(candidates.begin(), end, candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::pair(a.of_address, a.own) > std::pair(b.of_address, b.own);
  });
  Choice choice;
  for (auto one = candidates.begin(); one != end; ++one) choice.push_back(one->index);
  return choice;
}

}  // namespace

Choice most_holding(const Connection* places, std::size_t count, std::atomic<std::size_t> Holding::*what) {
  Sums sums;
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t held = places[i].holding().*what;
    if (held == 0) continue;
    if (const std::uint64_t address = places[i].holding().address; address != 0) sums[address] += held;
    candidates.push_back({held, static_cast<std::int64_t>(held), i});
  }
  return greatest(std::move(candidates), places, sums);
}

Choice longest_resting(const Connection* places, std::size_t count, std::uint64_t address) {
  Sums numbers;
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Holding& holding = places[i].holding();
    const std::uint64_t of = holding.address;
    const std::int64_t since = holding.resting_since;
    if (address == 0 && of != 0) ++numbers[of];
    if (since != Holding::kNotResting && (address == 0 || of == address))
      candidates.push_back({1, -since, i});
  }
  return greatest(std::move(candidates), places, numbers);
}

}  // namespace wufei::http
