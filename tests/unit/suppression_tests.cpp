// What is withheld of a published table cannot be computed from what is published: held against a reader who
// tries every filling.
#include "ledger/recovery/suppression.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace wufei;
using service::CountCell;
using service::CountTable;
using service::Shown;

namespace {

CountCell cell(std::int64_t stops) {
  return {stops, stops, stops};
}

CountTable table_of(std::size_t rows, std::size_t columns, const std::vector<std::int64_t>& stops) {
  CountTable table{rows, columns, {}};
  for (const std::int64_t count : stops) table.cells.push_back(cell(count));
  return table;
}

// Somebody who knows the published table of one measure, and why each cell that is missing is missing.
class Reader {
 public:
  Reader(const CountTable& shown, std::int64_t CountCell::*measure, std::int64_t most)
      : shown_(shown),
        measure_(measure),
        most_(most),
        values_(shown.cells.size()),
        seen_(shown.cells.size()) {}

  // Cells that are withheld and have one value in all fillings that agree with what is published.
  std::vector<std::size_t> computed() {
    fill(0);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < seen_.size(); ++i)
      if (shown_.cells[i].shown != Shown::open && seen_[i].size() < 2) found.push_back(i);
    return found;
  }

 private:
  [[nodiscard]] std::size_t inner_rows() const { return shown_.rows - 1; }
  [[nodiscard]] std::size_t inner_columns() const { return shown_.columns - 1; }

  // Whether a number may stand in a cell.
  [[nodiscard]] bool fits(std::size_t index, std::int64_t value) const {
    const CountCell& cell = shown_.cells[index];
    if (cell.shown == Shown::open) return cell.*measure_ == value;
    return value >= (cell.shown == Shown::few ? 1 : service::kFewestShown);
  }

  bool sums_fit() {
    std::int64_t all = 0;
    std::vector<std::int64_t> of_columns(inner_columns());
    for (std::size_t row = 0; row < inner_rows(); ++row)
      for (std::size_t column = 0; column < inner_columns(); ++column) {
        const std::int64_t value = values_[row * shown_.columns + column];
        of_columns[column] += value;
        all += value;
      }
    for (std::size_t column = 0; column < inner_columns(); ++column) {
      const std::size_t index = inner_rows() * shown_.columns + column;
      if (!fits(index, of_columns[column])) return false;
      values_[index] = of_columns[column];
    }
    values_.back() = all;
    return fits(shown_.cells.size() - 1, all);
  }

  bool row_fits(std::size_t row) {
    std::int64_t sum = 0;
    for (std::size_t column = 0; column < inner_columns(); ++column)
      sum += values_[row * shown_.columns + column];
    values_[row * shown_.columns + inner_columns()] = sum;
    return fits(row * shown_.columns + inner_columns(), sum);
  }

  void fill(std::size_t place) {
    if (done_) return;
    if (place == inner_rows() * inner_columns()) {
      if (sums_fit()) note();
      return;
    }
    const std::size_t row = place / inner_columns(), column = place % inner_columns();
    const std::size_t index = row * shown_.columns + column;
    const bool open = shown_.cells[index].shown == Shown::open;
    const std::int64_t first = open ? shown_.cells[index].*measure_ : 1;
    for (std::int64_t value = first; value <= (open ? first : most_); ++value) {
      if (!fits(index, value)) continue;
      values_[index] = value;
      if (column + 1 == inner_columns() && !row_fits(row)) continue;
      fill(place + 1);
    }
  }

  void note() {
    done_ = true;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      seen_[i].insert(values_[i]);
      if (shown_.cells[i].shown != Shown::open && seen_[i].size() < 2) done_ = false;
    }
  }

  const CountTable& shown_;
  std::int64_t CountCell::*measure_;
  std::int64_t most_;
  std::vector<std::int64_t> values_;
  std::vector<std::set<std::int64_t>> seen_;
  bool done_ = false;
};

std::string drawn(const CountTable& table) {
  std::string text;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const CountCell& cell = table.cells[i];
    text += cell.shown == Shown::open ? std::to_string(cell.pieces) : cell.shown == Shown::few ? "few" : "x";
    text += (i + 1) % table.columns == 0 ? "\n" : " ";
  }
  return text;
}

int count_of(const CountTable& table, Shown shown) {
  int count = 0;
  for (const CountCell& cell : table.cells) count += cell.shown == shown ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("withheld: few stops are not shown, nothing and many are, and no stops are published") {
  const CountTable shown = service::withhold(table_of(2, 2, {12, 0, 0, 30}));
  CHECK(count_of(shown, Shown::open) == 9);
  CHECK(shown.at(0, 0).pieces == 12);
  CHECK(shown.at(2, 2).pieces == 42);
  for (const CountCell& cell : shown.cells) CHECK(cell.stops == 0);
}

TEST_CASE("withheld: one small cell takes others with it, not the sums") {
  const CountTable shown = service::withhold(table_of(2, 2, {3, 20, 10, 30}));
  CAPTURE(drawn(shown));
  CHECK(shown.at(0, 0).shown == Shown::few);
  CHECK(count_of(shown, Shown::guarded) == 3);
  CHECK(shown.at(0, 2).pieces == 23);
  CHECK(shown.at(2, 2).pieces == 63);
  for (const CountCell& cell : shown.cells)
    if (cell.shown != Shown::open) CHECK((cell.pieces == 0 && cell.grams == 0));
}

TEST_CASE("withheld: two ones in a row that sums to two are ones") {
  // A reader knows that what is withheld is not 0; were the sum shown, both would be known.
  const CountTable shown = service::withhold(table_of(1, 3, {1, 1, 9}), false);
  CAPTURE(drawn(shown));
  CHECK(Reader(shown, &CountCell::pieces, 12).computed().empty());
}

TEST_CASE("withheld: what corrections of closed months leave is not shown") {
  CountTable table = table_of(1, 2, {8, 0});
  table.cells[1].pieces = -1;  // of no stop
  CHECK(service::withhold(table).at(0, 1).shown == Shown::few);
  table.cells[1] = {-1, -2, -500};
  CHECK(service::withhold(table).at(0, 1).shown == Shown::few);
}

TEST_CASE("withheld: of no small table can a withheld number be computed") {
  std::mt19937 random(20261127);
  std::uniform_int_distribution<int> rows(1, 3), columns(1, 3), stops(0, 9), more(0, 3);
  int withheld = 0;
  for (int round = 0; round < 1500; ++round) {
    CountTable table{static_cast<std::size_t>(rows(random)), static_cast<std::size_t>(columns(random)), {}};
    if (table.rows * table.columns > 6) table.rows = 2;
    for (std::size_t i = 0; i < table.rows * table.columns; ++i) {
      CountCell one = cell(stops(random));
      if (one.stops > 0) one.pieces += more(random);
      if (one.stops > 0) one.grams += more(random);
      table.cells.push_back(one);
    }
    const CountTable shown = service::withhold(table);
    CAPTURE(drawn(shown));
    withheld += count_of(shown, Shown::few);
    CHECK(Reader(shown, &CountCell::pieces, 16).computed().empty());
    CHECK(Reader(shown, &CountCell::grams, 16).computed().empty());
  }
  CHECK(withheld > 500);
}

TEST_CASE("withheld: the reader of these tests computes what is not guarded") {
  CountTable shown = table_of(3, 3, {3, 20, 23, 10, 30, 40, 13, 50, 63});
  shown.at(0, 0).shown = Shown::few;
  CHECK(Reader(shown, &CountCell::pieces, 64).computed() == std::vector<std::size_t>{0});
}
