#include "guide/search/guide_fuzzy.hpp"

#include <algorithm>
#include <array>

#include "guide/search/guide_query.hpp"

namespace wufei::contract {
namespace {

constexpr std::uint8_t kSame = 100, kSameReading = 85, kSameSound = 70;
constexpr float kOrderFree = 0.9f;  // what characters in another order are worth
// People add words more freely than they leave some out (Tversky's index).
constexpr float kSaidMore = 0.35f, kMeantMore = 0.5f;
constexpr std::size_t kShortestReading = 4;  // letters; shorter ones fit too much
constexpr std::size_t kTwoSlips = 9;         // letters from which two slips are forgiven
constexpr std::size_t kLongest = 64;

std::uint8_t likeness(char32_t a, const SymbolSounds& sounds_a, char32_t b, const SymbolSounds& sounds_b) {
  if (a == b) return kSame;
  std::uint8_t best = 0;
  for (int i = 0; i < sounds_a.count; ++i)
    for (int j = 0; j < sounds_b.count; ++j) {
      const auto x = static_cast<std::size_t>(i), y = static_cast<std::size_t>(j);
      if (sounds_a.syllables[x] == sounds_b.syllables[y]) return kSameReading;
      if (sounds_a.sounds[x] == sounds_b.sounds[y]) best = kSameSound;
    }
  return best;
}

int bits(std::uint64_t set) {
  return __builtin_popcountll(set);
}

}  // namespace

GuideLikeness::GuideLikeness(const GuideLexicon& lexicon, const std::u32string& query)
    : lexicon_(lexicon), latin_(has_latin(query)) {
  same_.resize(query.size() * lexicon.symbol_count());
  for (std::size_t i = 0; i < query.size(); ++i) {
    const SymbolSounds sounds = lexicon.sounds_of(query[i]);
    for (std::size_t s = 0; s < lexicon.symbol_count(); ++s) {
      const auto symbol = static_cast<Symbol>(s);
      same_[i * lexicon.symbol_count() + s] =
          likeness(query[i], sounds, lexicon.character(symbol), lexicon.sounds(symbol));
    }
    weights_.push_back(lexicon.weight(lexicon.symbol_of(query[i])));
    weight_ += weights_.back();
    for (int k = 0; k < sounds.count; ++k) sounds_ |= sound_bit(sounds.sounds[static_cast<std::size_t>(k)]);
    if (query[i] < 0x80)
      letters_ += static_cast<char>(query[i]);
    else if (sounds.count > 0)
      letters_ += lexicon.text(sounds.syllables[0]);
  }
  sounds_needed_ = query.size() <= 3 ? 1 : 2;
  for (const char letter : letters_)
    if (letter >= 'a' && letter <= 'z') letter_set_ |= 1u << (letter - 'a');
}

float GuideLikeness::of(const GuideTerm& term) const {
  return latin_ ? of_letters(term) : of_characters(term);
}

float GuideLikeness::shared(std::size_t at, Symbol symbol) const {
  const std::uint8_t same = same_[at * lexicon_.symbol_count() + symbol];
  if (same == 0) return 0;
  return (weights_[at] + lexicon_.weight(symbol)) / 2 * static_cast<float>(same) / 100;
}

// The heaviest common subsequence.
float GuideLikeness::in_order(const Symbol* symbols, std::size_t size) const {
  std::array<float, kLongest + 1> row{};
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    float diagonal = 0;
    for (std::size_t j = 0; j < size; ++j) {
      const float above = row[j + 1];
      row[j + 1] = std::max({above, row[j], diagonal + shared(i, symbols[j])});
      diagonal = above;
    }
  }
  return row[size];
}

float GuideLikeness::in_any_order(const Symbol* symbols, std::size_t size) const {
  std::uint64_t used = 0;
  float sum = 0;
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    float best = 0;
    std::size_t place = size;
    for (std::size_t j = 0; j < size; ++j) {
      const float candidate = (used >> j & 1) != 0 ? 0 : shared(i, symbols[j]);
      if (candidate > best) best = candidate, place = j;
    }
    if (place < size) used |= 1ull << place;
    sum += best;
  }
  return sum;
}

float GuideLikeness::of_characters(const GuideTerm& term) const {
  if (bits(sounds_ & term.sounds) < sounds_needed_) return 0;
  const Symbol* symbols = lexicon_.symbols(term);
  float weight = weight_;
  for (std::size_t j = 0; j < term.size; ++j) weight += lexicon_.weight(symbols[j]);
  const float common = std::max(in_order(symbols, term.size), kOrderFree * in_any_order(symbols, term.size));
  return common / (common + kSaidMore * (weight_ - common) + kMeantMore * (weight - weight_ - common));
}

float GuideLikeness::of_letters(const GuideTerm& term) const {
  if (letters_.size() < kShortestReading) return 0;
  const int limit = letters_.size() >= kTwoSlips ? 2 : 1;
  if (bits(letter_set_ & ~term.letters) > limit) return 0;
  const std::string_view reading = lexicon_.reading(term);
  if (reading.size() + static_cast<std::size_t>(limit) < letters_.size()) return 0;
  const int count = slips(letters_, reading, limit, false);
  if (count > limit) return 0;
  const auto size = static_cast<float>(letters_.size());
  const float surplus =
      reading.size() > letters_.size() ? static_cast<float>(reading.size() - letters_.size()) : 0;
  return std::max(kLikeEnough, 1 - static_cast<float>(count) / size - 0.5f * surplus / (size + surplus));
}

int slips(std::string_view typed, std::string_view text, int limit, bool whole) {
  text = text.substr(0, std::min(typed.size() + static_cast<std::size_t>(limit), kLongest - 1));
  if (typed.size() >= kLongest || (whole && text.size() + static_cast<std::size_t>(limit) < typed.size()))
    return limit + 1;
  std::array<std::array<int, kLongest + 1>, 3> rows;
  for (std::size_t j = 0; j <= text.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= typed.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& before = rows[(i + 1) % 3];
    int least = row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= text.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (typed[i - 1] != text[j - 1])});
      if (i > 1 && j > 1 && typed[i - 1] == text[j - 2] && typed[i - 2] == text[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  const auto& last = rows[typed.size() % 3];
  const auto end = last.begin() + static_cast<std::ptrdiff_t>(text.size()) + 1;
  return whole ? last[text.size()] : *std::min_element(last.begin(), end);
}

}  // namespace wufei::contract
