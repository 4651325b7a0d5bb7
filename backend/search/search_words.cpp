#include "search/search_words.hpp"

#include <algorithm>

#include "lib/base/folding.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr std::size_t kMostWords = 8;

bool is_han(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
         c == 0x3007;
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  const bool punctuation = (c >= 0x2000 && c <= 0x2E7F) || (c >= 0x3000 && c <= 0x303F && c != 0x3007) ||
                           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) || c == 0xA0 ||
                           c == 0xB7;
  return !punctuation;
}

// A text as code points with the byte at which each begins, for finding words without losing the original.
struct Points {
  std::u32string folded_text;
  std::vector<std::size_t> begins;  // one more than code points
};

Points points_of(std::string_view text) {
  Points points;
  for (std::size_t at = 0; at < text.size();) {
    points.begins.push_back(at);
    points.folded_text += folded_character(next_code_point(text, at));
  }
  points.begins.push_back(text.size());
  return points;
}

std::u32string folded_points(std::string_view text) {
  return points_of(text).folded_text;
}

// Which code points belong to a word that is found.
std::vector<bool> marked(const Points& points, const std::vector<std::string>& words, std::size_t& first) {
  std::vector<bool> marks(points.folded_text.size(), false);
  first = points.folded_text.size();
  for (const std::string& word : words) {
    const std::u32string wanted = folded_points(word);
    if (wanted.empty()) continue;
    for (std::size_t at = points.folded_text.find(wanted); at != std::u32string::npos;
         at = points.folded_text.find(wanted, at + wanted.size())) {
      first = std::min(first, at);
      std::fill_n(marks.begin() + static_cast<std::ptrdiff_t>(at), wanted.size(), true);
    }
  }
  return marks;
}

std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

}  // namespace

Json search_result_to_json(const SearchResult& result) {
  Json items = Json::array();
  for (const SearchHit& hit : result.hits) {
    Json snippet = Json::array();
    for (const Span& span : hit.snippet) snippet.push_back({{"text", span.text}, {"hit", span.strong}});
    items.push_back(
        {{"path", hit.path}, {"title", hit.title}, {"kind", hit.kind}, {"snippet", std::move(snippet)}});
  }
  return {{"query", result.query},
          {"total", result.total},
          {"relaxed", result.relaxed},
          {"items", std::move(items)},
          {"suggestions", result.suggestions}};
}

std::vector<std::string> search_words(std::string_view query) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty() && words.size() < kMostWords) words.push_back(word);
    word.clear();
  };
  std::size_t count = 0;
  for (std::size_t at = 0; at < query.size() && count < kLongestQuery; ++count) {
    const char32_t c = folded_character(next_code_point(query, at));
    if (is_word_character(c))
      append_utf8(word, c);
    else
      finish();
  }
  finish();
  return words;
}

std::string search_tokens(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = folded_character(next_code_point(text, at));
    if (!is_word_character(c)) {
      out += ' ';
    } else if (is_han(c)) {
      append_utf8(out += ' ', c);
      out += ' ';
    } else {
      append_utf8(out, c);
    }
  }
  return out;
}

Spans search_snippet(std::string_view text, const std::vector<std::string>& words, std::size_t length) {
  const Points points = points_of(text);
  std::size_t first = 0;
  const std::vector<bool> marks = marked(points, words, first);
  if (first == marks.size()) first = 0;
  const std::size_t begin = first > length / 4 ? first - length / 4 : 0;
  const std::size_t end = std::min(begin + length, marks.size());
  Spans spans;
  if (begin > 0) spans.push_back(span("\xE2\x80\xA6"));
  for (std::size_t at = begin; at < end;) {
    std::size_t next = at;
    while (next < end && marks[next] == marks[at]) ++next;
    const std::size_t from = points.begins[at];
    spans.push_back({one_line(text.substr(from, points.begins[next] - from)), {}, marks[at], false});
    at = next;
  }
  if (end < marks.size()) spans.push_back(span("\xE2\x80\xA6"));
  return spans;
}

}  // namespace wufei::contract
