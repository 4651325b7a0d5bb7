// The tables of a database as its engine has them, for those who copy rows without knowing any subject.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/store/session.hpp"

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

// How an engine tells its tables.
struct ShapeQueries {
  const Query& tables;      // names
  const Query& columns;     // of table ?1, in order: name, type, place in the primary key (0 = not of it)
  const Query& references;  // of table ?1: names
  ColumnType (*type_of)(const std::string& declared);
};

std::vector<TableShape> shapes(Session& session, const ShapeQueries& queries);

}  // namespace wufei::storage
