// Every statement of every store: SQLite takes it, and its store has told of it (PostgreSQL's turn is
// tests/server/portability.test.mjs).
#include <doctest/doctest.h>

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
  // What lists a county, sums it up, takes an end of an index (max, LIMIT 1; a new id is such an end) or all
  // of a partial one.
  const std::set<std::string> whole{"access_log.last",
                                    "calendar_rule.history",
                                    "calendar_rule.version",
                                    "content_picture.given_before",
                                    "content_revision.hash",
                                    "content_revision.in_force",
                                    "content_revision.last",
                                    "content_revision.of_county",
                                    "crew.list",
                                    "frozen_sheet.first_day",
                                    "guide_word_dismissed.list",
                                    "inbox.waiting",
                                    "inbox.waiting_count",
                                    "ledger_entry.last",
                                    "ledger_month.months",
                                    "limit_spent.forget_before",
                                    "limit_spent.newest",
                                    "notice.list",
                                    "notice.open",
                                    "pickup_missed.list",
                                    "pickup_missed.open",
                                    "pickup_missed.upheld",
                                    "publishing_step.latest",
                                    "publishing_step.to_review",
                                    "report.missed",
                                    "report.ratings",
                                    "staff_account.list",
                                    "staff_link.expire",
                                    "staff_session.expire",
                                    "stop_note.erase",
                                    "stop_note.waiting",
                                    "waste_alarm.list",
                                    "waste_alarm.open_counts",
                                    "waste_alarm.overdue",
                                    "waste_alarm.scores",
                                    "waste_change.last",
                                    "waste_city_result.latest",
                                    "waste_device.valid",
                                    "waste_exchange.declarations",
                                    "waste_exchange.manifests",
                                    "waste_exchange.streams",
                                    "waste_exchange_key.list",
                                    "waste_hook.find",
                                    "waste_manifest.facts",
                                    "waste_manifest.list",
                                    "waste_movement.parties",
                                    "waste_offer.in_state",
                                    "waste_party.list",
                                    "waste_revision.open",
                                    "waste_stock.county"};
  const test::Scratch scratch;
  storage::Connection connection(scratch.path() / "wufei.db", storage::Access::write);
  REQUIRE(storage::migrate(connection));
  std::set<std::string> found;
  for (const storage::StoreFacts& store : app::all_stores())
    for (const storage::Query* query : store.queries) {
      const std::string name(query->name), sql(query->sqlite.empty() ? query->sql : query->sqlite);
      for (const auto& step : connection.ask("EXPLAIN QUERY PLAN " + sql))
        if (step[3].ends_with("(county=?)") && !name.ends_with(".add")) found.insert(name);
    }
  for (const std::string& name : found) CHECK_MESSAGE(whole.contains(name), name);
  for (const std::string& name : whole) CHECK_MESSAGE(found.contains(name), name);
}
