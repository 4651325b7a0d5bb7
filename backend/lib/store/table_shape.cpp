#include "lib/store/table_shape.hpp"

#include <map>

namespace wufei::storage {
namespace {

TableShape shape_of(Session& session, const ShapeQueries& queries, const std::string& name) {
  TableShape table{name, {}, {}, session.rows(queries.references, &Columns::text, name)};
  std::map<std::int64_t, std::string> key;
  session.rows(
      queries.columns,
      [&](Columns& columns) {
        const std::string column = columns.text(), type = columns.text();
        if (const std::int64_t place = columns.integer(); place > 0) key[place] = column;
        table.columns.push_back({column, queries.type_of(type)});
        return 0;
      },
      name);
  for (auto& [place, column] : key) table.key.push_back(column);
  return table;
}

}  // namespace

std::vector<TableShape> shapes(Session& session, const ShapeQueries& queries) {
  std::vector<TableShape> found;
  for (const std::string& name : session.rows(queries.tables, &Columns::text))
    found.push_back(shape_of(session, queries, name));
  return found;
}

}  // namespace wufei::storage
