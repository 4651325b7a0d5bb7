// Which cells of a published table are withheld: those of few stops, and as many others as it takes so that
// no withheld number follows from the sums. Pure.
//
// A table with its sums is a flow in a network: rows and columns are nodes, cells and sums are edges. A
// withheld number can be computed from what is published exactly when no circle of withheld edges leads
// through it on which something can be shifted. So for each withheld cell such a circle is looked for, and if
// there is none, the cheapest one is withheld (cell suppression on networks, Cox 1995). What a reader knows
// of a withheld cell is assumed to be all that may be guessed: why it is withheld, and hence how much it
// holds at least.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wufei::service {

inline constexpr std::int64_t kFewestShown = 5;  // stops

// few: fewer stops than kFewestShown, but not none. guarded: withheld so that another cannot be computed.
enum class Shown : std::uint8_t { open, few, guarded };

struct CountCell {
  std::int64_t stops = 0;
  std::int64_t pieces = 0;
  std::int64_t grams = 0;
  Shown shown = Shown::open;
};

// Cells row by row; with the sums one more of each at the end.
struct CountTable {
  std::size_t rows = 0, columns = 0;
  std::vector<CountCell> cells;

  [[nodiscard]] const CountCell& at(std::size_t row, std::size_t column) const {
    return cells[row * columns + column];
  }
  CountCell& at(std::size_t row, std::size_t column) { return cells[row * columns + column]; }
};

// Adds the sums and says of each cell whether it is shown; pieces and grams of those that are not become 0,
// and stops of all: they are not published. `weighed` false: grams are no part of the table.
CountTable withhold(const CountTable& counts, bool weighed = true);

}  // namespace wufei::service
