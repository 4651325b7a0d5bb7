// Site-wide search: what is found and how a query is taken apart. Chinese has no spaces: every Han character
// is a token of its own and a run of them is a phrase, so that words of one and two characters are found.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/document/document.hpp"

namespace wufei::contract {

inline constexpr std::size_t kLongestQuery = 100;  // code points; more is cut off

struct SearchHit {
  std::string path;
  std::string title;
  std::string kind;  // first segment of the path
  Spans snippet;     // a piece of the text; strong spans are what was found
};

struct SearchResult {
  std::string query;  // as searched: trimmed and cut
  std::int64_t total = 0;
  bool relaxed = false;  // nothing holds every word: hits that hold some of them
  std::vector<SearchHit> hits;
  std::vector<std::string> suggestions;  // titles that begin with or hold the query
};

// {"query","total","relaxed","items":[{"path","title","kind","snippet":[{"text","hit"}]}],"suggestions":[]}
Json search_result_to_json(const SearchResult& result);

// Words are separated by white space: at most 8 words, as folded_text() has them, punctuation dropped.
std::vector<std::string> search_words(std::string_view query);
// A text as the index keeps it: as folded_text() has it, every Han character between spaces.
std::string search_tokens(std::string_view text);
// About `length` code points of `text` around the first of `words`, with every occurrence strong. Line breaks
// become spaces.
Spans search_snippet(std::string_view text, const std::vector<std::string>& words, std::size_t length);

}  // namespace wufei::contract
