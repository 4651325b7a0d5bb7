// What a page of HTML and the client ask alike of a document's blocks before they draw them.
#pragma once

#include <algorithm>
#include <string>

#include "lib/document/document.hpp"

namespace wufei::contract {

// Without links and emphasis.
inline std::string plain_words(const Spans& spans) {
  std::string words;
  for (const Span& span : spans) words += span.text;
  return words;
}

// Of a table: a column of links that look like buttons.
inline bool has_buttons(const Block& block) {
  return std::any_of(block.columns.begin(), block.columns.end(),
                     [](const TableColumn& column) { return column.buttons; });
}

// Of cards: links that all have a kind, which are drawn as rows with a strip of its colour.
inline bool are_things(const Block& block) {
  return std::all_of(block.cards.begin(), block.cards.end(), [](const Card& card) {
    return !card.category.empty() && card.icon.empty() && !card.href.empty();
  });
}

}  // namespace wufei::contract
