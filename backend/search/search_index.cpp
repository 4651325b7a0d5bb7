#include "search/search_index.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <map>

#include "lib/base/utf8.hpp"
#include "lib/store/sqlite_error.hpp"

namespace wufei::storage {
namespace {

using contract::SearchHit;
using contract::SearchResult;

constexpr std::size_t kSnippet = 90;  // code points
constexpr const char* kSchema =
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,"
    " kind TEXT NOT NULL, chapter INTEGER NOT NULL, place INTEGER NOT NULL) STRICT;"
    "CREATE INDEX entry_by_chapter ON entry (chapter);"
    "CREATE VIRTUAL TABLE entry_text USING fts5 (title, text, content='', tokenize='unicode61 "
    "remove_diacritics 0')";
constexpr const char* kHeld = "SELECT id, path, title, text, kind, place FROM entry WHERE chapter = ?1";
constexpr const char* kAddEntry =
    "INSERT INTO entry (path, title, text, kind, chapter, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr const char* kAddText = "INSERT INTO entry_text (rowid, title, text) VALUES (?1, ?2, ?3)";
constexpr const char* kMove = "UPDATE entry SET place = ?2 WHERE id = ?1";
constexpr const char* kDropEntry = "DELETE FROM entry WHERE id = ?1";
// The table keeps no text of its own, so it has to be told what it forgets.
constexpr const char* kDropText =
    "INSERT INTO entry_text (entry_text, rowid, title, text) VALUES ('delete', ?1, ?2, ?3)";
constexpr const char* kCount =
    "SELECT count(*) FROM entry_text JOIN entry ON entry.id = entry_text.rowid WHERE entry_text MATCH ?1"
    " AND (?2 = '' OR kind = ?2)";
constexpr const char* kFind =
    "SELECT path, entry.title, entry.text, kind FROM entry_text JOIN entry ON entry.id = entry_text.rowid"
    " WHERE entry_text MATCH ?1 AND (?2 = '' OR kind = ?2)"
    " ORDER BY bm25(entry_text, 10.0, 1.0), chapter, place LIMIT ?3 OFFSET ?4";
constexpr const char* kSuggest =
    "SELECT entry.title FROM entry_text JOIN entry ON entry.id = entry_text.rowid WHERE entry_text MATCH ?1"
    " ORDER BY instr(lower(entry.title), ?2) <> 1, length(entry.title), chapter, place LIMIT ?3";

// One word as a phrase of FTS5; quotes cannot be in it, search_words() drops them.
std::string phrase(std::string_view word) {
  std::string quoted(1, '"');
  quoted += contract::search_tokens(word);
  quoted += '"';
  return quoted;
}

std::string all_of(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) query += (query.empty() ? "" : " AND ") + phrase(word);
  return query;
}

// Neighbouring characters of each word, joined by OR.
std::string any_of(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) {
    std::vector<std::string> characters;
    for (std::size_t at = 0; at < word.size();) {
      std::string one;
      contract::append_utf8(one, contract::next_code_point(word, at));
      characters.push_back(std::move(one));
    }
    for (std::size_t i = 0; i + 1 < characters.size(); ++i)
      query += (query.empty() ? "" : " OR ") + phrase(characters[i] + characters[i + 1]);
  }
  return query;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

// An entry that the index holds.
struct Held {
  std::int64_t id;
  int place;
  SearchEntry row;
};
// By everything that is indexed.
using HeldEntries = std::multimap<std::string, Held>;

std::string key_of(const SearchEntry& row) {
  std::string key;
  for (const std::string* part : {&row.path, &row.title, &row.kind, &row.text}) key += *part + '\0';
  return key;
}

}  // namespace

struct SearchIndex::Insides {
  SQLite::Database database{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  std::mutex mutex;

  std::int64_t count(const std::string& match, std::string_view kind) {
    SQLite::Statement statement(database, kCount);
    statement.bind(1, match);
    statement.bind(2, std::string(kind));
    return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;
  }

  std::vector<SearchHit> find(const std::string& match, const std::vector<std::string>& words,
                              std::string_view kind, int limit, int offset) {
    SQLite::Statement statement(database, kFind);
    statement.bind(1, match);
    statement.bind(2, std::string(kind));
    statement.bind(3, limit);
    statement.bind(4, offset);
    std::vector<SearchHit> hits;
    while (statement.executeStep())
      hits.push_back({statement.getColumn(0).getString(), statement.getColumn(1).getString(),
                      statement.getColumn(3).getString(),
                      contract::search_snippet(statement.getColumn(2).getString(), words, kSnippet)});
    return hits;
  }

  template <class... Values>
  void run(const char* sql, const Values&... values) {
    SQLite::Statement statement(database, sql);
    int index = 0;
    (statement.bind(++index, values), ...);
    statement.exec();
  }

  HeldEntries held(int chapter) {
    SQLite::Statement statement(database, kHeld);
    statement.bind(1, chapter);
    HeldEntries entries;
    while (statement.executeStep()) {
      SearchEntry row{statement.getColumn(1).getString(), statement.getColumn(2).getString(),
                      statement.getColumn(3).getString(), statement.getColumn(4).getString()};
      std::string key = key_of(row);
      entries.emplace(std::move(key), Held{statement.getColumn(0).getInt64(), statement.getColumn(5).getInt(),
                                           std::move(row)});
    }
    return entries;
  }

  void add(const SearchEntry& row, int chapter, int place) {
    run(kAddEntry, row.path, row.title, row.text, row.kind, chapter, place);
    run(kAddText, database.getLastInsertRowid(), contract::search_tokens(row.title),
        contract::search_tokens(row.text));
  }

  void drop(const Held& gone) {
    run(kDropText, gone.id, contract::search_tokens(gone.row.title), contract::search_tokens(gone.row.text));
    run(kDropEntry, gone.id);
  }
};

SearchIndex::SearchIndex() : insides_(std::make_unique<Insides>()) {
  insides_->database.exec(kSchema);
}

SearchIndex::~SearchIndex() = default;

contract::Status SearchIndex::put(int chapter, const std::vector<SearchEntry>& entries) {
  const std::lock_guard lock(insides_->mutex);
  return guarded("update the search index", [&]() -> contract::Status {
    SQLite::Transaction transaction(insides_->database);
    HeldEntries held = insides_->held(chapter);
    int place = 0;
    for (const SearchEntry& row : entries) {
      const auto found = held.find(key_of(row));
      if (found == held.end()) {
        insides_->add(row, chapter, place);
      } else {
        if (found->second.place != place) insides_->run(kMove, found->second.id, place);
        held.erase(found);
      }
      ++place;
    }
    for (const auto& [key, gone] : held) insides_->drop(gone);
    transaction.commit();
    return contract::ok();
  });
}

contract::Result<SearchResult> SearchIndex::search(std::string_view query, std::string_view kind, int limit,
                                                   int offset) const {
  const std::vector<std::string> words = contract::search_words(query);
  SearchResult result;
  result.query = joined(words);
  if (words.empty()) return result;
  const std::lock_guard lock(insides_->mutex);
  return guarded("search", [&]() -> contract::Result<SearchResult> {
    std::string match = all_of(words);
    result.total = insides_->count(match, kind);
    if (result.total == 0 && !any_of(words).empty()) {
      match = any_of(words);
      result.total = insides_->count(match, kind);
      result.relaxed = result.total > 0;
    }
    if (result.total > 0) result.hits = insides_->find(match, words, kind, std::min(limit, 50), offset);
    return result;
  });
}

contract::Result<std::vector<std::string>> SearchIndex::suggest(std::string_view query, int limit) const {
  using Titles = std::vector<std::string>;
  const std::vector<std::string> words = contract::search_words(query);
  if (words.empty()) return Titles{};
  const std::lock_guard lock(insides_->mutex);
  return guarded("suggest", [&]() -> contract::Result<Titles> {
    SQLite::Statement statement(insides_->database, kSuggest);
    statement.bind(1, "title : (" + all_of(words) + ")");
    statement.bind(2, words.front());
    statement.bind(3, limit);
    Titles titles;
    while (statement.executeStep()) {
      std::string title = statement.getColumn(0).getString();
      if (std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(std::move(title));
    }
    return titles;
  });
}

}  // namespace wufei::storage
