// How similar a query and a term are when nothing fits: characters in common, in order or not, things that
// sound alike, one slip in the letters of a reading. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "guide/search/guide_lexicon.hpp"

namespace wufei::contract {

// One query, held against many terms of one lexicon (which must outlive it).
class GuideLikeness {
 public:
  GuideLikeness(const GuideLexicon& lexicon, const std::u32string& query);

  // 0 (nothing in common) to 1 (the same); below kLikeEnough is not worth showing.
  [[nodiscard]] float of(const GuideTerm& term) const;

 private:
  [[nodiscard]] float of_characters(const GuideTerm& term) const;
  [[nodiscard]] float in_order(const Symbol* symbols, std::size_t size) const;
  [[nodiscard]] float in_any_order(const Symbol* symbols, std::size_t size) const;
  [[nodiscard]] float of_letters(const GuideTerm& term) const;
  [[nodiscard]] float shared(std::size_t at, Symbol symbol) const;

  const GuideLexicon& lexicon_;
  std::vector<std::uint8_t> same_;  // likeness of query character x symbol, 0..100
  std::vector<float> weights_;      // of the query's characters
  float weight_ = 0;                // their sum
  std::uint64_t sounds_ = 0;
  int sounds_needed_ = 1;
  bool latin_ = false;
  std::string letters_;
  std::uint32_t letter_set_ = 0;
};

inline constexpr float kLikeEnough = 0.42f;

// Insertions, deletions, substitutions and swaps of neighbours between `typed` and the nearest beginning of
// `text` (or all of it when `whole`), or `limit` + 1 when there are more.
int slips(std::string_view typed, std::string_view text, int limit, bool whole);

}  // namespace wufei::contract
