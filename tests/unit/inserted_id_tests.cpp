// What an insert answers on SQLite, with RETURNING and without.
#include <doctest/doctest.h>

#include "lib/store/sqlite/connection.hpp"
#include "support/scratch.hpp"

using namespace wufei;
using namespace wufei::storage;
using test::Scratch;

namespace {

constexpr Query kReturning{"test.returning",
                           "INSERT INTO named (name) VALUES (?1) ON CONFLICT (name) DO NOTHING RETURNING id"};
constexpr Query kNotReturning{
    "test.not_returning", "INSERT INTO named (name) VALUES (?1) ON CONFLICT (name) DO NOTHING RETURNING id",
    "INSERT INTO named (name) VALUES (?1) ON CONFLICT (name) DO NOTHING"};

}  // namespace

TEST_CASE("an insert answers the id of its own row, and 0 when it made none") {
  const Scratch scratch;
  Connection connection(scratch.path() / "n.db", Access::write);
  connection.execute("CREATE TABLE named (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT");
  connection.execute("INSERT INTO named VALUES (41, 'there')");
  for (const Query* query : {&kReturning, &kNotReturning}) {
    CAPTURE(query->name);
    connection.execute("DELETE FROM named WHERE id > 41");
    CHECK(connection.insert_returning_id(*query, "new") == 42);
    CHECK(connection.insert_returning_id(*query, "there") == 0);
    CHECK(connection.insert_returning_id(*query, "new") == 0);
    CHECK(connection.insert_returning_id(*query, "newer") == 43);
    CHECK(connection.ask_number("SELECT count(*) FROM named") == 3);
  }
}
