#include "search/search_service.hpp"

namespace wufei::service {
namespace {

constexpr int kSuggestions = 8;

}  // namespace

contract::Result<contract::SearchResult> SearchService::search(std::string_view query, std::string_view kind,
                                                               int limit, int offset) const {
  auto result = index_.search(query, kind, limit, offset);
  if (!result) return result;
  if (auto titles = index_.suggest(query, kSuggestions)) result->suggestions = std::move(*titles);
  return result;
}

contract::Result<std::vector<std::string>> SearchService::suggest(std::string_view query) const {
  return index_.suggest(query, kSuggestions);
}

}  // namespace wufei::service
