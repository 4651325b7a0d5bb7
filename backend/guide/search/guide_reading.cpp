#include "guide/search/guide_reading.hpp"

#include <algorithm>
#include <array>

#include "guide/search/guide_query.hpp"

namespace wufei::contract {
namespace {

constexpr std::uint8_t kFar = 255;
// Least cost to have used the first k characters of the query.
using Costs = std::array<std::uint8_t, kLongestGuideQuery + 1>;

bool is_latin(char32_t c) {
  return c >= 'a' && c <= 'z';
}

void lower(std::uint8_t& cost, int candidate) {
  cost = static_cast<std::uint8_t>(std::min<int>(cost, std::min(candidate, kFar - 1)));
}

std::size_t shared_letters(std::string_view syllable, const std::u32string& query, std::size_t from) {
  std::size_t length = 0;
  while (length < syllable.size() && from + length < query.size() &&
         query[from + length] == static_cast<char32_t>(syllable[length]))
    ++length;
  return length;
}

void read_syllable(std::string_view syllable, const std::u32string& query, std::size_t from, int cost,
                   Costs& next) {
  const std::size_t shared = shared_letters(syllable, query, from);
  if (shared == 0) return;
  if (shared == syllable.size()) return lower(next[from + shared], cost);
  if (from + shared == query.size()) lower(next[from + shared], cost + 1);
  lower(next[from + 1], cost + 1);
  if (shared >= 2 && syllable[1] == 'h') lower(next[from + 2], cost + 1);
}

// One more character of the term. False when nothing of the query can go on.
bool step(const GuideLexicon& lexicon, Symbol symbol, const std::u32string& query, const Costs& now,
          Costs& next) {
  std::fill_n(next.begin(), query.size() + 1, kFar);
  const char32_t character = lexicon.character(symbol);
  const SymbolSounds& sounds = lexicon.sounds(symbol);
  bool alive = false;
  for (std::size_t k = 0; k < query.size(); ++k) {
    if (now[k] == kFar) continue;
    if (query[k] == character) lower(next[k + 1], now[k]);
    if (is_latin(query[k]))
      for (int i = 0; i < sounds.count; ++i)
        read_syllable(lexicon.text(sounds.syllables[static_cast<std::size_t>(i)]), query, k, now[k], next);
    alive = true;
  }
  return alive;
}

}  // namespace

bool may_begin(const GuideLexicon& lexicon, Symbol symbol, char32_t first) {
  if (lexicon.character(symbol) == first) return true;
  const SymbolSounds& sounds = lexicon.sounds(symbol);
  for (int i = 0; i < sounds.count; ++i)
    if (static_cast<char32_t>(lexicon.text(sounds.syllables[static_cast<std::size_t>(i)])[0]) == first)
      return true;
  return false;
}

ReadingFit fit_reading(const GuideLexicon& lexicon, const GuideTerm& term, std::size_t start,
                       const std::u32string& query) {
  const Symbol* symbols = lexicon.symbols(term);
  const std::size_t size = query.size();
  Costs now, next;
  std::fill_n(now.begin(), size + 1, kFar);
  now[0] = 0;
  for (std::size_t at = start; at < term.size; ++at) {
    if (!step(lexicon, symbols[at], query, now, next)) return {};
    if (next[size] != kFar) return {next[size], at + 1};
    std::swap(now, next);
  }
  return {};
}

}  // namespace wufei::contract
