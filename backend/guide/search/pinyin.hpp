// Readings of Chinese characters without tones, from a table made at build time
// (scripts/generate_pinyin.mjs). Per character and without context: good enough to find what somebody typed,
// not to teach how a text is read. The server has the table in it; the client gets it with the index of the
// guide, so that its 25 KB are not in every first visit.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

// Immutable: whoever searches holds the table that its guide came with.
class ReadingTable {
 public:
  ReadingTable() = default;  // knows no character
  // {"a":["characters with this usual reading","with this as second reading",...], ...}; what is not in that
  // form is left out.
  explicit ReadingTable(const Json& json);
  [[nodiscard]] Json to_json() const;
  // The one that the program has in it; without characters in the client.
  static const std::shared_ptr<const ReadingTable>& built_in();

  // The usual reading first.
  [[nodiscard]] Readings of(char32_t character) const;
  // "zhuang"; lower-case letters, "v" for u with two dots. Lives as long as the table.
  [[nodiscard]] std::string_view text(Syllable syllable) const { return syllables_[syllable]; }
  // Syllables that people mix up have one sound: zh/z, ch/c, sh/s, n/l at the front, ng/n at the end, u/v.
  [[nodiscard]] std::uint16_t sound_of(Syllable syllable) const;
  // Usual readings of the Chinese characters, with spaces between; other letters and digits are kept, in
  // lower case.
  [[nodiscard]] std::string of_text(std::string_view text) const;

 private:
  struct Row {
    char32_t character = 0;
    Syllable syllable = 0;
  };
  std::vector<std::string> syllables_;
  // Sorted by character; the readings of one character stand together, the usual one first.
  std::vector<Row> rows_;
};

}  // namespace wufei::contract
