#include "lib/store/transfer.hpp"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <list>

#include "lib/base/hex.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/database.hpp"
#include "lib/store/durable_file.hpp"
#include "lib/store/meta_store.hpp"
#include "lib/store/migration.hpp"

namespace wufei::storage {
namespace {

namespace fs = std::filesystem;
using Cell = std::variant<std::monostate, std::int64_t, std::string, Bytes>;
using Row = std::vector<Cell>;

contract::Error not_moved(std::string why) {
  return contract::make_error(contract::ErrorCode::unavailable, std::move(why));
}

// Rows in one number: each cell with its kind and length before it.
class Digest {
 public:
  Digest() { crypto_generichash_init(&state_, nullptr, 0, crypto_generichash_BYTES); }
  void add(std::string_view name) { add('n', name.data(), name.size()); }
  void add(const Row& row) {
    for (const Cell& cell : row) std::visit([this](const auto& held) { add_cell(held); }, cell);
  }
  std::string finish() {
    Bytes bytes(crypto_generichash_BYTES);
    crypto_generichash_final(&state_, bytes.data(), bytes.size());
    return contract::hex_of(bytes);
  }

 private:
  void add(char kind, const void* data, std::size_t size) {
    const std::string head = kind + std::to_string(size) + ':';
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(head.data()), head.size());
    crypto_generichash_update(&state_, static_cast<const unsigned char*>(data), size);
  }
  void add_cell(std::monostate) { add('0', "", 0); }
  void add_cell(std::int64_t number) {
    const std::string text = std::to_string(number);
    add('i', text.data(), text.size());
  }
  void add_cell(const std::string& text) { add('t', text.data(), text.size()); }
  void add_cell(const Bytes& bytes) { add('b', bytes.data(), bytes.size()); }

  crypto_generichash_state state_{};
};

std::string quoted(const std::string& name) {
  return '"' + name + '"';
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + quoted(name);
  return list;
}

std::vector<std::string> names_of(const TableShape& table) {
  std::vector<std::string> names;
  for (const ColumnShape& column : table.columns) names.push_back(column.name);
  return names;
}

// A statement made for one table; what runs it keeps it as long as its connections.
struct MadeQuery {
  std::string name, sql;
  Query query;
};
class MadeQueries {
 public:
  const Query& make(std::string name, std::string sql) {
    MadeQuery& made = queries_.emplace_back(MadeQuery{std::move(name), std::move(sql), {}});
    made.query = {made.name, made.sql};
    return made.query;
  }
  const Query& all_of(const TableShape& table) {
    return make("read " + table.name, "SELECT " + listed(names_of(table)) + " FROM " + quoted(table.name) +
                                          " ORDER BY " + listed(table.key));
  }
  const Query& insert_into(const TableShape& table) {
    std::string marks;
    for (std::size_t i = 1; i <= table.columns.size(); ++i)
      marks += (i == 1 ? "?" : ", ?") + std::to_string(i);
    return make("write " + table.name, "INSERT INTO " + quoted(table.name) + " (" + listed(names_of(table)) +
                                           ") VALUES (" + marks + ")");
  }
  const Query& empty(const TableShape& table) {
    return make("empty " + table.name, "DELETE FROM " + quoted(table.name));
  }
  const Query& any_of(const TableShape& table) {
    return make("any of " + table.name, "SELECT count(*) FROM " + quoted(table.name));
  }

 private:
  std::list<MadeQuery> queries_;
};

Cell cell_of(Columns& columns, ColumnType type) {
  if (type == ColumnType::integer) {
    const auto number = columns.integer_or_null();
    return number ? Cell(*number) : Cell();
  }
  if (type == ColumnType::bytes) {
    auto bytes = columns.bytes_or_null();
    return bytes ? Cell(std::move(*bytes)) : Cell();
  }
  auto text = columns.text_or_null();
  return text ? Cell(std::move(*text)) : Cell();
}

Value value_of(const Cell& cell) {
  return std::visit(
      [](const auto& held) {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>)
          return Value();
        else
          return Value(held);
      },
      cell);
}

// A mark of where the rows went is no row of the county's.
bool is_mark(const TableShape& table, const Row& row) {
  const auto* name = table.name == "meta" ? std::get_if<std::string>(&row.front()) : nullptr;
  return name != nullptr && *name == kMovedTo;
}

// One database, read from end to end in one session.
class Source {
 public:
  Source(Session& session, const Upkeep& upkeep, MadeQueries& queries)
      : session_(session), upkeep_(upkeep), queries_(queries) {}
  std::vector<TableShape> tables() { return upkeep_.tables(session_); }
  void each_row(const TableShape& table, const std::function<void(const Row&)>& take) {
    upkeep_.each_row(session_, queries_.all_of(table), [&](Columns& columns) {
      Row row;
      for (const ColumnShape& column : table.columns) row.push_back(cell_of(columns, column.type));
      if (const std::string fault = columns.finish(); !fault.empty())
        throw Failure(contract::make_error(contract::ErrorCode::internal, table.name + ": " + fault));
      if (!is_mark(table, row)) take(row);
    });
  }

 private:
  Session& session_;
  const Upkeep& upkeep_;
  MadeQueries& queries_;
};

// Those that others refer to come first.
std::vector<TableShape> in_order(std::vector<TableShape> tables) {
  std::sort(tables.begin(), tables.end(),
            [](const TableShape& a, const TableShape& b) { return a.name < b.name; });
  std::vector<TableShape> ordered;
  const auto is_there = [&](const std::string& name) {
    return std::any_of(ordered.begin(), ordered.end(),
                       [&](const TableShape& table) { return table.name == name; });
  };
  while (!tables.empty()) {
    const auto next = std::find_if(tables.begin(), tables.end(), [&](const TableShape& table) {
      return std::all_of(table.references.begin(), table.references.end(), is_there);
    });
    if (next == tables.end()) throw Failure(not_moved("tables refer to each other in a circle"));
    ordered.push_back(std::move(*next));
    tables.erase(next);
  }
  return ordered;
}

Transferred read_through(Source& source, const std::vector<TableShape>& tables,
                         const std::function<void(const TableShape&, const Row&)>& take) {
  Digest digest;
  Transferred done{static_cast<int>(tables.size()), 0, {}};
  for (const TableShape& table : tables) {
    digest.add(table.name);
    source.each_row(table, [&](const Row& row) {
      digest.add(row);
      ++done.rows;
      if (take) take(table, row);
    });
  }
  done.digest = digest.finish();
  return done;
}

void insert(Session& session, const Query& query, const Row& row) {
  std::vector<Value> values;
  for (const Cell& cell : row) values.push_back(value_of(cell));
  session.run_with(query, values);
}

// In the session that writes to the new place, beside the one that reads the old.
contract::Result<Transferred> copy(Source& source, Session& target, const Upkeep& upkeep,
                                   MadeQueries& queries) {
  const std::vector<TableShape> tables = in_order(source.tables());
  for (const TableShape& table : tables) {
    if (table.name == "meta") target.run(queries.empty(table));
    if (target.number(queries.any_of(table)) > 0) return not_moved("the new place holds rows already");
  }
  const Query* into = nullptr;
  const TableShape* last = nullptr;
  const Transferred sent = read_through(source, tables, [&](const TableShape& table, const Row& row) {
    if (last != &table) into = &queries.insert_into(table), last = &table;
    insert(target, *into, row);
  });
  upkeep.after_copy(target);
  Source copied(target, upkeep, queries);
  const Transferred arrived = read_through(copied, tables, {});
  if (arrived.digest != sent.digest || arrived.rows != sent.rows)
    return not_moved("the copy differs from what was copied");
  return sent;
}

contract::Status require_newest(Session& session, const Upkeep& upkeep) {
  if (upkeep.schema_version(session) == newest_schema_version()) return contract::ok();
  return not_moved("the database is of another version of the program: start the portal with it once");
}

contract::Status mark_moved(const StorePlace& place, const std::string& where) {
  auto database = open_database(place, {});
  if (!database) return database.error();
  return database->writer->run([&](Session& session) {
    MetaStore::set_text(session, kMovedTo, where);
    return contract::ok();
  });
}

contract::Status write_store_file(const fs::path& directory, const std::string& url) {
  const fs::path file = store_file(directory), part = fs::path(file) += ".new";
  std::error_code failed;
  fs::remove(part, failed);  // with the permissions that somebody gave it
  if (!write_durably(part, url + "\n", 0600)) return not_moved(file.string() + ": cannot be written");
  return put_in_place(part, file);
}

}  // namespace

contract::Result<Transferred> transfer(const StorePlace& from, const StorePlace& to) {
  MadeQueries queries;  // through all tries: connections know a statement by its address
  auto source = open_for_reading(from);
  if (!source) return source.error();
  auto target = open_database(to, {1});
  if (!target) return target.error();
  return source->readers->run([&](Session& reading) -> contract::Result<Transferred> {
    if (auto newest = require_newest(reading, *source->upkeep); !newest) return newest.error();
    return target->writer->run([&](Session& writing) -> contract::Result<Transferred> {
      Source rows(reading, *source->upkeep, queries);
      return copy(rows, writing, *target->upkeep, queries);
    });
  });
}

contract::Result<Transferred> digest_of(const StorePlace& place) {
  MadeQueries queries;
  auto source = open_for_reading(place);
  if (!source) return source.error();
  return source->readers->run([&](Session& session) -> contract::Result<Transferred> {
    Source rows(session, *source->upkeep, queries);
    return read_through(rows, in_order(rows.tables()), {});
  });
}

contract::Result<Transferred> move_store(const fs::path& directory, const std::string& url) {
  const auto from = resolved(directory);
  if (!from) return from.error();
  if (!from->url.empty()) return not_moved("the rows are on a server already: " + name_of(*from));
  const auto to = resolved({directory, url});
  if (!to) return to.error();
  const auto lock = lock_directory(directory);
  if (!lock) return lock.error();
  auto moved = transfer(*from, *to);
  if (!moved) return moved;
  if (auto marked = mark_moved(*from, name_of(*to)); !marked) return marked.error();
  const auto left = digest_of(*from);
  if (!left || left->digest != moved->digest) {
    (void)mark_moved(*from, "");
    return left ? not_moved("something was written meanwhile: empty the new database and move again")
                : left.error();
  }
  if (auto noted = write_store_file(directory, url); !noted) {
    (void)mark_moved(*from, "");  // nobody would find the rows
    return noted.error();
  }
  return moved;
}

}  // namespace wufei::storage
