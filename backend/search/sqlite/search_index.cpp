#include "search/search_index.hpp"

#include <algorithm>
#include <map>

#include "lib/base/utf8.hpp"
#include "lib/store/sqlite/connection.hpp"

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
constexpr Query kHeld{
    "search.held", {}, "SELECT id, path, title, text, kind, place FROM entry WHERE chapter = ?1"};
constexpr Query kAddEntry{
    "search.add_entry",
    {},
    "INSERT INTO entry (path, title, text, kind, chapter, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " RETURNING id"};
constexpr Query kAddText{
    "search.add_text", {}, "INSERT INTO entry_text (rowid, title, text) VALUES (?1, ?2, ?3)"};
constexpr Query kMove{"search.move", {}, "UPDATE entry SET place = ?2 WHERE id = ?1"};
constexpr Query kDropEntry{"search.drop_entry", {}, "DELETE FROM entry WHERE id = ?1"};
// The table keeps no text of its own, so it has to be told what it forgets.
constexpr Query kDropText{
    "search.drop_text",
    {},
    "INSERT INTO entry_text (entry_text, rowid, title, text) VALUES ('delete', ?1, ?2, ?3)"};
constexpr Query kCount{
    "search.count",
    {},
    "SELECT count(*) FROM entry_text JOIN entry ON entry.id = entry_text.rowid WHERE entry_text MATCH ?1"
    " AND (?2 = '' OR kind = ?2)"};
constexpr Query kFind{
    "search.find",
    {},
    "SELECT path, entry.title, kind, entry.text FROM entry_text JOIN entry ON entry.id = entry_text.rowid"
    " WHERE entry_text MATCH ?1 AND (?2 = '' OR kind = ?2)"
    " ORDER BY bm25(entry_text, 10.0, 1.0), chapter, place LIMIT ?3 OFFSET ?4"};
constexpr Query kSuggest{
    "search.suggest",
    {},
    "SELECT entry.title FROM entry_text JOIN entry ON entry.id = entry_text.rowid WHERE entry_text MATCH ?1"
    " ORDER BY instr(lower(entry.title), ?2) <> 1, length(entry.title), chapter, place LIMIT ?3"};

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
  Connection connection{":memory:", Access::copy};
  std::mutex mutex;

  HeldEntries held(int chapter) {
    HeldEntries entries;
    const auto read = [](Columns& columns) {
      const std::int64_t id = columns.integer();
      SearchEntry row{columns.text(), columns.text(), columns.text(), columns.text()};
      return Held{id, static_cast<int>(columns.integer()), std::move(row)};
    };
    for (Held& one : connection.rows(kHeld, read, chapter)) {
      std::string key = key_of(one.row);
      entries.emplace(std::move(key), std::move(one));
    }
    return entries;
  }

  void add(const SearchEntry& row, int chapter, int place) {
    const std::int64_t id =
        connection.insert_returning_id(kAddEntry, row.path, row.title, row.text, row.kind, chapter, place);
    connection.run(kAddText, id, contract::search_tokens(row.title), contract::search_tokens(row.text));
  }

  void drop(const Held& gone) {
    connection.run(kDropText, gone.id, contract::search_tokens(gone.row.title),
                   contract::search_tokens(gone.row.text));
    connection.run(kDropEntry, gone.id);
  }

  // What the chapter held and is not among the entries goes; what is new comes; the rest may move.
  void put(int chapter, const std::vector<SearchEntry>& entries) {
    HeldEntries left = held(chapter);
    int place = 0;
    for (const SearchEntry& row : entries) {
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

SearchIndex::SearchIndex() : insides_(std::make_unique<Insides>()) {
  insides_->connection.execute(kSchema);
}

SearchIndex::~SearchIndex() = default;

contract::Status SearchIndex::put(int chapter, const std::vector<SearchEntry>& entries) {
  const std::lock_guard lock(insides_->mutex);
  return guarded("update the search index", [&]() -> contract::Status {
    Connection& connection = insides_->connection;
    connection.execute("BEGIN");
    try {
      insides_->put(chapter, entries);
      connection.execute("COMMIT");
    } catch (...) {
      if (connection.in_transaction()) connection.execute("ROLLBACK");
      throw;
    }
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
  Connection& connection = insides_->connection;
  return guarded("search", [&]() -> contract::Result<SearchResult> {
    std::string match = all_of(words);
    result.total = connection.number(kCount, match, kind);
    if (result.total == 0 && !any_of(words).empty()) {
      match = any_of(words);
      result.total = connection.number(kCount, match, kind);
      result.relaxed = result.total > 0;
    }
    const auto read = [&](Columns& columns) {
      SearchHit hit{columns.text(), columns.text(), columns.text(), {}};
      hit.snippet = contract::search_snippet(columns.text(), words, kSnippet);
      return hit;
    };
    if (result.total > 0)
      result.hits = connection.rows(kFind, read, match, kind, std::min(limit, 50), offset);
    return result;
  });
}

contract::Result<std::vector<std::string>> SearchIndex::suggest(std::string_view query, int limit) const {
  using Titles = std::vector<std::string>;
  const std::vector<std::string> words = contract::search_words(query);
  if (words.empty()) return Titles{};
  const std::lock_guard lock(insides_->mutex);
  return guarded("suggest", [&]() -> contract::Result<Titles> {
    Titles titles;
    for (std::string& title : insides_->connection.rows(
             kSuggest, &Columns::text, "title : (" + all_of(words) + ")", words.front(), limit))
      if (std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(std::move(title));
    return titles;
  });
}

}  // namespace wufei::storage
