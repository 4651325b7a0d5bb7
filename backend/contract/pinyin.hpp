// Readings of Chinese characters without tones, from a table made at build time
// (scripts/generate_pinyin.mjs). Per character and without context: good enough to find what somebody typed,
// not to teach how a text is read.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace wufei::contract {

// A syllable is its index in the table: equal readings have equal numbers.
using Syllable = std::uint16_t;

struct Readings {
  std::array<Syllable, 3> syllables{};
  int count = 0;  // 0: the table does not have the character
  [[nodiscard]] const Syllable* begin() const { return syllables.data(); }
  [[nodiscard]] const Syllable* end() const { return syllables.data() + count; }
};

// The usual reading first.
Readings readings_of(char32_t character);
// "zhuang"; lower-case letters, "v" for u with two dots. Static storage.
std::string_view syllable_text(Syllable syllable);
std::size_t syllable_count();
// Syllables that people mix up have one sound: zh/z, ch/c, sh/s, n/l at the front, ng/n at the end, u/v.
std::uint16_t sound_of(Syllable syllable);
// Usual readings of the Chinese characters, with spaces between; other letters and digits are kept, in lower
// case.
std::string reading_of_text(std::string_view text);

}  // namespace wufei::contract
