#include "search/search_service.hpp"

#include <algorithm>

#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"

namespace wufei::service {
namespace {

constexpr int kSuggestions = 8;
constexpr int kMostHits = 50;
constexpr std::size_t kSnippet = 90;  // code points

// Neighbouring characters of each word.
std::vector<std::string> pairs_of(const std::vector<std::string>& words) {
  std::vector<std::string> pairs;
  for (const std::string& word : words) {
    std::string before;
    for (std::size_t at = 0; at < word.size();) {
      std::string one;
      contract::append_utf8(one, contract::next_code_point(word, at));
      if (!before.empty()) pairs.push_back(before + one);
      before = std::move(one);
    }
  }
  return pairs;
}

}  // namespace

contract::Result<contract::SearchResult> SearchService::search(std::string_view query, std::string_view kind,
                                                               int limit, int offset) const {
  const std::vector<std::string> words = contract::search_words(query);
  contract::SearchResult result;
  result.query = contract::joined(words, " ");
  if (words.empty()) return result;
  const auto found =
      index_.find({{words}, {pairs_of(words), true}}, kind, std::min(limit, kMostHits), offset);
  if (!found) return found.error();
  result.total = found->total;
  result.relaxed = found->total > 0 && found->by > 0;
  for (const storage::IndexedText& page : found->texts)
    result.hits.push_back(
        {page.path, page.title, page.kind, contract::search_snippet(page.text, words, kSnippet)});
  if (auto titles = suggest(query)) result.suggestions = std::move(*titles);
  return result;
}

contract::Result<std::vector<std::string>> SearchService::suggest(std::string_view query) const {
  std::vector<std::string> suggested;
  const std::vector<std::string> words = contract::search_words(query);
  if (words.empty()) return suggested;
  auto titles = index_.titles({words}, words.front(), kSuggestions);
  if (!titles) return titles;
  for (std::string& title : *titles)
    if (!contract::is_among(suggested, title)) suggested.push_back(std::move(title));
  return suggested;
}

}  // namespace wufei::service
