// One SQLite connection with its prepared statements kept. Used by one thread at a time. Throws Failure; no
// header of SQLite is needed to use it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "lib/store/session.hpp"

namespace SQLite {
class Statement;
}  // namespace SQLite

namespace wufei::storage {

enum class Access : std::uint8_t { read, write, copy };

class Connection final : public Session {
 public:
  // read: cannot write. write: made when missing; WAL is the file's own affair, synchronous=FULL. copy: as
  // write without our settings, for a file that is not in use. All: foreign keys, trusted_schema off, 5 s
  // busy timeout.
  Connection(const std::filesystem::path& file, Access access);
  ~Connection() override;

  // One or several statements of any text, without answers.
  void execute(const std::string& sql);
  // The same for texts that answer rows: every value as text, NULL as "".
  std::vector<std::vector<std::string>> ask(const std::string& sql);
  // The first value of ask() as a number, 0 when there is none.
  std::int64_t ask_number(const std::string& sql);
  // Makes the statement ready; a query that SQLite does not take is a Failure.
  void prepare(const Query& query);
  // Keeps at most so many megabytes of pages in memory; SQLite's own measure is 2.
  void set_page_cache(int megabytes);
  // Grows with every row that is inserted, updated or deleted; what was rolled back counts too. Wraps round.
  [[nodiscard]] std::int64_t changes();
  // False after SQLite rolled back by itself (full disk, I/O error).
  [[nodiscard]] bool in_transaction();
  // Copies the whole database into an empty file: all pages in one step, since small steps start again
  // whenever somebody writes.
  void copy_into(Connection& target);

 private:
  struct Insides;
  std::int64_t perform(const Query& query, std::span<const Value> values, const TakeRow& take) override;
  std::int64_t insert_row(const Query& query, std::span<const Value> values) override;
  SQLite::Statement& statement(const Query& query);

  std::unique_ptr<Insides> insides_;
};

}  // namespace wufei::storage
