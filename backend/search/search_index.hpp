// The full-text index of the public pages (SQLite FTS5), in memory: made from the pages at every start and
// brought up to them by chapters, so it can never disagree with them or outlive a restart. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "search/search_words.hpp"

namespace wufei::storage {

struct SearchEntry {
  std::string path;
  std::string title;
  std::string text;  // one line per paragraph
  std::string kind;  // first segment of the path
};

class SearchIndex {
 public:
  // Empty. Throws Failure when there is no memory.
  SearchIndex();
  ~SearchIndex();
  SearchIndex(const SearchIndex&) = delete;
  SearchIndex& operator=(const SearchIndex&) = delete;

  // Puts these in the place of the chapter's entries; those that stay are not touched. Afterwards the index
  // answers as one made anew in the order of chapters would. Errors: internal; the earlier ones stay.
  contract::Status put(int chapter, const std::vector<SearchEntry>& entries);
  // Entries that hold every word, best first (bm25, a title weighs ten times the text); when there are none,
  // those that hold any pair of neighbouring characters of the query. `kind` "" = all; `limit` at most 50.
  contract::Result<contract::SearchResult> search(std::string_view query, std::string_view kind, int limit,
                                                  int offset) const;
  // At most `limit` titles that begin with the query, then that hold it.
  contract::Result<std::vector<std::string>> suggest(std::string_view query, int limit) const;

 private:
  struct Insides;
  std::unique_ptr<Insides> insides_;
};

}  // namespace wufei::storage
