#include "guide/search/pinyin.hpp"

#include <algorithm>
#include <iterator>

#include "lib/base/utf8.hpp"
#ifndef __EMSCRIPTEN__
#include "pinyin_data.inc"
#endif

namespace wufei::contract {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

const std::shared_ptr<const ReadingTable>& ReadingTable::built_in() {
  static const std::shared_ptr<const ReadingTable> table = [] {
    auto made = std::make_shared<ReadingTable>();
#ifndef __EMSCRIPTEN__
    using namespace pinyin_data;
    made->syllables_.assign(std::begin(kSyllables), std::end(kSyllables));
    made->rows_.reserve(std::size(kCharacters));
    for (std::size_t i = 0; i < std::size(kCharacters); ++i)
      made->rows_.push_back({kCharacters[i], kReadings[i]});
#endif
    return made;
  }();
  return table;
}

Json ReadingTable::to_json() const {
  Json json = Json::object();
  std::size_t rank = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rank = i > 0 && rows_[i - 1].character == rows_[i].character ? rank + 1 : 0;
    Json& groups = json[syllables_[rows_[i].syllable]];
    while (groups.size() <= rank) groups.push_back("");
    append_utf8(groups[rank].get_ref<std::string&>(), rows_[i].character);
  }
  return json;
}

ReadingTable::ReadingTable(const Json& json) {
  struct Ranked {
    Row row;
    std::size_t rank = 0;
  };
  std::vector<Ranked> all;
  for (const auto& [syllable, groups] : json.items()) {
    const auto number = static_cast<Syllable>(syllables_.size());
    syllables_.push_back(syllable);
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
  rows_.reserve(all.size());
  for (const Ranked& ranked : all) rows_.push_back(ranked.row);
}

Readings ReadingTable::of(char32_t character) const {
  Readings found;
  auto at = std::lower_bound(rows_.begin(), rows_.end(), character,
                             [](const Row& row, char32_t wanted) { return row.character < wanted; });
  for (; at != rows_.end() && at->character == character && found.count < 3; ++at)
    found.syllables[static_cast<std::size_t>(found.count++)] = at->syllable;
  return found;
}

// FNV-1a of the simplified spelling, folded: two sounds that meet by chance only make the search a little
// more forgiving.
std::uint16_t ReadingTable::sound_of(Syllable syllable) const {
  std::string_view text = syllables_[syllable];
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

std::string ReadingTable::of_text(std::string_view text) const {
  std::string out;
  bool glued = false;  // the last character was a letter or digit of the text itself
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const Readings readings = of(c);
    if (!plain && readings.count == 0) continue;
    if (!out.empty() && !(plain && glued)) out += ' ';
    if (plain)
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    else
      out += syllables_[readings.syllables[0]];
    glued = plain;
  }
  return out;
}

}  // namespace wufei::contract
