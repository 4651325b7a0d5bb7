#include "contract/pinyin.hpp"

#include <algorithm>
#include <iterator>

#include "contract/utf8.hpp"
#include "pinyin_data.inc"

namespace wufei::contract {
namespace {

using pinyin_data::kCharacters;
using pinyin_data::kReadings;
using pinyin_data::kSyllables;

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

Readings readings_of(char32_t character) {
  Readings found;
  if (character > 0xFFFF) return found;
  const auto* at = std::lower_bound(std::begin(kCharacters), std::end(kCharacters), character);
  for (; at != std::end(kCharacters) && *at == character && found.count < 3; ++at)
    found.syllables[static_cast<std::size_t>(found.count++)] = kReadings[at - std::begin(kCharacters)];
  return found;
}

std::string_view syllable_text(Syllable syllable) {
  return kSyllables[syllable];
}

std::size_t syllable_count() {
  return std::size(kSyllables);
}

// FNV-1a of the simplified spelling, folded: two sounds that meet by chance only make the search a little
// more forgiving.
std::uint16_t sound_of(Syllable syllable) {
  std::string_view text = syllable_text(syllable);
  if (text.size() > 2 && ends_with(text, "ng")) text.remove_suffix(1);
  std::uint32_t hash = 2166136261u;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char letter = text[i];
    if (i == 1 && letter == 'h') continue;
    if (i == 0 && letter == 'l') letter = 'n';
    if (letter == 'v') letter = 'u';
    hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619u;
  }
  return static_cast<std::uint16_t>(hash ^ (hash >> 16));
}

std::string reading_of_text(std::string_view text) {
  std::string out;
  bool glued = false;  // the last character was a letter or digit of the text itself
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const Readings readings = readings_of(c);
    if (!plain && readings.count == 0) continue;
    if (!out.empty() && !(plain && glued)) out += ' ';
    if (plain)
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    else
      out += syllable_text(readings.syllables[0]);
    glued = plain;
  }
  return out;
}

}  // namespace wufei::contract
