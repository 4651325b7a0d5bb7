// What the store of a subject tells about itself, for those that care for every table without knowing any:
// `wufei check` and the tests of portability. A subject names its stores in its feature.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/session.hpp"

namespace wufei::storage {

// Every row of a table is read by the reader that the program uses; what that finds is what the check says.
struct TableCheck {
  std::string_view rows;  // what an operator calls them; "" = they are not counted aloud
  const Query* all;       // without parameters; the first column names the row
  void (*read)(Columns& columns, const Cipher& cipher);
};

// What a check found. `fault`: something is wrong; `say`: something worth knowing.
struct Findings {
  std::function<void(const std::string&)> fault;
  std::function<void(const std::string&)> say;
};

enum class SealedKind : std::uint8_t {
  value,  // bytes of Cipher::seal()
  words,  // text of seal_words()
  keyed   // bytes of Cipher::seal_for(); without the month's key around them in rows of earlier versions
};

// A column that holds sealed values: what is sealed anew before the key of its month is destroyed. A column
// that is missing here would become unreadable.
struct SealedColumn {
  std::string_view table;
  std::string_view column;
  SealedKind kind = SealedKind::value;
};

struct StoreFacts {
  std::vector<const Query*> queries;  // all of them
  std::vector<TableCheck> tables;
  void (*check)(Session& session, const Findings& findings) = nullptr;  // what single rows do not show
  std::vector<SealedColumn> sealed = {};
};

}  // namespace wufei::storage
