#include "lib/store/keys/sealed_walk.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>

#include "lib/base/hex.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/sealed_words.hpp"

namespace wufei::storage {
namespace {

using Cell = std::variant<std::int64_t, std::string, Bytes>;
using Row = std::vector<Cell>;

constexpr int kPage = 500;           // rows looked at in one reading transaction
constexpr std::size_t kAtOnce = 20;  // rows sealed anew in one writing transaction

// Statements of a table that is known at run time only; there are few, and they live for ever.
const Query& lasting(std::string_view name, const std::string& sql) {
  struct Made {
    std::string name;
    Query query;
  };
  static std::mutex mutex;
  static std::map<std::string, Made> made;
  const std::lock_guard lock(mutex);
  const auto [at, fresh] = made.try_emplace(sql);
  if (fresh) {
    at->second.name = name;
    at->second.query = {at->second.name, at->first};
  }
  return at->second.query;
}

std::string in_quotes(std::string_view name) {
  return '"' + std::string(name) + '"';
}

Cell key_cell(Columns& columns, ColumnType type) {
  if (type == ColumnType::integer) return columns.integer();
  if (type == ColumnType::text) return columns.text();
  return columns.bytes();
}

std::vector<Value> values_of(const Row& row) {
  std::vector<Value> values;
  for (const Cell& cell : row)
    values.push_back(std::visit([](const auto& held) { return Value(held); }, cell));
  return values;
}

// The rows of a query whose values are those of a key.
template <class Read>
auto rows_with(Session& session, const Query& query, Read&& read, const Row& row) {
  const std::vector<Value> values = values_of(row);
  switch (values.size()) {  // of the keys that tables have
    case 0:
      return session.rows(query, read);
    case 1:
      return session.rows(query, read, values[0]);
    case 2:
      return session.rows(query, read, values[0], values[1]);
    case 3:
      return session.rows(query, read, values[0], values[1], values[2]);
    case 4:
      return session.rows(query, read, values[0], values[1], values[2], values[3]);
    default:
      return session.rows(query, read, values[0], values[1], values[2], values[3], values.at(4));
  }
}

// A row by its key, and the head of its sealed value.
struct Head {
  Row key;
  SealMark mark;
  bool is_there = true;  // not "", which words may be
  bool in_clear = false;
};

// One sealed column of one table.
class ColumnWalk {
 public:
  ColumnWalk(const SealedColumn& column, const TableShape& table) : column_(column) {
    for (const std::string& name : table.key) {
      const auto at = std::find_if(table.columns.begin(), table.columns.end(),
                                   [&](const ColumnShape& shape) { return shape.name == name; });
      types_.push_back(at->type);
      const std::string mark = "?" + std::to_string(types_.size());
      names_ += (names_.empty() ? "" : ", ") + in_quotes(name);
      marks_ += (marks_.empty() ? "" : ", ") + mark;
      same_ += (same_.empty() ? "" : " AND ") + in_quotes(name) + " = " + mark;
    }
  }

  // The rows after `last` (empty: from the beginning) in the order of the key.
  [[nodiscard]] std::vector<Head> page(Session& session, const Row& last) const {
    const std::string name = in_quotes(column_.column);
    const std::size_t length = is_text() ? kSealedMark.size() + 2 * kSealHead : kSealHead;
    const std::string sql = "SELECT " + names_ + ", substr(" + name + ", 1, " + std::to_string(length) +
                            ") FROM " + in_quotes(column_.table) + " WHERE " + name + " IS NOT NULL" +
                            (last.empty() ? "" : " AND (" + names_ + ") > (" + marks_ + ")") + " ORDER BY " +
                            names_ + " LIMIT " + std::to_string(kPage);
    return rows_with(
        session, lasting("sealed.page", sql), [this](Columns& columns) { return head(columns); }, last);
  }

  // Seals one value anew; false when no key opens it.
  bool seal_anew(Session& session, const Cipher& cipher, const Row& key) const {
    const Query& get = lasting("sealed.get", "SELECT " + in_quotes(column_.column) + " FROM " +
                                                 in_quotes(column_.table) + " WHERE " + same_);
    const auto found = rows_with(
        session, get,
        [this](Columns& columns) -> std::optional<Cell> {
          if (is_text()) return columns.text_or_null();
          return columns.bytes_or_null();
        },
        key);
    if (found.empty() || !found.front()) return true;  // erased meanwhile
    auto sealed = anew(cipher, *found.front());
    if (!sealed) return false;
    Row values = key;
    values.push_back(std::move(*sealed));
    session.run_with(
        lasting("sealed.put", "UPDATE " + in_quotes(column_.table) + " SET " + in_quotes(column_.column) +
                                  " = ?" + std::to_string(values.size()) + " WHERE " + same_),
        values_of(values));
    return true;
  }

  // What no key of the ring opens any more, by its own doing.
  [[nodiscard]] bool is_gone(const Head& head, const KeyRing& ring) const {
    const bool opens_alone = head.in_clear || (column_.kind == SealedKind::keyed && head.mark == SealMark{});
    return !opens_alone && ring.is_gone(head.mark);
  }

 private:
  [[nodiscard]] bool is_text() const { return column_.kind == SealedKind::words; }

  Head head(Columns& columns) const {
    Head head;
    for (const ColumnType type : types_) head.key.push_back(key_cell(columns, type));
    if (!is_text()) {
      head.mark = Cipher::mark_of(columns.bytes());
      return head;
    }
    const std::string text = columns.text();
    head.is_there = !text.empty();
    head.in_clear = !text.starts_with(kSealedMark);
    if (!head.in_clear) head.mark = Cipher::mark_of(bytes_of_words(text));
    return head;
  }

  [[nodiscard]] std::optional<Cell> anew(const Cipher& cipher, const Cell& cell) const {
    if (const auto* words = std::get_if<std::string>(&cell)) {
      if (!words->starts_with(kSealedMark)) return seal_words(cipher, *words);
      const auto opened = cipher.open(bytes_of_words(*words));
      return opened ? std::optional<Cell>(seal_words(cipher, *opened)) : std::nullopt;
    }
    const Bytes& bytes = std::get<Bytes>(cell);
    if (const auto opened = cipher.open(bytes)) return cipher.seal(*opened);
    if (column_.kind != SealedKind::keyed || Cipher::mark_of(bytes) != SealMark{}) return std::nullopt;
    return cipher.seal(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  }

  const SealedColumn& column_;
  std::vector<ColumnType> types_;
  std::string names_, marks_, same_;  // of the key: "a", "b" | ?1, ?2 | "a" = ?1 AND "b" = ?2
};

std::vector<ColumnWalk> walks(const std::vector<SealedColumn>& columns,
                              const std::vector<TableShape>& tables) {
  std::vector<ColumnWalk> walks;
  for (const SealedColumn& column : columns)
    for (const TableShape& table : tables) {
      const auto is_it = [&](const ColumnShape& shape) { return shape.name == column.column; };
      if (table.name == column.table && std::any_of(table.columns.begin(), table.columns.end(), is_it))
        walks.emplace_back(column, table);
    }
  return walks;
}

// Some rows in one transaction; answers how many no key opened.
contract::Result<int> seal_some(const Walking& walking, const ColumnWalk& walk, std::span<const Row> keys) {
  return walking.database.writer->run([&](Session& session) -> contract::Result<int> {
    int unopened = 0;
    for (const Row& key : keys)
      if (!walk.seal_anew(session, walking.cipher, key)) ++unopened;
    return unopened;
  });
}

contract::Status seal_rows(const Walking& walking, const ColumnWalk& walk, const std::vector<Row>& keys,
                           Resealed& done) {
  for (std::size_t from = 0; from < keys.size(); from += kAtOnce) {
    const auto some = std::span(keys).subspan(from, std::min(kAtOnce, keys.size() - from));
    const auto unopened = seal_some(walking, walk, some);
    if (!unopened) return unopened.error();
    done.unopened += *unopened;
    done.values += static_cast<std::int64_t>(some.size()) - *unopened;
  }
  return contract::ok();
}

// Answers whether the column was walked to its end.
contract::Result<bool> seal_column(const Walking& walking, const ColumnWalk& walk,
                                   const std::function<bool(SealMark)>& is_stale,
                                   const std::function<bool()>& over, Resealed& done) {
  for (Row last;;) {
    if (over()) return false;
    const auto page = walking.database.readers->run(
        [&](Session& session) -> contract::Result<std::vector<Head>> { return walk.page(session, last); });
    if (!page) return page.error();
    if (page->empty()) return true;
    last = page->back().key;
    std::vector<Row> stale;
    const auto ring = walking.cipher.keys().ring();
    for (const Head& head : *page)
      if (head.is_there && is_stale(head.mark) && !walk.is_gone(head, *ring)) stale.push_back(head.key);
    if (auto sealed = seal_rows(walking, walk, stale, done); !sealed) return sealed.error();
  }
}

}  // namespace

std::vector<SealedColumn> sealed_columns(const std::vector<StoreFacts>& stores) {
  std::vector<SealedColumn> columns;
  for (const StoreFacts& store : stores)
    columns.insert(columns.end(), store.sealed.begin(), store.sealed.end());
  return columns;
}

SealCounts count_seals(Session& session, const Upkeep& upkeep, const std::vector<SealedColumn>& columns,
                       const KeyRing& ring) {
  SealCounts counts;
  for (const ColumnWalk& walk : walks(columns, upkeep.tables(session)))
    for (Row last;;) {
      const std::vector<Head> page = walk.page(session, last);
      if (page.empty()) break;
      last = page.back().key;
      for (const Head& head : page) {
        if (!head.is_there) continue;
        if (walk.is_gone(head, ring))
          ++counts.gone;
        else
          ++counts.readable[head.mark];
      }
    }
  return counts;
}

contract::Result<SealCounts> count_seals(const StorePlace& place, const std::vector<SealedColumn>& columns) {
  const auto reading = open_for_reading(place);
  if (!reading) return reading.error();
  const auto ring = KeyRing::read(key_file(place.directory));
  if (!ring) return ring.error();
  return reading->readers->run([&](Session& session) -> contract::Result<SealCounts> {
    return count_seals(session, *reading->upkeep, columns, *ring);
  });
}

contract::Result<Resealed> seal_anew(const Walking& walking, const std::function<bool(SealMark)>& is_stale,
                                     const std::function<bool()>& over) {
  const auto tables =
      walking.database.readers->run([&](Session& session) -> contract::Result<std::vector<TableShape>> {
        return walking.database.upkeep->tables(session);
      });
  if (!tables) return tables.error();
  Resealed done;
  for (const ColumnWalk& walk : walks(walking.columns, *tables)) {
    const auto whole = seal_column(walking, walk, is_stale, over, done);
    if (!whole) return whole.error();
    if (!*whole) return done;
  }
  done.complete = true;
  return done;
}

}  // namespace wufei::storage
