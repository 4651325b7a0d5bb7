#include "search/search_index.hpp"

#include <algorithm>

#include "lib/base/utf8.hpp"
#include "lib/store/sqlite/connection.hpp"

namespace wufei::storage {
namespace {

using contract::SearchHit;
using contract::SearchResult;

constexpr std::size_t kSnippet = 90;  // code points
constexpr const char* kSchema =
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,"
    " kind TEXT NOT NULL) STRICT;"
    "CREATE VIRTUAL TABLE entry_text USING fts5 (title, text, content='', tokenize='unicode61 "
    "remove_diacritics 0')";
constexpr Query kAddEntry{
    "search.add_entry", {}, "INSERT INTO entry (id, path, title, text, kind) VALUES (?1, ?2, ?3, ?4, ?5)"};
constexpr Query kAddText{
    "search.add_text", {}, "INSERT INTO entry_text (rowid, title, text) VALUES (?1, ?2, ?3)"};
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
    " ORDER BY bm25(entry_text, 10.0, 1.0), entry.id LIMIT ?3 OFFSET ?4"};
constexpr Query kSuggest{
    "search.suggest",
    {},
    "SELECT entry.title FROM entry_text JOIN entry ON entry.id = entry_text.rowid WHERE entry_text MATCH ?1"
    " ORDER BY instr(lower(entry.title), ?2) <> 1, length(entry.title), entry.id LIMIT ?3"};

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

}  // namespace

struct SearchIndex::Insides {
  Connection connection{":memory:", Access::copy};
  std::mutex mutex;
};

SearchIndex::SearchIndex(std::unique_ptr<Insides> insides) : insides_(std::move(insides)) {}
SearchIndex::~SearchIndex() = default;

contract::Result<std::unique_ptr<SearchIndex>> SearchIndex::build(const std::vector<SearchEntry>& entries) {
  using Built = contract::Result<std::unique_ptr<SearchIndex>>;
  return guarded("build the search index", [&]() -> Built {
    auto insides = std::make_unique<Insides>();
    Connection& connection = insides->connection;
    connection.execute(kSchema);
    connection.execute("BEGIN");
    std::int64_t id = 0;
    for (const SearchEntry& row : entries) {
      connection.run(kAddEntry, ++id, row.path, row.title, row.text, row.kind);
      connection.run(kAddText, id, contract::search_tokens(row.title), contract::search_tokens(row.text));
    }
    connection.execute("COMMIT");
    return std::unique_ptr<SearchIndex>(new SearchIndex(std::move(insides)));
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
