#include "lib/store/sqlite/table_statistics.hpp"

namespace wufei::storage {
namespace {

// The first statement makes the table where there is none, the last makes this connection read it.
// The index of a primary key bears the table's name where there is no rowid.
constexpr const char* kWrite = R"(
ANALYZE sqlite_schema;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat)
  WITH part AS (
    SELECT t.name AS tbl, CASE WHEN l.origin = 'pk' AND t.wr THEN t.name ELSE l.name END AS idx,
           l."unique" AS is_unique, l.partial AS is_partial, c.seqno AS place, c.name AS name,
           max(c.seqno) OVER (PARTITION BY l.name) AS last,
           first_value(c.name) OVER (PARTITION BY l.name ORDER BY c.seqno) AS leading
    FROM pragma_table_list AS t JOIN pragma_index_list(t.name) AS l JOIN pragma_index_info(l.name) AS c
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
    ORDER BY t.name, l.name, c.seqno)
  SELECT tbl, idx, iif(is_partial, '1000 1000', '100000 100000') || group_concat(
      CASE WHEN place = 0 THEN '' WHEN is_unique AND place = last THEN ' 1'
           WHEN place = 1 THEN ' 100' WHEN place = 2 THEN ' 10' ELSE ' 1' END, '')
  FROM part WHERE leading = 'county' AND last > 0 GROUP BY tbl, idx;
ANALYZE sqlite_schema;
)";

}  // namespace

void set_table_statistics(Connection& connection) {
  connection.execute(kWrite);
}

}  // namespace wufei::storage
