#include "ledger/recovery/suppression.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace wufei::service {
namespace {

using Measure = std::int64_t CountCell::*;

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
// Sums are the last to be withheld, the sum of all behind them, and what is 0 only when nothing else is left.
constexpr std::int64_t kSumCost = 1'000'000, kTotalCost = 1'000'000'000, kNothingCost = 1'000'000'000'000;

struct Edge {
  std::size_t from = 0, to = 0;  // nodes: rows with that of the sums, then columns with that of the sums
  std::int64_t cost = 0;
};

// A way to shift something around: edges to withhold, and what they cost.
struct Way {
  std::int64_t cost = kFar;
  std::vector<std::size_t> edges;
};

class Network {
 public:
  explicit Network(CountTable& table) : table_(table) {
    for (std::size_t i = 0; i < table.cells.size(); ++i) edges_.push_back(edge(i));
  }

  void guard(Measure measure) {
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < edges_.size(); ++i)
        if (table_.cells[i].shown != Shown::open) changed = guard_one(i, measure) || changed;
    }
  }

 private:
  [[nodiscard]] std::size_t nodes() const { return table_.rows + table_.columns; }

  [[nodiscard]] Edge edge(std::size_t index) const {
    const std::size_t row = index / table_.columns, column = index % table_.columns;
    const bool of_row = row + 1 == table_.rows, of_column = column + 1 == table_.columns;
    const CountCell& cell = table_.cells[index];
    Edge edge{row, table_.rows + column, 1 + cell.stops};
    if (of_row != of_column) std::swap(edge.from, edge.to);
    if (of_row || of_column) edge.cost += of_row && of_column ? kTotalCost : kSumCost;
    if (cell.stops <= 0) edge.cost += kNothingCost;
    return edge;
  }

  // What everybody knows that a withheld cell holds at least.
  [[nodiscard]] std::int64_t least(std::size_t index) const {
    return table_.cells[index].shown == Shown::few ? 1 : kFewestShown;
  }
  [[nodiscard]] bool shrinks(std::size_t index, Measure measure) const {
    return table_.cells[index].*measure > least(index);
  }

  // Withholds what it takes so that the number of cell `index` cannot be computed; whether it took anything.
  bool guard_one(std::size_t index, Measure measure) {
    Way best = way(edges_[index].to, edges_[index].from, index, measure);
    if (best.cost > 0 && shrinks(index, measure)) {
      Way other = way(edges_[index].from, edges_[index].to, index, measure);
      if (other.cost < best.cost) best = std::move(other);
    }
    bool changed = false;
    for (const std::size_t one : best.edges) {
      if (table_.cells[one].shown != Shown::open) continue;
      table_.cells[one].shown = Shown::guarded;
      changed = true;
    }
    return changed;
  }

  // The cheapest way from one node to another without the edge `without` (Bellman and Ford: tables are
  // small). Withheld edges cost nothing; along an edge its number grows, against it it shrinks.
  [[nodiscard]] Way way(std::size_t from, std::size_t to, std::size_t without, Measure measure) const {
    std::vector<std::int64_t> costs(nodes(), kFar);
    std::vector<std::optional<std::size_t>> through(nodes());
    costs[from] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < edges_.size(); ++i) {
        if (i == without) continue;
        changed = step(i, edges_[i].from, edges_[i].to, costs, through) || changed;
        if (shrinks(i, measure)) changed = step(i, edges_[i].to, edges_[i].from, costs, through) || changed;
      }
    }
    return traced(from, to, costs, through);
  }

  bool step(std::size_t index, std::size_t from, std::size_t to, std::vector<std::int64_t>& costs,
            std::vector<std::optional<std::size_t>>& through) const {
    const std::int64_t cost = table_.cells[index].shown == Shown::open ? edges_[index].cost : 0;
    if (costs[from] == kFar || costs[from] + cost >= costs[to]) return false;
    costs[to] = costs[from] + cost;
    through[to] = index;
    return true;
  }

  [[nodiscard]] Way traced(std::size_t from, std::size_t to, const std::vector<std::int64_t>& costs,
                           const std::vector<std::optional<std::size_t>>& through) const {
    Way way;
    if (costs[to] == kFar) return way;
    way.cost = costs[to];
    for (std::size_t node = to; node != from;) {
      const std::size_t index = *through[node];
      way.edges.push_back(index);
      node = edges_[index].from == node ? edges_[index].to : edges_[index].from;
    }
    return way;
  }

  CountTable& table_;
  std::vector<Edge> edges_;
};

void add_to(CountCell& sum, const CountCell& cell) {
  sum.stops += cell.stops;
  sum.pieces += cell.pieces;
  sum.grams += cell.grams;
}

CountTable with_sums(const CountTable& counts) {
  CountTable table{counts.rows + 1, counts.columns + 1, {}};
  table.cells.resize(table.rows * table.columns);
  for (std::size_t row = 0; row < counts.rows; ++row)
    for (std::size_t column = 0; column < counts.columns; ++column) {
      const CountCell& cell = counts.at(row, column);
      table.at(row, column) = cell;
      add_to(table.at(row, counts.columns), cell);
      add_to(table.at(counts.rows, column), cell);
      add_to(table.at(counts.rows, counts.columns), cell);
    }
  return table;
}

bool is_nothing(const CountCell& cell) {
  return cell.stops == 0 && cell.pieces == 0 && cell.grams == 0;
}

}  // namespace

CountTable withhold(const CountTable& counts, bool weighed) {
  CountTable table = with_sums(counts);
  for (CountCell& cell : table.cells)
    cell.shown = is_nothing(cell) || cell.stops >= kFewestShown ? Shown::open : Shown::few;
  const auto states = [&table] {
    std::vector<Shown> list;
    for (const CountCell& cell : table.cells) list.push_back(cell.shown);
    return list;
  };
  for (auto seen = states();; seen = states()) {
    Network(table).guard(&CountCell::pieces);
    if (weighed) Network(table).guard(&CountCell::grams);
    if (states() == seen) break;
  }
  for (CountCell& cell : table.cells)
    cell = cell.shown == Shown::open ? CountCell{0, cell.pieces, cell.grams, Shown::open}
                                     : CountCell{0, 0, 0, cell.shown};
  return table;
}

}  // namespace wufei::service
