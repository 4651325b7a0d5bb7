// Readings of Chinese characters without tones, from a table made at build time
// (scripts/generate_pinyin.mjs). Per character and without context: good enough to find what somebody typed,
// not to teach how a text is read. The server has the table in it; the client gets it with the index of the
// guide, so that its 25 KB are not in every first visit.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/json.hpp"

namespace wufei::contract {

// A syllable is its index in the table: equal readings have equal numbers.
using Syllable = std::uint16_t;

struct Readings {
  std::array<Syllable, 3> syllables{};
  int count = 0;  // 0: the table does not have the character
  [[nodiscard]] const Syllable* begin() const { return syllables.data(); }
  [[nodiscard]] const Syllable* end() const { return syllables.data() + count; }
};

// {"a":["characters with this usual reading","with this as second reading",...], ...}
Json readings_to_json();
// Takes a table in that form in place of the present one; syllables get new numbers. For the client, before
// anything is searched; not thread-safe. What is not in that form is left out.
void set_readings(const Json& json);

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
