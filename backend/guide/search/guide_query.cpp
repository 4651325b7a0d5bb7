#include "guide/search/guide_query.hpp"

#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

// Everything that can name a thing; not spaces, punctuation, symbols, controls, private use, emoji.
bool names_things(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  if (c < 0x370) return c >= 0xC0 && c != 0xD7 && c != 0xF7;
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
         (c >= 0x370 && c <= 0x1FFF) || c == 0x3007;
}

}  // namespace

std::u32string guide_letters(std::string_view text, const FoldingTable& folding, std::size_t limit) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size() && out.size() < limit;) {
    char32_t c = folding.of(next_code_point(text, at));
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c >= 'A' && c <= 'Z') c += 32;
    if (c == 0xFC || c == 0xDC) c = 'v';
    if (names_things(c)) out += c;
  }
  return out;
}

std::u32string without_fillers(const std::u32string& query, const std::vector<std::u32string>& fillers) {
  std::u32string rest = query;
  for (const std::u32string& filler : fillers)
    for (std::size_t at = 0; !filler.empty() && (at = rest.find(filler, at)) != std::u32string::npos;)
      if (rest.size() > filler.size())
        rest.erase(at, filler.size());
      else
        break;
  return rest;
}

bool has_latin(const std::u32string& query) {
  for (const char32_t c : query)
    if (c >= 'a' && c <= 'z') return true;
  return false;
}

}  // namespace wufei::contract
