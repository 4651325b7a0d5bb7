#include "lib/base/folding.hpp"

#include <algorithm>
#include <iterator>

#include "lib/base/utf8.hpp"
#ifndef __EMSCRIPTEN__
#include "lib/base/folding_data.inc"
#endif

namespace wufei::contract {
namespace {

struct Marked {
  char32_t first;  // the four tones in the order of Unicode's names
  char32_t marks[4];
};

constexpr Marked kMarked[] = {{'a', {0x101, 0xE1, 0x1CE, 0xE0}}, {'e', {0x113, 0xE9, 0x11B, 0xE8}},
                              {'i', {0x12B, 0xED, 0x1D0, 0xEC}}, {'o', {0x14D, 0xF3, 0x1D2, 0xF2}},
                              {'u', {0x16B, 0xFA, 0x1D4, 0xF9}}, {'v', {0x1D6, 0x1D8, 0x1DA, 0x1DC}}};

std::u32string characters_of(const Json& text) {
  std::u32string out;
  if (!text.is_string()) return out;
  const auto& bytes = text.get_ref<const std::string&>();
  for (std::size_t at = 0; at < bytes.size();) out += next_code_point(bytes, at);
  return out;
}

Json text_of(const std::u32string& characters) {
  std::string out;
  for (const char32_t c : characters) append_utf8(out, c);
  return out;
}

}  // namespace

const std::shared_ptr<const FoldingTable>& FoldingTable::built_in() {
  static const std::shared_ptr<const FoldingTable> table = [] {
    auto made = std::make_shared<FoldingTable>();
#ifndef __EMSCRIPTEN__
    using namespace folding_data;
    static_assert(std::size(kTo) == std::size(kFrom));
    made->from_.assign(std::begin(kFrom), std::end(kFrom) - 1);
    made->to_.assign(std::begin(kTo), std::end(kTo) - 1);
#endif
    return made;
  }();
  return table;
}

FoldingTable::FoldingTable(const Json& json) {
  if (!json.is_array() || json.size() != 2) return;
  std::u32string from = characters_of(json[0]), to = characters_of(json[1]);
  if (from.size() != to.size() || !std::is_sorted(from.begin(), from.end())) return;
  from_ = std::move(from);
  to_ = std::move(to);
}

Json FoldingTable::to_json() const {
  return Json::array({text_of(from_), text_of(to_)});
}

char32_t FoldingTable::of(char32_t character) const {
  for (const Marked& letter : kMarked)
    if (std::find(std::begin(letter.marks), std::end(letter.marks), character) != std::end(letter.marks))
      return letter.first;
  const auto found = std::lower_bound(from_.begin(), from_.end(), character);
  return found != from_.end() && *found == character ? to_[static_cast<std::size_t>(found - from_.begin())]
                                                     : character;
}

char32_t folded_character(char32_t character) {
  char32_t c = FoldingTable::built_in()->of(character);
  if (c == 0x3000) return ' ';
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

std::string folded_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append_utf8(out, folded_character(next_code_point(text, at)));
  return out;
}

}  // namespace wufei::contract
