// What of a page is read aloud in large print, where the device has a voice: its running text.
#pragma once

#include <string>
#include <vector>

#include "lib/document/document.hpp"

namespace wufei::contract {

// Title, headings, paragraphs and points of lists in the page's order; some may be empty.
std::vector<std::string> spoken_lines(const Document& document);

// Whether the lines are long enough that listening is easier than reading.
bool is_worth_listening(const std::vector<std::string>& lines);

}  // namespace wufei::contract
