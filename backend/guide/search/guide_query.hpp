// What somebody typed, made ready for the search: half-width, lower case, without spaces and punctuation, and
// once more without the words of a question that say nothing about the thing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/folding.hpp"

namespace wufei::contract {

// Longer input is cut: nobody's thing has a longer name, and a paste must not cost time.
inline constexpr std::size_t kLongestGuideQuery = 48;  // code points

// Letters, digits and ideographs of `text`, folded; never longer than `limit`.
std::u32string guide_letters(std::string_view text, const FoldingTable& folding,
                             std::size_t limit = kLongestGuideQuery);
// `query` without any of `fillers` (already guide_letters, longest first). Never empty unless `query` is.
std::u32string without_fillers(const std::u32string& query, const std::vector<std::u32string>& fillers);
// True when the query has a Latin letter: then readings are compared.
bool has_latin(const std::u32string& query);

}  // namespace wufei::contract
