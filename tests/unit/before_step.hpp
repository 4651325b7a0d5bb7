// A database as it was before one step of the migrations, on either engine. For tests only.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/migration.hpp"
#include "lib/store/postgres/connection.hpp"
#include "lib/store/sqlite/connection.hpp"
#include "support/raw_database.hpp"
#include "support/scratch.hpp"

namespace wufei::test {

using Lines = std::vector<std::vector<std::string>>;

class BeforeStep {
 public:
  // `next`: how the name of the first step ends that is not made yet.
  explicit BeforeStep(std::string_view next) {
    if (on_postgres())
      postgres_ = std::make_unique<storage::PostgresConnection>(fresh_database());
    else
      sqlite_ = std::make_unique<storage::Connection>(scratch_.path() / "wufei.db", storage::Access::write);
    while (!storage::migrations()[at_].name.ends_with(next)) step();
  }
  // The next step.
  void step() {
    const storage::Migration& next = storage::migrations()[at_++];
    run(std::string(sqlite_ ? next.sqlite : next.postgres));
  }
  // All that are left.
  void finish() {
    while (at_ < storage::migrations().size()) step();
  }
  void run(const std::string& sql) { sqlite_ ? sqlite_->execute(sql) : postgres_->execute(sql); }
  Lines ask(const std::string& sql) { return sqlite_ ? sqlite_->ask(sql) : postgres_->ask(sql); }
  // No bytes, as SQL.
  [[nodiscard]] std::string no_bytes() const { return sqlite_ ? "x''" : "''"; }

 private:
  Scratch scratch_;
  std::unique_ptr<storage::Connection> sqlite_;
  std::unique_ptr<storage::PostgresConnection> postgres_;
  std::size_t at_ = 0;
};

}  // namespace wufei::test
