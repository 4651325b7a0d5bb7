// Holds typed letters against the readings of a term: whole syllables, initials, a last syllable cut short,
// characters in between ("dajiu", "dj", with a character for one of them).
#pragma once

#include <cstddef>
#include <string>

#include "guide/search/guide_lexicon.hpp"

namespace wufei::contract {

struct ReadingFit {
  int cost = -1;        // characters that were only hinted at; -1: does not fit
  std::size_t end = 0;  // first symbol of the term that was not needed
};

// Whether `query` (at most kLongestGuideQuery) can be read from symbol `start` of the term on.
ReadingFit fit_reading(const GuideLexicon& lexicon, const GuideTerm& term, std::size_t start,
                       const std::u32string& query);
// True when the character at `start` can begin it; cheap.
bool may_begin(const GuideLexicon& lexicon, Symbol symbol, char32_t first);

}  // namespace wufei::contract
