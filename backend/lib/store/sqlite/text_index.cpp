#include "lib/store/text_index.hpp"

#include <map>
#include <mutex>

#include "lib/store/sqlite/connection.hpp"

namespace wufei::storage {
namespace {

// FTS5: the table of texts keeps none of its own.
constexpr const char* kSchema =
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,"
    " kind TEXT NOT NULL, chapter INTEGER NOT NULL, place INTEGER NOT NULL) STRICT;"
    "CREATE INDEX entry_by_chapter ON entry (chapter);"
    "CREATE VIRTUAL TABLE entry_text USING fts5 (title, text, content='', tokenize='unicode61 "
    "remove_diacritics 0')";
constexpr Query kHeld{
    "text_index.held", {}, "SELECT id, path, title, text, kind, place FROM entry WHERE chapter = ?1"};
constexpr Query kAddEntry{
    "text_index.add_entry",
    {},
    "INSERT INTO entry (path, title, text, kind, chapter, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " RETURNING id"};
constexpr Query kAddText{
    "text_index.add_text", {}, "INSERT INTO entry_text (rowid, title, text) VALUES (?1, ?2, ?3)"};
constexpr Query kMove{"text_index.move", {}, "UPDATE entry SET place = ?2 WHERE id = ?1"};
constexpr Query kDropEntry{"text_index.drop_entry", {}, "DELETE FROM entry WHERE id = ?1"};
// So it has to be told what it forgets.
constexpr Query kDropText{
    "text_index.drop_text",
    {},
    "INSERT INTO entry_text (entry_text, rowid, title, text) VALUES ('delete', ?1, ?2, ?3)"};
constexpr Query kCount{
    "text_index.count",
    {},
    "SELECT count(*) FROM entry_text JOIN entry ON entry.id = entry_text.rowid WHERE entry_text MATCH ?1"
    " AND (?2 = '' OR kind = ?2)"};
constexpr Query kFind{
    "text_index.find",
    {},
    "SELECT path, entry.title, entry.text, kind FROM entry_text JOIN entry ON entry.id = entry_text.rowid"
    " WHERE entry_text MATCH ?1 AND (?2 = '' OR kind = ?2)"
    " ORDER BY bm25(entry_text, 10.0, 1.0), chapter, place LIMIT ?3 OFFSET ?4"};
constexpr Query kSuggest{
    "text_index.suggest",
    {},
    "SELECT entry.title FROM entry_text JOIN entry ON entry.id = entry_text.rowid WHERE entry_text MATCH ?1"
    " ORDER BY instr(lower(entry.title), ?2) <> 1, length(entry.title), chapter, place LIMIT ?3"};

// In the language of FTS5.
std::string matching(const Phrases& phrases, TextIndex::Tokens tokens) {
  std::string query;
  for (const std::string& run : phrases.runs) {
    if (!query.empty()) query += phrases.any ? " OR " : " AND ";
    query.append("\"").append(tokens(run)).append("\"");
  }
  return query;
}

IndexedText read_text(Columns& columns) {
  return {columns.text(), columns.text(), columns.text(), columns.text()};
}

// An entry that the index holds.
struct Held {
  std::int64_t id;
  int place;
  IndexedText row;
};
// By everything that is indexed.
using HeldEntries = std::multimap<std::string, Held>;

std::string key_of(const IndexedText& row) {
  std::string key;
  for (const std::string* part : {&row.path, &row.title, &row.kind, &row.text}) key += *part + '\0';
  return key;
}

}  // namespace

struct TextIndex::Insides {
  explicit Insides(Tokens words) : tokens(words) {}
  Tokens tokens;
  Connection connection{":memory:", Access::copy};
  std::mutex mutex;

  HeldEntries held(int chapter) {
    HeldEntries entries;
    const auto read = [](Columns& columns) {
      const std::int64_t id = columns.integer();
      IndexedText row = read_text(columns);
      return Held{id, static_cast<int>(columns.integer()), std::move(row)};
    };
    for (Held& one : connection.rows(kHeld, read, chapter)) {
      std::string key = key_of(one.row);
      entries.emplace(std::move(key), std::move(one));
    }
    return entries;
  }

  void add(const IndexedText& row, int chapter, int place) {
    const std::int64_t id =
        connection.insert_returning_id(kAddEntry, row.path, row.title, row.text, row.kind, chapter, place);
    connection.run(kAddText, id, tokens(row.title), tokens(row.text));
  }

  void drop(const Held& gone) {
    connection.run(kDropText, gone.id, tokens(gone.row.title), tokens(gone.row.text));
    connection.run(kDropEntry, gone.id);
  }

  // What the chapter held and is not among the entries goes; what is new comes; the rest may move.
  void put(int chapter, const std::vector<IndexedText>& entries) {
    HeldEntries left = held(chapter);
    int place = 0;
    for (const IndexedText& row : entries) {
      const auto found = left.find(key_of(row));
      if (found == left.end()) {
        add(row, chapter, place);
      } else {
        if (found->second.place != place) connection.run(kMove, found->second.id, place);
        left.erase(found);
      }
      ++place;
    }
    for (const auto& [key, gone] : left) drop(gone);
  }
};

TextIndex::TextIndex(Tokens tokens) : insides_(std::make_unique<Insides>(tokens)) {
  insides_->connection.execute(kSchema);
}

TextIndex::~TextIndex() = default;

contract::Status TextIndex::put(int chapter, const std::vector<IndexedText>& texts) {
  const std::lock_guard lock(insides_->mutex);
  return guarded("update the text index", [&]() -> contract::Status {
    Connection& connection = insides_->connection;
    connection.execute("BEGIN");
    try {
      insides_->put(chapter, texts);
      connection.execute("COMMIT");
    } catch (...) {
      if (connection.in_transaction()) connection.execute("ROLLBACK");
      throw;
    }
    return contract::ok();
  });
}

contract::Result<TextsFound> TextIndex::find(const std::vector<Phrases>& tries, std::string_view kind,
                                             int limit, int offset) const {
  const std::lock_guard lock(insides_->mutex);
  Connection& connection = insides_->connection;
  return guarded("look for a text", [&]() -> contract::Result<TextsFound> {
    TextsFound found;
    for (const Phrases& phrases : tries) {
      const std::string match = matching(phrases, insides_->tokens);
      if (!match.empty()) found.total = connection.number(kCount, match, kind);
      if (found.total > 0) {
        found.texts = connection.rows(kFind, read_text, match, kind, limit, offset);
        break;
      }
      ++found.by;
    }
    return found;
  });
}

contract::Result<std::vector<std::string>> TextIndex::titles(const Phrases& phrases, std::string_view word,
                                                             int limit) const {
  const std::lock_guard lock(insides_->mutex);
  return guarded("look for titles", [&]() -> contract::Result<std::vector<std::string>> {
    const std::string match = "title : (" + matching(phrases, insides_->tokens) + ")";
    return insides_->connection.rows(kSuggest, &Columns::text, match, word, limit);
  });
}

}  // namespace wufei::storage
