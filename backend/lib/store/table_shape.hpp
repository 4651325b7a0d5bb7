// The tables of a database as its engine has them, for those who copy rows without knowing any subject.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace wufei::storage {

enum class ColumnType : std::uint8_t { integer, text, bytes };

struct ColumnShape {
  std::string name;
  ColumnType type = ColumnType::text;
};

struct TableShape {
  std::string name;
  std::vector<ColumnShape> columns;     // in the order of the table
  std::vector<std::string> key;         // columns of the primary key, in its order
  std::vector<std::string> references;  // tables whose rows must be there first
};

}  // namespace wufei::storage
