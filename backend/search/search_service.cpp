#include "search/search_service.hpp"

namespace wufei::service {
namespace {

constexpr int kSuggestions = 8;

}  // namespace

contract::Status SearchService::rebuild(const std::vector<storage::SearchEntry>& entries) {
  auto built = storage::SearchIndex::build(entries);
  if (!built) return built.error();
  const std::lock_guard lock(mutex_);
  index_ = std::move(*built);
  return contract::ok();
}

std::shared_ptr<const storage::SearchIndex> SearchService::index() const {
  const std::lock_guard lock(mutex_);
  return index_;
}

contract::Result<contract::SearchResult> SearchService::search(std::string_view query, std::string_view kind,
                                                               int limit, int offset) const {
  const auto held = index();
  if (!held) return contract::SearchResult{};
  auto result = held->search(query, kind, limit, offset);
  if (!result) return result;
  if (auto titles = held->suggest(query, kSuggestions)) result->suggestions = std::move(*titles);
  return result;
}

contract::Result<std::vector<std::string>> SearchService::suggest(std::string_view query) const {
  const auto held = index();
  if (!held) return std::vector<std::string>{};
  return held->suggest(query, kSuggestions);
}

}  // namespace wufei::service
