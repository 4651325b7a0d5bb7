#include "support/raw_database.hpp"

#include <unistd.h>

#include <cstdlib>
#include <map>
#include <mutex>

#include "lib/store/data_directory.hpp"
#include "lib/store/place.hpp"
#include "lib/store/postgres/connection.hpp"
#include "lib/store/postgres/migrate.hpp"
#include "lib/store/sqlite/connection.hpp"
#include "lib/store/sqlite/migrate.hpp"
#include "support/scratch.hpp"

namespace wufei::test {
namespace {

std::string server() {
  const char* folder = std::getenv("WUFEI_TEST_POSTGRES");
  return folder != nullptr ? folder : "";
}

std::string url_of(const std::string& database) {
  return "postgresql:///" + database + "?host=" + server() + "&user=wufei";
}

// Databases made by this process; those left are dropped at its end.
class Databases {
 public:
  static Databases& all() {
    static Databases databases;
    return databases;
  }
  ~Databases() {
    for (const std::string& name : fresh_) drop(name);
    for (const auto& [directory, name] : placed_) drop(name);
    drop(template_);
  }
  std::string made(const std::filesystem::path& directory) {
    const std::lock_guard lock(mutex_);
    if (const auto found = placed_.find(directory.string()); found != placed_.end()) return found->second;
    if (template_.empty()) {
      template_ = create("template0");
      storage::PostgresConnection connection(url_of(template_));
      if (const auto migrated = storage::migrate(connection); !migrated)
        throw std::runtime_error(migrated.error().detail);
    }
    return placed_[directory.string()] = create(template_);
  }
  std::string fresh() {
    const std::lock_guard lock(mutex_);
    return fresh_.emplace_back(create("template0"));
  }
  void drop_within(const std::string& directory) {
    const std::lock_guard lock(mutex_);
    std::erase_if(placed_, [&](const auto& placed) {
      if (!placed.first.starts_with(directory)) return false;
      drop(placed.second);
      return true;
    });
  }

 private:
  std::string create(const std::string& from) {
    const std::string name = "t" + std::to_string(getpid()) + "_" + std::to_string(++made_);
    admin().execute("CREATE DATABASE " + name + " TEMPLATE " + from);
    return name;
  }
  void drop(const std::string& name) {
    if (!name.empty()) admin().execute("DROP DATABASE " + name + " WITH (FORCE)");
  }
  storage::PostgresConnection& admin() {
    if (!admin_) admin_ = std::make_unique<storage::PostgresConnection>(url_of("postgres"));
    return *admin_;
  }

  std::mutex mutex_;
  std::unique_ptr<storage::PostgresConnection> admin_;
  std::string template_;
  int made_ = 0;
  std::map<std::string, std::string> placed_;
  std::vector<std::string> fresh_;
};

std::vector<std::string> first_of(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.at(0));
  return names;
}

// A file of SQLite with every table and no row that a data directory writes.
const std::filesystem::path& migrated_file() {
  static const Scratch scratch;
  static const std::filesystem::path made = [] {
    const std::filesystem::path file = scratch.path() / "migrated";
    storage::Connection connection(file, storage::Access::write);
    if (const auto migrated = storage::migrate(connection); !migrated)
      throw std::runtime_error(migrated.error().detail);
    return file;  // closed, it has all of its log
  }();
  return made;
}

}  // namespace

bool on_postgres() {
  return !server().empty();
}

void place_store(const std::filesystem::path& directory) {
  if (!on_postgres() || std::filesystem::exists(storage::store_file(directory))) return;
  constexpr auto kOwner = std::filesystem::perms::owner_all;
  std::filesystem::create_directories(directory);
  std::filesystem::permissions(directory, kOwner);
  write_file(storage::store_file(directory), url_of(Databases::all().made(directory)) + "\n");
  std::filesystem::permissions(storage::store_file(directory),
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

void place_migrated_store(const std::filesystem::path& directory) {
  place_store(directory);
  if (on_postgres() || std::filesystem::exists(storage::database_file(directory))) return;
  if (const auto prepared = storage::prepare_directory(directory); !prepared)
    throw std::runtime_error(prepared.error().detail);
  std::filesystem::copy_file(migrated_file(), storage::database_file(directory));
}

void drop_stores_within(const std::filesystem::path& directory) {
  if (on_postgres()) Databases::all().drop_within(directory.string());
}

std::string fresh_database() {
  return url_of(Databases::all().fresh());
}

RawDatabase::RawDatabase(const std::filesystem::path& directory) {
  const auto place = storage::resolved(directory);
  if (!place) throw std::runtime_error(place.error().detail);
  if (place->url.empty())
    sqlite_ =
        std::make_unique<storage::Connection>(storage::database_file(directory), storage::Access::write);
  else
    postgres_ = std::make_unique<storage::PostgresConnection>(place->url);
}

RawDatabase::RawDatabase(RawDatabase&&) noexcept = default;
RawDatabase::~RawDatabase() = default;

void RawDatabase::execute(const std::string& sql) {
  sqlite_ ? sqlite_->execute(sql) : postgres_->execute(sql);
}

std::vector<std::vector<std::string>> RawDatabase::ask(const std::string& sql) {
  return sqlite_ ? sqlite_->ask(sql) : postgres_->ask(sql);
}

std::int64_t RawDatabase::ask_number(const std::string& sql) {
  const auto rows = ask(sql);
  return rows.empty() || rows[0].empty() || rows[0][0].empty() ? 0 : std::stoll(rows[0][0]);
}

void RawDatabase::ignore_checks() {
  execute(sqlite_
              ? "PRAGMA ignore_check_constraints = ON"
              : "DO $$ DECLARE one record; BEGIN FOR one IN SELECT conname, conrelid::regclass AS its_table"
                " FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace LOOP"
                " EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.its_table, one.conname);"
                " END LOOP; END $$");
}

std::vector<std::string> RawDatabase::tables() {
  return first_of(
      ask(sqlite_ ? "SELECT name FROM sqlite_schema WHERE type = 'table'"
                  : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"));
}

std::vector<std::string> RawDatabase::columns(const std::string& table) {
  return first_of(ask(sqlite_ ? "SELECT name FROM pragma_table_info('" + table + "')"
                              : "SELECT column_name FROM information_schema.columns WHERE table_name = '" +
                                    table + "' AND table_schema = 'public'"));
}

std::vector<std::string> RawDatabase::references(const std::string& table) {
  return first_of(ask(sqlite_ ? "SELECT \"table\" FROM pragma_foreign_key_list('" + table + "')"
                              : "SELECT confrelid::regclass FROM pg_constraint WHERE contype = 'f'"
                                " AND conrelid = '" +
                                    table + "'::regclass"));
}

std::string RawDatabase::stored_bytes(const std::filesystem::path& directory) {
  std::string bytes;
  if (!on_postgres()) {
    for (const char* suffix : {"", "-wal"}) {
      const auto file = directory / (std::string("wufei.db") + suffix);
      if (std::filesystem::exists(file)) bytes += read_file(file);
    }
    return bytes;
  }
  // bytea as the bytes that it holds: printable ones stay as they are.
  RawDatabase database(directory);
  database.execute("SET bytea_output = 'escape'");
  for (const std::string& table : database.tables())
    for (const auto& row : database.ask("SELECT * FROM \"" + table + "\""))
      for (const std::string& value : row) bytes += value + '\n';
  return bytes;
}

std::vector<std::string> RawDatabase::worded_columns(const std::string& table) {
  return first_of(
      ask(sqlite_ ? "SELECT name FROM pragma_table_info('" + table + "') WHERE type IN ('TEXT', 'BLOB')"
                  : "SELECT column_name FROM information_schema.columns WHERE table_name = '" + table +
                        "' AND table_schema = 'public' AND data_type IN ('text', 'bytea')"));
}

}  // namespace wufei::test
