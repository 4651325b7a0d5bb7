// Site-wide search over the public pages, with suggestions. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/store/text_index.hpp"
#include "search/search_words.hpp"

namespace wufei::service {

class SearchService {
 public:
  // As TextIndex::put(); the kind of a page is the first segment of its path.
  contract::Status put(int chapter, const std::vector<storage::IndexedText>& pages) {
    return index_.put(chapter, pages);
  }
  // Pages that hold every word; when there are none, those that hold any pair of neighbouring characters of
  // the query. With suggestions. `kind` "" = all; `limit` at most 50. Errors: internal.
  [[nodiscard]] contract::Result<contract::SearchResult> search(std::string_view query, std::string_view kind,
                                                                int limit, int offset) const;
  // Titles that begin with the query, then those that hold it. Errors: internal.
  [[nodiscard]] contract::Result<std::vector<std::string>> suggest(std::string_view query) const;

 private:
  storage::TextIndex index_{contract::search_tokens};
};

}  // namespace wufei::service
