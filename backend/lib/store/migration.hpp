// The schema and its history: real .sql files, embedded at build time, ordered by number, each applied in one
// transaction. Never edits a step that has shipped.
#pragma once

#include <span>
#include <string_view>

namespace wufei::storage {

// The same number and name on every engine. The text for PostgreSQL is made from SQLite's by rule
// (scripts/generate_migrations.mjs) unless migrations/postgres/ has a file of its own.
struct Migration {
  std::string_view name;  // "0001_first"
  std::string_view sqlite;
  std::string_view postgres;
};

// The step from version i to i + 1 at [i].
std::span<const Migration> migrations();
int newest_schema_version();

}  // namespace wufei::storage
