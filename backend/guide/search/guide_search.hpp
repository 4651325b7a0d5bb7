// Finds things of the sorting guide by what people type: name, alias, pinyin (whole, cut short, initials,
// mixed with characters), with a slip of the finger, or in a whole sentence. The same code answers in the
// client and on the server. Immutable after it is built; searching is thread-safe and allocates little.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "guide/guide.hpp"
#include "guide/search/guide_lexicon.hpp"

namespace wufei::contract {

// How a thing was found, best first. Readings count like the characters they stand for, a little later.
enum class GuideMatch : std::uint8_t {
  question,  // it is an answer to GuideAnswer::word's question
  exact,     // the name or an alias is the query
  prefix,    // the name begins with it
  alias,     // an alias begins with it
  substring,
  sentence,  // the query is longer and holds the name or an alias
  fuzzy,
};
std::string_view guide_match_name(GuideMatch match);

struct GuideHit {
  std::uint32_t item = 0;  // in Guide::items
  GuideMatch match = GuideMatch::fuzzy;
  std::uint8_t alias = 0;   // 0: by its name, else 1 + place in aliases
  std::uint16_t score = 0;  // lower is better; comparable within one answer only
};

struct GuideAnswer {
  std::vector<GuideHit> hits;  // best first, each item once
  int word = -1;               // in Guide::words when the query means several things: ask, do not guess
  bool nearest = false;        // nothing fits; the hits are only similar
};

class GuideSearch {
 public:
  // Copies what it needs; `guide` may go.
  explicit GuideSearch(const Guide& guide);

  // At most `limit` hits. An empty query, or one without any letter, finds nothing. Any bytes are allowed.
  [[nodiscard]] GuideAnswer search(std::string_view query, std::size_t limit = 20) const;

 private:
  struct Word {
    std::u32string text;
    std::u32string reading;
    std::vector<std::uint32_t> items;
  };
  struct Found;  // best hit of every item, while one query runs

  [[nodiscard]] int word_of(const std::u32string& query) const;
  [[nodiscard]] int word_within(const std::u32string& query, std::size_t longer_than) const;
  void find_strictly(const std::u32string& query, Found& found) const;
  void find_literal(const std::u32string& query, Found& found) const;
  void find_read(const std::u32string& query, Found& found) const;
  [[nodiscard]] std::size_t find_within(const std::u32string& query, Found& found) const;
  [[nodiscard]] std::u32string head_of(const std::u32string& query) const;
  [[nodiscard]] int find_in_sentence(const std::u32string& query, const std::u32string& rest,
                                     Found& found) const;
  [[nodiscard]] float enough_for(const GuideTerm& term, const std::u32string& query) const;
  void find_similar(const std::u32string& query, Found& found) const;
  void ask(int word, const Found& found, GuideAnswer& answer, std::size_t limit) const;

  GuideLexicon lexicon_;
  std::size_t items_ = 0;
  std::vector<std::uint8_t> popular_;  // by item: 1 = chosen by the editors
  std::vector<Word> words_;
  std::vector<std::u32string> fillers_;  // longest first
  std::vector<std::u32string> particles_;
};

}  // namespace wufei::contract
