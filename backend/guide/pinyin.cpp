#include "guide/pinyin.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "lib/base/utf8.hpp"
#ifndef __EMSCRIPTEN__
#include "pinyin_data.inc"
#endif

namespace wufei::contract {
namespace {

// Sorted by character; the readings of one character stand together, the usual one first.
struct Row {
  char32_t character = 0;
  Syllable syllable = 0;
};
struct Table {
  std::vector<std::string> syllables;
  std::vector<Row> rows;
};

Table built_in() {
  Table table;
#ifndef __EMSCRIPTEN__
  using namespace pinyin_data;
  table.syllables.assign(std::begin(kSyllables), std::end(kSyllables));
  table.rows.reserve(std::size(kCharacters));
  for (std::size_t i = 0; i < std::size(kCharacters); ++i)
    table.rows.push_back({kCharacters[i], kReadings[i]});
#endif
  return table;
}

Table& table() {
  static Table present = built_in();
  return present;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

Json readings_to_json() {
  Json json = Json::object();
  const auto& [syllables, rows] = table();
  std::size_t rank = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rank = i > 0 && rows[i - 1].character == rows[i].character ? rank + 1 : 0;
    Json& groups = json[syllables[rows[i].syllable]];
    while (groups.size() <= rank) groups.push_back("");
    append_utf8(groups[rank].get_ref<std::string&>(), rows[i].character);
  }
  return json;
}

void set_readings(const Json& json) {
  struct Ranked {
    Row row;
    std::size_t rank = 0;
  };
  Table fresh;
  std::vector<Ranked> all;
  for (const auto& [syllable, groups] : json.items()) {
    const auto number = static_cast<Syllable>(fresh.syllables.size());
    fresh.syllables.push_back(syllable);
    for (std::size_t rank = 0; rank < groups.size(); ++rank) {
      if (!groups.is_array() || !groups[rank].is_string()) continue;
      const auto& characters = groups[rank].get_ref<const std::string&>();
      for (std::size_t at = 0; at < characters.size();)
        all.push_back({{next_code_point(characters, at), number}, rank});
    }
  }
  std::sort(all.begin(), all.end(), [](const Ranked& a, const Ranked& b) {
    return a.row.character != b.row.character ? a.row.character < b.row.character : a.rank < b.rank;
  });
  for (const Ranked& ranked : all) fresh.rows.push_back(ranked.row);
  table() = std::move(fresh);
}

Readings readings_of(char32_t character) {
  Readings found;
  const auto& rows = table().rows;
  auto at = std::lower_bound(rows.begin(), rows.end(), character,
                             [](const Row& row, char32_t wanted) { return row.character < wanted; });
  for (; at != rows.end() && at->character == character && found.count < 3; ++at)
    found.syllables[static_cast<std::size_t>(found.count++)] = at->syllable;
  return found;
}

std::string_view syllable_text(Syllable syllable) {
  return table().syllables[syllable];
}

std::size_t syllable_count() {
  return table().syllables.size();
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
