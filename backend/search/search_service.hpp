// Site-wide search over the public pages, with suggestions. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "search/search_index.hpp"
#include "search/search_words.hpp"

namespace wufei::service {

class SearchService {
 public:
  // As SearchIndex::put().
  contract::Status put(int chapter, const std::vector<storage::SearchEntry>& entries) {
    return index_.put(chapter, entries);
  }
  // With suggestions. Errors: internal.
  [[nodiscard]] contract::Result<contract::SearchResult> search(std::string_view query, std::string_view kind,
                                                                int limit, int offset) const;
  [[nodiscard]] contract::Result<std::vector<std::string>> suggest(std::string_view query) const;

 private:
  storage::SearchIndex index_;
};

}  // namespace wufei::service
