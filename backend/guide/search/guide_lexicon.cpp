#include "guide/search/guide_lexicon.hpp"

#include <algorithm>
#include <cmath>

#include "guide/search/guide_query.hpp"

namespace wufei::contract {
namespace {

constexpr std::size_t kLongestTerm = 60;
constexpr float kUnknownWeight = 6;

std::uint32_t letter_bit(char32_t letter) {
  return letter >= 'a' && letter <= 'z' ? 1u << (letter - 'a') : 0;
}

// Of its first letters only, or of all.
std::uint32_t letters_of(const ReadingTable& readings, char32_t character, const SymbolSounds& sounds,
                         std::size_t most) {
  std::uint32_t letters = letter_bit(character);
  for (int i = 0; i < sounds.count; ++i)
    for (const char letter : readings.text(sounds.syllables[static_cast<std::size_t>(i)]).substr(0, most))
      letters |= letter_bit(static_cast<char32_t>(letter));
  return letters;
}

}  // namespace

// The usual readings run together; letters and digits stand for themselves.
std::string GuideLexicon::usual_reading(std::u32string_view text) const {
  std::string out;
  for (const char32_t c : text)
    if (c < 0x80)
      out += static_cast<char>(c);
    else if (const Readings readings = readings_->of(c); readings.count > 0)
      out += readings_->text(readings.syllables[0]);
  return out;
}

SymbolSounds GuideLexicon::sounds_of(char32_t character) const {
  SymbolSounds found;
  for (const Syllable syllable : readings_->of(character)) {
    const auto at = static_cast<std::size_t>(found.count++);
    found.syllables[at] = syllable;
    found.sounds[at] = readings_->sound_of(syllable);
  }
  return found;
}

GuideLexicon::GuideLexicon(const Guide& guide) : readings_(guide.readings), folding_(guide.folding) {
  collect_characters(guide);
  for (std::size_t i = 0; i < guide.items.size(); ++i) {
    const GuideItem& item = guide.items[i];
    std::string reading;
    for (const char c : item.pinyin)
      if (c != ' ') reading += c;
    add_term(guide_letters(item.name, *folding_, kLongestTerm), i, 0, reading);
    for (std::size_t a = 0; a < item.aliases.size() && a < 255; ++a)
      add_term(guide_letters(item.aliases[a], *folding_, kLongestTerm), i, a + 1, {});
  }
  weigh();
}

void GuideLexicon::collect_characters(const Guide& guide) {
  const auto collect = [this](std::string_view text) {
    for (const char32_t c : guide_letters(text, *folding_, kLongestTerm)) characters_.push_back(c);
  };
  for (const GuideItem& item : guide.items) {
    collect(item.name);
    for (const std::string& alias : item.aliases) collect(alias);
  }
  std::sort(characters_.begin(), characters_.end());
  characters_.erase(std::unique(characters_.begin(), characters_.end()), characters_.end());
  if (characters_.size() >= kNoSymbol) characters_.resize(kNoSymbol - 1);
  sounds_.reserve(characters_.size());
  for (const char32_t c : characters_) sounds_.push_back(sounds_of(c));
}

Symbol GuideLexicon::symbol_of(char32_t character) const {
  const auto at = std::lower_bound(characters_.begin(), characters_.end(), character);
  return at != characters_.end() && *at == character ? static_cast<Symbol>(at - characters_.begin())
                                                     : kNoSymbol;
}

void GuideLexicon::add_term(std::u32string_view text, std::size_t item, std::size_t alias,
                            std::string_view reading) {
  if (text.empty()) return;
  GuideTerm term;
  term.begin = static_cast<std::uint32_t>(symbols_.size());
  term.item = static_cast<std::uint32_t>(item);
  term.alias = static_cast<std::uint8_t>(alias);
  for (const char32_t c : text) {
    const Symbol symbol = symbol_of(c);
    if (symbol == kNoSymbol) continue;
    symbols_.push_back(symbol);
    term.characters |= character_bit(c);
    term.letters |= letters_of(*readings_, c, sounds_[symbol], std::string_view::npos);
    for (int i = 0; i < sounds_[symbol].count; ++i)
      term.sounds |= sound_bit(sounds_[symbol].sounds[static_cast<std::size_t>(i)]);
    if (term.size++ == 0) term.initials = letters_of(*readings_, c, sounds_[symbol], 1);
  }
  term.reading = static_cast<std::uint32_t>(letters_.size());
  letters_ += reading.empty() ? usual_reading(text) : std::string(reading);
  term.reading_size = static_cast<std::uint16_t>(letters_.size() - term.reading);
  if (term.size > 0) terms_.push_back(term);
}

void GuideLexicon::weigh() {
  std::vector<std::uint32_t> found(characters_.size(), 0);
  for (const Symbol symbol : symbols_) ++found[symbol];
  weights_.reserve(found.size());
  const auto all = static_cast<float>(terms_.size());
  for (const std::uint32_t count : found)
    weights_.push_back(std::log2(1 + all / static_cast<float>(std::max(count, 1u))));
}

float GuideLexicon::weight(Symbol symbol) const {
  return symbol == kNoSymbol ? kUnknownWeight : weights_[symbol];
}

}  // namespace wufei::contract
