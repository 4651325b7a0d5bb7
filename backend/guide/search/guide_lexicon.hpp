// All names and aliases of the guide in the form the search runs over: one array of symbols, one of letters,
// and for each term two bit sets that rule most terms out at once. Built once per content; immutable.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "guide/guide.hpp"
#include "guide/search/pinyin.hpp"

namespace wufei::contract {

// Number of a character that occurs in the guide.
using Symbol = std::uint16_t;
inline constexpr Symbol kNoSymbol = 0xFFFF;

struct GuideTerm {
  std::uint64_t characters = 0;  // bit set over the characters, hashed
  std::uint64_t sounds = 0;      // bit set over what the characters sound like, hashed
  std::uint32_t letters = 0;     // bit set over the Latin letters of all readings, bit 0 = a
  std::uint32_t begin = 0;       // in symbols()
  std::uint32_t item = 0;        // in Guide::items
  std::uint32_t reading = 0;     // in readings(): the usual readings, run together
  std::uint16_t reading_size = 0;
  std::uint8_t size = 0;       // symbols
  std::uint8_t alias = 0;      // 0 = the name, else 1 + place among the aliases (at most 255)
  std::uint32_t initials = 0;  // as letters, of the first character only
};

// What a character can be when it is compared: itself, or something that sounds like it.
struct SymbolSounds {
  std::array<std::uint16_t, 3> sounds{};
  std::array<Syllable, 3> syllables{};
  int count = 0;
};

inline std::uint64_t character_bit(char32_t character) {
  return 1ull << ((character * 2654435761u) >> 26 & 63u);
}
inline std::uint64_t sound_bit(std::uint16_t sound) {
  return 1ull << (sound * 40503u >> 10 & 63u);
}

class GuideLexicon {
 public:
  explicit GuideLexicon(const Guide& guide);

  [[nodiscard]] const std::vector<GuideTerm>& terms() const { return terms_; }
  [[nodiscard]] const Symbol* symbols(const GuideTerm& term) const { return symbols_.data() + term.begin; }
  [[nodiscard]] std::string_view reading(const GuideTerm& term) const {
    return std::string_view(letters_).substr(term.reading, term.reading_size);
  }
  [[nodiscard]] Symbol symbol_of(char32_t character) const;
  [[nodiscard]] SymbolSounds sounds_of(char32_t character) const;
  [[nodiscard]] std::string_view text(Syllable syllable) const { return readings_->text(syllable); }
  [[nodiscard]] char32_t character(Symbol symbol) const { return characters_[symbol]; }
  [[nodiscard]] const SymbolSounds& sounds(Symbol symbol) const { return sounds_[symbol]; }
  // Usual readings of a text, as ReadingTable::of_text().
  [[nodiscard]] std::string read(std::string_view text) const { return readings_->of_text(text); }
  [[nodiscard]] const FoldingTable& folding() const { return *folding_; }
  // How much a character tells: rare ones more. 1..12.
  [[nodiscard]] float weight(Symbol symbol) const;
  [[nodiscard]] std::size_t symbol_count() const { return characters_.size(); }

 private:
  [[nodiscard]] std::string usual_reading(std::u32string_view text) const;
  void collect_characters(const Guide& guide);
  void add_term(std::u32string_view text, std::size_t item, std::size_t alias, std::string_view reading);
  void weigh();

  std::shared_ptr<const ReadingTable> readings_;
  std::shared_ptr<const FoldingTable> folding_;
  std::vector<char32_t> characters_;  // sorted; a symbol is an index
  std::vector<SymbolSounds> sounds_;  // by symbol
  std::vector<float> weights_;        // by symbol
  std::vector<Symbol> symbols_;
  std::string letters_;
  std::vector<GuideTerm> terms_;
};

}  // namespace wufei::contract
