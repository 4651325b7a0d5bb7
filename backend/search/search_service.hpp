// Site-wide search over the public pages. The index is replaced as a whole when pages change; a search that
// is under way keeps the one it began with. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/document/search.hpp"
#include "search/search_index.hpp"

namespace wufei::service {

class SearchService {
 public:
  // Errors: internal; the earlier index stays.
  contract::Status rebuild(const std::vector<storage::SearchEntry>& entries);
  // With suggestions. Before the first rebuild nothing is found. Errors: internal.
  [[nodiscard]] contract::Result<contract::SearchResult> search(std::string_view query, std::string_view kind,
                                                                int limit, int offset) const;
  [[nodiscard]] contract::Result<std::vector<std::string>> suggest(std::string_view query) const;

 private:
  [[nodiscard]] std::shared_ptr<const storage::SearchIndex> index() const;

  mutable std::mutex mutex_;
  std::shared_ptr<const storage::SearchIndex> index_;
};

}  // namespace wufei::service
