// Every statement of every store: SQLite takes it, and its store has told of it (PostgreSQL's turn is
// tests/server/portability.test.mjs).
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "app/features.hpp"
#include "lib/store/sqlite/migrate.hpp"
#include "support/scratch.hpp"

using namespace wufei;

namespace {

std::multiset<std::string> told() {
  std::multiset<std::string> names;
  for (const storage::StoreFacts& store : app::all_stores())
    for (const storage::Query* query : store.queries) names.emplace(query->name);
  return names;
}

// Names of the queries that the sources of the program declare outside the engines' folders.
std::multiset<std::string> declared() {
  static const std::regex pattern("Query k[A-Za-z]+\\{\\s*\"([a-z_.]+)\"");
  std::multiset<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(WUFEI_BACKEND)) {
    const auto folder = entry.path().parent_path().filename(), kind = entry.path().extension();
    if ((kind != ".cpp" && kind != ".hpp") || folder == "sqlite" || folder == "postgres") continue;
    const std::string text = test::read_file(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
      names.insert((*at)[1]);
  }
  return names;
}

}  // namespace

TEST_CASE("SQLite takes every statement") {
  const test::Scratch scratch;
  storage::Connection connection(scratch.path() / "wufei.db", storage::Access::write);
  REQUIRE(storage::migrate(connection));
  for (const storage::StoreFacts& store : app::all_stores())
    for (const storage::Query* query : store.queries) {
      CAPTURE(query->name);
      CHECK_NOTHROW(connection.prepare(*query));
    }
}

TEST_CASE("every store tells of every statement, under a name of its own") {
  const std::multiset<std::string> names = told();
  CHECK(names == declared());
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
}

TEST_CASE("every table is read by the check") {
  const test::Scratch scratch;
  storage::Connection connection(scratch.path() / "wufei.db", storage::Access::write);
  REQUIRE(storage::migrate(connection));
  std::string read;
  for (const storage::StoreFacts& store : app::all_stores())
    for (const storage::TableCheck& table : store.tables) read.append(table.all->sql).append(" ;");
  for (const auto& table :
       connection.ask("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
    CAPTURE(table[0]);
    CHECK(read.find("FROM " + table[0] + " ") != std::string::npos);
  }
}

TEST_CASE("SQLite reads a county's rows by what few of them share") {
  const test::Scratch scratch;
  storage::Connection connection(scratch.path() / "wufei.db", storage::Access::write);
  REQUIRE(storage::migrate(connection));
  // What lists a county, counts it, or leaves out what few rows are.
  const std::set<std::string> all_of_it{};
  for (const storage::StoreFacts& store : app::all_stores())
    for (const storage::Query* query : store.queries) {
      if (all_of_it.contains(std::string(query->name))) continue;
      CAPTURE(query->name);
      const std::string sql(query->sqlite.empty() ? query->sql : query->sqlite);
      for (const auto& step : connection.ask("EXPLAIN QUERY PLAN " + sql)) {
        CAPTURE(step[3]);
        CHECK_FALSE(step[3].ends_with("(county=?)"));
      }
    }
}
