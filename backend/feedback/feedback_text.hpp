// Texts of cases compared and searched: pairs of characters for likeness, words for search, and what must not
// be published. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wufei::service {

// The different pairs of neighbouring characters of a text, sorted; width, case, spaces and punctuation do
// not count.
using TextPairs = std::vector<std::string>;
TextPairs text_pairs(std::string_view text);
// Dice coefficient in per cent, 0..100: twice the common pairs by all pairs.
int likeness_percent(const TextPairs& a, const TextPairs& b);

// True when `text` holds every word of `query` (words are separated by spaces), without regard to width and
// case.
bool holds_words(std::string_view text, std::string_view query);

// True when `text` holds something that may not be published: a telephone number (also with spaces or
// hyphens), an identity card number, an e-mail address, or `name` (two characters or more).
bool holds_personal_data(std::string_view text, std::string_view name);

}  // namespace wufei::service
